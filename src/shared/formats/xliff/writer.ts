import { pieces, type Content, type InlineCode } from '../../text/content.ts';
import { isEscapedCharacter } from '../bilingual/codes.ts';
import type { BilingualDocument, BilingualSegment, BilingualUnit } from '../bilingual/model.ts';
import { XmlEscaper } from '../xml/escape.ts';
import {
  CODE_FACTS,
  codeAttributes,
  codeFrom,
  codePatch,
  markerAttributes,
  markerFrom,
  METADATA_NAMESPACE,
  OWN_NAMESPACE,
  packMeta,
  SEGMENT_FACTS,
  UNIT_FACTS,
  XLIFF2_NAMESPACE,
  type CodeRole,
  type Side,
} from './codes.ts';
import { stateOf } from './status.ts';

/** One code, or the two halves of a pair, with the id it has in the unit. */
interface PlannedCode {
  readonly code: InlineCode;
  readonly xid: string;
  readonly role: CodeRole;
  /** The opening half of a closing one, also where it stands in an earlier segment; the closing half of a nested one. */
  partner?: PlannedCode;
  /** True for both halves when they nest well enough to be one `pc`. */
  nested: boolean;
  /** True once an opening half has its closing half on the same side of the unit. */
  closed: boolean;
}

type PlannedRun = readonly (string | PlannedCode)[];

interface PlannedSegment {
  readonly segment: BilingualSegment;
  readonly xid: string;
  readonly source: PlannedRun;
  readonly target: PlannedRun | undefined;
}

/**
 * Writes a document as XLIFF 2.1, in pieces of one unit: segments and ignorables with their states, codes as `pc`, `sc`,
 * `ec` and `ph` with their native code in `originalData`, comments as notes. What XLIFF has no place for goes into the
 * metadata module, so that {@link readXliff} gives the same document back.
 */
