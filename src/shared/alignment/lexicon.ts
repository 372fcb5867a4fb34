import type { SparseMatrix } from './sparse-matrix.ts';

/**
 * Translation probabilities of one direction, as the bead score uses them: learnt ones after an absolute discount,
 * joined with the anchor table (ALIGNMENT sections 3.3 and 3.5).
 */
export interface Lexicon {
  /** `t(w | v)`: rows are given types, columns explained ones. */
  readonly probability: SparseMatrix;
  /** Share of the occurrences of each explained type that the learnt table and firm anchors account for, 0 to 1. */
  readonly explained: Float32Array;
}

/**
 * Taken off every expected count (Ney, Essen and Kneser 1994). Words seen once would otherwise confirm whatever
 * alignment they were first met in.
 */
const DISCOUNT = 0.75;
const SMOOTHING = 0.2;
const MIN_PROBABILITY = 0.02;

/** Occurrences that the firm anchors of a type count for beside what has been learnt of it. */
const ANCHOR_COUNT = 4;
/** Anchors of less weight, loose cognates, say nothing of what must be there. */
const FIRM_ANCHOR = 0.5;

/**
 * Share of the occurrences of each explained type that its firm anchors promise to explain: a number or a name that
 * both texts have as often is missed where only one side has it. Rare words, of which discounted counts say next to
 * nothing, are the ones that tell.
 */
export function promisedShare(
  anchors: SparseMatrix,
  givenFrequency: Float64Array,
  explainedFrequency: Float64Array,
): Float64Array {
  const share = new Float64Array(anchors.columns);
  for (let v = 0; v < anchors.rows; v++) {
    for (let k = anchors.start[v]!; k < anchors.start[v + 1]!; k++) {
      const w = anchors.column[k]!;
      if (anchors.value[k]! < FIRM_ANCHOR) continue;
      share[w]! += anchors.value[k]! * Math.min(1, givenFrequency[v]! / Math.max(1, explainedFrequency[w]!));
    }
  }
  return share.map((value) => Math.min(1, value));
}

/**
 * The lexicon of expected counts and anchors. `counts` are matrices of equal dimensions that add up (the documents
 * at hand and what was brought along; none before anything is learnt), `totals` and `frequency` those of all together,
 * `promised` what {@link promisedShare} says.
 */
export function learntLexicon(
  anchors: SparseMatrix,
  counts: readonly SparseMatrix[],
  totals: Float64Array,
  frequency: Float64Array,
  promised: Float64Array,
): Lexicon {
  const { rows, columns } = anchors;
  const explainedCount = new Float64Array(columns);
  const sum = new Float64Array(columns);
  const weight = new Float64Array(columns);
  const start = new Int32Array(rows + 1);
  const column: number[] = [];
  const value: number[] = [];
  for (let v = 0; v < rows; v++) {
    const touched: number[] = [];
    for (const matrix of counts) {
      for (let k = matrix.start[v]!; k < matrix.start[v + 1]!; k++) {
        const w = matrix.column[k]!;
        if (sum[w] === 0) touched.push(w);
        sum[w]! += matrix.value[k]!;
      }
    }
    for (let k = anchors.start[v]!; k < anchors.start[v + 1]!; k++) {
      const w = anchors.column[k]!;
      if (sum[w] === 0) touched.push(w);
      sum[w]! += Number.MIN_VALUE;
      weight[w] = anchors.value[k]!;
    }
    touched.sort((a, b) => a - b);
    for (const w of touched) {
      const count = Math.max(0, sum[w]! - DISCOUNT);
      explainedCount[w]! += count;
      let learnt = count / (totals[v]! + SMOOTHING);
      if (learnt < MIN_PROBABILITY) learnt = 0;
      const joined = 1 - (1 - weight[w]!) * (1 - Math.min(1, learnt));
      if (joined > 0) {
        column.push(w);
        value.push(joined);
      }
      sum[w] = 0;
      weight[w] = 0;
    }
    start[v + 1] = column.length;
  }
  return {
    probability: { rows, columns, start, column: Int32Array.from(column), value: Float32Array.from(value) },
    explained: Float32Array.from(explainedCount, (count, w) =>
      Math.min(1, (count + ANCHOR_COUNT * promised[w]!) / (frequency[w]! + SMOOTHING + ANCHOR_COUNT)),
    ),
  };
}
