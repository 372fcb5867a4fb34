import type { Band } from './band.ts';
import { EDGES, MAX_GROUP, SHAPE_OF, SHAPES, largestTarget, mayBeLargest } from './bead-shapes.ts';
import type { Evidence } from './evidence.ts';
import { GAINS } from './evidence.ts';
import type { GapEndScorer } from './forward-backward.ts';
import { LENGTH_FLOOR, groupLengthDensity } from './length-model.ts';
import type { Corpus, Model } from './model.ts';

/**
 * The score of a bead: the log ratio of the probability of its two sides as translations of each other to that of two
 * unrelated groups of sentences, plus its prior and the paragraph marks (ALIGNMENT section 3.2).
 */

/** Both texts at a paragraph boundary where they meet, only one, neither; each boundary inside a bead. */
const PARAGRAPH_BOTH = 1.6;
const PARAGRAPH_ONE = -1.1;
const PARAGRAPH_NONE = 0.05;
const PARAGRAPH_INSIDE = -3;
const NO_MARKS = 2;

/** Logarithms of whole numbers: lengths differ by more than what rounding them here can change. */
const MAX_LOG = 8_192;
const LOGS = new Float64Array(MAX_LOG).map((_, k) => Math.log(Math.max(1, k)));

/** Whether the paragraphs of both sides of `band` are known. */
export function marksParagraphs(
  { source, target }: Corpus,
  { sourceStart, sourceEnd, targetStart, targetEnd }: Band,
): boolean {
  return (
    sourceEnd > sourceStart &&
    targetEnd > targetStart &&
    source.paragraph[sourceStart] !== NO_MARKS &&
    target.paragraph[targetStart] !== NO_MARKS
  );
}

const startsParagraph = (marks: Uint8Array, at: number, end: number): boolean => at === end || marks[at] === 1;

/** What the paragraph marks say of both texts being at node `(i, j)` together. */
function meetingScore({ source, target }: Corpus, { sourceEnd, targetEnd }: Band, i: number, j: number): number {
  const inSource = startsParagraph(source.paragraph, i, sourceEnd);
  const inTarget = startsParagraph(target.paragraph, j, targetEnd);
  if (inSource && inTarget) return PARAGRAPH_BOTH;
  return inSource || inTarget ? PARAGRAPH_ONE : PARAGRAPH_NONE;
}

/**
 * What the paragraph marks add to a gap that ends at a node of `band`: there the texts meet again, as they did at the
 * end of the bead before the gap. So a paragraph that is missing as a whole costs less than a sentence out of one.
 */
export function createGapEndScorer(corpus: Corpus, band: Band): GapEndScorer {
  return marksParagraphs(corpus, band) ? (i, j) => meetingScore(corpus, band, i, j) : () => 0;
}

/**
 * Returns a function that writes the scores of all beads starting at node `(i, j)` of `band` to `scores`, from
 * `node * EDGES` on: one a matching shape, minus infinity where the shape does not fit. Deletions are left alone. The
 * paragraph marks count if `useMarks`.
 */
export function createBeadScorer(
  corpus: Corpus,
  model: Model,
  band: Band,
  evidence: Evidence,
  useMarks: boolean,
): (i: number, j: number, scores: Float32Array) => void {
  const { source, target } = corpus;
  const { sourceStart, sourceEnd, targetStart, targetEnd, low, high, base } = band;
  const { gain, sourceBase, targetBase } = evidence;
  const sourceDensity = groupLengthDensity(source, sourceStart, sourceEnd, model.lengths.sourceLengths);
  const targetDensity = groupLengthDensity(target, targetStart, targetEnd, model.lengths.targetLengths);
  const sources = sourceEnd - sourceStart;
  const targets = targetEnd - targetStart;
  const prior = model.priors.shape.map((probability) => Math.log(probability));
  const stretch = Math.sqrt(model.lengths.ratio);
  const { variance } = model.lengths;
  const normalConstant = -0.5 * Math.log(Math.PI * variance);
  const hasMarks = useMarks && marksParagraphs(corpus, band);
  const sourceLength = source.lengthSum;
  const targetLength = target.lengthSum;
  const column = new Float64Array(MAX_GROUP + 1);

  const paragraphScore = (i: number, n: number, j: number, m: number): number => {
    let score = meetingScore(corpus, band, i + n, j + m);
    for (let k = 1; k < n; k++) if (source.paragraph[i + k] === 1) score += PARAGRAPH_INSIDE;
    for (let k = 1; k < m; k++) if (target.paragraph[j + k] === 1) score += PARAGRAPH_INSIDE;
    return score;
  };

  return (i, j, scores) => {
    const row = i - sourceStart;
    const node = base[row]! + j;
    const out = node * EDGES;
    for (let k = 0; k < SHAPES; k++) scores[out + k] = -Infinity;
    const maxM = Math.min(MAX_GROUP, targetEnd - j, high[row]! - j + 1);
    column.fill(0);
    for (let n = 1; n <= MAX_GROUP && i + n <= sourceEnd && low[row + n - 1]! <= j; n++) {
      const givenTarget = (base[row + n - 1]! + j) * GAINS + MAX_GROUP - 1;
      let forward = 0;
      // With more source sentences fewer target sentences are left, so what is not needed here is not needed later.
      const allowed = Math.min(maxM, largestTarget(n));
      const x = stretch * (sourceLength[i + n]! - sourceLength[i]!);
      const lowNext = low[row + n]!;
      const highNext = high[row + n]!;
      for (let m = 1; m <= allowed; m++) {
        column[m]! += gain[givenTarget + m]!;
        forward += gain[(node + m - 1) * GAINS + n - 1]!;
        const j2 = j + m;
        const shape = SHAPE_OF[n * (MAX_GROUP + 1) + m]!;
        if (shape < 0 || j2 < lowNext || j2 > highNext) continue;
        const y = (targetLength[j2]! - targetLength[j]!) / stretch;
        if ((n === MAX_GROUP || m === MAX_GROUP) && !mayBeLargest(x, y)) continue;
        const u = x + y;
        const d = y - x;
        const logU = u < MAX_LOG - 1 ? LOGS[Math.round(u)]! : Math.log(u);
        const normal = Math.max(normalConstant - (d * d) / (variance * u) - 0.5 * logU, LENGTH_FLOOR - logU);
        const length =
          normal -
          0.5 * (sourceDensity[(n - 1) * sources + row]! + targetDensity[(m - 1) * targets + j - targetStart]!);
        const lexical =
          0.5 *
          (forward +
            targetBase[j2 - targetStart]! -
            targetBase[j - targetStart]! +
            column[m]! +
            sourceBase[row + n]! -
            sourceBase[row]!);
        scores[out + shape] = prior[shape]! + length + lexical + (hasMarks ? paragraphScore(i, n, j, m) : 0);
      }
    }
  };
}
