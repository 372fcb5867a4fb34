import type { ChangePage, ReviewChange } from '../../../shared/contract/review.ts';

/** The list of changes as it is read and read again, without the window: pure. */

/** How many changes are read at a time. */
export const PAGE = 80;

/** The first change of the page that holds a change. */
export function pageOf(index: number): number {
  return Math.floor(index / PAGE) * PAGE;
}

/** The changes of some pages by their place in the list. */
export function changesOf(pages: readonly ChangePage[]): Map<number, ReviewChange> {
  return new Map(pages.flatMap(({ from, changes }) => changes.map((change, i) => [from + i, change] as const)));
}

/** What a change is about, told the same by each comparison of one pair of states: the beads on both sides. */
export function nameOf({ a, b }: Pick<ReviewChange, 'a' | 'b'>): string {
  const ids = (beads: ReviewChange['a']): string => beads.map(({ id }) => id).join(' ');
  return `${ids(a)}|${ids(b)}`;
}

/** True when both sides of a change still have the words that were shown, so that its places count the same. */
export function sameWords(x: ReviewChange, y: ReviewChange): boolean {
  return JSON.stringify([x.source?.runs, x.target?.runs]) === JSON.stringify([y.source?.runs, y.target?.runs]);
}

/** Where a change stands in a list that was read again; null when it is not there. */
export function indexOf(changes: ReadonlyMap<number, ReviewChange>, name: string): number | null {
  for (const [index, change] of changes) if (nameOf(change) === name) return index;
  return null;
}

/** The first change of a list about a bead; null when there is none. */
export function indexOfBead(changes: ReadonlyMap<number, ReviewChange>, bead: number): number | null {
  const about = [...changes].filter(([, { a, b }]) => [...a, ...b].some(({ id }) => id === bead));
  return about.length === 0 ? null : Math.min(...about.map(([index]) => index));
}
