import type { Path, Rectangle } from './band.ts';
import { groupLengthDensity } from './length-model.ts';
import type { Corpus, Model } from './model.ts';

/**
 * A rough path through a rectangle too large to be searched whole (ALIGNMENT section 3.4): Viterbi over bead lengths
 * (Gale and Church 1993) with a bonus for pairs of sentences that share rare anchors, in a band that follows the best
 * node of the row before.
 */

/** Anchors count when their types occur in at most this many sentences of each side. */
const RARE = 6;
const MIN_ANCHOR_WEIGHT = 0.3;
/** Half-widths of the band, tried in this order until the last node is reached. */
const HALF_WIDTHS = [400, 1_200, 4_000];
/** Nodes that back-pointers may be kept for; half a byte each. */
const MAX_NODES = 400_000_000;
/** Rectangles up to this many nodes are walked whole. */
const WHOLE_NODES = 25_000_000;
/** Rows after which it is told how far a search is. */
const TOLD_ROWS = 256;
/** Cost of opening and of prolonging a deletion, and priors of the shapes, in nats. */
const DELETION_OPEN = -5;
const DELETION_EXTEND = -1.9;
const SHAPE_N = Int32Array.of(1, 1, 2, 2, 1, 3);
const SHAPE_M = Int32Array.of(1, 2, 1, 2, 3, 1);
const SHAPE_PRIOR = Float64Array.of(0.86, 0.045, 0.045, 0.008, 0.008, 0.008).map((p) => Math.log(p));
const FIRST_DELETION = SHAPE_N.length;
const NOWHERE = 15;
const MAX_GROUP_SIZE = 3;
const COARSE_FLOOR = -9;
const MAX_LOG = 16_383;
const HALF_LOGS = new Float64Array(MAX_LOG + 1).map((_, k) => 0.5 * Math.log(Math.max(1, k)));
/** One bonus point is worth this many nats. */
const BONUS_SCALE = 1;
/** Rows without support on either side before the fine band grows by a quarter of their distance. */
const SLACK_SHARE = 4;
const MAX_SLACK = 160;

/** Rare anchors by source sentence: columns and values of row `i` at `start[i] .. start[i + 1]`. */
interface RareAnchors {
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly value: Float32Array;
}

function findRareAnchors(corpus: Corpus, model: Model, rectangle: Rectangle): RareAnchors {
  const { source, target } = corpus;
  const { sourceStart, sourceEnd, targetStart, targetEnd } = rectangle;
  const sentences = Math.max(source.count, target.count);
  const { probability } = model.forward;
  const rows = sourceEnd - sourceStart;
  const start = new Int32Array(rows + 1);
  const column: number[] = [];
  const value: number[] = [];
  for (let i = sourceStart; i < sourceEnd; i++) {
    const found = new Map<number, number>();
    for (let k = source.rowStart[i]!; k < source.rowStart[i + 1]!; k++) {
      const v = source.rowType[k]!;
      const sourceSentences = source.postStart[v + 1]! - source.postStart[v]!;
      if (sourceSentences > RARE) continue;
      for (let e = probability.start[v]!; e < probability.start[v + 1]!; e++) {
        const w = probability.column[e]!;
        const targetSentences = target.postStart[w + 1]! - target.postStart[w]!;
        const weight = probability.value[e]!;
        if (targetSentences > RARE || weight < MIN_ANCHOR_WEIGHT) continue;
        const most = Math.max(sourceSentences, targetSentences);
        const points = (weight * Math.log(1 + sentences / most)) / most;
        for (let p = target.postStart[w]!; p < target.postStart[w + 1]!; p++) {
          const j = target.postSentence[p]!;
          if (j >= targetStart && j < targetEnd) found.set(j, (found.get(j) ?? 0) + points);
        }
      }
    }
    for (const [j, points] of [...found].sort((a, b) => a[0] - b[0])) {
      column.push(j);
      value.push(points * BONUS_SCALE);
    }
    start[i - sourceStart + 1] = column.length;
  }
  return { start, column: Int32Array.from(column), value: Float32Array.from(value) };
}

interface CoarsePath {
  /** Nodes from the first to the last, as pairs. */
  readonly rows: number[];
  readonly columns: number[];
  /** Whether a shared rare anchor supports the bead that ends in each node. */
  readonly supported: boolean[];
}

/** Scores of the last rows of the coarse search, each with its first column. */
interface CoarseRow {
  first: number;
  readonly score: Float64Array;
  /** 1 where the best path to the node ends in a deletion, which the next one then prolongs. */
  readonly deleted: Uint8Array;
}

