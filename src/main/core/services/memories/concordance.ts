import type { ConcordanceHit } from '../../../../shared/contract/types.ts';
import { primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import { characterCount } from '../../../../shared/matching/distance.ts';
import { matchText } from '../../../../shared/matching/normal.ts';
import { foldForSearch, searchText } from '../../store/memory/search-text.ts';
import { readUnit } from '../../store/memory/units.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { Source } from './lookup.ts';
import { bestVariant } from './lookup.ts';

export interface Search {
  readonly text: string;
  /** The side that is searched, and the languages of both. */
  readonly side: 'source' | 'target';
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly wholeWords: boolean;
  readonly limit: number;
}

/** How many candidates of an index are looked at, and how many texts when no index helps. */
const CANDIDATES = 3_000;
const SCANNED = 50_000;
/** What the trigram index can find. */
const TRIGRAM = 3;
const MAX_TRIGRAMS = 24;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;

interface Ranked {
  readonly hit: ConcordanceHit;
  /** Lower is better: the phrase as whole words, the phrase, all words somewhere. */
  readonly rank: number;
  readonly length: number;
}

/**
 * Units that contain a text on one side, with the places where it stands. Case, kinds of quotes and white space do
 * not matter; everything else is searched as it is, whatever its characters. The phrase itself comes first (as whole
 * words before parts of words, short sentences before long ones), then, unless whole words were asked for, units that
 * have all its words somewhere. An empty text finds nothing.
 */
export function concordance(search: Search, sources: readonly Source[]): ConcordanceHit[] {
  const phrase = foldForSearch(matchText({ text: search.text, codes: [] }));
  if (phrase === '') return [];
  const found = sources.flatMap((source) => searchIn(source, phrase, search));
  found.sort((a, b) => a.rank - b.rank || a.length - b.length);
  const seen = new Set<string>();
  const hits: ConcordanceHit[] = [];
  for (const { hit } of found) {
    const key = JSON.stringify([hit.source, hit.target]);
    if (seen.has(key)) continue;
    seen.add(key);
    hits.push(hit);
    if (hits.length === search.limit) break;
  }
  return hits;
}

interface Candidate {
  readonly unit: number;
  readonly text: string;
}

function searchIn(source: Source, phrase: string, search: Search): Ranked[] {
  const { connection } = source;
  const language = primaryLanguage(search.side === 'source' ? search.sourceLang : search.targetLang);
  const words = [...new Set(phrase.match(WORD))];
  const candidates = new Map<number, string>();
  const look = (rows: Iterable<Candidate>): void => {
    for (const { unit, text } of rows) candidates.set(unit, text);
  };
  if (words.length > 0) look(byWords(connection, language, words));
  if (!search.wholeWords || words.length === 0) {
    if (characterCount(phrase) >= TRIGRAM) look(byFragment(connection, language, phrase));
    else if (candidates.size < search.limit) look(byScanning(connection, language, phrase, search.limit));
  }
  const ranked: Ranked[] = [];
  for (const [unit, text] of candidates) {
    const place = findRanges(text, phrase, words, search.wholeWords);
    if (!place) continue;
    const hit = concordanceHit(source, unit, search, text, place.ranges);
    if (hit) ranked.push({ hit, rank: place.rank, length: text.length });
  }
  return ranked;
}

function quoted(token: string): string {
  return `"${token.replaceAll('"', '""')}"`;
}

function fromIndex(
  connection: ReadConnection,
  table: 'word' | 'fragment',
  language: string,
  query: string,
): Candidate[] {
  return connection.all<Candidate>(
    `SELECT variant.unit, variant.text FROM (
       SELECT rowid AS id FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC LIMIT ${CANDIDATES}
     ) AS hit JOIN variant ON variant.id = hit.id WHERE variant.language = ?`,
    query,
    language,
  );
}

function byWords(connection: ReadConnection, language: string, words: readonly string[]): Candidate[] {
  return fromIndex(connection, 'word', language, words.map(quoted).join(' AND '));
}

/** Texts that have all trigrams of the phrase; whether they have the phrase is checked afterwards. */
function byFragment(connection: ReadConnection, language: string, phrase: string): Candidate[] {
  const characters = Array.from(phrase);
  const trigrams = new Set<string>();
  for (let i = 0; i + TRIGRAM <= characters.length && trigrams.size < MAX_TRIGRAMS; i++) {
    trigrams.add(characters.slice(i, i + TRIGRAM).join(''));
  }
  return fromIndex(connection, 'fragment', language, [...trigrams].map(quoted).join(' AND '));
}

/** For one or two characters no index helps: the newest texts are looked through until enough are found. */
function* byScanning(
  connection: ReadConnection,
  language: string,
  phrase: string,
  limit: number,
): IterableIterator<Candidate> {
  const rows = connection.iterate<Candidate>(
    `SELECT unit, text FROM variant WHERE language = ? ORDER BY id DESC LIMIT ${SCANNED}`,
    language,
  );
  let found = 0;
  for (const row of rows) {
    if (!searchText(row.text).text.includes(phrase)) continue;
    yield row;
    if (++found === limit) return;
  }
}

type Range = readonly [number, number];

/** Where the phrase stands in a text, else where its words stand if it has them all; null when it does not. */
function findRanges(
  original: string,
  phrase: string,
  words: readonly string[],
  wholeWords: boolean,
): { ranges: Range[]; rank: number } | null {
  const { text, offsets } = searchText(original);
  const all = occurrences(text, phrase);
  const whole = all.filter(([from, to]) => isWhole(text, from, to));
  const chosen = wholeWords || whole.length > 0 ? whole : all;
  if (chosen.length > 0) return { ranges: chosen.map(mapped), rank: whole.length > 0 ? 0 : 1 };
  if (wholeWords || words.length < 2) return null;
  const places = words.map((word) => occurrences(text, word).filter(([from, to]) => isWhole(text, from, to)));
  if (places.some(({ length }) => length === 0)) return null;
  const ranges = places.flat().sort((a, b) => a[0] - b[0]);
  return { ranges: ranges.map(mapped), rank: 2 };

  function mapped([from, to]: Range): Range {
    // The end is that of the last character, before any inline code that follows it.
    const last = offsets[to - 1] ?? 0;
    const end = offsets[to] ?? original.length;
    const code = original.slice(last, end).search(/[\uE000-\uF8FF]/);
    return [offsets[from] ?? 0, code > 0 ? last + code : end];
  }
}

function occurrences(text: string, phrase: string): Range[] {
  const out: Range[] = [];
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
    out.push([at, at + phrase.length]);
  }
  return out;
}

