import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { Change } from '../../../../shared/bitext/change.ts';
import { withFields } from '../../../../shared/bitext/change.ts';
import type { BitextPage, HistoryEntry } from '../../../../shared/contract/types.ts';
import { readBead, readBeads } from '../../store/project/beads.ts';
import type { ChangeSummary } from '../../store/project/changes.ts';
import { canStep, lastSeq, readChange, readChanges } from '../../store/project/changes.ts';
import { readReason } from '../../store/project/decisions.ts';
import { readUnitKinds, requireDocument } from '../../store/project/documents.ts';
import { readProgress } from '../../store/project/progress.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** `count` beads of a document from position `from` (0-based) on, with the state of its history at that moment. */
export function loadPage(project: ReadConnection, document: number, from: number, count: number): BitextPage {
  return project.snapshot(() => {
    requireDocument(project, document);
    return {
      total: readProgress(project, document).beads,
      seq: lastSeq(project, document),
      beads: readBeads(project, document, from, count),
      kinds: from === 0 ? readUnitKinds(project, document, 'source') : {},
      ...canStep(project, document),
    };
  });
}

/** The newest `limit` entries of a document's history, newest first; of one bead, with its text after each. */
export function readHistory(
  project: ReadConnection,
  document: number,
  bead: number | null,
  limit: number,
): HistoryEntry[] {
  return project.snapshot(() => {
    requireDocument(project, document);
    const changes = readChanges(project, document, bead, limit);
    return bead === null ? changes.map(entryOf) : beadHistory(project, document, bead, changes);
  });
}

function entryOf(change: ChangeSummary): HistoryEntry {
  const { seq, at, who, label, kind, state } = change;
  return { seq, at, by: who, label: kind === 'do' ? label : kind, undone: state !== 'done' };
}

/** Walks back from the present state: each change says what its fields held before it. */
function beadHistory(
  project: ReadConnection,
  document: number,
  id: number,
  changes: readonly ChangeSummary[],
): HistoryEntry[] {
  let bead: Bead | undefined = readBead(project, document, id);
  return changes.map((summary) => {
    const entry = entryOf(summary);
    const after = bead && {
      source: sideContent(bead, 'source'),
      target: sideContent(bead, 'target'),
      status: bead.status,
      origin: bead.origin,
    };
    bead = beadBefore(bead, id, readChange<Change>(project, document, summary.seq).operations);
    const why = readReason(project, document, summary.seq);
    return { ...entry, ...after, ...(why === null ? {} : { why }) };
  });
}

function beadBefore(after: Bead | undefined, id: number, change: Change): Bead | undefined {
  let bead = after;
  for (const operation of change.toReversed()) {
    if (operation.type === 'set') {
      if (operation.bead === id && bead) bead = withFields(bead, operation.before);
      continue;
    }
    if (operation.insert.some((inserted) => inserted.id === id)) bead = undefined;
    bead = operation.remove.find((removed) => removed.id === id) ?? bead;
  }
  return bead;
}
