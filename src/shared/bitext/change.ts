import type { Bead } from './bead.ts';

export type BeadFields = Partial<Omit<Bead, 'id'>>;

/**
 * The two operations every change of a bitext is made of. Both carry what was there before, so that each can be
 * inverted without looking anything up.
 */
export type Operation =
  | {
      readonly type: 'set';
      readonly bead: number;
      readonly before: BeadFields;
      readonly after: BeadFields;
    }
  | {
      readonly type: 'splice';
      /** The bead after which the beads stand; null for the start of the bitext. */
      readonly after: number | null;
      readonly remove: readonly Bead[];
      readonly insert: readonly Bead[];
    };

/** A transaction on a bitext: applied as a whole or not at all. */
export type Change = readonly Operation[];

/** The change that takes back `change`. */
export function invert(change: Change): Change {
  return change.toReversed().map((operation): Operation => {
    if (operation.type === 'set') return { ...operation, before: operation.after, after: operation.before };
    return { ...operation, remove: operation.insert, insert: operation.remove };
  });
}

/** The bead with the fields of a set operation. */
export function withFields(bead: Bead, fields: BeadFields): Bead {
  return { ...bead, ...fields };
}

/** A set operation that changes `bead` to have `after`, remembering what those fields held. */
export function setFields(bead: Bead, after: BeadFields): Operation {
  const before: Record<string, unknown> = {};
  for (const key of Object.keys(after)) before[key] = bead[key as keyof BeadFields];
  return { type: 'set', bead: bead.id, before, after };
}

/**
 * Applies a change to an ordered list of beads and returns the new list; the given one is left as it was.
 * Throws Error when the change does not fit the list (an unknown bead): the caller then reloads.
 */
export function applyChange(beads: readonly Bead[], change: Change): Bead[] {
  const out = beads.slice();
  const indexOf = (id: number): number => {
    const index = out.findIndex((bead) => bead.id === id);
    if (index < 0) throw new Error(`bead ${id} is not in this bitext`);
    return index;
  };
  for (const operation of change) {
    if (operation.type === 'set') {
      const index = indexOf(operation.bead);
      const bead = out[index];
      if (bead) out[index] = withFields(bead, operation.after);
      continue;
    }
    const at = operation.after === null ? 0 : indexOf(operation.after) + 1;
    operation.remove.forEach((bead, i) => {
      if (out[at + i]?.id !== bead.id) throw new Error(`bead ${bead.id} does not stand where the change expects it`);
    });
    out.splice(at, operation.remove.length, ...operation.insert);
  }
  return out;
}
