import { CoreError } from '../contract/errors.ts';
import type { Bead } from './bead.ts';
import { isMarked } from './bead.ts';
import type { Change } from './change.ts';

/** The part of a bitext that commands read; the core answers from SQLite, tests from an array. */
export interface BitextReader {
  bead: (id: number) => Bead | undefined;
  next: (id: number) => Bead | undefined;
  previous: (id: number) => Bead | undefined;
  /** Every bead from the start of the bitext up to and including the given one. */
  above: (id: number) => Iterable<Bead>;
  /** The first bead after the given one that is neither confirmed nor locked nor excluded, or null. */
  nextOpen: (id: number) => number | null;
}

export interface CommandContext {
  /** A translation's sources are fixed by its document; an alignment lets both sides be edited and paired freely. */
  readonly kind: 'translation' | 'alignment';
  /** Fresh numbers for beads, sentences and comments; never used twice in a project. */
  readonly nextId: () => number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
  readonly who: string;
}

export interface Outcome {
  /** Empty when the command would change nothing. */
  readonly change: Change;
  /** What to call the step in the history and in "Undo …": a message key below `history.`. */
  readonly label: string;
  readonly focus: number | null;
}

export function requireBead(bitext: BitextReader, id: number): Bead {
  const bead = bitext.bead(id);
  if (!bead) throw new CoreError('notFound', `there is no bead ${id} in this document; reload it`, { bead: id });
  return bead;
}

/** The bead, or a `locked` error when it refuses edits. */
export function requireOpen(bitext: BitextReader, id: number): Bead {
  const bead = requireBead(bitext, id);
  if (isMarked(bead, 'locked')) {
    throw new CoreError('locked', `bead ${id} is locked; unlock it to change it`, { bead: id });
  }
  return bead;
}

/** The beads of a run of neighbours, in order; an error when they do not stand side by side or one is locked. */
export function requireRun(bitext: BitextReader, ids: readonly number[]): Bead[] {
  for (const id of ids) requireOpen(bitext, id);
  return requireNeighbours(bitext, ids);
}

/** The same, locked beads included. */
export function requireNeighbours(bitext: BitextReader, ids: readonly number[]): Bead[] {
  const beads = ids.map((id) => requireBead(bitext, id));
  for (let i = 1; i < beads.length; i++) {
    const previous = beads[i - 1];
    if (previous && bitext.next(previous.id)?.id !== beads[i]?.id) {
      throw new CoreError('badRequest', `beads ${ids.join(', ')} do not stand side by side`, { key: 'notNeighbours' });
    }
  }
  return beads;
}

/** The sources of a translation come from its document and are not edited. */
export function requireAlignment(context: CommandContext, what: string): void {
  if (context.kind !== 'alignment') {
    throw new CoreError('badRequest', `${what} is possible in an alignment only`, { key: 'alignmentOnly' });
  }
}
