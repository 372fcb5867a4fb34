import type { ReadOptions } from '../document-format.ts';
import { openText } from '../encoding/open-text.ts';
import { isLanguageCode } from '../bilingual/language.ts';
import type { BilingualDocument } from '../bilingual/model.ts';
import { exchangeError, type Notice } from '../bilingual/notice.ts';
import { documentRows, rowsToDocument, type Row } from '../bilingual/rows.ts';
import { guardCell, parseCells, unguardCell, writeCells } from './cells.ts';

const PLAIN_COLUMNS = ['document', 'unit', 'context', 'segment', 'status', 'comments', 'codes', 'details'] as const;
type PlainColumn = (typeof PLAIN_COLUMNS)[number];

export interface TableShape {
  readonly separator: '\t' | ',';
  readonly lineEnd: '\n' | '\r\n';
  /** Spreadsheets take a CSV file for UTF-8 only when it begins with a byte order mark. */
  readonly mark: boolean;
}

/** Writes a document as a table, one row a segment, in pieces of one row; {@link readTable} gives it back unchanged. */
export function* writeTable(document: BilingualDocument, shape: TableShape): Generator<string> {
  const { separator, lineEnd } = shape;
  const line = (cells: readonly string[]): string => writeCells(cells.map(guardCell), separator, lineEnd);
  const header = (source: string, target: string): string[] => [
    'document',
    'unit',
    'context',
    'segment',
    source,
    target,
    'status',
    'comments',
    'codes',
    'details',
  ];
  yield (shape.mark ? '\ufeff' : '') + line(header(`source:${document.sourceLang}`, `target:${document.targetLang}`));
  for (const row of documentRows(document)) {
    yield line([
      row.document,
      row.unit,
      row.context,
      row.segment,
      row.source,
      row.target,
      row.status,
      row.comments,
      row.codes,
      row.details,
    ]);
  }
}

export interface TableReadOptions extends ReadOptions {
  /** The languages where the table does not name them. */
  readonly languages?: { readonly source: string; readonly target: string };
  /** The name of the document where the table does not name it. */
  readonly name?: string;
  readonly onNotice?: (notice: Notice) => void;
}

/**
 * Reads a table in TSV or CSV (comma or semicolon): one this program wrote, or any whose first line names a source and a
 * target column, by those words or by language codes. Throws FormatError where that cannot be found out.
 */
export function readTable(bytes: Uint8Array, options: TableReadOptions = {}): BilingualDocument {
  const text = openText(bytes, options).text.replace(/^\ufeff/, '');
  const rows = parseCells(text, findSeparator(text));
  const first = rows[0];
  if (!first) throw exchangeError('table.empty', {}, { line: 1 });
  const columns = findColumns(first.cells, options);
  const body = columns.hasHeader ? rows.slice(1) : rows;
  const clean = columns.plain.has('details') ? unguardCell : (value: string): string => value;
  const table = body.map(({ cells }): Row => {
    const at = (index: number | undefined): string => clean(index === undefined ? '' : (cells[index] ?? ''));
    const plain = (name: PlainColumn): string => at(columns.plain.get(name));
    return {
      document: columns.plain.has('document') ? plain('document') : (options.name ?? ''),
      unit: plain('unit'),
      context: plain('context'),
      segment: plain('segment'),
      source: columns.plain.has('codes') ? at(columns.source) : braces(at(columns.source)),
      target: columns.plain.has('codes') ? at(columns.target) : braces(at(columns.target)),
      status: plain('status'),
      comments: plain('comments'),
      codes: plain('codes'),
      details: plain('details'),
    };
  });
  return rowsToDocument(table, columns.languages, (row) => {
    const line = body[row]?.line;
    options.onNotice?.({ kind: 'repair', key: 'table.codes', values: {}, ...(line === undefined ? {} : { line }) });
  });
}

/** In a table from elsewhere a brace is a brace. */
function braces(text: string): string {
  return text.replaceAll('{', '{{').replaceAll('}', '}}');
}

/** The separator that comes most often in the first line, outside quotation marks. */
function findSeparator(text: string): string {
  const line = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const count = (char: string): number => line.split(char).length - 1;
  const best = ['\t', ',', ';'].map((char) => ({ char, count: count(char) })).sort((a, b) => b.count - a.count)[0];
  return best && best.count > 0 ? best.char : '\t';
}

interface Columns {
  readonly hasHeader: boolean;
  readonly source: number;
  readonly target: number;
  readonly plain: ReadonlyMap<PlainColumn, number>;
  readonly languages: { sourceLang: string; targetLang: string };
}

const SOURCE_WORDS = new Set(['source', 'src', 'origine', 'partenza', 'originale', 'sorgente']);
const TARGET_WORDS = new Set(['target', 'tgt', 'translation', 'destinazione', 'arrivo', 'traduzione']);

function findColumns(header: readonly string[], options: TableReadOptions): Columns {
  const names = header.map((name) => name.trim());
  const plain = new Map<PlainColumn, number>();
  for (const column of PLAIN_COLUMNS) {
    const index = names.findIndex((name) => name.toLowerCase() === column);
    if (index >= 0) plain.set(column, index);
  }
  const word = (name: string): string => (name.toLowerCase().split(':')[0] as string).trim();
  const code = (name: string): string | undefined =>
    name.includes(':') ? name.slice(name.indexOf(':') + 1).trim() : undefined;
  const codes = names.flatMap((name, index) => (looksLikeLanguage(name) ? [index] : []));
  let source = names.findIndex((name) => SOURCE_WORDS.has(word(name)));
  let target = names.findIndex((name) => TARGET_WORDS.has(word(name)));
  const wanted = options.languages;
  const byLanguage = (lang: string | undefined): number | undefined =>
    lang === undefined ? undefined : codes.find((index) => names[index]?.toLowerCase() === lang.toLowerCase());
  if (source < 0) source = byLanguage(wanted?.source) ?? codes[0] ?? -1;
  if (target < 0) target = byLanguage(wanted?.target) ?? codes.find((index) => index !== source) ?? -1;
  const hasHeader = source >= 0 && target >= 0;
  if (!hasHeader) {
    // Two bare columns are a source and a target when the languages are known from elsewhere.
    if (wanted === undefined || names.length < 2)
      throw exchangeError('table.columns', { side: source < 0 ? 'source' : 'target' }, { line: 1 });
    source = 0;
    target = 1;
  }
  const language = (index: number, given: string | undefined): string =>
    (hasHeader ? (code(names[index] ?? '') ?? (codes.includes(index) ? names[index] : undefined)) : undefined) ??
    given ??
    'und';
  return {
    hasHeader,
    source,
    target,
    plain: hasHeader ? plain : new Map(),
    languages: { sourceLang: language(source, wanted?.source), targetLang: language(target, wanted?.target) },
  };
}

function looksLikeLanguage(name: string): boolean {
  return /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/.test(name) && isLanguageCode(name);
}
