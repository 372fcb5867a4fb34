import type { Band, Path, Rectangle } from './band.ts';
import { bandAround, fullBand } from './band.ts';
import { createBeadScorer, createGapEndScorer, marksParagraphs } from './bead-scores.ts';
import type { BeadCounts } from './bead-shapes.ts';
import { EDGES, SHAPES, SHAPE_SOURCE, SHAPE_TARGET, SOURCE_DELETION, TARGET_DELETION } from './bead-shapes.ts';
import type { DecodedBeads } from './decode.ts';
import { beadPosteriors, decodeBeads } from './decode.ts';
import { gatherEvidence } from './evidence.ts';
import type { ForwardSums } from './forward-backward.ts';
import { edgePosteriors, forwardSums } from './forward-backward.ts';
import type { Corpus, Model } from './model.ts';
import type { Scratch } from './scratch.ts';

/**
 * One piece of the texts, aligned on its own under a given model: the unit of work that a worker receives. A pure
 * function of its input, so that who computes it, and when, cannot matter.
 */
export interface Chunk {
  readonly rectangle: Rectangle;
  /** Where to search; without it, the full rectangle. */
  readonly path: Path | undefined;
  readonly halfWidth: number;
  readonly beam: number;
  /** Whether confidences and runners-up are wanted as well. */
  readonly final: boolean;
}

/** Beads of a chunk: four numbers each (source start, size, target start, size). */
export interface ChunkResult {
  readonly beads: Int32Array;
  /** Posterior of each bead under the model. */
  readonly posterior: Float32Array;
  readonly counts: BeadCounts;
  /**
   * Log ratio of the probability of the chunk as a translation, over all ways to align it, to that of two unrelated
   * texts. Paragraph marks do not count; see section 3.9 for what it decides.
   */
  readonly evidence: number;
  readonly confidence: Float32Array;
  /** For each bead, the best bead that shares its first sentence and differs from it, and its posterior. */
  readonly runnerUp: Int32Array;
  readonly runnerUpPosterior: Float32Array;
}

/** Temperature of confidences: the model's own posteriors are too sure of themselves (section 3.9). */
const CONFIDENCE_TEMPERATURE = 0.5;
/** Up to this many nodes a rectangle is searched whole. */
export const FULL_SEARCH_NODES = 120_000;
/** Share of beads at the edge of the band from which the band is doubled. */
const EDGE_SHARE = 0.004;
const MAX_DOUBLINGS = 4;
/** Nodes a band may have, which caps the memory of a chunk (about 250 bytes a node). */
const MAX_NODES = 800_000;

/** Whether too many beads run along the edge of the band although the rectangle goes on beyond it. */
function touchesEdge(band: Band, beads: Int32Array): boolean {
  let touching = 0;
  const total = beads.length / 4;
  for (let b = 0; b < beads.length; b += 4) {
    if (beads[b + 1] === 0 || beads[b + 3] === 0) continue;
    const row = beads[b]! - band.sourceStart;
    const j = beads[b + 2]!;
    if ((j <= band.low[row]! + 1 && j > band.targetStart + 1) || (j >= band.high[row]! - 1 && j < band.targetEnd - 1)) {
      touching++;
    }
  }
  return touching > EDGE_SHARE * total;
}

/** Sentences of an edge: sizes on both sides. */
function edgeSizes(edge: number): [number, number] {
  if (edge === SOURCE_DELETION) return [1, 0];
  if (edge === TARGET_DELETION) return [0, 1];
  return [SHAPE_SOURCE[edge]!, SHAPE_TARGET[edge]!];
}

