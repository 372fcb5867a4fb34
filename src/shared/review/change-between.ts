import type { Bead } from '../bitext/bead.ts';
import type { BeadFields, Change, Operation } from '../bitext/change.ts';
import { setFields } from '../bitext/change.ts';
import { keepsOrder } from './sequence.ts';

/**
 * The change that turns one list of beads into another, whose beads are told apart by their numbers. Beads that keep
 * their number and their order are set field by field; the others are taken out first and then put in, so that no
 * number ever stands twice.
 */
export function changeBetween(before: readonly Bead[], after: readonly Bead[]): Change {
  const rowAfter = new Map(after.map((bead, row) => [bead.id, row]));
  const common = before.filter((bead) => rowAfter.has(bead.id));
  const keeps = keepsOrder(common.map((bead) => rowAfter.get(bead.id) as number));
  const standing = new Map(common.filter((_, i) => keeps[i]).map((bead) => [bead.id, bead]));
  const change: Operation[] = [];
  forRuns(before, standing, (last, run) => change.push({ type: 'splice', after: last, remove: run, insert: [] }));
  for (const bead of after) {
    const old = standing.get(bead.id);
    const fields = old ? differentFields(old, bead) : {};
    if (old && Object.keys(fields).length > 0) change.push(setFields(old, fields));
  }
  forRuns(after, standing, (last, run) => change.push({ type: 'splice', after: last, remove: [], insert: run }), true);
  return change;
}

/**
 * Calls `report` with each run of beads that do not stand, and the number of the bead before it: the last that stands,
 * as the others have been taken out already, or (`inserted`) simply the last, as it has been put in already.
 */
function forRuns(
  beads: readonly Bead[],
  standing: ReadonlyMap<number, Bead>,
  report: (last: number | null, run: Bead[]) => void,
  inserted = false,
): void {
  let last: number | null = null;
  let run: Bead[] = [];
  const close = (): void => {
    if (run.length === 0) return;
    report(last, run);
    if (inserted) last = run.at(-1)?.id ?? last;
    run = [];
  };
  for (const bead of beads) {
    if (!standing.has(bead.id)) run.push(bead);
    else {
      close();
      last = bead.id;
    }
  }
  close();
}

function differentFields(before: Bead, after: Bead): BeadFields {
  const fields: Record<string, unknown> = {};
  if (before === after) return fields;
  for (const key of Object.keys(after) as (keyof Bead)[]) {
    if (before[key] !== after[key] && !alike(before[key], after[key])) fields[key] = after[key];
  }
  return fields;
}

/** Deep equality of plain JSON values. */
function alike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keysA = Object.keys(a);
  const keysB = Object.keys(b);
  if (keysA.length !== keysB.length || Array.isArray(a) !== Array.isArray(b)) return false;
  return keysA.every((key) => alike((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}
