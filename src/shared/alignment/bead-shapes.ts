/**
 * The shapes a bead can take, their prior probabilities and the gap model (ALIGNMENT section 3.2). Two-state gaps
 * follow the affine gap of sequence alignment (Gotoh 1982), here as transition probabilities.
 */

/** Largest number of sentences on one side of a bead. */
export const MAX_GROUP = 5;

/** Largest number of sentences of a bead, both sides together. */
const MAX_SENTENCES = 6;

/**
 * Sentences on the source side of each matching shape. The order is the order of preference between equals: 1-1, then
 * fewer sentences, then more even sides (section 3.6).
 */
export const SHAPE_SOURCE = Int32Array.of(1, 1, 2, 2, 1, 3, 2, 3, 1, 4, 3, 2, 4, 1, 5);
/** Sentences on the target side of each matching shape. */
export const SHAPE_TARGET = Int32Array.of(1, 2, 1, 2, 3, 1, 3, 2, 4, 1, 3, 4, 2, 5, 1);
/** Number of matching shapes. */
export const SHAPES = SHAPE_SOURCE.length;
/** Number under which a source sentence without counterpart stands where edges are numbered. */
export const SOURCE_DELETION = SHAPE_SOURCE.length;
/** Number under which a target sentence without counterpart stands where edges are numbered. */
export const TARGET_DELETION = SHAPES + 1;
/** Matching shapes and both deletions. */
export const EDGES = SHAPES + 2;

/** Shape number of `n` source and `m` target sentences at `n * (MAX_GROUP + 1) + m`, or -1. */
export const SHAPE_OF = (() => {
  const table = new Int32Array((MAX_GROUP + 1) * (MAX_GROUP + 1)).fill(-1);
  for (let k = 0; k < SHAPES; k++) table[SHAPE_SOURCE[k]! * (MAX_GROUP + 1) + SHAPE_TARGET[k]!] = k;
  return table;
})();

/** Largest group on the target side beside `n` source sentences. */
export function largestTarget(n: number): number {
  return Math.min(MAX_GROUP, MAX_SENTENCES - n);
}

/** A side of the largest group may be so many times as long as the other, both stretched. */
const LARGEST_RATIO = 1.5;

/**
 * Whether the lengths of two sides, one of them the largest group, let them be a bead. Such beads are rare, and where
 * lengths speak against them they are not worth the search. `slack` is added to the ratio allowed.
 */
export function mayBeLargest(x: number, y: number, slack = 0): boolean {
  const ratio = LARGEST_RATIO + slack;
  return x <= ratio * y && y <= ratio * x;
}

/** Probabilities of shapes (normalised) and of gaps. */
export interface BeadPriors {
  readonly shape: Float64Array;
  /** P(deletion | match before). */
  readonly open: number;
  /** P(deletion on the same side | deletion before). */
  readonly extend: number;
  /** P(deletion on the target side | deletion on the source side before). */
  readonly change: number;
}

const INITIAL_SHAPE = [
  0.86, 0.045, 0.045, 0.008, 0.008, 0.008, 0.003, 0.003, 0.003, 0.003, 0.0015, 0.001, 0.001, 0.0002, 0.0002,
];
const INITIAL_OPEN = 0.012;
const INITIAL_EXTEND = 0.15;
const INITIAL_CHANGE = 0.15;
const SHAPE_PSEUDO_COUNT = 10;
const OPEN_PSEUDO_COUNT = 100;
const EXTEND_PSEUDO_COUNT = 5;

function normalised(values: ArrayLike<number>): Float64Array {
  const result = Float64Array.from(values);
  let sum = 0;
  for (const value of result) sum += value;
  for (let k = 0; k < result.length; k++) result[k]! /= sum;
  return result;
}

/** The priors before anything is learnt. */
export function initialPriors(): BeadPriors {
  return { shape: normalised(INITIAL_SHAPE), open: INITIAL_OPEN, extend: INITIAL_EXTEND, change: INITIAL_CHANGE };
}

/** Places of the transitions in {@link BeadCounts}: match to match, match to gap, and within or out of a gap. */
export const STAY = 0;
export const OPEN = 1;
export const EXTEND = 2;
export const CHANGE = 3;
export const CLOSE = 4;

/** Expected numbers of events, as collected by forward-backward. */
export interface BeadCounts {
  /** Beads of each shape. */
  readonly shape: Float64Array;
  /** Transitions, in the order of their constants. */
  readonly transition: Float64Array;
}

/** Counts with nothing in them. */
export function emptyCounts(): BeadCounts {
  return { shape: new Float64Array(SHAPES), transition: new Float64Array(5) };
}

/** Re-estimates the priors from expected counts, held near the initial ones by pseudo-counts (section 3.5). */
export function estimatePriors(counts: BeadCounts): BeadPriors {
  const start = initialPriors();
  const [stay, open, extend, change, close] = counts.transition as unknown as [number, number, number, number, number];
  const gaps = extend + change + close + EXTEND_PSEUDO_COUNT;
  return {
    shape: normalised(counts.shape.map((count, k) => count + SHAPE_PSEUDO_COUNT * start.shape[k]!)),
    open: (open + OPEN_PSEUDO_COUNT * INITIAL_OPEN) / (stay + open + OPEN_PSEUDO_COUNT),
    extend: (extend + EXTEND_PSEUDO_COUNT * INITIAL_EXTEND) / gaps,
    change: (change + EXTEND_PSEUDO_COUNT * INITIAL_CHANGE) / gaps,
  };
}
