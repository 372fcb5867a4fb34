import { focusOf } from '../../../../shared/bitext/execute.ts';
import type { Applied } from '../../../../shared/contract/contract.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { readCounter, writeMeta } from '../../store/meta.ts';
import { lastSeq } from '../../store/project/changes.ts';
import { insertDecision, insertReason } from '../../store/project/decisions.ts';
import { requireDocument } from '../../store/project/documents.ts';
import { replaceEdition } from '../../store/project/editions.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { storeChange } from '../bitext/run.ts';
import { takeVersion } from '../versions/take.ts';
import type { Plan } from './plan.ts';

export interface StoredPlan {
  /** Null when there was nothing to do. */
  readonly applied: Applied | null;
  /** The version that was kept before. */
  readonly version: number | null;
}

/** Carries out a plan as one undoable step. Throws CoreError `conflict` (key `planStale`) when the project moved on. */
export function storePlan(project: WriteConnection, plan: Plan, author: Author): StoredPlan {
  return project.transaction(() => {
    const { document, change, label, lastId } = plan;
    requireDocument(project, document);
    if (lastSeq(project, document) !== plan.seq || readCounter(project, 'lastId') !== lastId.from) {
      throw new CoreError('conflict', 'the document changed at the same moment; try again', { key: 'planStale' });
    }
    if (change.length === 0) return { applied: null, version: null };
    const version = plan.version && takeVersion(project, document, { ...plan.version, ...beforeOf(plan), ...author });
    if (lastId.to !== lastId.from) writeMeta(project, 'lastId', String(lastId.to));
    const applied = storeChange(project, document, { change, label, focus: focusOf(change) }, author);
    const { seq } = applied;
    if (plan.why !== null) insertReason(project, document, seq, plan.why);
    for (const fingerprint of plan.decisions?.fingerprints ?? []) {
      insertDecision(project, document, seq, fingerprint, plan.decisions?.verdict ?? 'accepted');
    }
    if (plan.original) replaceEdition(project, document, seq, plan.original.file, plan.original.content);
    return { applied, version };
  });
}

function beforeOf({ version, label }: Plan): { before?: string } {
  return version?.kind === 'batch' ? { before: label } : {};
}
