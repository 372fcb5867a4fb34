import type { SourceNote } from '../../../../shared/review/source-notes.ts';
import { sourceNotes } from '../../../../shared/review/source-notes.ts';
import { stepsInForce } from '../../store/project/changes.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { States } from '../versions/states.ts';

/**
 * Which rows the new editions of a document's source changed or brought, and what they were before. Editions that were
 * undone do not count. Throws CoreError `projectDamaged` when the log no longer tells.
 */
export function readSourceNotes(project: ReadConnection, document: number, states: States): SourceNote[] {
  requireDocument(project, document);
  return sourceNotes(
    stepsInForce(project, document, 'updateSource').map((seq) => ({
      before: states.at(document, seq - 1),
      after: states.at(document, seq),
    })),
  );
}
