import type { GoldBead } from './alignment-sets.ts';

/**
 * Alignment by lengths alone, after Gale and Church 1993, with its published constants: the baseline to beat, sharing
 * no code with the aligner. Works on a full matrix, so for texts of a few thousand sentences.
 */
const PRIORS: readonly (readonly [number, number, number])[] = [
  [1, 1, 0.89],
  [1, 0, 0.0099],
  [0, 1, 0.0099],
  [2, 1, 0.089],
  [1, 2, 0.089],
  [2, 2, 0.011],
];
const VARIANCE = 6.8;

/** Upper tail of the standard normal distribution (Abramowitz and Stegun 26.2.17). */
function tail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  return density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
}

function cost(source: number, target: number, ratio: number): number {
  const mean = (source + target / ratio) / 2;
  const z = mean === 0 ? 0 : Math.abs((ratio * source - target) / Math.sqrt(VARIANCE * mean));
  return -Math.log(Math.max(1e-300, 2 * tail(z)));
}

/** Beads of two lists of sentences by the lengths of their characters. */
export function alignByLength(source: readonly string[], target: readonly string[]): GoldBead[] {
  const length = (text: string): number => text.replace(/\s+/g, '').length;
  const sums = (side: readonly string[]): Float64Array => {
    const result = new Float64Array(side.length + 1);
    side.forEach((text, k) => (result[k + 1] = result[k]! + length(text)));
    return result;
  };
  const s = sums(source);
  const t = sums(target);
  const n = source.length;
  const m = target.length;
  const ratio = t[m]! / Math.max(1, s[n]!) || 1;
  const width = m + 1;
  const best = new Float64Array((n + 1) * width).fill(Infinity);
  const back = new Int8Array((n + 1) * width).fill(-1);
  best[0] = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      PRIORS.forEach(([a, b, prior], k) => {
        if (a > i || b > j) return;
        const value =
          best[(i - a) * width + j - b]! + cost(s[i]! - s[i - a]!, t[j]! - t[j - b]!, ratio) - Math.log(prior);
        if (value < best[i * width + j]!) {
          best[i * width + j] = value;
          back[i * width + j] = k;
        }
      });
    }
  }
  const beads: GoldBead[] = [];
  for (let i = n, j = m; i > 0 || j > 0;) {
    const [a, b] = PRIORS[back[i * width + j]!]!;
    i -= a;
    j -= b;
    beads.push({
      source: Array.from({ length: a }, (_, k) => i + k),
      target: Array.from({ length: b }, (_, k) => j + k),
    });
  }
  return beads.reverse();
}