export function* writeXliff(document: BilingualDocument): Generator<string> {
  const escaper = new XmlEscaper();
  const lang = (code: string): string => (/^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/.test(code) ? code : 'und');
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="${XLIFF2_NAMESPACE}" xmlns:mda="${METADATA_NAMESPACE}" xmlns:bf="${OWN_NAMESPACE}" version="2.1" srcLang="${lang(document.sourceLang)}" trgLang="${lang(document.targetLang)}">\n`;
  const files = new Set<string>();
  let current: string | undefined;
  const unitIds = new IdPool();
  let number = 0;
  for (const unit of document.units) {
    if (unit.segments.length === 0) continue;
    const name = unit.document ?? document.original;
    if (current === undefined && name !== document.original) yield emptyFile(document.original, escaper);
    if (name !== current) {
      if (current !== undefined) yield '</file>\n';
      files.add(name);
      yield `<file id="f${++number}" original="${escaper.attribute(name)}" xml:space="preserve">\n`;
      unitIds.clear();
      current = name;
    }
    yield writeUnit(unit, unitIds, escaper);
  }
  yield current === undefined ? emptyFile(document.original, escaper) : '</file>\n';
  yield '</xliff>\n';
}

/** A file without units still has to hold something (section 4.2.2.2); it names the document. */
function emptyFile(original: string, escaper: XmlEscaper): string {
  return `<file id="f0" original="${escaper.attribute(original)}"><group id="g0"/></file>\n`;
}

function writeUnit(unit: BilingualUnit, unitIds: IdPool, escaper: XmlEscaper): string {
  const unitId = unitIds.take(unit.id, 'u');
  const planned = planUnit(unit);
  const data = new OriginalData();
  const codeFacts: [string, string][] = [];
  const body = planned.map((segment) => writeSegment(segment, data, codeFacts, escaper)).join('');

  const groups: string[] = [];
  const group = (category: string, facts: readonly [string, string][]): void => {
    if (facts.length === 0) return;
    const metas = facts.map(
      ([type, value]) => `<mda:meta type="${escaper.attribute(type)}">${escaper.text(packMeta(value))}</mda:meta>`,
    );
    groups.push(`<mda:metaGroup category="${escaper.attribute(category)}">${metas.join('')}</mda:metaGroup>`);
  };
  group(UNIT_FACTS, unitFacts(unit, unitId, escaper));
  for (const { segment, xid } of planned) group(SEGMENT_FACTS + xid, segmentFacts(segment, xid));
  group(CODE_FACTS, codeFacts);

  let out = `<unit id="${unitId}"`;
  if (unit.context !== undefined) out += ` name="${escaper.attribute(unit.context)}"`;
  if (unit.kind !== undefined) out += ` type="bifronte:${unit.kind}"`;
  out += '>\n';
  if (groups.length > 0) out += `<mda:metadata>${groups.join('\n')}</mda:metadata>\n`;
  out += writeNotes(planned, escaper);
  out += data.write(escaper);
  return `${out}${body}</unit>\n`;
}

function unitFacts(unit: BilingualUnit, unitId: string, escaper: XmlEscaper): [string, string][] {
  const facts: [string, string][] = [];
  if (unit.id !== unitId) facts.push(['id', unit.id]);
  if (unit.context !== undefined && escaper.valid(unit.context) !== unit.context) facts.push(['context', unit.context]);
  return facts;
}

function segmentFacts(segment: BilingualSegment, xid: string): [string, string][] {
  const facts: [string, string][] = [];
  if (segment.id !== xid) facts.push(['id', segment.id]);
  if (segment.changedAt !== undefined) facts.push(['changedAt', segment.changedAt]);
  if (segment.changedBy !== undefined) facts.push(['changedBy', segment.changedBy]);
  if (segment.confidence !== undefined) facts.push(['confidence', String(segment.confidence)]);
  // An ignorable has no state in XLIFF.
  if (segment.ignorable === true) facts.push(['status', segment.status]);
  for (const [name, value] of Object.entries(segment.props)) facts.push([`prop ${packMeta(name)}`, value]);
  return facts;
}

function writeNotes(planned: readonly PlannedSegment[], escaper: XmlEscaper): string {
  const notes: string[] = [];
  for (const { segment, xid } of planned) {
    for (const { text, author, at } of segment.comments) {
      const own = [
        ['segment', xid],
        ...(author === undefined ? [] : [['author', author]]),
        ...(at === undefined ? [] : [['at', at]]),
      ]
        .map(([name, value]) => ` bf:${name}="${escaper.attribute(value as string)}"`)
        .join('');
      notes.push(`<note category="comment"${own}>${escaper.text(text)}</note>\n`);
    }
  }
  return notes.length === 0 ? '' : `<notes>\n${notes.join('')}</notes>\n`;
}

function writeSegment(
  { segment, xid, source, target }: PlannedSegment,
  data: OriginalData,
  facts: [string, string][],
  escaper: XmlEscaper,
): string {
  const name = segment.ignorable === true ? 'ignorable' : 'segment';
  let out = `<${name} id="${xid}"`;
  if (name === 'segment') {
    const { state, subState } = stateOf(segment.status, target !== undefined && target.length > 0);
    if (state !== 'initial' || subState !== undefined) out += ` state="${state}"`;
    if (subState !== undefined) out += ` subState="${subState}"`;
  }
  out += `>\n<source>${writeRun(source, 'source', data, facts, escaper)}</source>\n`;
  if (target !== undefined) out += `<target>${writeRun(target, 'target', data, facts, escaper)}</target>\n`;
  return `${out}</${name}>\n`;
}

/** Ids within one unit, or one file: NMTOKENs, each once (section 4.3.1.14). */
class IdPool {
  readonly #taken = new Set<string>();

  clear(): void {
    this.#taken.clear();
  }

  /** The wanted id where it can stand in XLIFF and is free; else a new one with the prefix. */
  take(wanted: string, prefix: string): string {
    let id = /^[\w.-]{1,80}$/.test(wanted) ? wanted : `${prefix}${this.#taken.size + 1}`;
    for (let n = this.#taken.size + 1; this.#taken.has(id); n++) id = `${prefix}${n}`;
    this.#taken.add(id);
    return id;
  }
}

function planUnit(unit: BilingualUnit): PlannedSegment[] {
  const pool = new IdPool();
  const sourceOpen = new Map<string, PlannedCode[]>();
  const targetOpen = new Map<string, PlannedCode[]>();
  // Segment ids first: they are what people see, so they keep their names before codes do.
  const xids = unit.segments.map(({ id }) => pool.take(id, 's'));
  return unit.segments.map((segment, i) => {
    const known = new Map<string, string>();
    const source = planRun(segment.source, sourceOpen, (key, wanted) => {
      const xid = pool.take(wanted, 'c');
      if (!known.has(key)) known.set(key, xid);
      return xid;
    });
    const target =
      segment.target === null
        ? undefined
        : planRun(segment.target, targetOpen, (key, wanted) => {
            // The code that corresponds to one of the source has its id (section 4.7.2.2).
            const xid = known.get(key);
            known.delete(key);
            return xid ?? pool.take(wanted, 'c');
          });
    return { segment, xid: xids[i] as string, source, target };
  });
}

/** Pairs the codes of one side of one segment; `open` holds what earlier segments of the unit left open. */
function planRun(
  content: Content,
  open: Map<string, PlannedCode[]>,
  identify: (key: string, wanted: string) => string,
): PlannedRun {
  const run: (string | PlannedCode)[] = [];
  const here: PlannedCode[] = [];
  for (const piece of pieces(content)) {
    if ('text' in piece) {
      run.push(piece.text);
      continue;
    }
    const { code } = piece;
    if (isEscapedCharacter(code) && code.id.startsWith('pua')) {
      run.push(code.data);
      continue;
    }
    if (code.kind === 'close') {
      const partner = takeOpen(open, code);
      const within = partner !== undefined && here.includes(partner);
      const xid = partner?.xid ?? identify(`close ${code.id}`, code.id);
      const planned: PlannedCode = {
        code,
        xid,
        role: 'close',
        nested: false,
        closed: true,
        ...(partner ? { partner } : {}),
      };
      if (partner) {
        partner.closed = true;
        if (within) {
          // Well nested when nothing opened after it waits for its end in this segment.
          if (here.at(-1) === partner && sameOnBothEnds(partner.code, code)) {
            partner.nested = true;
            partner.partner = planned;
            planned.nested = true;
          }
          here.splice(here.indexOf(partner), 1);
        }
      }
      run.push(planned);
      continue;
    }
    const planned: PlannedCode = {
      code,
      xid: identify(`${code.kind} ${code.id}`, code.id),
      role: code.kind,
      nested: false,
      closed: false,
    };
    run.push(planned);
    if (code.kind === 'open') {
      here.push(planned);
      const waiting = open.get(code.id);
      if (waiting) waiting.push(planned);
      else open.set(code.id, [planned]);
    }
  }
  return run;
}

function takeOpen(open: Map<string, PlannedCode[]>, code: InlineCode): PlannedCode | undefined {
  const waiting = open.get(code.id);
  const isMarker = markerAttributes(code) !== undefined;
  const at = waiting?.findLastIndex((entry) => (markerAttributes(entry.code) !== undefined) === isMarker) ?? -1;
  return at < 0 ? undefined : waiting?.splice(at, 1)[0];
}

/** A `pc` says whether it may be copied, deleted or moved once for both its ends. */
function sameOnBothEnds(open: InlineCode, close: InlineCode): boolean {
  return (
    open.canCopy === close.canCopy &&
    open.canDelete === close.canDelete &&
    open.canReorder === close.canReorder &&
    close.type === undefined &&
    markerAttributes(open) === undefined
  );
}

function writeRun(
  run: PlannedRun,
  side: Side,
  data: OriginalData,
  facts: [string, string][],
  escaper: XmlEscaper,
): string {
  let out = '';
  for (const item of run) {
    if (typeof item === 'string') out += writeText(item, escaper);
    else out += writeCode(item, side, data, facts, escaper);
  }
  return out;
}

function writeCode(
  planned: PlannedCode,
  side: Side,
  data: OriginalData,
  facts: [string, string][],
  escaper: XmlEscaper,
): string {
  const { code, xid, role, partner, nested } = planned;
  const tell = (read: InlineCode): void => {
    const patch = codePatch(read, code);
    if (patch !== undefined) facts.push([`${side} ${role} ${xid}`, patch]);
  };
  const marker = markerAttributes(code);
  if (marker && (role === 'close' ? partner !== undefined : planned.closed)) {
    tell(markerFrom(role === 'close' ? 'close' : 'open', xid, marker));
    return role === 'close' ? `<em startRef="${xid}"/>` : `<sm id="${xid}"${list(marker, escaper)}/>`;
  }
  const attributes = codeAttributes(code, (text) => escaper.valid(text));
  if (nested && role === 'close') {
    // Type and direction stand on the start tag; a reader gives them to the opening code only.
    const { canCopy, canDelete, canReorder } = codeFrom('close', xid, attributes, '');
    tell({
      ...codeFrom('close', xid, only(attributes, ['disp', 'equiv']), code.data),
      ...(canCopy === undefined ? {} : { canCopy }),
      ...(canDelete === undefined ? {} : { canDelete }),
      ...(canReorder === undefined ? {} : { canReorder }),
    });
    return '</pc>';
  }
  const ref = code.data === '' ? undefined : data.idOf(code.data);
  // Section 4.3.1.9: only an isolated ec may have a direction.
  if (role === 'close' && partner !== undefined) delete attributes['dir'];
  tell(codeFrom(code.kind, xid, attributes, code.data));
  if (nested) {
    const close = planned.partner as PlannedCode;
    const end = codeAttributes(close.code, (text) => escaper.valid(text));
    const endRef = close.code.data === '' ? undefined : data.idOf(close.code.data);
    const all: Record<string, string> = {};
    if (ref !== undefined) all['dataRefStart'] = ref;
    if (endRef !== undefined) all['dataRefEnd'] = endRef;
    for (const [name, value] of Object.entries(attributes)) {
      if (name === 'disp' || name === 'equiv') all[`${name}Start`] = value;
      else all[name] = value;
    }
    if (end['disp'] !== undefined) all['dispEnd'] = end['disp'];
    if (end['equiv'] !== undefined) all['equivEnd'] = end['equiv'];
    return `<pc id="${xid}"${list(all, escaper)}>`;
  }
  const dataRef = ref === undefined ? '' : ` dataRef="${ref}"`;
  if (role === 'standalone') return `<ph id="${xid}"${dataRef}${list(attributes, escaper)}/>`;
  if (role === 'open') {
    const isolated = planned.closed ? '' : ' isolated="yes"';
    return `<sc id="${xid}"${isolated}${dataRef}${list(attributes, escaper)}/>`;
  }
  const link = partner === undefined ? `id="${xid}" isolated="yes"` : `startRef="${xid}"`;
  return `<ec ${link}${dataRef}${list(attributes, escaper)}/>`;
}

function only(attributes: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}

function list(attributes: Readonly<Record<string, string>>, escaper: XmlEscaper): string {
  let out = '';
  for (const name in attributes) out += ` ${name}="${escaper.attribute(attributes[name] as string)}"`;
  return out;
}

/** The native code of a unit, each different piece once. */
class OriginalData {
  readonly #ids = new Map<string, string>();

  idOf(data: string): string {
    const known = this.#ids.get(data);
    if (known !== undefined) return known;
    const id = `d${this.#ids.size + 1}`;
    this.#ids.set(data, id);
    return id;
  }

  write(escaper: XmlEscaper): string {
    if (this.#ids.size === 0) return '';
    let out = '<originalData>\n';
    for (const [data, id] of this.#ids) out += `<data id="${id}">${writeText(data, escaper)}</data>\n`;
    return `${out}</originalData>\n`;
  }
}

/** Text with what XML cannot hold as `cp` elements (section 4.2.3.1). */
function writeText(text: string, escaper: XmlEscaper): string {
  let out = '';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const paired = code >= 0xd800 && code <= 0xdbff && (text.codePointAt(i) as number) > 0xffff;
    if (paired) {
      i++;
      continue;
    }
    const valid =
      code === 9 ||
      code === 10 ||
      code === 13 ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd);
    if (valid) continue;
    out += `${escaper.text(text.slice(from, i))}<cp hex="${code.toString(16).toUpperCase().padStart(4, '0')}"/>`;
    from = i + 1;
  }
  return out + escaper.text(text.slice(from));
}
