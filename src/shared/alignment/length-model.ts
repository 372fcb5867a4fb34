import { MAX_GROUP } from './bead-shapes.ts';
import type { PreparedSide } from './prepared-side.ts';

/**
 * The length model (ALIGNMENT section 3.2; after Gale and Church 1993, "A program for aligning sentences in bilingual
 * corpora"). With `a = sqrt(ratio)`, `x = a l_s`, `y = l_t / a` and `u = x + y`, the difference `y - x` of a bead is
 * normal with variance `variance u / 2`. Writing both sides in the same stretched unit makes the score the same
 * whichever side is called the source. What is scored is the ratio to two unrelated texts, whose sentence lengths
 * follow a Gamma distribution, so that the sum of `m` sentences is again Gamma.
 */
export interface LengthModel {
  /** Target characters a source character. */
  readonly ratio: number;
  /** `s²`: variance of the difference for a unit of mean length. */
  readonly variance: number;
  readonly sourceLengths: LengthDistribution;
  readonly targetLengths: LengthDistribution;
}

/** Gamma distribution of the length of one sentence, in characters. */
export interface LengthDistribution {
  readonly shape: number;
  readonly scale: number;
}

const INITIAL_VARIANCE = 6.8;
const MIN_VARIANCE = 1;
const MAX_VARIANCE = 20;
const MIN_BEADS = 20;
/** Share of extreme differences left out of the variance, and the factor that makes up for leaving them out. */
const TRIM = 0.05;
const TRIM_CORRECTION = 1.25;
/** Probability kept for differences that the normal curve calls impossible. */
const TAIL = 0.005;

/** `log(TAIL / 2)`: the score of any length difference is at least this less `log u`. */
export const LENGTH_FLOOR = Math.log(TAIL / 2);

const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_1,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_572e-6,
  1.505_632_735_149_311_6e-7,
];

/** Natural logarithm of the Gamma function for positive `x` (Lanczos 1964, g = 7, nine terms). */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const y = x - 1;
  let sum = LANCZOS[0]!;
  for (let k = 1; k < LANCZOS.length; k++) sum += LANCZOS[k]! / (y + k);
  const t = y + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (y + 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * Gamma distribution with the mean and the variance of the sentence lengths. A few imagined sentences of ordinary
 * spread keep short documents, and those whose sentences all have one length, from a degenerate curve.
 */
function lengthDistribution(side: PreparedSide): LengthDistribution {
  const total = side.lengthSum[side.count]!;
  const mean = side.count === 0 ? 1 : total / side.count;
  let squares = 0;
  for (let i = 0; i < side.count; i++) squares += (side.lengthSum[i + 1]! - side.lengthSum[i]! - mean) ** 2;
  const imagined = 3;
  const variance = (squares + imagined * (0.7 * mean) ** 2) / (side.count + imagined);
  const shape = Math.min(20, Math.max(0.2, (mean * mean) / variance));
  return { shape, scale: mean / shape };
}

/** The model before anything is aligned: the ratio of all characters, an ordinary variance. */
export function initialLengthModel(source: PreparedSide, target: PreparedSide): LengthModel {
  const s = source.lengthSum[source.count]!;
  const t = target.lengthSum[target.count]!;
  const ratio = s > 0 && t > 0 ? Math.min(20, Math.max(0.05, t / s)) : 1;
  return {
    ratio,
    variance: INITIAL_VARIANCE,
    sourceLengths: lengthDistribution(source),
    targetLengths: lengthDistribution(target),
  };
}

/** Squared difference of a bead's lengths in units of its expected variance at `variance = 1`. */
export function squaredDeviation(sourceLength: number, targetLength: number, ratio: number): number {
  const a = Math.sqrt(ratio);
  const x = a * sourceLength;
  const y = targetLength / a;
  return (y - x) ** 2 / ((x + y) / 2);
}

/**
 * Re-estimates ratio and variance from the lengths of trusted 1-1 beads (section 3.5); with fewer than twenty the
 * model stays as it is.
 */
export function estimateLengthModel(
  model: LengthModel,
  sourceLengths: readonly number[],
  targetLengths: readonly number[],
): LengthModel {
  if (sourceLengths.length < MIN_BEADS) return model;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const ratio = Math.min(20, Math.max(0.05, sum(targetLengths) / sum(sourceLengths)));
  const squares = Float64Array.from(sourceLengths, (length, k) => squaredDeviation(length, targetLengths[k]!, ratio));
  squares.sort();
  const kept = squares.subarray(0, Math.max(1, Math.floor(squares.length * (1 - TRIM))));
  const mean = kept.reduce((total, value) => total + value, 0) / kept.length;
  const variance = Math.min(MAX_VARIANCE, Math.max(MIN_VARIANCE, TRIM_CORRECTION * mean));
  return { ...model, ratio, variance };
}

/**
 * Log density of the joint length of `size` sentences from each sentence of `from .. to`, at
 * `(size - 1) * (to - from) + (sentence - from)`; groups that would run beyond `to` are left at 0.
 */
export function groupLengthDensity(
  side: PreparedSide,
  from: number,
  to: number,
  { shape, scale }: LengthDistribution,
): Float64Array {
  const width = to - from;
  const result = new Float64Array(MAX_GROUP * width);
  for (let size = 1; size <= MAX_GROUP; size++) {
    const constant = -size * shape * Math.log(scale) - logGamma(size * shape);
    for (let i = from; i + size <= to; i++) {
      const length = side.lengthSum[i + size]! - side.lengthSum[i]!;
      result[(size - 1) * width + i - from] = constant + (size * shape - 1) * Math.log(length) - length / scale;
    }
  }
  return result;
}