/** True when no word goes on across either end. */
function isWhole(text: string, from: number, to: number): boolean {
  const splits = (at: number): boolean =>
    at > 0 && at < text.length && WORD_CHARACTER.test(text[at - 1] ?? '') && WORD_CHARACTER.test(text[at] ?? '');
  return !splits(from) && !splits(to);
}

/** A unit as a hit, with the places in the searched text; null when it lacks one of the languages. */
export function concordanceHit(
  { connection, name }: Source,
  id: number,
  search: Search,
  text: string,
  ranges: readonly Range[],
): ConcordanceHit | null {
  const unit = readUnit(connection, id);
  if (!unit) return null;
  const { side, sourceLang, targetLang } = search;
  const searchedLang = side === 'source' ? sourceLang : targetLang;
  const otherLang = side === 'source' ? targetLang : sourceLang;
  const searched =
    unit.variants.find((variant) => variant.content.text === text) ?? bestVariant(unit.variants, searchedLang, null);
  const other = searched && bestVariant(unit.variants, otherLang, searched);
  if (!searched || !other) return null;
  return {
    source: side === 'source' ? searched.content : other.content,
    target: side === 'source' ? other.content : searched.content,
    ranges,
    memory: connection.path,
    memoryName: name,
    unit: unit.id,
    author: unit.author,
    changedAt: unit.changedAt,
  };
}
