import type { Bead, Origin } from '../../../../shared/bitext/bead.ts';
import type { Change } from '../../../../shared/bitext/change.ts';
import { requireOpen } from '../../../../shared/bitext/context.ts';
import type { Applied } from '../../../../shared/contract/contract.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { beadHistory, returnTo } from '../../../../shared/review/history.ts';
import { bitextReader } from '../../store/project/beads.ts';
import { canStep, lastSeq, readChange, readChanges } from '../../store/project/changes.ts';
import { insertReason } from '../../store/project/decisions.ts';
import { requireDocument } from '../../store/project/documents.ts';
import { readVersions } from '../../store/project/versions.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { storeChange } from '../bitext/run.ts';

/** Entries of the log that are looked through for the history of one bead. */
const LIMIT = 10_000;

interface Wanted {
  readonly bead: number;
  readonly seq: number;
  readonly why?: string;
}

/**
 * Gives a bead the target and status it had after change `seq` (0: at the beginning), as one undoable step; its origin
 * says which state it was returned to. Throws CoreError `locked`, `notFound`, and `projectDamaged` when the log between
 * is damaged.
 */
export function restoreBead(
  project: WriteConnection,
  document: number,
  { bead: id, seq, why }: Wanted,
  author: Author,
): Applied {
  return project.transaction(() => {
    requireDocument(project, document);
    const present = requireOpen(bitextReader(project, document), id);
    const earlier = stateAfter(project, document, present, seq);
    const operation = returnTo(present, earlier, restoredFrom(project, document, earlier, seq), author);
    if (!operation) {
      return {
        seq: lastSeq(project, document),
        change: [],
        label: 'restore',
        focus: id,
        ...canStep(project, document),
      };
    }
    const applied = storeChange(project, document, { change: [operation], label: 'restore', focus: id }, author);
    if (why !== undefined && why.trim() !== '') insertReason(project, document, applied.seq, why.trim());
    return applied;
  });
}

/** The version kept at that moment, where it has a name, and when the text was made. */
function restoredFrom(project: WriteConnection, document: number, earlier: Bead, seq: number): Origin {
  const version = readVersions(project, document).find((one) => one.seq === seq && one.name !== '');
  return {
    kind: 'restored',
    ...(version ? { from: version.name } : {}),
    ...(earlier.at === null ? {} : { at: earlier.at }),
  };
}

function stateAfter(project: WriteConnection, document: number, present: Bead, seq: number): Bead {
  const log = readChanges(project, document, present.id, LIMIT)
    .filter((entry) => entry.seq > seq)
    .map(({ seq: number, label, who, at }) => ({
      change: readChange<Change>(project, document, number).operations,
      label,
      who,
      at,
    }))
    .reverse();
  const first = beadHistory(present, log)[0];
  if (first && first.step === null) return first.bead;
  throw new CoreError('notFound', `bead ${present.id} was made after that; choose a later state`, { bead: present.id });
}
