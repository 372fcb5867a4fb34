import { PROJECT_SCOPE, appendChange, markSteps, nextRedo, nextUndo, readChange } from '../../store/project/changes.ts';
import type { DocumentFields } from '../../store/project/documents.ts';
import { updateDocument } from '../../store/project/documents.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';

/** What a change to the project itself is made of. */
interface ProjectOperation {
  readonly document: number;
  readonly before: DocumentFields;
  readonly after: DocumentFields;
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
    const operations =
      kind === 'redo'
        ? logged
        : logged.toReversed().map(({ document, before, after }) => ({ document, before: after, after: before }));
    for (const { document, after } of operations) updateDocument(project, document, after);
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