/** The likeliest other bead over the first sentence of each bead. */
function findRunnersUp(
  band: Band,
  posterior: Float32Array,
  { beads, edges: chosen }: DecodedBeads,
): { runnerUp: Int32Array; runnerUpPosterior: Float32Array } {
  const size = beads.length / 4;
  const runnerUp = new Int32Array(size * 4);
  const runnerUpPosterior = new Float32Array(size);
  const bySource = new Int32Array(band.sourceEnd - band.sourceStart).fill(-1);
  const byTarget = new Int32Array(band.targetEnd - band.targetStart).fill(-1);
  // The same sentence left alone at another place is no other bead.
  const isDeletion = (b: number): boolean => beads[b * 4 + 1] === 0 || beads[b * 4 + 3] === 0;
  for (let b = 0; b < size; b++) {
    if (beads[b * 4 + 1]! > 0) bySource[beads[b * 4]! - band.sourceStart] = b;
    else byTarget[beads[b * 4 + 2]! - band.targetStart] = b;
  }
  for (let i = band.sourceStart; i <= band.sourceEnd; i++) {
    const row = i - band.sourceStart;
    for (let j = band.low[row]!; j <= band.high[row]!; j++) {
      const at = (band.base[row]! + j) * EDGES;
      for (let edge = 0; edge < EDGES; edge++) {
        const probability = posterior[at + edge]!;
        if (probability < 0.005) continue;
        const [n, m] = edgeSizes(edge);
        const offer = (b: number): void => {
          if (
            b < 0 ||
            chosen[b] === at + edge ||
            (isDeletion(b) && edge >= SHAPES) ||
            runnerUpPosterior[b]! >= probability
          )
            return;
          runnerUpPosterior[b] = probability;
          runnerUp.set([i, n, j, m], b * 4);
        };
        for (let k = 0; k < n; k++) offer(bySource[row + k]!);
        for (let k = 0; k < m; k++) offer(byTarget[j + k - band.targetStart]!);
      }
    }
  }
  return { runnerUp, runnerUpPosterior };
}

function alignBand(
  corpus: Corpus,
  model: Model,
  chunk: Chunk,
  band: Band,
  told: () => void,
  scratch: Scratch,
): ChunkResult {
  told();
  const words = gatherEvidence(corpus, model, band, scratch);
  told();
  const scorer = createBeadScorer(corpus, model, band, words, true);
  const scoreGapEnd = createGapEndScorer(corpus, band);
  const sum = (score: typeof scorer, scoreEnd: typeof scoreGapEnd): ForwardSums => {
    const sums = (beam: number): ForwardSums =>
      forwardSums(band, model.priors, score, scoreEnd, {
        beam,
        temperature: 1,
        guide: chunk.path,
        reuse: undefined,
        scratch,
      });
    const result = sums(chunk.beam);
    return result.total === -Infinity ? sums(Infinity) : result;
  };
  // Marks guide the search but are weighted for that, and prove nothing: texts of short paragraphs have them in common.
  const withoutMarks =
    chunk.final && marksParagraphs(corpus, band)
      ? sum(createBeadScorer(corpus, model, band, words, false), () => 0).total
      : undefined;
  const forward = sum(scorer, scoreGapEnd);
  const evidence = withoutMarks ?? forward.total;
  told();
  const posteriors = edgePosteriors(band, model.priors, forward, scoreGapEnd, 1, scratch);
  const { counts } = posteriors;
  const decoded = decodeBeads(band, posteriors, scratch);
  const { beads } = decoded;
  const posterior = beadPosteriors(band, posteriors, decoded);
  if (!chunk.final) {
    const none = new Float32Array(0);
    return {
      beads,
      posterior,
      counts,
      evidence,
      confidence: none,
      runnerUp: new Int32Array(0),
      runnerUpPosterior: none,
    };
  }
  const temperature = CONFIDENCE_TEMPERATURE;
  const warm = forwardSums(band, model.priors, scorer, scoreGapEnd, {
    beam: Infinity,
    temperature,
    guide: undefined,
    reuse: forward,
    scratch,
  });
  told();
  const warmPosteriors = edgePosteriors(band, model.priors, warm, scoreGapEnd, temperature, scratch);
  return {
    beads,
    posterior,
    counts,
    evidence,
    confidence: beadPosteriors(band, warmPosteriors, decoded),
    ...findRunnersUp(band, warmPosteriors.edge, decoded),
  };
}

/**
 * Aligns one chunk, in a wider band as often as the beads press against its edge. `told` is called with the share done,
 * 0 to 1, as far as can be said before it is known how often that will be; it may throw to stop. `scratch` may be that
 * of the chunk before.
 */
export function alignChunk(
  corpus: Corpus,
  model: Model,
  chunk: Chunk,
  told: (share: number) => void,
  scratch: Scratch,
): ChunkResult {
  const { rectangle, path } = chunk;
  if (path === undefined) {
    return alignBand(corpus, model, chunk, fullBand(rectangle), () => told(0), scratch);
  }
  let halfWidth = chunk.halfWidth;
  let result: ChunkResult | undefined;
  for (let doubling = 0; doubling <= MAX_DOUBLINGS; doubling++) {
    const band = bandAround(rectangle, path, halfWidth);
    if (result !== undefined && band.size > MAX_NODES) break;
    result = alignBand(corpus, model, chunk, band, () => told(doubling / (MAX_DOUBLINGS + 1)), scratch);
    if (!touchesEdge(band, result.beads)) break;
    halfWidth *= 2;
  }
  return result!;
}
