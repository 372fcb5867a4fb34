/**
 * The part of a rectangle of sentence pairs that is searched (ALIGNMENT section 3.4). Nodes `(i, j)` stand between
 * sentences: `i` source and `j` target sentences are behind. Row `i` of a band holds nodes `low .. high`, both
 * included and neither ever falling from row to row.
 */
export interface Rectangle {
  readonly sourceStart: number;
  readonly sourceEnd: number;
  readonly targetStart: number;
  readonly targetEnd: number;
}

export interface Band extends Rectangle {
  /** First and last node column of row `sourceStart + r`. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Number of node `(sourceStart + r, j)` is `base[r] + j`. */
  readonly base: Int32Array;
  /** Number of nodes. */
  readonly size: number;
}

/** A path through a rectangle: the first and last node column visited in each row, and how far to trust it. */
export interface Path {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Added to the half-width in each row: positive where little supports the path, negative where it is certain. */
  readonly slack: Int32Array;
}

/** Nodes of a full rectangle. */
export function rectangleSize(r: Rectangle): number {
  return (r.sourceEnd - r.sourceStart + 1) * (r.targetEnd - r.targetStart + 1);
}

function finish(rectangle: Rectangle, low: Int32Array, high: Int32Array): Band {
  const base = new Int32Array(low.length);
  let size = 0;
  for (let r = 0; r < low.length; r++) {
    base[r] = size - low[r]!;
    size += high[r]! - low[r]! + 1;
  }
  const { sourceStart, sourceEnd, targetStart, targetEnd } = rectangle;
  return { sourceStart, sourceEnd, targetStart, targetEnd, low, high, base, size };
}

/** The whole rectangle. */
export function fullBand(rectangle: Rectangle): Band {
  const rows = rectangle.sourceEnd - rectangle.sourceStart + 1;
  return finish(
    rectangle,
    new Int32Array(rows).fill(rectangle.targetStart),
    new Int32Array(rows).fill(rectangle.targetEnd),
  );
}

/** The nodes within `halfWidth` columns of a path that runs from corner to corner. */
export function bandAround(rectangle: Rectangle, path: Path, halfWidth: number): Band {
  const rows = rectangle.sourceEnd - rectangle.sourceStart + 1;
  const low = new Int32Array(rows);
  const high = new Int32Array(rows);
  for (let r = 0; r < rows; r++) {
    const reach = Math.max(MIN_HALF_WIDTH, halfWidth + path.slack[r]!);
    low[r] = Math.max(rectangle.targetStart, path.low[r]! - reach);
    high[r] = Math.min(rectangle.targetEnd, path.high[r]! + reach);
  }
  for (let r = rows - 2; r >= 0; r--) low[r] = Math.min(low[r]!, low[r + 1]!);
  for (let r = 1; r < rows; r++) high[r] = Math.max(high[r]!, high[r - 1]!);
  low[0] = rectangle.targetStart;
  high[rows - 1] = rectangle.targetEnd;
  return finish(rectangle, low, high);
}

/** Rows in which each column of a band has nodes: the band seen from the target side. */
export function columnRanges(band: Band): { first: Int32Array; last: Int32Array } {
  const columns = band.targetEnd - band.targetStart + 1;
  const rows = band.low.length;
  const first = new Int32Array(columns);
  const last = new Int32Array(columns);
  let from = 0;
  let to = 0;
  for (let c = 0; c < columns; c++) {
    const j = band.targetStart + c;
    while (from < rows - 1 && band.high[from]! < j) from++;
    while (to < rows - 1 && band.low[to + 1]! <= j) to++;
    first[c] = band.sourceStart + from;
    last[c] = band.sourceStart + to;
  }
  return { first, last };
}

/** Least distance of the path from the edge of its band. */
const MIN_HALF_WIDTH = 6;
/** A row is certain when all beads this many rows around have at least this posterior. */
const CERTAIN_ROWS = 12;
const CERTAIN_POSTERIOR = 0.98;
/** What a certain row's half-width loses. */
const CERTAIN_SLACK = -12;

/**
 * The path that beads take through a rectangle. Beads are four numbers each (source start and size, target start and
 * size), in order and without holes; the band may be narrow where their posteriors leave no doubt.
 */
export function pathOfBeads(rectangle: Rectangle, beads: Int32Array, posterior: Float32Array): Path {
  const rows = rectangle.sourceEnd - rectangle.sourceStart + 1;
  const low = new Int32Array(rows).fill(-1);
  const high = new Int32Array(rows).fill(-1);
  const visit = (i: number, j: number): void => {
    const r = i - rectangle.sourceStart;
    if (low[r] === -1) low[r] = j;
    high[r] = j;
  };
  visit(rectangle.sourceStart, rectangle.targetStart);
  for (let b = 0; b < beads.length; b += 4) {
    const i = beads[b]!;
    const n = beads[b + 1]!;
    const j = beads[b + 2]!;
    const m = beads[b + 3]!;
    // Rows inside a bead: points along its diagonal.
    for (let step = 1; step < n; step++) visit(i + step, j + Math.round((m * step) / n));
    visit(i + n, j + m);
  }
  const slack = new Int32Array(rows).fill(CERTAIN_SLACK);
  let widened = 0;
  for (let b = 0; b < posterior.length; b++) {
    if (posterior[b]! >= CERTAIN_POSTERIOR) continue;
    const row = beads[b * 4]! - rectangle.sourceStart;
    const to = Math.min(rows, row + beads[b * 4 + 1]! + CERTAIN_ROWS + 1);
    const from = Math.max(widened, row - CERTAIN_ROWS);
    if (from < to) slack.fill(0, from, to);
    widened = Math.max(widened, to);
  }
  return { low, high, slack };
}

/** Rows around a doubtful earlier bead that keep their width. */
const EARLIER_ROWS = 5;

/**
 * The path of an earlier alignment through a rectangle it need not have known: clipped to the columns, continued where
 * it says nothing. `beads` are in the numbers of the rectangle; the band may be narrow where they were sure.
 */
export function pathOfEarlierBeads(
  rectangle: Rectangle,
  beads: readonly { readonly source: readonly number[]; readonly target: readonly number[]; readonly sure: boolean }[],
): Path {
  const { sourceStart, sourceEnd, targetStart, targetEnd } = rectangle;
  const rows = sourceEnd - sourceStart + 1;
  const low = new Int32Array(rows).fill(targetStart);
  const high = new Int32Array(rows).fill(targetStart);
  const slack = new Int32Array(rows).fill(CERTAIN_SLACK);
  let row = 0;
  let column = targetStart;
  const doubt = (from: number, to: number): void => {
    slack.fill(0, Math.max(0, from - EARLIER_ROWS), Math.min(rows, to + EARLIER_ROWS + 1));
  };
  for (const { source, target, sure } of beads) {
    const nextRow = Math.min(rows - 1, Math.max(row, (source.at(-1) ?? -1) + 1 - sourceStart));
    if (!sure) doubt(row, nextRow);
    for (let r = row + 1; r <= nextRow; r++) {
      low[r] = column;
      high[r] = column;
    }
    row = nextRow;
    column = Math.min(targetEnd, Math.max(column, (target.at(-1) ?? -1) + 1));
    high[row] = column;
  }
  if (row < rows - 1 || column < targetEnd) doubt(row, rows - 1);
  for (let r = row + 1; r < rows; r++) {
    low[r] = column;
    high[r] = column;
  }
  high[rows - 1] = targetEnd;
  return { low, high, slack };
}
