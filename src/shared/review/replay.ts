import type { Bead } from '../bitext/bead.ts';
import { withFields, type Change, type Operation } from '../bitext/change.ts';
import { RowList } from './row-list.ts';

/** A state of a bitext that walks along the change log, each operation in constant time. */
export class Replay {
  readonly #rows: RowList;

  constructor(beads: readonly Bead[]) {
    this.#rows = new RowList(beads);
  }

  /** Makes a change. Throws Error when it does not fit the state. */
  redo(change: Change): void {
    for (const operation of change) {
      if (operation.type === 'set') this.#set(operation.bead, operation.after);
      else this.#splice(operation.after, operation.remove, operation.insert);
    }
  }

  /** Takes a change back. Throws Error when it does not fit the state. */
  undo(change: Change): void {
    for (const operation of change.toReversed()) {
      if (operation.type === 'set') this.#set(operation.bead, operation.before);
      else this.#splice(operation.after, operation.insert, operation.remove);
    }
  }

  beads(): Bead[] {
    return this.#rows.beads();
  }

  #set(id: number, fields: Extract<Operation, { type: 'set' }>['after']): void {
    const bead = this.#rows.get(id);
    if (!bead) throw new Error(`bead ${id} is not in this state`);
    this.#rows.replace([id], [withFields(bead, fields)]);
  }

  #splice(after: number | null, out: readonly Bead[], into: readonly Bead[]): void {
    for (const { id } of out) if (!this.#rows.has(id)) throw new Error(`bead ${id} is not in this state`);
    this.#rows.replace(
      out.map(({ id }) => id),
      [],
    );
    if (after !== null && !this.#rows.has(after)) throw new Error(`bead ${after} is not in this state`);
    this.#rows.insert(into, after);
  }
}
