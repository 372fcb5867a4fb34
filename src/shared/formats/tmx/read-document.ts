import { languageKey, languageMatch, primaryLanguage } from '../bilingual/language.ts';
import type { BilingualDocument, TmxHeader, TranslationUnit } from '../bilingual/model.ts';
import { exchangeError, type Notice } from '../bilingual/notice.ts';
import { unitsToDocument } from './bilingual.ts';
import { TmxReader } from './reader.ts';

export interface TmxDocumentOptions {
  /** The pair to take; needed when the file holds more than two languages. */
  readonly languages?: { readonly source: string; readonly target: string };
  /** The name of the document where the units do not name it. */
  readonly name?: string;
  readonly onNotice?: (notice: Notice) => void;
}

/**
 * Reads a TMX file that fits in memory as a document in two languages. Throws FormatError when the pair is neither given
 * nor clear, or is not in the file.
 */
export function readTmxDocument(bytes: Uint8Array, options: TmxDocumentOptions = {}): BilingualDocument {
  const units: TranslationUnit[] = [];
  let header: TmxHeader | undefined;
  const reader = new TmxReader({
    header: (value) => {
      header = value;
    },
    unit: (unit) => units.push(unit),
    notice: (notice) => options.onNotice?.(notice),
  });
  reader.push(bytes);
  reader.end();
  const counts = countLanguages(units);
  const pair = options.languages ?? choosePair(header?.attributes['srclang'], units, counts);
  const found = [...counts.keys()].join(', ');
  const has = (lang: string): boolean => [...counts.keys()].some((code) => languageMatch(lang, code) > 0);
  if (units.length > 0 && !(has(pair.source) && has(pair.target)))
    throw exchangeError('exchange.languageMissing', { ...pair, found });
  return unitsToDocument(units, pair, commonDocument(units) ?? options.name ?? '');
}

function countLanguages(units: readonly TranslationUnit[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { variants } of units) {
    for (const { lang } of variants) {
      const key = languageKey(lang);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** The source the header names and the one other language; the most frequent code where a language has several. */
function choosePair(
  srclang: string | undefined,
  units: readonly TranslationUnit[],
  counts: ReadonlyMap<string, number>,
): { source: string; target: string } {
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([code]) => code);
  const named = srclang === undefined || srclang === '*all*' ? undefined : srclang;
  const best = named === undefined ? undefined : byCount.find((code) => languageMatch(named, code) > 0);
  const source = best ?? languageKey(units[0]?.variants[0]?.lang ?? named ?? 'und');
  const others = byCount.filter((code) => code !== source);
  const foreign = others.filter((code) => primaryLanguage(code) !== primaryLanguage(source));
  const candidates = foreign.length > 0 ? foreign : others;
  if (new Set(candidates.map(primaryLanguage)).size > 1)
    throw exchangeError('exchange.languages', { found: [...counts.keys()].join(', ') });
  return { source, target: candidates[0] ?? 'und' };
}

/** The document most of our own units name; undefined when the first names none. */
function commonDocument(units: readonly TranslationUnit[]): string | undefined {
  return units[0]?.annotations.find(({ kind, attributes }) => kind === 'prop' && attributes['type'] === 'x-document')
    ?.text;
}
