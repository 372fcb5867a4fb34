import type { Bead } from '../bitext/bead.ts';
import type { Change } from '../bitext/change.ts';
import { adopt, adoptTargets, type AdoptOptions } from './adopt.ts';
import { changeBetween } from './change-between.ts';
import type { Comparison } from './compare.ts';
import type { BeadChange } from './model.ts';
import { place, type Placement } from './placing.ts';
import { RowList } from './row-list.ts';

export interface AcceptOptions {
  /** Fresh numbers for beads, sentences and comments; never used twice in a project. */
  readonly nextId: () => number;
  /**
   * `target` takes over targets, statuses and comments only and leaves sources, order and number of beads alone, as a
   * translation needs it when a file comes back. Default: `both`.
   */
  readonly sides?: 'both' | 'target';
}

export interface Accepted {
  /** The beads after the change. */
  readonly beads: Bead[];
  /** Empty when nothing was to be done. */
  readonly change: Change;
}

/** The change on the earlier version that makes the `chosen` changes of the comparison; all of them give the later one. */
export function acceptChanges(
  comparison: Comparison,
  chosen: (change: BeadChange) => boolean,
  options: AcceptOptions,
): Accepted {
  return take(comparison, chosen, options);
}

/**
 * The change on the later version that takes the `chosen` changes back; all of them give the earlier one. For changes
 * that already stand in the document, as those of a reviewer who worked in it.
 */
export function rejectChanges(
  comparison: Comparison,
  chosen: (change: BeadChange) => boolean,
  options: AcceptOptions,
): Accepted {
  const backwards = comparison.changes.map((change): BeadChange => ({
    ...change,
    a: change.b,
    b: change.a,
    rowsA: change.rowsB,
    rowsB: change.rowsA,
  }));
  return take(
    { ...comparison, a: comparison.b, b: comparison.a, changes: backwards },
    (change) => chosen(comparison.changes[change.index] as BeadChange),
    options,
  );
}

function take(comparison: Comparison, chosen: (change: BeadChange) => boolean, options: AcceptOptions): Accepted {
  const { a, b } = comparison;
  const rows = new RowList(a.beads);
  const adopting: AdoptOptions = {
    states: comparison.sameIdentity && a.complete && b.complete,
    hasStatus: a.hasStatus !== false && b.hasStatus !== false,
    nextId: options.nextId,
    isTaken: (id) => rows.has(id),
  };
  const picked = (change: BeadChange): boolean => change.kind !== 'same' && chosen(change);
  if (options.sides === 'target') {
    for (const change of comparison.changes.filter(picked)) {
      if (change.a.length === 0 || change.b.length === 0) continue;
      for (const bead of adoptTargets(change.a, change.b, adopting)) rows.replace([bead.id], [bead]);
    }
  } else {
    place(
      rows,
      comparison.changes.map((change): Placement => ({
        here: change.a,
        rowsHere: change.rowsA,
        rowsThere: change.rowsB,
        put: picked(change) ? adopt(change.a, change.b, adopting) : null,
        relocate: change.moved,
        anchor: !change.moved,
      })),
    );
  }
  const beads = rows.beads();
  return { beads, change: changeBetween(a.beads, beads) };
}
