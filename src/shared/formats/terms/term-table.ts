import { isLanguageCode, languageKey, languageMatch, primaryLanguage } from '../bilingual/language.ts';
import { exchangeError } from '../bilingual/notice.ts';
import { openText } from '../encoding/open-text.ts';
import { parseCells } from '../tsv/cells.ts';
import type { TermPairs, TermReadOptions } from './term-pairs.ts';
import { PairCollector, termText } from './term-pairs.ts';

/**
 * A word list as a table: text with tabs, semicolons or commas between the cells (RFC 4180), one pair a row. The first
 * row may name the columns: by language codes (`it`, `en-GB`), by languages (`Italiano`, `English term`), or as source
 * and target. Without such names the first two columns are the two sides.
 */
const SOURCE_WORDS = new Set(['source', 'src', 'origine', 'partenza', 'originale', 'original', 'sorgente']);
const TARGET_WORDS = new Set(['target', 'tgt', 'translation', 'destinazione', 'arrivo', 'traduzione']);
/** Languages in which a column may name its language, besides that language itself. */
const NAMING = ['en', 'it', 'fr', 'de', 'es'];

interface Columns {
  readonly source: number;
  readonly target: number;
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly hasHeader: boolean;
}

/** Throws FormatError, with the line, for what cannot be read as a table or holds no pair. */
export function readTermTable(bytes: Uint8Array, { languages, maxPairs }: TermReadOptions): TermPairs {
  const text = openText(bytes).text.replace(/^\ufeff/, '');
  const rows = parseCells(text, separatorOf(text)).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [first] = rows;
  if (!first) throw exchangeError('terms.noPairs');
  const columns = columnsOf(first.cells, languages, first.line);
  const collector = new PairCollector(maxPairs);
  for (const { cells, line } of columns.hasHeader ? rows.slice(1) : rows) {
    collector.add(termText(cells[columns.source] ?? ''), termText(cells[columns.target] ?? ''), line);
  }
  if (collector.size === 0) throw exchangeError('terms.noPairs', {}, { line: first.line });
  return { pairs: collector.result(), sourceLang: columns.sourceLang, targetLang: columns.targetLang };
}

/** The separator most of the first lines have in common: a term may hold a comma, a table has its separator in all. */
function separatorOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, 'x')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, 50);
  const shared = (separator: string): number => lines.filter((line) => line.includes(separator)).length;
  const [best] = ['\t', ';', ',']
    .map((separator) => ({ separator, count: shared(separator) }))
    .sort((a, b) => b.count - a.count);
  return best && best.count > 0 ? best.separator : '\t';
}

function columnsOf(header: readonly string[], languages: TermReadOptions['languages'], line: number): Columns {
  const sourceNames = namesOf(languages.source);
  const targetNames = namesOf(languages.target);
  const source = bestColumn(header, languages.source, sourceNames, SOURCE_WORDS, -1);
  const target = bestColumn(header, languages.target, targetNames, TARGET_WORDS, source);
  const pair = (from: number, to: number, hasHeader: boolean): Columns => ({
    source: from,
    target: to,
    sourceLang: languageKey((hasHeader ? codeOf(header[from], languages.source) : undefined) ?? languages.source),
    targetLang: languageKey((hasHeader ? codeOf(header[to], languages.target) : undefined) ?? languages.target),
    hasHeader,
  });
  if (source >= 0 && target >= 0) return pair(source, target, true);
  const named = [...new Set(header.filter(isKnownLanguage).map((cell) => cell.trim()))];
  // One language of two, or two others: not what was asked for. (`no`, `no` is a pair of words.)
  if (named.length === header.length && header.length > 1) {
    const wanted = `${languageKey(languages.source)}, ${languageKey(languages.target)}`;
    throw exchangeError('terms.otherLanguages', { wanted, found: named.join(', ') }, { line });
  }
  if (header.length < 2) throw exchangeError('terms.oneColumn', {}, { line });
  // One column named and only one left: that is the other side.
  if (header.length === 2 && source >= 0) return pair(source, 1 - source, true);
  if (header.length === 2 && target >= 0) return pair(1 - target, target, true);
  return pair(0, 1, false);
}

/** The column that names a language best, or, if none does, a side; -1 when there is none. */
function bestColumn(
  header: readonly string[],
  language: string,
  names: ReadonlySet<string>,
  words: ReadonlySet<string>,
  taken: number,
): number {
  let best = -1;
  let score = 0;
  header.forEach((cell, i) => {
    const found = i === taken ? 0 : nameScore(cell, language, names, words);
    if (found > score) {
      best = i;
      score = found;
    }
  });
  return best;
}

/** 3 + the likeness of the codes for a code of the language; 3 for its name, 2 for a name among words, 1 for a side. */
function nameScore(cell: string, language: string, names: ReadonlySet<string>, words: ReadonlySet<string>): number {
  const code = codeOf(cell, language);
  if (code !== undefined) return 3 + languageMatch(language, code);
  const parts = wordsOf(cell);
  if (names.has(parts.join(' '))) return 3;
  if (parts.length > 1 && parts.length < 4 && parts.some((part) => names.has(part))) return 2;
  return parts.length < 3 && words.has(parts[0] ?? '') ? 1 : 0;
}

function wordsOf(cell: string): string[] {
  return cell
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The code of `language`, of whatever region, that a column bears: alone, or as in `source:it` and `Term (it-IT)`. */
function codeOf(cell: string | undefined, language: string): string | undefined {
  const name = (cell ?? '').trim();
  const marked = /[:([]\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*[)\]]?$/.exec(name)?.[1];
  return [name, marked ?? ''].find(
    (code) => /^[A-Za-z]{2,3}(?:[-_]|$)/.test(code) && isLanguageCode(code) && languageMatch(language, code) > 0,
  );
}

/** What a language is called, in lower case. */
function namesOf(language: string): Set<string> {
  const primary = primaryLanguage(language);
  return new Set(
    [...NAMING, primary].flatMap((locale) => {
      const name = displayName(primary, locale);
      return name === undefined ? [] : [name.toLowerCase()];
    }),
  );
}

function displayName(code: string, locale: string): string | undefined {
  try {
    return new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(code);
  } catch {
    return undefined;
  }
}

/** True for the code of a language that has a name. */
function isKnownLanguage(cell: string): boolean {
  const code = cell.trim();
  return /^[a-z]{2}(?:[-_][A-Za-z0-9]{2,8})*$/i.test(code) && displayName(primaryLanguage(code), 'en') !== undefined;
}
