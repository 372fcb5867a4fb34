import type { Band } from './band.ts';
import type { BeadCounts, BeadPriors } from './bead-shapes.ts';
import {
  CHANGE,
  CLOSE,
  EDGES,
  EXTEND,
  OPEN,
  SHAPES,
  SHAPE_SOURCE,
  SHAPE_TARGET,
  SOURCE_DELETION,
  STAY,
  TARGET_DELETION,
  emptyCounts,
} from './bead-shapes.ts';
import type { Scratch } from './scratch.ts';

/**
 * Forward-backward over the nodes of a band (Rabiner 1989) with three states: after a match, after a source sentence
 * without counterpart, after a target sentence without counterpart (the gap states of ALIGNMENT section 3.2). Within a
 * gap, source sentences come first: a gap on both sides then is one path and not as many as there are orders, which
 * would share out, and so understate, its probability. Sums stay in the log domain: a term more than `NEGLIGIBLE`
 * below the largest is dropped before its exponential is taken, which costs no more than a scaled linear domain and
 * cannot underflow on sentences of any length.
 */
const NEGLIGIBLE = 36;

/** Columns to both sides of the trusted path that no beam cuts. */
const PROTECTED = 2;

/** What it scores that a gap ends at node `(i, j)`, besides the gap model. */
export type GapEndScorer = (i: number, j: number) => number;

/** Log probabilities of the transitions, each already multiplied by the temperature. */
interface GapCosts {
  readonly stay: number;
  readonly open: number;
  readonly extend: number;
  readonly change: number;
  readonly close: number;
}

function gapCosts(priors: BeadPriors, temperature: number): GapCosts {
  return {
    stay: temperature * Math.log(1 - priors.open),
    // Half for the side on which a sentence is left out.
    open: temperature * Math.log(priors.open / 2),
    extend: temperature * Math.log(priors.extend),
    change: temperature * Math.log(priors.change),
    close: temperature * Math.log(1 - priors.extend - priors.change),
  };
}

/** `log(1 + exp(-x))` at steps of `1 / STEPS`, between which it is straight to within 2e-7. */
const STEPS = 512;
const SOFT_PLUS = Float64Array.from({ length: NEGLIGIBLE * STEPS + 2 }, (_, k) => Math.log1p(Math.exp(-k / STEPS)));

function logAdd(a: number, b: number): number {
  const high = a > b ? a : b;
  const difference = (a > b ? a - b : b - a) * STEPS;
  // The comparison also fails for the difference of two infinities.
  if (!(difference < NEGLIGIBLE * STEPS)) return high;
  const step = difference | 0;
  const below = SOFT_PLUS[step]!;
  return high + below + (SOFT_PLUS[step + 1]! - below) * (difference - step);
}

/** Forward sums of a band, and its bead scores, which a second run at another temperature can use again. */
export interface ForwardSums {
  /** Log sums of the nodes, after a match and after a deletion on either side. */
  readonly match: Float64Array;
  readonly sourceGap: Float64Array;
  readonly targetGap: Float64Array;
  /** Scores of the beads that start at each node, at `node * EDGES + shape`, where the node is alive. */
  readonly scores: Float32Array;
  /** Log sum of all paths; minus infinity when the beam has cut every one. */
  readonly total: number;
}

