/** A pause after which typing counts as a new step of undo. */
const PAUSE = 1_000;
/** Fluent typing is cut into steps of about this length, at a space. */
const LONG = 5_000;

export type EditKind = 'insert' | 'delete' | 'whole';

export interface BurstState {
  readonly group: string;
  readonly kind: EditKind;
  readonly startedAt: number;
  readonly lastAt: number;
}

/**
 * Which step of undo an edit belongs to. Typing goes on in its step until one pauses, turns from typing to deleting,
 * or has typed for a while and reaches a space; pasting, inserting and replacing are steps of their own.
 */
export function nextBurst(
  present: BurstState | null,
  edit: { readonly kind: EditKind; readonly atSpace: boolean; readonly now: number },
  fresh: () => string,
): BurstState {
  const { kind, atSpace, now } = edit;
  const goesOn =
    present !== null &&
    kind !== 'whole' &&
    present.kind === kind &&
    now - present.lastAt < PAUSE &&
    !(atSpace && now - present.startedAt > LONG);
  if (goesOn) return { ...present, lastAt: now };
  return { group: fresh(), kind, startedAt: now, lastAt: now };
}
