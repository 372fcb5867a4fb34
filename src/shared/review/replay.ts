import type { Bead } from '../bitext/bead.ts';
import { withFields, type Change, type Operation } from '../bitext/change.ts';
import { RowList } from './row-list.ts';

/** A state of a bitext that walks along the change log, each operation in constant time. */
export class Replay {
  /** Most changes only set fields: the rows are looked up by number in a plain list until one is put in or taken out. */
  readonly #beads: Bead[];
  #index: Map<number, number> | null = null;
  #rows: RowList | null = null;

  constructor(beads: readonly Bead[]) {
    this.#beads = beads.slice();
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
    return this.#rows?.beads() ?? this.#beads.slice();
  }

  #set(id: number, fields: Extract<Operation, { type: 'set' }>['after']): void {
    if (this.#rows !== null) {
      const bead = this.#rows.get(id);
      if (!bead) throw misfit(id);
      this.#rows.replace([id], [withFields(bead, fields)]);
      return;
    }
    this.#index ??= new Map(this.#beads.map((bead, row) => [bead.id, row]));
    const row = this.#index.get(id);
    const bead = row === undefined ? undefined : this.#beads[row];
    if (row === undefined || !bead) throw misfit(id);
    this.#beads[row] = withFields(bead, fields);
  }

  #splice(after: number | null, out: readonly Bead[], into: readonly Bead[]): void {
    const rows = (this.#rows ??= new RowList(this.#beads));
    for (const { id } of out) if (!rows.has(id)) throw misfit(id);
    rows.replace(
      out.map(({ id }) => id),
      [],
    );
    if (after !== null && !rows.has(after)) throw misfit(after);
    rows.insert(into, after);
  }
}

function misfit(id: number): Error {
  return new Error(`bead ${id} is not in this state`);
}
