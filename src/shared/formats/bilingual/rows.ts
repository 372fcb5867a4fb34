import { EMPTY, type Content, type InlineCode } from '../../text/content.ts';
import { contentToText, parseCodes, textToContent } from './inline-text.ts';
import { UNIT_KINDS } from './kinds.ts';
import {
  SEGMENT_STATUSES,
  type BilingualDocument,
  type BilingualSegment,
  type BilingualUnit,
  type SegmentComment,
  type SegmentStatus,
} from './model.ts';

/** One segment as the cells of a table, all of them text. */
export interface Row {
  readonly document: string;
  readonly unit: string;
  readonly context: string;
  readonly segment: string;
  readonly source: string;
  readonly target: string;
  readonly status: string;
  readonly comments: string;
  /** The inline codes that `{1}`, `{2}` and so on stand for, as JSON; empty when there are none. */
  readonly codes: string;
  /** What the other cells cannot say, as JSON; empty when there is nothing. */
  readonly details: string;
}

interface Details {
  original?: string;
  kind?: string;
  context?: string;
  changedAt?: string;
  changedBy?: string;
  confidence?: number;
  ignorable?: boolean;
  props?: Readonly<Record<string, string>>;
  comments?: readonly SegmentComment[];
  /** True for a target that is there and empty. */
  emptyTarget?: boolean;
  /** Contents that their cell cannot hold exactly, such as control characters. */
  source?: Content;
  target?: Content;
}

/** The segments of a document as table rows, from which {@link rowsToDocument} makes the same document again. */
export function* documentRows(document: BilingualDocument): Generator<Row> {
  let first = true;
  for (const unit of document.units) {
    for (const segment of unit.segments) {
      yield segmentRow(document, unit, segment, first);
      first = false;
    }
  }
}

function segmentRow(document: BilingualDocument, unit: BilingualUnit, segment: BilingualSegment, first: boolean): Row {
  const codes: InlineCode[] = [];
  const details: Details = {};
  const name = unit.document ?? document.original;
  const source = cell(contentToText(segment.source, codes));
  const target = segment.target === null ? '' : cell(contentToText(segment.target, codes));
  if (first && name !== document.original) details.original = document.original;
  if (unit.kind !== undefined) details.kind = unit.kind;
  if (unit.context === '') details.context = '';
  if (segment.changedAt !== undefined) details.changedAt = segment.changedAt;
  if (segment.changedBy !== undefined) details.changedBy = segment.changedBy;
  if (segment.confidence !== undefined) details.confidence = segment.confidence;
  if (segment.ignorable !== undefined) details.ignorable = segment.ignorable;
  if (Object.keys(segment.props).length > 0) details.props = segment.props;
  if (segment.comments.length > 0) details.comments = segment.comments;
  if (segment.target !== null && target === '') details.emptyTarget = true;
  if (!same(textToContent(source, codes), segment.source)) details.source = segment.source;
  if (segment.target !== null && !same(textToContent(target, codes), segment.target)) details.target = segment.target;
  return {
    document: name,
    unit: unit.id,
    context: unit.context ?? '',
    segment: segment.id,
    source,
    target,
    status: segment.status,
    comments: commentsText(segment.comments),
    codes: codes.length === 0 ? '' : json(codes),
    details: Object.keys(details).length === 0 ? '' : json(details),
  };
}

/** Text for a cell: what no table holds safely (control characters, halves of surrogate pairs) is replaced. */
function cell(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff]/g, '\ufffd');
}

/** JSON in one line of harmless characters. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function same(a: Content, b: Content): boolean {
  return a.text === b.text && JSON.stringify(a.codes) === JSON.stringify(b.codes);
}

function commentsText(comments: readonly SegmentComment[]): string {
  return comments
    .map(({ text, author, at }) => {
      const who = [author, at].filter((part) => part !== undefined && part !== '').join(', ');
      return cell(who === '' ? text : `${who}: ${text}`);
    })
    .join('\n');
}

/** What {@link rowsToDocument} needs to know beside the rows. */
export interface RowLanguages {
  readonly sourceLang: string;
  readonly targetLang: string;
}

/**
 * The document of table rows. Cells win over details: a source, target, status or comment that somebody changed in the
 * table is taken as it stands there. `onBadCodes` is told the index of a row whose codes cannot be read.
 */
