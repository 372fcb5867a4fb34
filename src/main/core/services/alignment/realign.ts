import { align } from '../../../../shared/alignment/align.ts';
import { isOneSided, isPinned } from '../../../../shared/bitext/aligned.ts';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { Applied } from '../../../../shared/contract/contract.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { putAlignment, readAlignment, readUnitKinds } from '../../store/project/alignment.ts';
import { bitextReader, firstBeadId, iterateBeads } from '../../store/project/beads.ts';
import type { DocumentRow } from '../../store/project/documents.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { runCommand } from '../bitext/run.ts';
import { keepTable, knowledge, refreshTables } from './knowledge.ts';
import type { UnitKinds } from './propose.ts';
import { realignTask } from './propose.ts';
import { runAligner } from './run-aligner.ts';

/** Sentences up to which a stretch is aligned while the user waits; beyond, the whole document is a job. */
const STRETCH = 8_000;

function requireAlignmentDocument(project: ReadConnection, document: number): DocumentRow {
  const row = requireDocument(project, document);
  if (row.kind === 'alignment') return row;
  throw new CoreError('badRequest', `${row.name}: only an alignment can be aligned again`, { key: 'alignmentOnly' });
}

function unitKinds(project: ReadConnection, document: number): UnitKinds {
  return {
    source: readUnitKinds(project, document, 'source'),
    target: readUnitKinds(project, document, 'target'),
  };
}

/** True for a bead at which a stretch ends: a pinned pair of sentences. */
function bounds(bead: Bead): boolean {
  return isPinned(bead) && !isOneSided(bead);
}

/** The beads between the pins around a bead; those after it, when it is a pin itself and those before it are done. */
function stretchAround(project: ReadConnection, document: number, id: number): Bead[] {
  const reader = bitextReader(project, document);
  const start = reader.bead(id);
  if (!start) throw new CoreError('notFound', `there is no bead ${id} in this document; reload it`, { bead: id });
  const before: Bead[] = [];
  const after: Bead[] = [];
  let size = 0;
  const count = (bead: Bead): void => {
    size += bead.source.length + bead.target.length;
    if (size > STRETCH) {
      throw new CoreError(
        'badRequest',
        'there is too much between the two pins to align it at once; pin a bead closer by, or align the whole document again',
        { key: 'stretchTooLong' },
      );
    }
  };
  for (let bead = reader.previous(id); bead && !bounds(bead); bead = reader.previous(bead.id)) {
    count(bead);
    before.unshift(bead);
  }
  for (let bead = reader.next(id); bead && !bounds(bead); bead = reader.next(bead.id)) {
    count(bead);
    after.push(bead);
  }
  // A pin between two open stretches stays in the run, as a lock: both are aligned again.
  return [...before, start, ...after];
}

/**
 * Aligns again what lies between the pins around a bead, with what has been learnt so far, as one step. Nothing is
 * learnt anew (ALIGNMENT section 3.6), so that it can follow every correction.
 */
export function realignStretch(project: WriteConnection, document: number, bead: number, author: Author): Applied {
  return project.transaction(() => {
    const languages: LanguagePair = requireAlignmentDocument(project, document);
    const beads = stretchAround(project, document, bead);
    const parameters = readAlignment(project, document)?.parameters;
    const { document: task, into } = realignTask(beads, unitKinds(project, document), firstBeadId(project, document));
    const result = align({
      ...knowledge(project, languages),
      documents: [task],
      passes: 0,
      ...(parameters ? { parameters } : {}),
    });
    const found = result.documents[0]?.beads ?? [];
    return runCommand(
      project,
      document,
      { type: 'realign', beads: beads.map(({ id }) => id), into: into(found) },
      author,
    );
  });
}

export interface RealignContext {
  readonly author: () => Author;
  readonly openMemory: (path: string) => ReadConnection;
  /** Told how far a phase is; may throw to stop. */
  readonly progress: (phase: string, done: number, total: number | null) => void;
}

/** Aligns everything but pinned beads again, learning anew from the pins, the project and its memories, as one step. */
export async function realignDocument(
  project: WriteConnection,
  document: number,
  context: RealignContext,
): Promise<Applied> {
  const languages: LanguagePair = requireAlignmentDocument(project, document);
  const { progress } = context;
  refreshTables(project, languages, context.openMemory, (done, total) => progress('job.learning', done, total));
  const beads = [...iterateBeads(project, document)];
  const { document: task, into } = realignTask(beads, unitKinds(project, document), firstBeadId(project, document));
  const result = await runAligner({ ...knowledge(project, languages, document), documents: [task] }, (share) =>
    progress('job.aligning', Math.round(share * 100), 100),
  );
  const [aligned] = result.documents;
  if (!aligned) throw new Error('the aligner lost a document');
  progress('job.saving', 0, null);
  return project.transaction(() => {
    const applied = runCommand(
      project,
      document,
      { type: 'realign', beads: beads.map(({ id }) => id), into: into(aligned.beads) },
      context.author(),
    );
    const facts = readAlignment(project, document);
    putAlignment(project, document, {
      related: aligned.related,
      findings: facts?.findings ?? [],
      parameters: result.parameters,
    });
    if (aligned.related) keepTable(project, languages, document, result.table);
    return applied;
  });
}
