import { expectedFailure } from '../../store/failure.ts';
import { readCounter } from '../../store/meta.ts';
import type { MemoryOpener } from './describe.ts';

/** Notices what others, in other processes too, change in memories that are in use here. */
export class MemoryWatch {
  readonly #open: MemoryOpener;
  /** The generation of each memory that the windows know of. */
  readonly #known = new Map<string, number>();

  constructor(open: MemoryOpener) {
    this.#open = open;
  }

  /** Those of these memories whose units have changed since one looked last; the first look only takes note. */
  look(paths: Iterable<string>): string[] {
    const changed: string[] = [];
    for (const path of new Set(paths)) {
      const known = this.#known.get(path);
      const now = this.#generation(path);
      if (now === undefined) continue;
      this.#known.set(path, now);
      if (known !== undefined && known !== now) changed.push(path);
    }
    return changed;
  }

  /** Takes note of a change that is told already. */
  note(path: string): void {
    if (this.#known.has(path)) this.look([path]);
  }

  /** Undefined for a memory that cannot be read now. */
  #generation(path: string): number | undefined {
    try {
      return readCounter(this.#open(path), 'generation');
    } catch (error) {
      if (expectedFailure(error, path)) return undefined;
      throw error;
    }
  }
}
