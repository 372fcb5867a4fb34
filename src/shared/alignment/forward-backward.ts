import type { Band } from './band.ts';
import type { BeadCounts, BeadPriors } from './bead-shapes.ts';
import {
  EDGES,
  SHAPES,
  SHAPE_SOURCE,
  SHAPE_TARGET,
  SOURCE_DELETION,
  TARGET_DELETION,
  emptyCounts,
} from './bead-shapes.ts';

/**
 * Forward-backward over the nodes of a band with two states, after a match and after a deletion (Rabiner 1989; the
 * gap states of ALIGNMENT section 3.2). Sums stay in the log domain: a term more than `NEGLIGIBLE` below the largest
 * is dropped before its exponential is taken, which costs no more than a scaled linear domain and cannot underflow on
 * sentences of any length.
 */
const NEGLIGIBLE = 36;

/** Columns to both sides of the trusted path that no beam cuts. */
const PROTECTED = 2;

/** Which transitions cost what, each already multiplied by the temperature. */
interface GapCosts {
  readonly matchToMatch: number;
  readonly matchToDeletion: number;
  readonly deletionToMatch: number;
  readonly deletionToDeletion: number;
}

function gapCosts(priors: BeadPriors, temperature: number): GapCosts {
  return {
    matchToMatch: temperature * Math.log(1 - priors.open),
    // Half for the side on which a sentence is left out.
    matchToDeletion: temperature * Math.log(priors.open / 2),
    deletionToMatch: temperature * Math.log(1 - priors.extend),
    deletionToDeletion: temperature * Math.log(priors.extend / 2),
  };
}

function logAdd(a: number, b: number): number {
  const high = a > b ? a : b;
  const low = a > b ? b : a;
  return high - low > NEGLIGIBLE || low === -Infinity ? high : high + Math.log1p(Math.exp(low - high));
}

