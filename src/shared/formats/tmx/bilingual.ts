import type { Content } from '../../text/content.ts';
import { languageMatch } from '../bilingual/language.ts';
import {
  SEGMENT_STATUSES,
  type Annotation,
  type Attributes,
  type BilingualDocument,
  type BilingualSegment,
  type BilingualUnit,
  type SegmentComment,
  type SegmentStatus,
  type TmxHeader,
  type TranslationUnit,
  type Variant,
} from '../bilingual/model.ts';
import type { UnitKind } from '../document-format.ts';

/** The props in which a project's facts travel through TMX. */
const Prop = {
  document: 'x-document',
  unit: 'x-unit',
  kind: 'x-kind',
  context: 'x-context',
  segment: 'x-segment',
  status: 'x-status',
  confidence: 'x-confidence',
} as const;

export interface TmxOrigin {
  readonly tool: string;
  readonly version: string;
  /** ISO 8601 in UTC; the caller has the clock. */
  readonly date?: string;
}

/** A header for a file made here from two languages. */
export function tmxHeader(sourceLang: string, origin: TmxOrigin): TmxHeader {
  return {
    attributes: {
      creationtool: origin.tool,
      creationtoolversion: origin.version,
      segtype: 'sentence',
      'o-tmf': origin.tool,
      adminlang: 'en',
      srclang: sourceLang,
      datatype: 'unknown',
      ...(origin.date === undefined ? {} : { creationdate: tmxDate(origin.date) }),
    },
    annotations: [],
  };
}

/** The translation units of a document: one for each segment that has text on both sides. */
export function* documentUnits(document: BilingualDocument): Generator<TranslationUnit> {
  for (const unit of document.units) {
    for (const segment of unit.segments) {
      if (segment.ignorable === true || segment.target === null) continue;
      if (segment.source.text.trim() === '' || segment.target.text.trim() === '') continue;
      yield segmentUnit(document, unit, segment, segment.target);
    }
  }
}

function segmentUnit(
  document: BilingualDocument,
  unit: BilingualUnit,
  segment: BilingualSegment,
  target: Content,
): TranslationUnit {
  const tu: Record<string, string> = {};
  const source: Record<string, string> = {};
  const own: Record<string, string> = {};
  const props: Annotation[] = [];
  const prop = (type: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') props.push({ kind: 'prop', attributes: { type }, text });
  };
  prop(Prop.document, unit.document ?? document.original);
  prop(Prop.unit, unit.id);
  prop(Prop.kind, unit.kind);
  prop(Prop.context, unit.context);
  prop(Prop.segment, segment.id);
  prop(Prop.status, segment.status);
  prop(Prop.confidence, segment.confidence?.toString());
  for (const [name, value] of Object.entries(segment.props)) {
    if (name.startsWith('tu@')) tu[name.slice(3)] = value;
    else if (name.startsWith('source@')) source[name.slice(7)] = value;
    else if (name.startsWith('target@')) own[name.slice(7)] = value;
    else props.push({ kind: 'prop', attributes: { type: name }, text: value });
  }
  if (segment.changedAt !== undefined) own['changedate'] = tmxDate(segment.changedAt);
  if (segment.changedBy !== undefined) own['changeid'] = segment.changedBy;
  const notes = segment.comments.map((comment): Annotation => ({
    kind: 'note',
    attributes: {},
    text: commentText(comment),
  }));
  return {
    attributes: tu,
    annotations: [...props, ...notes],
    variants: [
      { lang: document.sourceLang, attributes: source, annotations: [], content: segment.source },
      { lang: document.targetLang, attributes: own, annotations: [], content: target },
    ],
  };
}

/** Author and date stand in front of a note, because a TMX note has no place of its own for them. */
function commentText({ text, author, at }: SegmentComment): string {
  if (author === undefined && at === undefined) return text;
  return `[${[author, at].filter((part) => part !== undefined).join(', ')}] ${text}`;
}

function readComment(text: string): SegmentComment {
  const match = /^\[(?:([^\][\n]*?), )?(\d{4}-\d\d-\d\dT[\d:.]+Z)\] /.exec(text);
  if (!match) {
    const named = /^\[([^\][\n,]+)\] /.exec(text);
    return named ? { text: text.slice(named[0].length), author: named[1] as string } : { text };
  }
  return {
    text: text.slice(match[0].length),
    ...(match[1] === undefined ? {} : { author: match[1] }),
    at: match[2] as string,
  };
}

/**
 * The units of a memory as a document in two languages. Units that lack the source language are left out; the caller
 * chose the pair. Consecutive segments of one unit of one document come together again.
 */
