import type { InlineCode, InlineCodeKind } from '../../text/content.ts';
import type { Attributes } from '../bilingual/model.ts';

export const XLIFF2_NAMESPACE = 'urn:oasis:names:tc:xliff:document:2.0';
export const METADATA_NAMESPACE = 'urn:oasis:names:tc:xliff:metadata:2.0';
/** The namespace of our own attributes on notes. */
export const OWN_NAMESPACE = 'urn:bifronte:xliff';

/** Categories of the metadata groups in which a unit carries what XLIFF has no place for. */
export const UNIT_FACTS = 'bifronte:unit';
export const SEGMENT_FACTS = 'bifronte:segment ';
export const CODE_FACTS = 'bifronte:codes';

const TYPES = new Set(['fmt', 'ui', 'quote', 'link', 'image', 'other']);

/** Where a code element was found; part of the key under which its metadata stands. */
export type CodeRole = 'open' | 'close' | 'standalone';
export type Side = 'source' | 'target';

/** How attributes XLIFF has and the model has not travel in `InlineCode.exchange`. */
const EXCHANGE = 'xliff2:';

/** Attributes of a code element that the model has no field for but that can be written again as they were. */
const CARRIED = ['subType', 'dir'];

/**
 * The attributes of `ph`, `sc` or `ec` for a code (XLIFF 2.1, section 4.3.1). Whatever they cannot say goes into the
 * metadata; see {@link codePatch}.
 */
export function codeAttributes(code: InlineCode, valid: (text: string) => string): Record<string, string> {
  const out: Record<string, string> = {};
  const carried = carriedAttributes(code);
  if (code.type !== undefined && TYPES.has(code.type)) out['type'] = code.type;
  if (carried['subType'] !== undefined && out['type'] !== undefined) out['subType'] = carried['subType'];
  if (carried['dir'] !== undefined && code.kind !== 'standalone') out['dir'] = carried['dir'];
  if (code.canCopy === false) out['canCopy'] = 'no';
  if (code.canDelete === false) out['canDelete'] = 'no';
  // Section 4.3.1.4: what may not be moved may be neither copied nor deleted.
  if (code.canReorder === false && code.canCopy === false && code.canDelete === false) out['canReorder'] = 'firstNo';
  if (code.display !== undefined) out['disp'] = valid(code.display);
  if (code.equiv !== undefined) out['equiv'] = valid(code.equiv);
  return out;
}

/** The code that a reader makes of an element's attributes (named as on `ph`) and its original data. */
export function codeFrom(kind: InlineCodeKind, id: string, attributes: Attributes, data: string): InlineCode {
  const carried: Record<string, string> = {};
  for (const name of CARRIED) if (attributes[name] !== undefined) carried[name] = attributes[name];
  const { type, disp, equiv } = attributes;
  return {
    kind,
    id,
    data,
    ...(disp === undefined ? {} : { display: disp }),
    ...(equiv === undefined ? {} : { equiv }),
    ...(type === undefined ? {} : { type }),
    ...(attributes['canCopy'] === 'no' ? { canCopy: false } : {}),
    ...(attributes['canDelete'] === 'no' ? { canDelete: false } : {}),
    ...(attributes['canReorder'] === 'no' || attributes['canReorder'] === 'firstNo' ? { canReorder: false } : {}),
    ...(Object.keys(carried).length === 0 ? {} : { exchange: EXCHANGE + JSON.stringify(carried) }),
  };
}

/** A marker (`mrk`, `sm`/`em`) as a pair of codes without data, its attributes kept. */
export function markerFrom(kind: 'open' | 'close', id: string, attributes: Attributes): InlineCode {
  if (kind === 'close') return { kind, id, data: '', exchange: `${EXCHANGE}em` };
  const kept: Record<string, string> = {};
  for (const name of ['translate', 'type', 'ref', 'value'])
    if (attributes[name] !== undefined) kept[name] = attributes[name];
  return { kind, id, data: '', display: kept['type'] ?? 'mrk', exchange: `${EXCHANGE}sm${JSON.stringify(kept)}` };
}

/** The attributes of a marker for a code made by {@link markerFrom}; undefined for any other code. */
export function markerAttributes(code: InlineCode): Attributes | undefined {
  if (code.exchange === `${EXCHANGE}em`) return {};
  const json =
    code.exchange?.startsWith(`${EXCHANGE}sm{`) === true ? code.exchange.slice(EXCHANGE.length + 2) : undefined;
  const attributes = json === undefined ? undefined : stringRecord(json);
  if (attributes?.['ref']?.startsWith('#') === true) {
    // A reference into the file it came from points nowhere in another.
    const { ref: _, ...rest } = attributes;
    return rest;
  }
  return attributes;
}

function carriedAttributes(code: InlineCode): Attributes {
  const json = code.exchange?.startsWith(`${EXCHANGE}{`) === true ? code.exchange.slice(EXCHANGE.length) : undefined;
  const all = json === undefined ? {} : (stringRecord(json) ?? {});
  const out: Record<string, string> = {};
  if (/^[^\s:]+:[^\s:]+$/.test(all['subType'] ?? '')) out['subType'] = all['subType'] as string;
  if (['ltr', 'rtl', 'auto'].includes(all['dir'] ?? '')) out['dir'] = all['dir'] as string;
  return out;
}

function stringRecord(json: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return undefined;
  }
}

type Patch = Partial<Record<keyof InlineCode, string | boolean | null>>;

/** What has to be told beside the element so that a reader gets `wanted` and not `read`; undefined when nothing. */
export function codePatch(read: InlineCode, wanted: InlineCode): string | undefined {
  const patch: Patch = {};
  const names = new Set([...Object.keys(read), ...Object.keys(wanted)]) as Set<keyof InlineCode>;
  for (const name of names) if (read[name] !== wanted[name]) patch[name] = wanted[name] ?? null;
  return Object.keys(patch).length === 0 ? undefined : JSON.stringify(patch);
}

const TEXT_FIELDS = new Set(['id', 'data', 'display', 'equiv', 'type', 'exchange']);
const FLAG_FIELDS = new Set(['canCopy', 'canDelete', 'canReorder']);

/** A code with what {@link codePatch} told; anything that does not fit a field is left alone. */
export function applyPatch(code: InlineCode, json: string | undefined): InlineCode {
  if (json === undefined) return code;
  let patch: unknown;
  try {
    patch = JSON.parse(json);
  } catch {
    return code;
  }
  if (typeof patch !== 'object' || patch === null) return code;
  const out: Record<string, unknown> = { ...code };
  for (const [name, value] of Object.entries(patch)) {
    const required = name === 'id' || name === 'data';
    if (value === null && !required && name !== 'kind') delete out[name];
    else if (
      (TEXT_FIELDS.has(name) && typeof value === 'string') ||
      (FLAG_FIELDS.has(name) && typeof value === 'boolean')
    )
      out[name] = value;
  }
  return out as unknown as InlineCode;
}

/** A metadata value as text that XML can hold: plain where possible, else as a JSON string. */
export function packMeta(value: string): string {
  // oxlint-disable-next-line no-control-regex
  const clean = value.isWellFormed() && !/^"|[\0-\x08\x0b-\x1f\ufffe\uffff]/.test(value);
  if (clean) return value;
  return JSON.stringify(value).replace(/[\ufffe\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
}

export function unpackMeta(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