/** Forward sums of a band, and its bead scores, which a second run at another temperature can use again. */
export interface ForwardSums {
  /** Log sums of the nodes, after a match and after a deletion. */
  readonly match: Float64Array;
  readonly deletion: Float64Array;
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
 * except near `guide`. With `reuse` the scores computed by an earlier run are taken, and nodes it dropped stay so.
 */
export function forwardSums(
  band: Band,
  priors: BeadPriors,
  scoreBeads: (i: number, j: number, scores: Float32Array) => void,
  options: {
    readonly beam: number;
    readonly temperature: number;
    readonly guide: Guide | undefined;
    readonly reuse: ForwardSums | undefined;
  },
): ForwardSums {
  const { sourceStart, sourceEnd, targetStart, targetEnd, low, high, base, size } = band;
  const { temperature, beam, guide, reuse } = options;
  const gap = gapCosts(priors, temperature);
  const match = new Float64Array(size).fill(-Infinity);
  const deletion = new Float64Array(size).fill(-Infinity);
  const scores = reuse?.scores ?? new Float32Array(size * EDGES);
  match[base[0]! + targetStart] = 0;
  for (let i = sourceStart; i <= sourceEnd; i++) {
    const row = i - sourceStart;
    const first = base[row]! + low[row]!;
    const last = base[row]! + high[row]!;
    let best = -Infinity;
    for (let node = first; node <= last; node++) {
      const value = match[node]! > deletion[node]! ? match[node]! : deletion[node]!;
      if (value > best) best = value;
    }
    const limit = best - beam;
    const safeFrom = guide === undefined ? 0 : base[row]! + guide.low[row]! - PROTECTED;
    const safeTo = guide === undefined ? -1 : base[row]! + guide.high[row]! + PROTECTED;
    for (let node = first; node <= last; node++) {
      const m = match[node]!;
      const d = deletion[node]!;
      if (m === -Infinity && d === -Infinity) continue;
      if (m < limit && d < limit && (node < safeFrom || node > safeTo)) {
        match[node] = -Infinity;
        deletion[node] = -Infinity;
        continue;
      }
      const j = node - base[row]!;
      if (reuse !== undefined && reuse.match[node] === -Infinity && reuse.deletion[node] === -Infinity) {
        match[node] = -Infinity;
        deletion[node] = -Infinity;
        continue;
      }
      const outDeletion = logAdd(m + gap.matchToDeletion, d + gap.deletionToDeletion);
      if (j < high[row]!) deletion[node + 1] = logAdd(deletion[node + 1]!, outDeletion);
      if (i === sourceEnd) continue;
      if (j >= low[row + 1]!) {
        const below = base[row + 1]! + j;
        deletion[below] = logAdd(deletion[below]!, outDeletion);
      }
      if (j === targetEnd) continue;
      if (reuse === undefined) scoreBeads(i, j, scores);
      const outMatch = logAdd(m + gap.matchToMatch, d + gap.deletionToMatch);
      const at = node * EDGES;
      for (let k = 0; k < SHAPES; k++) {
        const score = scores[at + k]!;
        if (score === -Infinity) continue;
        const to = base[row + SHAPE_SOURCE[k]!]! + j + SHAPE_TARGET[k]!;
        const value = outMatch + temperature * score;
        const old = match[to]!;
        if (value > old) {
          match[to] = value - old > NEGLIGIBLE ? value : value + Math.log1p(Math.exp(old - value));
        } else if (old - value <= NEGLIGIBLE) {
          match[to] = old + Math.log1p(Math.exp(value - old));
        }
      }
    }
  }
  const end = size - 1;
  return { match, deletion, scores, total: logAdd(match[end]!, deletion[end]!) };
}

/** Posterior probabilities of all edges, at `node * EDGES + shape` with the two deletions last. */
export interface Posteriors {
  readonly edge: Float32Array;
  readonly counts: BeadCounts;
}

/** Backward sums and, from both, the posterior of every edge and the expected counts. */
export function edgePosteriors(band: Band, priors: BeadPriors, forward: ForwardSums, temperature: number): Posteriors {
  const { sourceStart, sourceEnd, targetEnd, low, high, base, size } = band;
  const gap = gapCosts(priors, temperature);
  const { scores, total } = forward;
  const match = new Float64Array(size).fill(-Infinity);
  const deletion = new Float64Array(size).fill(-Infinity);
  const edge = new Float32Array(size * EDGES);
  const counts = emptyCounts();
  const { shape, transition } = counts;
  match[size - 1] = 0;
  deletion[size - 1] = 0;
  const values = new Float64Array(SHAPES);
  for (let i = sourceEnd; i >= sourceStart; i--) {
    const row = i - sourceStart;
    for (let j = high[row]!; j >= low[row]!; j--) {
      const node = base[row]! + j;
      const m = forward.match[node]!;
      const d = forward.deletion[node]!;
      if (m === -Infinity && d === -Infinity) continue;
      if (node === size - 1) continue;
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
      const below = i < sourceEnd && j >= low[row + 1]! ? deletion[base[row + 1]! + j]! : -Infinity;
      const beside = j < high[row]! ? deletion[node + 1]! : -Infinity;
      const outMatch = logAdd(m + gap.matchToMatch, d + gap.deletionToMatch);
      const outDeletion = logAdd(m + gap.matchToDeletion, d + gap.deletionToDeletion);
      let toMatch = -Infinity;
      if (best !== -Infinity) {
        let sum = 0;
        const visible = -NEGLIGIBLE - outMatch + total;
        for (let k = 0; k < SHAPES; k++) {
          const value = values[k]!;
          if (best - value <= NEGLIGIBLE) sum += Math.exp(value - best);
          if (value > visible) {
            const probability = Math.exp(outMatch + value - total);
            edge[at + k] = probability;
            shape[k]! += probability;
          }
        }
        toMatch = best + Math.log(sum);
      }
      const toDeletion = logAdd(below, beside);
      if (outDeletion + below - total > -NEGLIGIBLE) {
        edge[at + SOURCE_DELETION] = Math.exp(outDeletion + below - total);
      }
      if (outDeletion + beside - total > -NEGLIGIBLE) {
        edge[at + TARGET_DELETION] = Math.exp(outDeletion + beside - total);
      }
      transition[0]! += Math.exp(Math.min(0, m + gap.matchToMatch + toMatch - total));
      transition[1]! += Math.exp(Math.min(0, m + gap.matchToDeletion + toDeletion - total));
      transition[2]! += Math.exp(Math.min(0, d + gap.deletionToMatch + toMatch - total));
      transition[3]! += Math.exp(Math.min(0, d + gap.deletionToDeletion + toDeletion - total));
      match[node] = logAdd(gap.matchToMatch + toMatch, gap.matchToDeletion + toDeletion);
      deletion[node] = logAdd(gap.deletionToMatch + toMatch, gap.deletionToDeletion + toDeletion);
    }
  }
  return { edge, counts };
}
