import { learnWordTable } from '../alignment/learn-words.ts';
import type { TranslatedText } from '../alignment/learn-words.ts';
import { squaredDeviation } from '../alignment/length-model.ts';
import type { SparseMatrix } from '../alignment/sparse-matrix.ts';
import { createTokenizer, isNumberType, isWordType } from '../alignment/tokens.ts';
import type { WordTable } from '../alignment/word-table.ts';

/**
 * How well two texts fit as translations of each other, judged by what a memory itself teaches: the ratio of their
 * lengths (Gale and Church 1993) and the words that translate each other (the aligner's word table, ALIGNMENT 3.5).
 */
export interface PairModel {
  /** 0 to 100; below {@link MISALIGNED} the texts are hardly translations of each other. */
  readonly fit: (source: string, target: string) => number;
}

/** A fit below this is worth a look. */
export const MISALIGNED = 35;

/** A word counts as translated when one of its translations of at least this probability is there. */
const MIN_PROBABILITY = 0.1;
/** Words seen less often say nothing yet. */
const MIN_FREQUENCY = 3;
/** Share of the weight of the known words that good translations reach with ease. */
const USUAL_SHARE = 0.45;
/** Weight of a reserve of agreement, so that a few unusual words alone condemn nothing. */
const RESERVE = 1.5;
/** Variance of the length difference where there is little to learn it from, and its bounds (Gale and Church). */
const VARIANCE = 6.8;
const MIN_VARIANCE = 3;
const MAX_VARIANCE = 20;
/** Squared deviations up to this are ordinary. */
const ORDINARY = 4;
const MIN_PAIRS = 20;

interface Direction {
  readonly ids: ReadonlyMap<string, number>;
  readonly weights: Float64Array;
  readonly translations: readonly (ReadonlySet<string> | undefined)[];
}

/** Learns from units of a memory, most of which are taken to be right; a few thousand are enough. */
export function learnPairModel(units: readonly TranslatedText[], languages: readonly [string, string]): PairModel {
  const pairs = units.filter(({ source, target }) => source.trim() !== '' && target.trim() !== '');
  const { ratio, variance } = learnLengths(pairs);
  const table = learnWordTable(pairs, languages);
  const forward = directionOf(table, 'forward', pairs.length);
  const backward = directionOf(table, 'backward', pairs.length);
  const sourceTokens = createTokenizer(languages[0]);
  const targetTokens = createTokenizer(languages[1]);
  return {
    fit: (source, target) => {
      const excess = Math.max(0, squaredDeviation(source.length, target.length, ratio) / variance - ORDINARY);
      const left = typesOf(source, sourceTokens);
      const right = typesOf(target, targetTokens);
      const there = agreement(left, right, forward);
      const back = agreement(right, left, backward);
      const known = there.known + back.known;
      const shared = there.shared + back.shared;
      const words = Math.min(1, (shared + RESERVE) / (USUAL_SHARE * known + RESERVE));
      return Math.round(100 * words * Math.exp(-excess / 12));
    },
  };
}

function learnLengths(pairs: readonly TranslatedText[]): { ratio: number; variance: number } {
  if (pairs.length < MIN_PAIRS) return { ratio: 1, variance: VARIANCE };
  let source = 0;
  let target = 0;
  for (const pair of pairs) {
    source += pair.source.length;
    target += pair.target.length;
  }
  const ratio = target / source;
  const squares = Float64Array.from(pairs, (pair) => squaredDeviation(pair.source.length, pair.target.length, ratio));
  squares.sort();
  // The median of a squared normal variable of variance 1 is 0.455; unlike the mean it does not mind the wrong pairs.
  const median = squares[squares.length >> 1] ?? 0;
  return { ratio, variance: Math.min(MAX_VARIANCE, Math.max(MIN_VARIANCE, median / 0.455)) };
}

function directionOf(table: WordTable, which: 'forward' | 'backward', pairs: number): Direction {
  const from = which === 'forward' ? table.source : table.target;
  const to = which === 'forward' ? table.target : table.source;
  const counts: SparseMatrix = table[which];
  const totals = which === 'forward' ? table.forwardTotals : table.backwardTotals;
  const ids = new Map(from.types.map((type, id) => [type, id]));
  const weights = new Float64Array(from.types.length);
  const translations = from.types.map((_, id) => {
    const frequency = from.frequency[id] ?? 0;
    if (frequency < MIN_FREQUENCY) return undefined;
    // Rare words prove more than those that stand in every sentence.
    weights[id] = Math.max(0, Math.log(pairs / frequency) - 1);
    const found = new Set<string>();
    const end = counts.start[id + 1] ?? 0;
    for (let k = counts.start[id] ?? 0; k < end; k++) {
      const type = to.types[counts.column[k] ?? 0];
      if (type !== undefined && (counts.value[k] ?? 0) >= MIN_PROBABILITY * (totals[id] ?? 0)) found.add(type);
    }
    return found;
  });
  return { ids, weights, translations };
}

function typesOf(text: string, tokens: ReturnType<typeof createTokenizer>): Set<string> {
  const types = new Set<string>();
  tokens(text, (type) => {
    if (isNumberType(type) || isWordType(type)) types.add(type);
  });
  return types;
}

/** The weight of the words that are known, and of those whose translation stands on the other side. */
function agreement(
  types: ReadonlySet<string>,
  other: ReadonlySet<string>,
  direction: Direction,
): { known: number; shared: number } {
  let known = 0;
  let shared = 0;
  for (const type of types) {
    const same = other.has(type);
    const id = direction.ids.get(type);
    const translations = id === undefined ? undefined : direction.translations[id];
    if (translations && id !== undefined) {
      const weight = direction.weights[id] ?? 0;
      known += weight;
      if (same || [...translations].some((word) => other.has(word))) shared += weight;
    } else if (isNumberType(type)) {
      known += 2;
      if (same) shared += 2;
    } else if (same) shared += 2;
  }
  return { known, shared };
}
