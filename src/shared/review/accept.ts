import type { Bead } from '../bitext/bead.ts';
import type { Change } from '../bitext/change.ts';
import { adopt, adoptTargets, type AdoptOptions } from './adopt.ts';
import { changeBetween } from './change-between.ts';
import type { Comparison } from './compare.ts';
import type { BeadChange } from './model.ts';
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
  const picked = new Set(comparison.changes.filter((change) => change.kind !== 'same' && chosen(change)));
  if (options.sides === 'target') takeTargets(picked, rows, adopting);
  else takeAll(comparison, picked, rows, adopting);
  const beads = rows.beads();
  return { beads, change: changeBetween(a.beads, beads) };
}

function takeTargets(picked: ReadonlySet<BeadChange>, rows: RowList, options: AdoptOptions): void {
  for (const change of picked) {
    if (change.a.length === 0 || change.b.length === 0) continue;
    for (const bead of adoptTargets(change.a, change.b, options)) rows.replace([bead.id], bead);
  }
}

function takeAll(
  { b, changes }: Comparison,
  picked: ReadonlySet<BeadChange>,
  rows: RowList,
  options: AdoptOptions,
): void {
  // First what makes room: what was deleted, and what will stand elsewhere.
  for (const change of picked) {
    if (change.b.length === 0 || change.moved) rows.remove(change.a.map((bead) => bead.id));
  }
  const ofRow: BeadChange[] = [];
  for (const change of changes) for (const row of change.rowsB) ofRow[row] = change;
  const adopted = new Map<BeadChange, Bead[]>();
  // Then everything in the order of the later version, each new bead after the one it follows there.
  let last: number | null = null;
  for (let row = 0; row < b.beads.length; row++) {
    const change = ofRow[row] as BeadChange;
    const isFirst = row === change.rowsB[0];
    if (!picked.has(change)) {
      // What moved but stays where it was, and what is not wanted, says nothing about places.
      if (isFirst && !change.moved && change.a.length > 0) last = lastOfRun(change);
      continue;
    }
    if (isFirst) adopted.set(change, adopt(change.a, change.b, options));
    const bead = adopted.get(change)?.[change.rowsB.indexOf(row)] as Bead;
    if (!isFirst || change.moved || change.a.length === 0) rows.insert(bead, last);
    else {
      rows.replace(
        change.a.map((old) => old.id),
        bead,
      );
    }
    last = bead.id;
  }
}

/** The number of the last bead of a group that stands right behind the others. */
function lastOfRun({ a, rowsA }: BeadChange): number {
  let i = 0;
  while (rowsA[i + 1] === (rowsA[i] as number) + 1) i++;
  return (a[i] as Bead).id;
}
