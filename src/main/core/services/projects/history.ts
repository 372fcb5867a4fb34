import { PROJECT_SCOPE, appendChange, markSteps, nextRedo, nextUndo, readChange } from '../../store/project/changes.ts';
import type { DocumentFields } from '../../store/project/documents.ts';
import { updateDocument } from '../../store/project/documents.ts';
import { outdateDocumentTables } from '../../store/project/alignment.ts';
import { setWordListRemoved } from '../../store/project/word-lists.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';

interface DocumentOperation {
  readonly document: number;
  readonly before: DocumentFields;
  readonly after: DocumentFields;
}

interface WordListOperation {
  readonly wordList: number;
  readonly before: { readonly removed: boolean };
  readonly after: { readonly removed: boolean };
}

/** What a change to the project itself is made of. */
type ProjectOperation = DocumentOperation | WordListOperation;

function apply(project: WriteConnection, operation: ProjectOperation): void {
  if ('document' in operation) return updateDocument(project, operation.document, operation.after);
  setWordListRemoved(project, operation.wordList, operation.after.removed);
  // What documents taught while the list was there was learnt with its words.
  if (operation.after.removed) outdateDocumentTables(project);
}

function inverse<T extends ProjectOperation>(operation: T): T {
  return { ...operation, before: operation.after, after: operation.before };
}

/** Carries out a change of the project itself as a step of its history; belongs in a transaction. */
export function runProjectStep(
  project: WriteConnection,
  author: Author,
  label: string,
  operations: readonly ProjectOperation[],
): void {
  for (const operation of operations) apply(project, operation);
  recordProjectStep(project, author, label, operations);
}

/** Adds a step to the project's own history; belongs in the transaction of what it records. */
export function recordProjectStep(
  project: WriteConnection,
  author: Author,
  label: string,
  operations: readonly ProjectOperation[],
): void {
  appendChange(project, {
    scope: PROJECT_SCOPE,
    at: author.now,
    who: author.who,
    label,
    kind: 'do',
    operations,
    beads: [],
  });
}

/** Takes back, or does again, the last step of the project's own history; null when there is none. */
export function stepProject(project: WriteConnection, author: Author, kind: 'undo' | 'redo'): { label: string } | null {
  return project.transaction(() => {
    const [seq] = kind === 'undo' ? nextUndo(project, PROJECT_SCOPE) : nextRedo(project, PROJECT_SCOPE);
    if (seq === undefined) return null;
    const { label, operations: logged } = readChange<ProjectOperation[]>(project, PROJECT_SCOPE, seq);
    const operations = kind === 'redo' ? logged : logged.toReversed().map(inverse);
    for (const operation of operations) apply(project, operation);
    markSteps(project, PROJECT_SCOPE, [seq], kind === 'undo' ? 'undone' : 'done');
    appendChange(project, {
      scope: PROJECT_SCOPE,
      at: author.now,
      who: author.who,
      label,
      kind,
      operations,
      beads: [],
      targets: { from: seq, to: seq },
    });
    return { label };
  });
}
