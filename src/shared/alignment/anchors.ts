import type { SparseMatrix } from './sparse-matrix.ts';
import { matrixFromEntries } from './sparse-matrix.ts';
import { createTokenizer, isNumberType, isWordType } from './tokens.ts';

/**
 * The anchor table: pairs of types that look like translations before anything is learnt (ALIGNMENT section 3.3):
 * equal numbers, words and punctuation marks, cognates (after Simard, Foster and Isabelle 1992), and pairs from the
 * user's word lists and termbases.
 */

/** A user's word or term and one translation of it. */
export interface DictionaryEntry {
  readonly source: string;
  readonly target: string;
}

const WEIGHT_NUMBER = 0.9;
const WEIGHT_DIGIT = 0.6;
const WEIGHT_WORD = 0.7;
const WEIGHT_SHORT_WORD = 0.1;
const WEIGHT_MARK = 0.5;
const WEIGHT_DICTIONARY = 0.6;
const COGNATE_WEIGHT = 0.8;
const COGNATE_LETTERS = 4;
const COGNATE_RATIO = 0.65;
const COGNATE_LENGTH_DIFFERENCE = 3;
/** Vocabulary above which cognates must agree in four first letters instead of two, to bound the comparisons. */
const LARGE_VOCABULARY = 20_000;
/** Types compared with one type at most: a guard against vocabularies that all begin alike. */
const MAX_BUCKET = 2_000;

function identicalWeight(type: string): number {
  if (isNumberType(type)) return type.length > 1 ? WEIGHT_NUMBER : WEIGHT_DIGIT;
  if (!isWordType(type)) return WEIGHT_MARK;
  return type.length >= 3 ? WEIGHT_WORD : WEIGHT_SHORT_WORD;
}

/** Length of the longest common subsequence of two short strings, by bit-parallel dynamic programming (Hyyrö 2004). */
function commonSubsequence(a: string, b: string): number {
  const full = (1 << a.length) - 1;
  let row = full;
  for (let k = 0; k < b.length; k++) {
    const letter = b.charCodeAt(k);
    let match = 0;
    for (let x = 0; x < a.length; x++) if (a.charCodeAt(x) === letter) match |= 1 << x;
    const u = row & match;
    row = ((row + u) | (row - u)) & full;
  }
  let zeros = 0;
  for (let x = 0; x < a.length; x++) if ((row & (1 << x)) === 0) zeros++;
  return zeros;
}

function withoutDiacritics(word: string): string {
  return word.normalize('NFD').replace(/\p{M}+/gu, '');
}

interface Entries {
  readonly row: number[];
  readonly column: number[];
  readonly value: number[];
}

function addCognates(entries: Entries, source: readonly string[], target: readonly string[]): void {
  const letters = Math.max(source.length, target.length) > LARGE_VOCABULARY ? 4 : 2;
  const buckets = new Map<string, { id: number; word: string }[]>();
  const plainWord = (type: string): string | undefined => {
    if (type.length < COGNATE_LETTERS || !isWordType(type)) return undefined;
    const word = withoutDiacritics(type);
    return word.length >= COGNATE_LETTERS && word.length < 30 ? word : undefined;
  };
  target.forEach((type, id) => {
    const word = plainWord(type);
    if (word === undefined) return;
    const key = word.slice(0, letters);
    const bucket = buckets.get(key);
    if (bucket === undefined) buckets.set(key, [{ id, word }]);
    else if (bucket.length < MAX_BUCKET) bucket.push({ id, word });
  });
  source.forEach((type, row) => {
    const word = plainWord(type);
    if (word === undefined) return;
    for (const candidate of buckets.get(word.slice(0, letters)) ?? []) {
      if (target[candidate.id] === type) continue;
      const longer = Math.max(word.length, candidate.word.length);
      const shorter = Math.min(word.length, candidate.word.length);
      if (longer - shorter > COGNATE_LENGTH_DIFFERENCE || shorter < COGNATE_RATIO * longer) continue;
      const ratio = commonSubsequence(word, candidate.word) / longer;
      if (ratio < COGNATE_RATIO) continue;
      entries.row.push(row);
      entries.column.push(candidate.id);
      entries.value.push((COGNATE_WEIGHT * (ratio - 0.5)) / 0.5);
    }
  });
}

/** Types of a dictionary word or term in `language`. */
function typesOf(tokenize: ReturnType<typeof createTokenizer>, text: string): string[] {
  const types: string[] = [];
  tokenize(text, (type) => types.push(type));
  return types;
}

function addDictionary(
  entries: Entries,
  sourceIds: ReadonlyMap<string, number>,
  targetIds: ReadonlyMap<string, number>,
  dictionary: readonly DictionaryEntry[],
  languages: readonly [string, string],
): void {
  const tokenizeSource = createTokenizer(languages[0]);
  const tokenizeTarget = createTokenizer(languages[1]);
  const translations = new Map<string, number>();
  for (const { source } of dictionary) translations.set(source, (translations.get(source) ?? 0) + 1);
  const best = new Map<number, Map<number, number>>();
  for (const { source, target } of dictionary) {
    const from = typesOf(tokenizeSource, source);
    const to = typesOf(tokenizeTarget, target);
    // Which word of a term answers to which is not known: each pair gets its share.
    const weight = WEIGHT_DICTIONARY / (translations.get(source)! * Math.max(from.length, to.length));
    for (const v of from) {
      const row = sourceIds.get(v);
      if (row === undefined) continue;
      for (const w of to) {
        const column = targetIds.get(w);
        if (column === undefined) continue;
        let of = best.get(row);
        if (of === undefined) best.set(row, (of = new Map()));
        of.set(column, Math.max(weight, of.get(column) ?? 0));
      }
    }
  }
  for (const [row, of] of best) {
    for (const [column, weight] of of) {
      entries.row.push(row);
      entries.column.push(column);
      entries.value.push(weight);
    }
  }
}

/**
 * Weights in 0 to 1 of the pairs of types taken for translations on sight; rows are source types. The weights of a
 * type, on either side, sum to 1 at most, so that they can serve as probabilities in both directions.
 */
export function anchorWeights(
  source: readonly string[],
  target: readonly string[],
  languages: readonly [string, string],
  dictionary: readonly DictionaryEntry[],
): SparseMatrix {
  const entries: Entries = { row: [], column: [], value: [] };
  const targetIds = new Map(target.map((type, id) => [type, id]));
  source.forEach((type, row) => {
    const column = targetIds.get(type);
    if (column === undefined) return;
    entries.row.push(row);
    entries.column.push(column);
    entries.value.push(identicalWeight(type));
  });
  addCognates(entries, source, target);
  if (dictionary.length > 0) {
    addDictionary(entries, new Map(source.map((type, id) => [type, id])), targetIds, dictionary, languages);
  }
  const matrix = matrixFromEntries(source.length, target.length, entries.row, entries.column, entries.value);
  const rowSum = new Float64Array(source.length);
  const columnSum = new Float64Array(target.length);
  for (let r = 0; r < matrix.rows; r++) {
    for (let k = matrix.start[r]!; k < matrix.start[r + 1]!; k++) {
      rowSum[r]! += matrix.value[k]!;
      columnSum[matrix.column[k]!]! += matrix.value[k]!;
    }
  }
  for (let r = 0; r < matrix.rows; r++) {
    for (let k = matrix.start[r]!; k < matrix.start[r + 1]!; k++) {
      matrix.value[k]! /= Math.max(1, rowSum[r]!, columnSum[matrix.column[k]!]!);
    }
  }
  return matrix;
}