/** Where the previous pass went: the first and last node column of each row, or nothing. */
export interface Guide {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/**
 * Sums over all paths from the first to the last node. Nodes more than `beam` below the best of their row are dropped,
 * except near `guide`. With `reuse` the scores computed by an earlier run are taken, and nodes it dropped stay so. The
 * arrays are those of `scratch`: a run makes what an earlier one returned invalid, except that of `reuse`.
 */
export function forwardSums(
  band: Band,
  priors: BeadPriors,
  scoreBeads: (i: number, j: number, scores: Float32Array) => void,
  scoreGapEnd: GapEndScorer,
  options: {
    readonly beam: number;
    readonly temperature: number;
    readonly guide: Guide | undefined;
    readonly reuse: ForwardSums | undefined;
    readonly scratch: Scratch;
  },
): ForwardSums {
  const { sourceStart, sourceEnd, targetStart, targetEnd, low, high, base, size } = band;
  const { temperature, beam, guide, reuse, scratch } = options;
  const { stay, open, extend, change, close } = gapCosts(priors, temperature);
  const sums = (state: 'match' | 'source' | 'target'): Float64Array =>
    scratch.float64(`${reuse === undefined ? 'forward' : 'warm'} ${state}`, size).fill(-Infinity);
  const match = sums('match');
  const sourceGap = sums('source');
  const targetGap = sums('target');
  const scores = reuse?.scores ?? scratch.float32('scores', size * EDGES);
  match[base[0]! + targetStart] = 0;
  for (let i = sourceStart; i <= sourceEnd; i++) {
    const row = i - sourceStart;
    const first = base[row]! + low[row]!;
    const last = base[row]! + high[row]!;
    let best = -Infinity;
    for (let node = first; node <= last; node++) {
      const m = match[node]!;
      const s = sourceGap[node]!;
      if (m > best) best = m;
      if (s > best) best = s;
    }
    const limit = best - beam;
    const safeFrom = guide === undefined ? 0 : base[row]! + guide.low[row]! - PROTECTED;
    const safeTo = guide === undefined ? -1 : base[row]! + guide.high[row]! + PROTECTED;
    for (let node = first; node <= last; node++) {
      const m = match[node]!;
      const s = sourceGap[node]!;
      const t = targetGap[node]!;
      if (m === -Infinity && s === -Infinity && t === -Infinity) continue;
      if (
        (m < limit && s < limit && t < limit && (node < safeFrom || node > safeTo)) ||
        (reuse !== undefined && isDropped(reuse, node))
      ) {
        match[node] = -Infinity;
        sourceGap[node] = -Infinity;
        targetGap[node] = -Infinity;
        continue;
      }
      const j = node - base[row]!;
      if (j < high[row]!) targetGap[node + 1] = logAdd(logAdd(m + open, s + change), t + extend);
      if (i === sourceEnd) continue;
      if (j >= low[row + 1]!) sourceGap[base[row + 1]! + j] = logAdd(m + open, s + extend);
      if (j === targetEnd) continue;
      if (reuse === undefined) scoreBeads(i, j, scores);
      const gap = logAdd(s, t);
      const out = gap === -Infinity ? m + stay : logAdd(m + stay, gap + close + temperature * scoreGapEnd(i, j));
      const at = node * EDGES;
      for (let k = 0; k < SHAPES; k++) {
        const score = scores[at + k]!;
        if (score === -Infinity) continue;
        const to = base[row + SHAPE_SOURCE[k]!]! + j + SHAPE_TARGET[k]!;
        const value = out + temperature * score;
        match[to] = logAdd(match[to]!, value);
      }
    }
  }
  const end = size - 1;
  const gap = logAdd(sourceGap[end]!, targetGap[end]!) + temperature * scoreGapEnd(sourceEnd, targetEnd);
  const total = logAdd(match[end]!, gap);
  return { match, sourceGap, targetGap, scores, total };
}

function isDropped({ match, sourceGap, targetGap }: ForwardSums, node: number): boolean {
  return match[node] === -Infinity && sourceGap[node] === -Infinity && targetGap[node] === -Infinity;
}

/** Posterior probabilities of all edges, at `node * EDGES + shape` with the two deletions last. */
export interface Posteriors {
  readonly edge: Float32Array;
  /** Probability that each sentence of the band has no counterpart, wherever in the gap it stands. */
  readonly sourceDeleted: Float64Array;
  readonly targetDeleted: Float64Array;
  readonly counts: BeadCounts;
}

/**
 * Backward sums and, from both, the posterior of every edge and the expected counts. The posteriors of the edges are
 * valid until `scratch` is used for the next.
 */
export function edgePosteriors(
  band: Band,
  priors: BeadPriors,
  forward: ForwardSums,
  scoreGapEnd: GapEndScorer,
  temperature: number,
  scratch: Scratch,
): Posteriors {
  const { sourceStart, sourceEnd, targetStart, targetEnd, low, high, base, size } = band;
  const { stay, open, extend, change, close } = gapCosts(priors, temperature);
  const { scores, total } = forward;
  const sums = (state: 'match' | 'source' | 'target'): Float64Array =>
    scratch.float64(`backward ${state}`, size).fill(-Infinity);
  const match = sums('match');
  const sourceGap = sums('source');
  const targetGap = sums('target');
  const edge = scratch.float32('posteriors', size * EDGES).fill(0);
  const sourceDeleted = new Float64Array(sourceEnd - sourceStart);
  const targetDeleted = new Float64Array(targetEnd - targetStart);
  const counts = emptyCounts();
  const { shape, transition } = counts;
  match[size - 1] = 0;
  sourceGap[size - 1] = temperature * scoreGapEnd(sourceEnd, targetEnd);
  targetGap[size - 1] = sourceGap[size - 1]!;
  const values = new Float64Array(SHAPES);
  const probability = (logarithm: number): number => (logarithm > -NEGLIGIBLE ? Math.exp(Math.min(0, logarithm)) : 0);
  for (let i = sourceEnd; i >= sourceStart; i--) {
    const row = i - sourceStart;
    for (let j = high[row]!; j >= low[row]!; j--) {
      const node = base[row]! + j;
      if (node === size - 1 || isDropped(forward, node)) continue;
      const m = forward.match[node]!;
      const s = forward.sourceGap[node]!;
      const t = forward.targetGap[node]!;
      const gap = logAdd(s, t);
      const closeHere = gap === -Infinity ? close : close + temperature * scoreGapEnd(i, j);
      const at = node * EDGES;
      let best = -Infinity;
      if (i < sourceEnd && j < targetEnd) {
        for (let k = 0; k < SHAPES; k++) {
          const score = scores[at + k]!;
          let value = -Infinity;
          if (score !== -Infinity) {
            value = temperature * score + match[base[row + SHAPE_SOURCE[k]!]! + j + SHAPE_TARGET[k]!]!;
            if (value > best) best = value;
          }
          values[k] = value;
        }
      }
      let toMatch = -Infinity;
      if (best !== -Infinity) {
        const out = logAdd(m + stay, gap + closeHere) - total;
        let sum = 0;
        for (let k = 0; k < SHAPES; k++) {
          const value = values[k]!;
          if (best - value <= NEGLIGIBLE) sum += Math.exp(value - best);
          if (out + value > -NEGLIGIBLE) {
            const p = Math.exp(out + value);
            edge[at + k] = p;
            shape[k]! += p;
          }
        }
        toMatch = best + Math.log(sum);
      }
      const below = i < sourceEnd && j >= low[row + 1]! ? sourceGap[base[row + 1]! + j]! : -Infinity;
      const beside = j < high[row]! ? targetGap[node + 1]! : -Infinity;
      const openSource = probability(m + open + below - total);
      const openTarget = probability(m + open + beside - total);
      const extendSource = probability(s + extend + below - total);
      const extendTarget = probability(t + extend + beside - total);
      const changeSide = probability(s + change + beside - total);
      edge[at + SOURCE_DELETION] = openSource + extendSource;
      edge[at + TARGET_DELETION] = openTarget + extendTarget + changeSide;
      if (i < sourceEnd) sourceDeleted[row]! += openSource + extendSource;
      if (j < targetEnd) targetDeleted[j - targetStart]! += openTarget + extendTarget + changeSide;
      transition[STAY]! += probability(m + stay + toMatch - total);
      transition[OPEN]! += openSource + openTarget;
      transition[EXTEND]! += extendSource + extendTarget;
      transition[CHANGE]! += changeSide;
      transition[CLOSE]! += probability(gap + closeHere + toMatch - total);
      match[node] = logAdd(stay + toMatch, open + logAdd(below, beside));
      sourceGap[node] = logAdd(closeHere + toMatch, logAdd(extend + below, change + beside));
      targetGap[node] = logAdd(closeHere + toMatch, extend + beside);
    }
  }
  return { edge, sourceDeleted, targetDeleted, counts };
}