export function unitsToDocument(
  units: Iterable<TranslationUnit>,
  languages: { readonly source: string; readonly target: string },
  original: string,
): BilingualDocument {
  const out: { unit: BilingualUnit; segments: BilingualSegment[]; key: string }[] = [];
  const used = new Set<string>();
  let number = 0;
  for (const tu of units) {
    const source = bestVariant(tu.variants, languages.source);
    if (!source) continue;
    number++;
    const facts = projectFacts(tu.annotations);
    const target = bestVariant(tu.variants, languages.target, source);
    const key = facts.unit === undefined ? `#${number}` : `${facts.document ?? ''}\n${facts.unit}`;
    const last = out.at(-1);
    const segment = readSegment(tu, source, target, facts, String(number));
    if (last?.key === key && !last.segments.some(({ id }) => id === segment.id)) {
      last.segments.push(segment);
      continue;
    }
    let id = facts.unit ?? String(number);
    for (let n = 2; used.has(`${facts.document ?? ''}\n${id}`); n++) id = `${facts.unit ?? number}-${n}`;
    used.add(`${facts.document ?? ''}\n${id}`);
    const segments = [segment];
    const unit: BilingualUnit = {
      id,
      ...(facts.kind === undefined ? {} : { kind: facts.kind as UnitKind }),
      ...(facts.context === undefined ? {} : { context: facts.context }),
      ...(facts.document === undefined || facts.document === original ? {} : { document: facts.document }),
      segments,
    };
    out.push({ unit, segments, key });
  }
  return {
    sourceLang: languages.source,
    targetLang: languages.target,
    original,
    units: out.map(({ unit }) => unit),
  };
}

interface Facts {
  document?: string;
  unit?: string;
  kind?: string;
  context?: string;
  segment?: string;
  status?: string;
  confidence?: string;
}

function projectFacts(annotations: readonly Annotation[]): Facts {
  const facts: Facts = {};
  for (const { kind, attributes, text } of annotations) {
    if (kind !== 'prop') continue;
    for (const name in Prop) {
      const key = name as keyof typeof Prop;
      if (Prop[key] === attributes['type']) facts[key] ??= text;
    }
  }
  return facts;
}

function readSegment(
  tu: TranslationUnit,
  source: Variant,
  target: Variant | undefined,
  facts: Facts,
  fallbackId: string,
): BilingualSegment {
  const props: Record<string, string> = {};
  const own = new Set<string>(Object.values(Prop));
  for (const { kind, attributes, text } of tu.annotations) {
    const type = attributes['type'];
    if (kind === 'prop' && type !== undefined && !own.has(type)) props[type] ??= text;
  }
  keepAttributes(props, 'tu@', tu.attributes);
  keepAttributes(props, 'source@', source.attributes);
  const changed = target?.attributes['changedate'] ?? target?.attributes['creationdate'] ?? tu.attributes['changedate'];
  const changedAt = changed === undefined ? undefined : isoDate(changed);
  const changedBy = target?.attributes['changeid'] ?? target?.attributes['creationid'] ?? tu.attributes['changeid'];
  if (target) keepAttributes(props, 'target@', target.attributes);
  if (changedAt !== undefined) delete props['target@changedate'];
  if (changedBy !== undefined) delete props['target@changeid'];
  const empty = target === undefined || target.content.text === '';
  const status = SEGMENT_STATUSES.find((known) => known === facts.status);
  const confidence = Number(facts.confidence ?? Number.NaN);
  const notes = [...tu.annotations, ...source.annotations, ...(target?.annotations ?? [])];
  const fallback: SegmentStatus = empty ? 'untranslated' : 'translated';
  return {
    id: facts.segment ?? fallbackId,
    source: source.content,
    target: target?.content ?? null,
    status: status ?? fallback,
    comments: notes.filter(({ kind }) => kind === 'note').map(({ text }) => readComment(text)),
    ...(changedAt === undefined ? {} : { changedAt }),
    ...(changedBy === undefined ? {} : { changedBy }),
    ...(confidence >= 0 && confidence <= 1 ? { confidence } : {}),
    props,
  };
}

function keepAttributes(props: Record<string, string>, prefix: string, attributes: Attributes): void {
  for (const name in attributes) props[prefix + name] = attributes[name] as string;
}

/** The variant whose language fits best, but never the one already chosen for the other side. */
function bestVariant(variants: readonly Variant[], lang: string, other?: Variant): Variant | undefined {
  let best: Variant | undefined;
  let score = 0;
  for (const variant of variants) {
    if (variant === other) continue;
    const match = languageMatch(lang, variant.lang);
    if (match > score) {
      best = variant;
      score = match;
    }
  }
  return best;
}

/** `2026-11-22T10:15:00Z` as TMX writes it: `20261122T101500Z` (TMX 1.4b, date attributes). */
function tmxDate(iso: string): string {
  return iso.replace(/\.\d+/, '').replace(/[-:]/g, '');
}

function isoDate(date: string): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}