function walk(
  corpus: Corpus,
  model: Model,
  rectangle: Rectangle,
  anchors: RareAnchors,
  halfWidth: number,
  told: (share: number) => void,
): CoarsePath | undefined {
  const { source, target } = corpus;
  const { sourceStart, sourceEnd, targetStart, targetEnd } = rectangle;
  const rows = sourceEnd - sourceStart;
  const columns = targetEnd - targetStart;
  const width = Math.min(columns + 1, 2 * halfWidth + 1);
  if ((rows + 1) * width > MAX_NODES) return undefined;
  const back = new Uint8Array(Math.ceil(((rows + 1) * width + 1) / 2));
  const low = new Int32Array(rows + 1);
  const sourceDensity = groupLengthDensity(source, sourceStart, sourceEnd, model.lengths.sourceLengths);
  const targetDensity = groupLengthDensity(target, targetStart, targetEnd, model.lengths.targetLengths);
  const stretch = Math.sqrt(model.lengths.ratio);
  // Stretched target lengths and half densities by group size, so that the inner loop only adds and multiplies.
  const targetLengths = Array.from({ length: MAX_GROUP_SIZE + 1 }, (_, m) =>
    Float64Array.from({ length: columns + 1 }, (_, j) =>
      j < m ? 0 : (target.lengthSum[targetStart + j]! - target.lengthSum[targetStart + j - m]!) / stretch,
    ),
  );
  const targetHalf = Array.from({ length: MAX_GROUP_SIZE + 1 }, (_, m) =>
    Float64Array.from({ length: columns + 1 }, (_, j) =>
      j < m || m === 0 ? 0 : 0.5 * targetDensity[(m - 1) * columns + j - m]!,
    ),
  );
  const inverseVariance = 1 / model.lengths.variance;
  const normalConstant = -0.5 * Math.log(Math.PI * model.lengths.variance);
  const history: CoarseRow[] = Array.from({ length: MAX_GROUP_SIZE + 1 }, () => ({
    first: 0,
    score: new Float64Array(width),
    deleted: new Uint8Array(width),
  }));
  const bonus = new Float64Array(width);
  const by = new Uint8Array(width);
  let centre = 0;
  for (let i = 0; i <= rows; i++) {
    if (i % TOLD_ROWS === 0) told(i / (rows + 1));
    const row = history[i % history.length]!;
    const { score, deleted } = row;
    const first = i === 0 ? 0 : Math.max(low[i - 1]!, Math.max(0, Math.min(columns + 1 - width, centre - halfWidth)));
    row.first = first;
    low[i] = first;
    score.fill(-Infinity);
    by.fill(NOWHERE);
    if (i === 0) score[0] = 0;
    else {
      for (let k = anchors.start[i - 1]!; k < anchors.start[i]!; k++) {
        const at = anchors.column[k]! - targetStart + 1 - first;
        if (at >= 0 && at < width) bonus[at] = anchors.value[k]!;
      }
    }
    for (let shape = 0; shape < FIRST_DELETION; shape++) {
      const n = SHAPE_N[shape]!;
      const m = SHAPE_M[shape]!;
      if (n > i) continue;
      const before = history[(i - n) % history.length]!;
      const x = stretch * (source.lengthSum[sourceStart + i]! - source.lengthSum[sourceStart + i - n]!);
      const constant = SHAPE_PRIOR[shape]! - 0.5 * sourceDensity[(n - 1) * rows + i - n]!;
      relaxRow(score, by, shape, first, before, m, width, columns, {
        x,
        constant,
        lengths: targetLengths[m]!,
        half: targetHalf[m]!,
        inverseVariance,
        normalConstant,
        bonus: shape === 0 ? bonus : undefined,
      });
    }
    if (i > 0) {
      const above = history[(i - 1) % history.length]!;
      const shift = first - above.first;
      for (let at = 0; at + shift < width; at++) {
        const total = above.score[at + shift]! + (above.deleted[at + shift] === 1 ? DELETION_EXTEND : DELETION_OPEN);
        if (total > score[at]!) {
          score[at] = total;
          by[at] = FIRST_DELETION;
        }
      }
    }
    let best = -Infinity;
    let bestAt = 0;
    for (let at = 0; at < width && first + at <= columns; at++) {
      let mark = by[at]!;
      if (at > 0) {
        const total = score[at - 1]! + (deleted[at - 1] === 1 ? DELETION_EXTEND : DELETION_OPEN);
        if (total > score[at]!) {
          score[at] = total;
          mark = FIRST_DELETION + 1;
        }
      }
      deleted[at] = mark === FIRST_DELETION || mark === FIRST_DELETION + 1 ? 1 : 0;
      const node = i * width + at;
      back[node >> 1]! |= (node & 1) === 0 ? mark : mark << 4;
      if (score[at]! > best) {
        best = score[at]!;
        bestAt = first + at;
      }
    }
    bonus.fill(0);
    centre = bestAt;
  }
  const end = columns - low[rows]!;
  if (end >= width || history[rows % history.length]!.score[end] === -Infinity) return undefined;
  return trace(rectangle, anchors, back, low, width);
}

