import type { Band } from './band.ts';
import { EDGES, MAX_GROUP, SHAPE_OF, SHAPES, largestTarget } from './bead-shapes.ts';
import type { Evidence } from './evidence.ts';
import type { GapScores } from './forward-backward.ts';
import { LENGTH_FLOOR, groupLengthDensity } from './length-model.ts';
import type { Corpus, Model } from './model.ts';

/**
 * The score of a bead: the log ratio of the probability of its two sides as translations of each other to that of two
 * unrelated groups of sentences, plus its prior and the paragraph marks (ALIGNMENT section 3.2).
 */

/** Both ends of a bead at a paragraph boundary, only one, neither; each boundary inside the bead. */
const PARAGRAPH_BOTH = 1.6;
const PARAGRAPH_ONE = -1.1;
const PARAGRAPH_NONE = 0.05;
const PARAGRAPH_INSIDE = -3;
/** A sentence left out that is a paragraph of its own: what is left out of a translation mostly is. */
const PARAGRAPH_LEFT_OUT = 1.2;
const NO_MARKS = 2;

/** Logarithms of whole numbers: lengths differ by more than what rounding them here can change. */
const MAX_LOG = 8_192;
const LOGS = new Float64Array(MAX_LOG).map((_, k) => Math.log(Math.max(1, k)));

function marksParagraphs(
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

/** What the paragraph marks add to leaving out each sentence of `band`. */
export function gapScores(corpus: Corpus, band: Band): GapScores {
  const marked = marksParagraphs(corpus, band);
  const scores = (marks: Uint8Array, from: number, to: number): Float64Array =>
    Float64Array.from({ length: to - from }, (_, k) => {
      const alone = marks[from + k] === 1 && (from + k + 1 === to || marks[from + k + 1] === 1);
      return marked && alone ? PARAGRAPH_LEFT_OUT : 0;
    });
  return {
    source: scores(corpus.source.paragraph, band.sourceStart, band.sourceEnd),
    target: scores(corpus.target.paragraph, band.targetStart, band.targetEnd),
  };
}

/**
 * Returns a function that writes the scores of all beads starting at node `(i, j)` of `band` to `scores`, from
 * `node * EDGES` on: one a matching shape, minus infinity where the shape does not fit. Deletions are left alone.
 */
export function createBeadScorer(
  corpus: Corpus,
  model: Model,
  band: Band,
  evidence: Evidence,
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
  const hasMarks = marksParagraphs(corpus, band);
  const sourceLength = source.lengthSum;
  const targetLength = target.lengthSum;
  const column = new Float64Array(MAX_GROUP + 1);

  const paragraphScore = (i: number, n: number, j: number, m: number): number => {
    const starts = (marks: Uint8Array, at: number, end: number): boolean => at === end || marks[at] === 1;
    const endsSource = starts(source.paragraph, i + n, sourceEnd);
    const endsTarget = starts(target.paragraph, j + m, targetEnd);
    let score = PARAGRAPH_NONE;
    if (endsSource && endsTarget) score = PARAGRAPH_BOTH;
    else if (endsSource || endsTarget) score = PARAGRAPH_ONE;
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
      const givenTarget = (base[row + n - 1]! + j) * 8 + 3;
      let forward = 0;
      const largest = Math.min(MAX_GROUP, maxM);
      const allowed = Math.min(largest, largestTarget(n));
      const x = stretch * (sourceLength[i + n]! - sourceLength[i]!);
      const lowNext = low[row + n]!;
      const highNext = high[row + n]!;
      for (let m = 1; m <= largest; m++) {
        column[m]! += gain[givenTarget + m]!;
        if (m > allowed) continue;
        forward += gain[(node + m - 1) * 8 + n - 1]!;
        const j2 = j + m;
        const shape = SHAPE_OF[n * (MAX_GROUP + 1) + m]!;
        if (shape < 0 || j2 < lowNext || j2 > highNext) continue;
        const y = (targetLength[j2]! - targetLength[j]!) / stretch;
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
