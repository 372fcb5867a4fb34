import { doubtOf, isOneSided, isPinned } from '../../../shared/bitext/aligned.ts';
import type { Bead, Side } from '../../../shared/bitext/bead.ts';
import { isMarked } from '../../../shared/bitext/bead.ts';

/** Neighbouring beads with one side only from which on they are shown as one missing passage (ALIGNMENT section 3.9). */
const PASSAGE = 5;

/** What stands in one line of the page: a bead, or the head of a missing passage, which may be closed. */
export type Line =
  | { readonly kind: 'bead'; readonly id: number }
  | {
      readonly kind: 'passage';
      /** Of its first bead. */
      readonly id: number;
      /** The side that has text. */
      readonly side: Side;
      readonly beads: readonly number[];
      readonly open: boolean;
    };

/** A mark on the map beside the page. */
export interface MapMark {
  readonly line: number;
  readonly kind: 'fair' | 'low' | 'bookmark';
}

/** An alignment as the page shows it. */
export interface PageLines {
  readonly lines: readonly Line[];
  /** The line of each bead. */
  readonly lineOf: ReadonlyMap<number, number>;
  /** Beads to look at, in order; a missing passage counts once. */
  readonly doubtful: readonly number[];
  readonly bookmarked: readonly number[];
  readonly marks: readonly MapMark[];
}

/** The side that has text; null for a pair, and for a deletion that somebody has settled. */
function openSide(bead: Bead): Side | null {
  if (!isOneSided(bead) || isPinned(bead)) return null;
  return bead.source.length > 0 ? 'source' : 'target';
}

/** Puts beads in lines: runs of beads with one side only become missing passages, closed unless `opened` has them. */
export function pageLines(beads: Iterable<Bead>, opened: ReadonlySet<number>): PageLines {
  const lines: Line[] = [];
  const lineOf = new Map<number, number>();
  const doubtful: number[] = [];
  const bookmarked: number[] = [];
  const marks: MapMark[] = [];
  let run: Bead[] = [];
  let runSide: Side | null = null;

  const put = (bead: Bead, counts: boolean): void => {
    lineOf.set(bead.id, lines.length);
    if (isMarked(bead, 'bookmarked')) {
      bookmarked.push(bead.id);
      marks.push({ line: lines.length, kind: 'bookmark' });
    }
    const doubt = counts ? doubtOf(bead) : null;
    if (doubt) {
      doubtful.push(bead.id);
      marks.push({ line: lines.length, kind: doubt });
    }
    lines.push({ kind: 'bead', id: bead.id });
  };
  const endRun = (): void => {
    const [first] = run;
    if (first && runSide && run.length >= PASSAGE) {
      const open = run.some((bead) => opened.has(bead.id));
      doubtful.push(first.id);
      marks.push({ line: lines.length, kind: 'low' });
      for (const bead of run) lineOf.set(bead.id, lines.length);
      lines.push({ kind: 'passage', id: first.id, side: runSide, beads: run.map(({ id }) => id), open });
      if (open) for (const bead of run) put(bead, false);
    } else for (const bead of run) put(bead, true);
    run = [];
    runSide = null;
  };
  for (const bead of beads) {
    const side = openSide(bead);
    if (side !== runSide) endRun();
    if (side === null) {
      put(bead, true);
      continue;
    }
    runSide = side;
    run.push(bead);
  }
  endRun();
  return { lines, lineOf, doubtful, bookmarked, marks };
}

/** The next (`step` 1) or previous (-1) of some beads from a line on, wrapping round once; null when there is none. */
export function nextOf(page: PageLines, among: readonly number[], from: number, step: 1 | -1): number | null {
  const lineOf = (id: number): number => page.lineOf.get(id) ?? -1;
  const found =
    step === 1 ? among.find((id) => lineOf(id) > from) : among.findLast((id) => lineOf(id) < from && lineOf(id) >= 0);
  return found ?? (step === 1 ? among[0] : among.at(-1)) ?? null;
}
