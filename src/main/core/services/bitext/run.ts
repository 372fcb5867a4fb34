import type { Change } from '../../../../shared/bitext/change.ts';
import { invert } from '../../../../shared/bitext/change.ts';
import { execute, focusOf } from '../../../../shared/bitext/execute.ts';
import type { Command } from '../../../../shared/contract/commands.ts';
import type { Applied } from '../../../../shared/contract/contract.ts';
import type { BeadTransition } from '../../store/project/beads.ts';
import { applyToStore, bitextReader } from '../../store/project/beads.ts';
import {
  appendChange,
  canStep,
  lastSeq,
  markSteps,
  nextRedo,
  nextUndo,
  readChange,
} from '../../store/project/changes.ts';
import { requireDocument } from '../../store/project/documents.ts';
import { swapEdition } from '../../store/project/editions.ts';
import { withFreshIds } from '../../store/project/ids.ts';
import { noteForMemory } from '../../store/project/outbox.ts';
import { updateProgress } from '../../store/project/progress.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import { takeVersion } from '../versions/take.ts';

export interface Author {
  readonly who: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
}

/**
 * Runs a command on a document: the new state, the row of the change log and what the memory has to learn are one
 * transaction. A command that changes nothing leaves no row and answers with the number of the last change.
 */
export function runCommand(project: WriteConnection, document: number, command: Command, author: Author): Applied {
  return project.transaction(() => {
    const { kind } = requireDocument(project, document);
    const { change, label, focus } = withFreshIds(project, (nextId) =>
      execute(command, bitextReader(project, document), { kind, nextId, ...author }),
    );
    if (change.length === 0) {
      return { seq: lastSeq(project, document), change, label, focus, ...canStep(project, document) };
    }
    if (isSweeping(command, change)) {
      takeVersion(project, document, { kind: 'batch', before: label, ...author });
    }
    const visit =
      command.type === 'edit' && command.group !== undefined ? `${command.bead}:${command.group}` : undefined;
    return storeChange(project, document, { change, label, focus, visit }, author);
  });
}

interface Step {
  readonly change: Change;
  /** What to call it: a message key below `change.`. */
  readonly label: string;
  readonly focus: number | null;
  readonly visit?: string | undefined;
}

/** Makes a change that was worked out already, as one undoable step. Belongs in a transaction. */
export function storeChange(project: WriteConnection, document: number, step: Step, author: Author): Applied {
  const { change, label, focus, visit } = step;
  const transitions = applyChange(project, document, change);
  const seq = appendChange(project, {
    scope: document,
    at: author.now,
    who: author.who,
    label,
    kind: 'do',
    operations: change,
    beads: beadsOf(transitions),
    visit,
  });
  return { seq, change, label, focus, ...canStep(project, document) };
}

/** From this many beads on, a command is a batch operation: the state before it is kept as a version. */
const SWEEPING = 20;

function isSweeping(command: Command, change: Change): boolean {
  let beads = 0;
  for (const operation of change) {
    beads += operation.type === 'set' ? 1 : Math.max(operation.remove.length, operation.insert.length);
  }
  if (command.type === 'batch' || command.type === 'confirmAbove') return beads > 1;
  // A stretch between two pins is aligned again at every correction.
  return beads >= (command.type === 'realign' ? 10 * SWEEPING : SWEEPING);
}

/** Takes back the last step of a document (all edits of one visit at once); null when there is none. */
export function undo(project: WriteConnection, document: number, author: Author): Applied | null {
  return step(project, document, author, 'undo');
}

/** Does again the last step that was taken back; null when there is none. */
export function redo(project: WriteConnection, document: number, author: Author): Applied | null {
  return step(project, document, author, 'redo');
}

function step(project: WriteConnection, document: number, author: Author, kind: 'undo' | 'redo'): Applied | null {
  return project.transaction(() => {
    requireDocument(project, document);
    const steps = kind === 'undo' ? nextUndo(project, document) : nextRedo(project, document);
    const [first] = steps;
    const last = steps.at(-1);
    if (first === undefined || last === undefined) return null;
    const logged = steps.map((seq) => readChange<Change>(project, document, seq));
    const change = logged.flatMap(({ operations }) => (kind === 'undo' ? invert(operations) : operations));
    const transitions = applyChange(project, document, change);
    for (const seq of steps) swapEdition(project, document, seq);
    markSteps(project, document, steps, kind === 'undo' ? 'undone' : 'done');
    const label = logged[0]?.label ?? kind;
    const seq = appendChange(project, {
      scope: document,
      at: author.now,
      who: author.who,
      label,
      kind,
      operations: change,
      beads: beadsOf(transitions),
      targets: { from: Math.min(first, last), to: Math.max(first, last) },
    });
    return { seq, change, label, focus: focusOf(change), ...canStep(project, document) };
  });
}

/** Applies a change with everything that has to follow it: counters and the notes for the memory. */
function applyChange(project: WriteConnection, document: number, change: Change): BeadTransition[] {
  const transitions = applyToStore(project, document, change);
  updateProgress(project, document, transitions);
  noteForMemory(project, document, transitions);
  return transitions;
}

function* beadsOf(transitions: readonly BeadTransition[]): IterableIterator<number> {
  for (const { before, after } of transitions) {
    const bead = after ?? before;
    if (bead) yield bead.id;
  }
}
