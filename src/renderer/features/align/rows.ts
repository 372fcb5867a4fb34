import type { Side } from '../../../shared/bitext/bead.ts';

/*
 * Rows count the beads of an alignment, lines what the page shows: a missing passage has a line of its own above its
 * beads, and is closed until somebody opens it.
 */

/** A run of beads that have text on one side only. */
export interface Passage {
  /** The row of its first bead. */
  readonly row: number;
  readonly count: number;
  /** The side that has text. */
  readonly side: Side;
}

/** A row worth a look, and how badly; a missing passage counts once, at its first row. */
export interface Doubt {
  readonly row: number;
  readonly kind: 'fair' | 'low';
}

/** What stands where in an alignment: each list in the order of the rows. */
export interface Survey {
  readonly passages: readonly Passage[];
  readonly doubts: readonly Doubt[];
  readonly bookmarks: readonly number[];
  /** Rows with a comment that is not resolved. */
  readonly comments: readonly number[];
}

/** A missing passage at its place in the page. */
export interface PlacedPassage extends Passage {
  /** The line of its head. */
  readonly line: number;
  readonly open: boolean;
}

/** What one line of the page shows. */
export type Line =
  | { readonly kind: 'bead'; readonly row: number }
  | { readonly kind: 'passage'; readonly passage: PlacedPassage };

/** The place of the last of some sorted things at or before a number; -1 when all come after it. */
function lastUpTo<T>(things: readonly T[], at: (thing: T) => number, number: number): number {
  let low = -1;
  let high = things.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(things[middle] as T) <= number) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Which row stands in which line. */
export class Layout {
  readonly #passages: readonly PlacedPassage[];
  /** How many lines the page has. */
  readonly lines: number;
  /** What tells each line from all others: the bead shown, negative for the head of the passage that begins with it. */
  readonly keys: Float64Array;

  /** Lays out beads, given by their ids; `isOpen` says which passages show theirs. */
  constructor(ids: Float64Array, passages: readonly Passage[], isOpen: (passage: Passage) => boolean) {
    let shift = 0;
    this.#passages = passages.map((passage) => {
      const open = isOpen(passage);
      const line = passage.row + shift;
      shift += open ? 1 : 1 - passage.count;
      return { ...passage, line, open };
    });
    this.lines = ids.length + shift;
    // Laid down stretch by stretch: this is done anew whenever rows come or go.
    this.keys = new Float64Array(this.lines);
    let row = 0;
    let line = 0;
    const showUpTo = (end: number): void => {
      this.keys.set(ids.subarray(row, end), line);
      line += end - row;
      row = end;
    };
    for (const passage of this.#passages) {
      showUpTo(passage.row);
      this.keys[line++] = -(ids[passage.row] ?? Number.NaN);
      if (!passage.open) row += passage.count;
    }
    showUpTo(ids.length);
  }

  /** What a line shows; undefined beyond the page. */
  at(line: number): Line | undefined {
    if (line < 0 || line >= this.lines) return undefined;
    const passage = this.#passages[lastUpTo(this.#passages, (it) => it.line, line)];
    if (!passage) return { kind: 'bead', row: line };
    if (passage.line === line) return { kind: 'passage', passage };
    const row = passage.row + (line - passage.line - 1) + (passage.open ? 0 : passage.count);
    return { kind: 'bead', row };
  }

  /** The missing passage in which a row stands. */
  passageOf(row: number): PlacedPassage | undefined {
    const passage = this.#passages[lastUpTo(this.#passages, (it) => it.row, row)];
    return passage && row < passage.row + passage.count ? passage : undefined;
  }

  /** The line that shows a row: of a closed passage its head; -1 for no row. */
  lineOf(row: number): number {
    if (row < 0) return -1;
    const passage = this.#passages[lastUpTo(this.#passages, (it) => it.row, row)];
    if (!passage) return row;
    const within = row - passage.row;
    if (within < passage.count) return passage.open ? passage.line + 1 + within : passage.line;
    return passage.line + 1 + within - (passage.open ? 0 : passage.count);
  }
}

/** The next (`step` 1) or previous (-1) of some sorted rows from a row on, wrapping round; null when there is none. */
export function nextOf(rows: readonly number[], from: number, step: 1 | -1): number | null {
  const found = step === 1 ? lastUpTo(rows, (it) => it, from) + 1 : lastUpTo(rows, (it) => it, from - 1);
  return rows[found] ?? (step === 1 ? rows[0] : rows.at(-1)) ?? null;
}