export function rowsToDocument(
  rows: readonly Row[],
  languages: RowLanguages,
  onBadCodes: (row: number) => void = () => {},
): BilingualDocument {
  const parsed = rows.map((row) => ({ row, details: parseDetails(row.details) }));
  const original = parsed[0]?.details.original ?? rows[0]?.document ?? '';
  const units: {
    unit: BilingualUnit;
    segments: BilingualSegment[];
    document: string;
    id: string;
    used: Set<string>;
  }[] = [];
  const used = new Set<string>();
  parsed.forEach(({ row, details }, i) => {
    const codes = parseCodes(row.codes);
    if (codes === undefined) onBadCodes(i);
    const last = units.at(-1);
    const wanted = row.unit === '' && row.segment === '' ? undefined : row.unit;
    const segment = rowSegment(row, details, codes ?? [], String(i + 1));
    if (last && last.document === row.document && wanted === last.id && !last.used.has(segment.id)) {
      last.segments.push(segment);
      last.used.add(segment.id);
      return;
    }
    let id = wanted ?? String(i + 1);
    for (let n = 2; used.has(`${row.document}\n${id}`); n++) id = `${wanted ?? i + 1}-${n}`;
    used.add(`${row.document}\n${id}`);
    const kind = UNIT_KINDS.find((known) => known === details.kind);
    const context = row.context === '' ? details.context : row.context;
    const segments = [segment];
    const unit: BilingualUnit = {
      id,
      ...(kind === undefined ? {} : { kind }),
      ...(context === undefined ? {} : { context }),
      ...(row.document === original ? {} : { document: row.document }),
      segments,
    };
    units.push({ unit, segments, document: row.document, id: row.unit, used: new Set([segment.id]) });
  });
  return { ...languages, original, units: units.map(({ unit }) => unit) };
}

function rowSegment(row: Row, details: Details, codes: readonly InlineCode[], fallbackId: string): BilingualSegment {
  const source = exact(row.source, details.source, codes);
  const target = row.target === '' ? emptyTarget(details) : exact(row.target, details.target, codes);
  const fallback: SegmentStatus = row.target === '' ? 'untranslated' : 'translated';
  const told = details.comments ?? [];
  const comments =
    commentsText(told) === row.comments ? told : [{ text: row.comments }].filter(({ text }) => text.trim() !== '');
  return {
    id: row.segment === '' && row.unit === '' ? fallbackId : row.segment,
    source,
    target,
    status: SEGMENT_STATUSES.find((known) => known === row.status.trim().toLowerCase()) ?? fallback,
    comments,
    ...(details.changedAt === undefined ? {} : { changedAt: details.changedAt }),
    ...(details.changedBy === undefined ? {} : { changedBy: details.changedBy }),
    ...(details.confidence === undefined ? {} : { confidence: details.confidence }),
    ...(details.ignorable === undefined ? {} : { ignorable: details.ignorable }),
    props: details.props ?? {},
  };
}

function emptyTarget(details: Details): Content | null {
  return details.emptyTarget === true ? (details.target ?? EMPTY) : null;
}

/** The exact content, unless somebody changed the cell. */
function exact(text: string, told: Content | undefined, codes: readonly InlineCode[]): Content {
  if (told !== undefined && cell(contentToText(told, [...codes])) === text) return told;
  return textToContent(text, codes);
}

function parseDetails(text: string): Details {
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Record<string, unknown>;
  const out: Details = {};
  for (const name of ['original', 'kind', 'context', 'changedAt', 'changedBy'] as const) {
    const field = given[name];
    if (typeof field === 'string') out[name] = field;
  }
  if (typeof given['confidence'] === 'number') out.confidence = given['confidence'];
  if (typeof given['ignorable'] === 'boolean') out.ignorable = given['ignorable'];
  if (given['emptyTarget'] === true) out.emptyTarget = true;
  const props = given['props'];
  if (typeof props === 'object' && props !== null)
    out.props = Object.fromEntries(
      Object.entries(props).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  const comments = given['comments'];
  if (Array.isArray(comments)) out.comments = comments.filter(isComment);
  for (const side of ['source', 'target'] as const) {
    const content = readContent(given[side]);
    if (content) out[side] = content;
  }
  return out;
}

function isComment(value: unknown): value is SegmentComment {
  if (typeof value !== 'object' || value === null) return false;
  const { text, author, at } = value as Record<string, unknown>;
  const optional = (field: unknown): boolean => field === undefined || typeof field === 'string';
  return typeof text === 'string' && optional(author) && optional(at);
}

function readContent(value: unknown): Content | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { text, codes } = value as Record<string, unknown>;
  const list = parseCodes(JSON.stringify(codes ?? []));
  return typeof text === 'string' && list ? { text, codes: list } : undefined;
}
