import type { MemoryQuery } from '../../../../shared/contract/memory-edit.ts';
import { primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import { matchText } from '../../../../shared/matching/normal.ts';
import { foldForSearch } from '../../store/memory/search-text.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { TextSearch } from '../memories/text-search.ts';
import type { Candidate, LanguagePair } from './candidates.ts';
import { candidatesBetween, candidatesOf } from './candidates.ts';
import { looksAtTexts, wanted } from './conditions.ts';
import type { PairKnowledge } from './knowledge.ts';

/** What a search goes through. The connection is asked for anew at each turn, since files are let go between calls. */
export interface SearchContext {
  readonly memory: () => ReadConnection;
  readonly pair: LanguagePair;
  readonly knowledge: () => PairKnowledge;
  readonly texts: TextSearch;
}

/** A part of what a search finds. */
export interface Found {
  readonly units: readonly number[];
  /** How many of the units belong together, group by group; null where units stand for themselves. */
  readonly groups: readonly number[] | null;
  /** How much of the memory has been searched, 0 to 1. */
  readonly searched: number;
}

/** Units looked at in one turn of a few milliseconds: by their texts, and by their numbers alone. */
const TEXTS = 2_000;
const NUMBERS = 100_000;
/** Texts with the word looked for in one turn. */
const HITS = 2_000;
/** Repeated texts in one turn. */
const REPEATED = 400;

/** Finds the units a query wants, turn by turn, so that a large memory never keeps anybody waiting. */
export function searchUnits(query: MemoryQuery, context: SearchContext): Generator<Found> {
  if (query.quality === 'duplicates' || query.quality === 'sameSource' || query.quality === 'sameTarget') {
    return inGroups(query, query.quality, context);
  }
  if (!looksAtTexts(query)) return byNumbers(query, context);
  const anchor = anchorOf(query);
  return anchor === null ? byReading(query, context) : byTexts(query, anchor, context);
}

function lastUnit(memory: ReadConnection): number {
  return memory.get<{ id: number | null }>('SELECT max(id) AS id FROM unit')?.id ?? 0;
}

/** Without a text to look for, SQL does it all. */
function* byNumbers(query: MemoryQuery, { memory }: SearchContext): Generator<Found> {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const add = (sql: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    conditions.push(` AND ${sql}`);
    values.push(value);
  };
  add('author = ?', query.author);
  add('document = ?', query.document);
  add('batch = ?', query.batch);
  add('changed_at >= ?', query.after);
  add('changed_at < ?', query.before);
  add(
    "EXISTS (SELECT 1 FROM json_each(annotations) WHERE value ->> 'text' = ? AND value ->> '$.attributes.type' = 'x-tag')",
    query.tag,
  );
  const last = lastUnit(memory());
  for (let from = 0; from < last; from += NUMBERS) {
    const rows = memory().all<{ id: number }>(
      `SELECT id FROM unit WHERE id > ? AND id <= ?${conditions.join('')} ORDER BY id`,
      from,
      from + NUMBERS,
      ...values,
    );
    yield { units: rows.map(({ id }) => id), groups: null, searched: Math.min(1, (from + NUMBERS) / last) };
  }
}

/** Reads every text. */
function* byReading(query: MemoryQuery, { memory, pair, knowledge }: SearchContext): Generator<Found> {
  const last = lastUnit(memory());
  for (let from = 0; from < last; from += TEXTS) {
    const found = wanted(candidatesBetween(memory(), from, from + TEXTS, pair), query, knowledge);
    yield { units: found.map(({ unit }) => unit), groups: null, searched: Math.min(1, (from + TEXTS) / last) };
  }
}

/** A word that every text with the phrase has, folded; null when there is none. */
function anchorOf({ find }: MemoryQuery): string | null {
  if (!find || find.regex) return null;
  // White space is left out, since inline codes beside it are not searched.
  const words = foldForSearch(matchText({ text: find.text, codes: [] })).split(' ');
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
  return longest === '' ? null : longest;
}

/** Goes through the folded texts of both sides first, then reads the units that may be wanted, in their order. */
function* byTexts(query: MemoryQuery, anchor: string, context: SearchContext): Generator<Found> {
  const { memory, pair, knowledge, texts } = context;
  const { side = 'both' } = query;
  const languages = new Set<string>();
  if (side !== 'target') languages.add(primaryLanguage(pair.sourceLang));
  if (side !== 'source') languages.add(primaryLanguage(pair.targetLang));
  const variants: number[] = [];
  for (const language of languages) {
    for (const found of texts.find(memory(), language, anchor, 'oldest')) {
      for (const { variant } of found) variants.push(variant);
      yield { units: [], groups: null, searched: 0 };
    }
  }
  variants.sort((a, b) => a - b);
  const seen = new Set<number>();
  for (let from = 0; from < variants.length; from += HITS) {
    const rows = memory().all<{ unit: number }>(
      'SELECT unit FROM variant WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
      JSON.stringify(variants.slice(from, from + HITS)),
    );
    const units: number[] = [];
    for (const { unit } of rows) {
      if (seen.size < seen.add(unit).size) units.push(unit);
    }
    const found = wanted(candidatesOf(memory(), units, pair), query, knowledge);
    yield {
      units: found.map(({ unit }) => unit),
      groups: null,
      searched: Math.min(1, (from + HITS) / variants.length),
    };
  }
}

/** Units whose texts repeat: the same text on one side, and the same or different ones on the other. */
function* inGroups(
  query: MemoryQuery,
  quality: 'duplicates' | 'sameSource' | 'sameTarget',
  { memory, pair, knowledge }: SearchContext,
): Generator<Found> {
  const language = primaryLanguage(quality === 'sameTarget' ? pair.targetLang : pair.sourceLang);
  const repeated = memory().all<{ hash: number }>(
    'SELECT hash FROM variant WHERE language = ? GROUP BY hash HAVING count(*) > 1',
    language,
  );
  for (let from = 0; from < repeated.length; from += REPEATED) {
    const hashes = repeated.slice(from, from + REPEATED).map(({ hash }) => hash);
    const rows = memory().all<{ unit: number; hash: number }>(
      `SELECT unit, hash FROM variant WHERE language = ? AND hash IN (SELECT value FROM json_each(?))
       ORDER BY hash, unit`,
      language,
      JSON.stringify(hashes),
    );
    const candidates = candidatesOf(memory(), [...new Set(rows.map(({ unit }) => unit))], pair);
    const groups = groupsOf(candidates, quality).filter((group) => wanted(group, query, knowledge).length > 0);
    yield {
      units: groups.flat().map(({ unit }) => unit),
      groups: groups.map(({ length }) => length),
      searched: Math.min(1, (from + REPEATED) / repeated.length),
    };
  }
}

function groupsOf(
  candidates: readonly Candidate[],
  quality: 'duplicates' | 'sameSource' | 'sameTarget',
): Candidate[][] {
  const whole = candidates.filter(({ source, target }) => source !== null && target !== null);
  const source = (it: Candidate): string => it.source?.norm ?? '';
  const target = (it: Candidate): string => it.target?.norm ?? '';
  const key =
    quality === 'duplicates'
      ? (it: Candidate) => JSON.stringify([source(it), target(it)])
      : quality === 'sameSource'
        ? source
        : target;
  const other = quality === 'sameSource' ? target : source;
  return [...Map.groupBy(whole, key).values()].filter((group) => {
    if (group.length < 2) return false;
    return quality === 'duplicates' || new Set(group.map(other)).size > 1;
  });
}
