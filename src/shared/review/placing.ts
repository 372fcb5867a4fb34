import type { Bead } from '../bitext/bead.ts';
import type { RowList } from './row-list.ts';

/** What becomes of the beads of one place of a comparison in the list that is being changed. */
export interface Placement {
  /** The beads in the list that it is about; none for what is new. */
  readonly here: readonly Bead[];
  /** Their rows in the list before any change. */
  readonly rowsHere: readonly number[];
  /** The rows of its beads in the version the changes are taken from. */
  readonly rowsThere: readonly number[];
  /** The beads to put, for the rows in `rowsThere` one by one; null to leave everything as it is. */
  readonly put: readonly Bead[] | null;
  /** Whether it goes to the place it has in the other version. */
  readonly relocate: boolean;
  /** Whether it stands in the same order in both, so that others find their place by it. */
  readonly anchor: boolean;
}

/**
 * Changes a list: first makes room, then puts everything in the order of the other version, each behind what it follows
 * there. Beads in excess of the rows follow the last of them.
 */
export function place(rows: RowList, placements: readonly Placement[]): void {
  const ofRow: Placement[] = [];
  for (const placement of placements) {
    const { here, put, relocate, rowsThere } = placement;
    for (const row of rowsThere) ofRow[row] = placement;
    if (put === null) continue;
    const ids = here.map((bead) => bead.id);
    if (rowsThere.length === 0) rows.replace(ids, put);
    else if (relocate) rows.replace(ids, []);
  }
  let last: number | null = null;
  ofRow.forEach((placement, row) => {
    const { here, put, relocate, anchor, rowsThere } = placement;
    const index = rowsThere.indexOf(row);
    if (put === null) {
      // What is not wanted, and what moved but stays where it was, says nothing about places.
      if (index === 0 && anchor && here.length > 0) last = lastOfRun(placement);
      return;
    }
    const beads = put.slice(index, index === rowsThere.length - 1 ? undefined : index + 1);
    const stays = here.length > 0 && !relocate;
    if (index === 0 && stays) {
      rows.replace(
        here.map((bead) => bead.id),
        beads,
      );
    } else {
      // The other beads of a group that stays away from its place there follow the first of it.
      rows.insert(beads, stays && !anchor ? (put[index - 1]?.id ?? last) : last);
    }
    if (!stays || anchor) last = beads.at(-1)?.id ?? last;
  });
}

/** The number of the last bead of a group that stands right behind the others. */
function lastOfRun({ here, rowsHere }: Placement): number {
  let i = 0;
  while (rowsHere[i + 1] === (rowsHere[i] as number) + 1) i++;
  return (here[i] as Bead).id;
}
