import type { ConcordanceHit } from '../../../../shared/contract/types.ts';
import { primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import { matchText } from '../../../../shared/matching/normal.ts';
import { foldForSearch, searchText } from '../../store/memory/search-text.ts';
import { readUnit } from '../../store/memory/units.ts';
import type { Source } from './lookup.ts';
import { bestVariant } from './lookup.ts';
import type { FoundText } from './text-search.ts';
import { TextSearch } from './text-search.ts';
import type { Stemmer } from './word-forms.ts';
import { commonStart, stemmerOf } from './word-forms.ts';

export interface Search {
  readonly text: string;
  /** The side that is searched, and the languages of both. */
  readonly side: 'source' | 'target';
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly wholeWords: boolean;
  readonly limit: number;
}

/** How many texts that contain what is searched are ranked; of more, the newest. */
const CANDIDATES = 3_000;

const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;

/** How well a text answers; lower is better. */
const Rank = { wholePhrase: 0, phrase: 1, words: 2, forms: 3 } as const;
type Rank = (typeof Rank)[keyof typeof Rank];

/** What is looked for. */
interface Wanted {
  readonly phrase: string;
  /** Its words, their stems, and how words of the searched language are stemmed. */
  readonly words: readonly string[];
  readonly stems: readonly string[];
  readonly stem: Stemmer;
  readonly wholeWords: boolean;
}

interface Candidate {
  readonly source: Source;
  readonly unit: number;
  readonly text: string;
  readonly rank: Rank;
}

/**
 * Units that contain a text on one side, with the places where it stands. Case, kinds of quotes and white space do
 * not matter; everything else is searched as it is, whatever its characters. The phrase itself comes first (as whole
 * words before parts of words, short sentences before long ones), then, unless whole words were asked for, units that
 * have all its words somewhere, and those that have them in other forms (Italian and English). An empty text finds
 * nothing.
 */
export function concordance(
  search: Search,
  sources: readonly Source[],
  texts: TextSearch = new TextSearch(),
): ConcordanceHit[] {
  const phrase = foldForSearch(matchText({ text: search.text, codes: [] })).trim();
  if (phrase === '') return [];
  const language = primaryLanguage(search.side === 'source' ? search.sourceLang : search.targetLang);
  const stem = stemmerOf(language);
  const words = [...new Set(phrase.match(WORD))];
  const wanted = { phrase, words, stems: words.map(stem), stem, wholeWords: search.wholeWords };
  const found = sources.flatMap((source) =>
    source.connection.snapshot(() => byPhrase(source, language, wanted, texts)),
  );
  // A single word with signs around it is meant as it stands.
  const apart = words.length > 1 || words[0] === phrase;
  if (!search.wholeWords && apart && found.length < search.limit) {
    found.push(
      ...sources.flatMap((source) => source.connection.snapshot(() => byWords(source, language, wanted, texts))),
    );
  }
  found.sort((a, b) => a.rank - b.rank || a.text.length - b.text.length);
  const seen = new Set<string>();
  const hits: ConcordanceHit[] = [];
  for (const { source, unit, text, rank } of found) {
    const hit = concordanceHit(source, unit, search, text, rangesIn(text, wanted, rank));
    const key = hit && JSON.stringify([hit.source, hit.target]);
    if (!hit || key === null || seen.has(key)) continue;
    seen.add(key);
    hits.push(hit);
    if (hits.length === search.limit) break;
  }
  return hits;
}

/** Units whose text contains the phrase. */
function byPhrase(source: Source, language: string, { phrase, wholeWords }: Wanted, texts: TextSearch): Candidate[] {
  return candidates(source, texts.find(source.connection, language, phrase), (text) => {
    if (occurrences(text, phrase).some(([from, to]) => isWhole(text, from, to))) return Rank.wholePhrase;
    return wholeWords ? null : Rank.phrase;
  });
}

/** Units whose text does not contain the phrase, but all its words, perhaps in other forms. */
function byWords(source: Source, language: string, wanted: Wanted, texts: TextSearch): Candidate[] {
  const { phrase, words, stems, stem } = wanted;
  const starts = stems.map(commonStart).sort((a, b) => b.length - a.length);
  const [longest = '', ...others] = starts;
  return candidates(source, texts.find(source.connection, language, longest), (text) => {
    if (text.includes(phrase) || !others.every((start) => text.includes(start))) return null;
    const present = new Set(text.match(WORD));
    if (words.every((word) => present.has(word))) return Rank.words;
    const forms = new Set(Array.from(present, stem));
    return stems.every((one) => forms.has(one)) ? Rank.forms : null;
  });
}

/** The newest units among texts that are still there and that have a rank. */
function candidates(
  source: Source,
  found: Iterable<readonly FoundText[]>,
  rankOf: (text: string) => Rank | null,
): Candidate[] {
  const out: Candidate[] = [];
  for (const texts of found) {
    const ranks = new Map<number, Rank>();
    for (const { variant, text } of texts) {
      const rank = rankOf(text);
      if (rank !== null) ranks.set(variant, rank);
    }
    if (ranks.size === 0) continue;
    const rows = source.connection.all<{ id: number; unit: number; text: string }>(
      `SELECT id, unit, text FROM variant WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC
       LIMIT ${CANDIDATES}`,
      JSON.stringify([...ranks.keys()]),
    );
    for (const { id, unit, text } of rows) out.push({ source, unit, text, rank: ranks.get(id) as Rank });
    if (out.length >= CANDIDATES) break;
  }
  return out;
}

type Range = readonly [number, number];

/** Where a text has what gave it its rank, in offsets of the text itself. */
function rangesIn(original: string, { phrase, words, stems, stem }: Wanted, rank: Rank): Range[] {
  const { text, offsets } = searchText(original);
  const whole = ([from, to]: Range): boolean => isWhole(text, from, to);
  if (rank === Rank.wholePhrase) return occurrences(text, phrase).filter(whole).map(mapped);
  if (rank === Rank.phrase) return occurrences(text, phrase).map(mapped);
  const wanted = new Set(rank === Rank.words ? words : stems);
  const places = Array.from(text.matchAll(WORD), (word): Range | null =>
    wanted.has(rank === Rank.words ? word[0] : stem(word[0])) ? [word.index, word.index + word[0].length] : null,
  );
  return places.filter((place) => place !== null).map(mapped);

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