/** Offers every node of a row the path that ends in a bead of one shape. */
function relaxRow(
  score: Float64Array,
  by: Uint8Array,
  shape: number,
  first: number,
  before: CoarseRow,
  m: number,
  width: number,
  columns: number,
  terms: {
    readonly x: number;
    readonly constant: number;
    readonly lengths: Float64Array;
    readonly half: Float64Array;
    readonly inverseVariance: number;
    readonly normalConstant: number;
    readonly bonus: Float64Array | undefined;
  },
): void {
  const { x, constant, lengths, half, inverseVariance, normalConstant, bonus } = terms;
  const shift = first - m - before.first;
  const from = Math.max(0, -shift, m - first);
  const to = Math.min(width, width - shift, columns + 1 - first);
  const previous = before.score;
  for (let at = from; at < to; at++) {
    const start = previous[at + shift]!;
    const y = lengths[first + at]!;
    const u = x + y;
    const d = y - x;
    const normal = normalConstant - (d * d * inverseVariance) / u;
    const logU = HALF_LOGS[u < MAX_LOG ? u | 0 : MAX_LOG]!;
    // The floor of the length model is lower by half a logarithm; near enough here.
    let total = start + constant - half[first + at]! - logU + (normal > COARSE_FLOOR ? normal : COARSE_FLOOR);
    if (bonus !== undefined) total += bonus[at]!;
    if (total > score[at]!) {
      score[at] = total;
      by[at] = shape;
    }
  }
}

/** Follows back-pointers from the last node. */
function trace(
  { sourceStart, sourceEnd, targetStart, targetEnd }: Rectangle,
  anchors: RareAnchors,
  back: Uint8Array,
  low: Int32Array,
  width: number,
): CoarsePath {
  const path: CoarsePath = { rows: [sourceEnd], columns: [targetEnd], supported: [true] };
  let i = sourceEnd - sourceStart;
  let j = targetEnd - targetStart;
  while (i > 0 || j > 0) {
    const node = i * width + j - low[i]!;
    const by = (node & 1) === 0 ? back[node >> 1]! & 15 : back[node >> 1]! >> 4;
    const n = by < FIRST_DELETION ? SHAPE_N[by]! : by === FIRST_DELETION ? 1 : 0;
    const m = by < FIRST_DELETION ? SHAPE_M[by]! : by === FIRST_DELETION ? 0 : 1;
    if (by === 0) {
      const wanted = targetStart + j - 1;
      for (let k = anchors.start[i - 1]!; k < anchors.start[i]!; k++) {
        if (anchors.column[k] === wanted) path.supported[path.supported.length - 1] = true;
      }
    }
    i -= n;
    j -= m;
    path.rows.push(sourceStart + i);
    path.columns.push(targetStart + j);
    path.supported.push(i === 0 && j === 0);
  }
  path.rows.reverse();
  path.columns.reverse();
  path.supported.reverse();
  return path;
}

/** The diagonal: what is left when no search reaches the end. */
function diagonal({ sourceStart, sourceEnd, targetStart, targetEnd }: Rectangle): CoarsePath {
  const rows = sourceEnd - sourceStart;
  const path: CoarsePath = { rows: [], columns: [], supported: [] };
  for (let i = 0; i <= rows; i++) {
    path.rows.push(sourceStart + i);
    path.columns.push(targetStart + Math.round(((targetEnd - targetStart) * i) / Math.max(1, rows)));
    path.supported.push(false);
  }
  return path;
}

/**
 * Finds the rough path of a rectangle, with more slack where nothing supports it for many rows. `told` is called with
 * the share done of the present attempt, 0 to 1; it may throw to stop.
 */
export function searchCoarsely(
  corpus: Corpus,
  model: Model,
  rectangle: Rectangle,
  told: (share: number) => void = () => undefined,
): Path {
  const rows = rectangle.sourceEnd - rectangle.sourceStart;
  const columns = rectangle.targetEnd - rectangle.targetStart;
  const anchors = findRareAnchors(corpus, model, rectangle);
  const widths = (rows + 1) * (columns + 1) <= WHOLE_NODES ? [columns] : HALF_WIDTHS;
  let found: CoarsePath | undefined;
  for (const width of widths) {
    found = walk(corpus, model, rectangle, anchors, width, told);
    if (found !== undefined) break;
  }
  found ??=
    walk(corpus, model, rectangle, anchors, Math.floor(MAX_NODES / (rows + 1) / 2) - 1, told) ?? diagonal(rectangle);
  const low = new Int32Array(rows + 1).fill(-1);
  const high = new Int32Array(rows + 1);
  const distance = new Int32Array(rows + 1).fill(rows);
  for (let k = 0; k < found.rows.length; k++) {
    const row = found.rows[k]! - rectangle.sourceStart;
    const column = found.columns[k]!;
    if (low[row] === -1) low[row] = column;
    high[row] = column;
    if (found.supported[k]!) distance[row] = 0;
  }
  for (let r = 1; r <= rows; r++) {
    if (low[r] === -1) {
      low[r] = high[r - 1]!;
      high[r] = high[r - 1]!;
    }
    distance[r] = Math.min(distance[r]!, distance[r - 1]! + 1);
  }
  for (let r = rows - 1; r >= 0; r--) distance[r] = Math.min(distance[r]!, distance[r + 1]! + 1);
  return { low, high, slack: distance.map((rowsAway) => Math.min(MAX_SLACK, Math.floor(rowsAway / SLACK_SHARE))) };
}
