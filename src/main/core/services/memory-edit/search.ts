import type { MemoryQuery } from '../../../../shared/contract/memory-edit.ts';
import { primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import { matchText } from '../../../../shared/matching/normal.ts';
import { foldForSearch } from '../../store/memory/search-text.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { Stretch, TextSearch } from '../memories/text-search.ts';
import type { Candidate, LanguagePair } from './candidates.ts';
import { candidatesBetween, candidatesOf } from './candidates.ts';
import { allUnits, listOf } from './unit-numbers.ts';
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

/** Nothing so far. */
const NOTHING: Found = { units: [], groups: null, searched: 0 };

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
  const phrase = phraseOf(query, context.pair);
  if (phrase !== null) return byFoldedTexts(query, phrase, context);
  const anchor = anchorOf(query);
  return anchor === null ? byReading(query, context) : byTexts(query, anchor, context);
}

function lastUnit(memory: ReadConnection): number {
  return memory.get<{ id: number | null }>('SELECT max(id) AS id FROM unit')?.id ?? 0;
}

/** What a query says besides texts, as conditions of SQL on units. */
function facts(query: MemoryQuery): { readonly sql: string; readonly values: readonly (string | number)[] } {
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
  return { sql: conditions.join(''), values };
}

/** Without a text to look for, SQL does it all. */
function* byNumbers(query: MemoryQuery, { memory }: SearchContext): Generator<Found> {
  const { sql, values } = facts(query);
  if (sql === '') {
    yield { units: allUnits(memory()), groups: null, searched: 1 };
    return;
  }
  const last = lastUnit(memory());
  for (let from = 0; from < last; from += NUMBERS) {
    const units = listOf(
      memory(),
      `SELECT id FROM unit WHERE id > ? AND id <= ?${sql} ORDER BY id`,
      from,
      from + NUMBERS,
      ...values,
    );
    yield { units, groups: null, searched: Math.min(1, (from + NUMBERS) / last) };
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

/** What folding leaves alike for the pattern of a query and for the folded texts: no quotation marks, nothing combining. */
const ALIKE = /^[\p{L}\p{N}\x20\x21\x23-\x26\x28-\x5F\x7B-\x7E]+$/u;

/** The phrase of a query as the folded texts have it, when these tell everything that is asked; else null. */
function phraseOf({ find, quality }: MemoryQuery, pair: LanguagePair): string | null {
  if (!find || find.regex || find.matchCase || quality !== undefined) return null;
  if (primaryLanguage(pair.sourceLang) === primaryLanguage(pair.targetLang)) return null;
  if (find.text.trim() !== find.text) return null;
  const phrase = foldForSearch(matchText({ text: find.text, codes: [] }));
  return ALIKE.test(phrase) ? phrase : null;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** One side on its way through its folded texts. */
interface Going {
  readonly texts: Generator<Stretch>;
  /** Up to which variant everything was found. */
  until: number;
  /** Found, but perhaps after something that the other side is still to find. */
  waiting: number[];
}

/** Finds units by the folded texts alone, without reading them, in the order of their variants. */
function* byFoldedTexts(query: MemoryQuery, phrase: string, context: SearchContext): Generator<Found> {
  const { memory, pair, knowledge, texts } = context;
  const { side = 'both' } = query;
  const languages: string[] = [];
  if (side !== 'target') languages.push(primaryLanguage(pair.sourceLang));
  if (side !== 'source') languages.push(primaryLanguage(pair.targetLang));
  const filling = texts.units.of(memory);
  let filled = filling.next();
  for (; !filled.done; filled = filling.next()) yield NOTHING;
  const units = filled.value;
  const last = lastUnit(memory());
  const unwanted = new Uint8Array(last + 1);
  const { sql, values } = facts(query);
  if (sql !== '') {
    unwanted.fill(1);
    for (const unit of listOf(memory(), `SELECT id FROM unit WHERE id <= ?${sql}`, last, ...values)) unwanted[unit] = 0;
  }
  const doubtful = new Set<number>();
  for (const language of languages) {
    const seen = new Uint8Array(last + 1);
    for (const { variants } of texts.scan(memory, language, null, null)) {
      markRepeated(variants, units, seen, doubtful);
      yield NOTHING;
    }
  }
  const edge = String.raw`[\p{L}\p{N}_]`;
  const whole = new RegExp(`(?<!${edge})${escaped(phrase)}(?!${edge})`, 'u');
  const accept = query.find?.wholeWord ? (text: string) => whole.test(text) : null;
  const going: Going[] = languages.map((language) => ({
    texts: texts.scan(memory, language, phrase, accept),
    until: -1,
    waiting: [],
  }));
  for (;;) {
    const behind = going.reduce((least, it) => (it.until < least.until ? it : least));
    if (behind.until === Number.POSITIVE_INFINITY) return;
    const next = behind.texts.next();
    behind.until = next.done ? Number.POSITIVE_INFINITY : next.value.until;
    if (!next.done) for (const variant of next.value.found) behind.waiting.push(variant);
    const found: number[] = [];
    for (const variant of ready(going)) {
      const unit = units[variant] ?? 0;
      if (unit === 0 || unit > last || unwanted[unit] === 1) continue;
      unwanted[unit] = 1;
      found.push(unit);
    }
    const uncertain = found.filter((unit) => doubtful.has(unit));
    const right = new Set(wanted(candidatesOf(memory(), uncertain, pair), query, knowledge).map(({ unit }) => unit));
    yield {
      units: uncertain.length === 0 ? found : found.filter((unit) => !doubtful.has(unit) || right.has(unit)),
      groups: null,
      searched: Math.min(1, Math.max(0, Math.min(...going.map(({ until }) => until)) / units.length)),
    };
  }
}

/** Notes the units that have several texts in one language, of which only one is looked at. */
function markRepeated(variants: ArrayLike<number>, units: Uint32Array, seen: Uint8Array, repeated: Set<number>): void {
  for (let i = 0; i < variants.length; i++) {
    const unit = units[variants[i] as number] ?? 0;
    if (unit === 0) continue;
    if (seen[unit] === 1) repeated.add(unit);
    else seen[unit] = 1;
  }
}

/** Takes what both sides have gone past, in order. */
function ready(going: readonly Going[]): number[] {
  const until = Math.min(...going.map((it) => it.until));
  const out: number[] = [];
  for (const it of going) {
    let count = 0;
    while (count < it.waiting.length && (it.waiting[count] as number) <= until) out.push(it.waiting[count++] as number);
    it.waiting = it.waiting.slice(count);
  }
  return going.length === 1 ? out : out.sort((a, b) => a - b);
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
    for (const { found } of texts.scan(memory, language, anchor, null)) {
      for (const variant of found) variants.push(variant);
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
