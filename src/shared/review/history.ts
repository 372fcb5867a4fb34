import type { Bead, Origin } from '../bitext/bead.ts';
import type { Change, Operation } from '../bitext/change.ts';
import { setFields, withFields } from '../bitext/change.ts';
import { sameSide } from './text-change.ts';

/** A step of the change log, as far as a bead's history is concerned. */
export interface LogStep {
  readonly change: Change;
  /** What the step is called: a message key below `history.`. */
  readonly label: string;
  readonly who: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

/** A state of a bead and the step that made it. */
export interface BeadState {
  readonly bead: Bead;
  /** Null for the state before the first step of the log. */
  readonly step: LogStep | null;
}

/**
 * Every state of a bead, the present one last, read backwards from `present` through the steps of the log (oldest
 * first) that touch it; the history begins where the bead was put in. Steps that touch it without a visible effect
 * are left out.
 */
export function beadHistory(present: Bead, log: readonly LogStep[]): BeadState[] {
  const out: BeadState[] = [];
  let bead: Bead | null = present;
  for (const step of log.toReversed()) {
    if (bead === null) break;
    const before = undone(bead, step.change);
    if (before === bead) continue;
    out.push({ bead, step });
    bead = before;
  }
  if (bead !== null) out.push({ bead, step: null });
  return out.reverse();
}

/**
 * The operation that gives a bead the text and status of an earlier state, with an origin that says so; null when it
 * has them already.
 */
export function returnTo(
  present: Bead,
  earlier: Bead,
  origin: Origin,
  { who: by, now: at }: { readonly who: string; readonly now: number },
): Operation | null {
  const { target, status } = earlier;
  if (status === present.status && sameSide([present], [earlier], 'target')) return null;
  return setFields(present, { target, status, origin: target.length === 0 ? null : origin, by, at });
}

/** The bead before a change; null when the change put it in; the same object when the change did not touch it. */
function undone(bead: Bead, change: Change): Bead | null {
  let state: Bead | null = bead;
  for (const operation of change.toReversed()) {
    if (operation.type === 'set') {
      if (operation.bead === bead.id && state) state = withFields(state, operation.before);
      continue;
    }
    if (state && operation.insert.some(({ id }) => id === bead.id)) state = null;
    const removed = operation.remove.find(({ id }) => id === bead.id);
    if (removed) state = removed;
  }
  return state;
}
