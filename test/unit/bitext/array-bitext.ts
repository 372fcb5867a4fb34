import type { Bead, Sentence } from '../../../src/shared/bitext/bead.ts';
import { newBead } from '../../../src/shared/bitext/bead.ts';
import { applyChange } from '../../../src/shared/bitext/change.ts';
import type { Change } from '../../../src/shared/bitext/change.ts';
import type { BitextReader, CommandContext } from '../../../src/shared/bitext/context.ts';
import { plain } from '../../../src/shared/text/content.ts';

/** A bitext held in an array, for tests of commands. */
export class ArrayBitext implements BitextReader {
  beads: Bead[];

  constructor(beads: readonly Bead[]) {
    this.beads = beads.slice();
  }

  #index(id: number): number {
    return this.beads.findIndex((bead) => bead.id === id);
  }

  bead(id: number): Bead | undefined {
    return this.beads[this.#index(id)];
  }

  next(id: number): Bead | undefined {
    return this.beads[this.#index(id) + 1];
  }

  previous(id: number): Bead | undefined {
    return this.beads[this.#index(id) - 1];
  }

  above(id: number): Bead[] {
    return this.beads.slice(0, this.#index(id) + 1);
  }

  nextOpen(id: number): number | null {
    const open = this.beads
      .slice(this.#index(id) + 1)
      .find(
        (bead) => bead.status !== 'confirmed' && !bead.marks.includes('locked') && !bead.marks.includes('excluded'),
      );
    return open?.id ?? null;
  }

  apply(change: Change): void {
    this.beads = applyChange(this.beads, change);
  }
}

export function sentence(id: number, text: string, unit: string | null = 'u1'): Sentence {
  return { id, unit, lead: '', content: plain(text), trail: ' ' };
}

export function bead(id: number, source: readonly Sentence[], target: readonly Sentence[] = []): Bead {
  return newBead(id, source, target);
}

/** A context whose numbers start where no test uses them and whose clock stands still. */
export function context(kind: CommandContext['kind']): CommandContext {
  let id = 10_000;
  return { kind, nextId: () => id++, now: 1_700_000_000_000, who: 'Anna' };
}
