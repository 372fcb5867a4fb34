import { align } from '../../../../shared/alignment/align.ts';
import { isOneSided, isPinned } from '../../../../shared/bitext/aligned.ts';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { Applied } from '../../../../shared/contract/contract.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { putAlignment, readAlignment, readUnitKinds } from '../../store/project/alignment.ts';
import { firstBeadId, iterateBeads, readBead, readNeighbours } from '../../store/project/beads.ts';
import type { DocumentRow } from '../../store/project/documents.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { runCommand } from '../bitext/run.ts';
import { alignmentInput, keepTable, refreshTables } from './knowledge.ts';
import type { Pair, UnitKinds } from './propose.ts';
import { realignTask } from './propose.ts';
import { runAligner } from './run-aligner.ts';

/** Beads on either side of a bead that are looked at to align around it. */
const REACH = 2_000;
/** What lies this far beyond the last bead made by hand keeps its pairing, from a bead on that is `CERTAIN`. */
const MARGIN = 20;
const CERTAIN = 0.98;

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

/** True for a bead the aligner is certain of: what lies beyond it does not depend on what lies before. */
function holds(bead: Bead): boolean {
  return bead.confidence !== null && bead.confidence >= CERTAIN && bead.source.length === 1 && bead.target.length === 1;
}

/**
 * The beads on one side of a bead that have to be aligned again, nearest first: as far as the next pin, but no farther
 * than the last bead made by hand, a margin, and from there the next bead that is certain. A pairing that nobody has
 * touched would come out again as it is.
 */
function reach(beads: readonly Bead[]): Bead[] {
  const pin = beads.findIndex(bounds);
  const open = pin < 0 ? beads : beads.slice(0, pin);
  const touched = open.findLastIndex(({ confidence, status }) => confidence === null && status !== 'confirmed');
  const end = open.findIndex((bead, i) => i >= touched + MARGIN && holds(bead));
  return end < 0 ? [...open] : open.slice(0, end + 1);
}

/** The beads to align again around a bead. A bead that is a pin itself stays among them as a lock. */
function stretchAround(project: ReadConnection, document: number, id: number): Bead[] {
  const start = readBead(project, document, id);
  if (!start) throw new CoreError('notFound', `there is no bead ${id} in this document; reload it`, { bead: id });
  const side = (of: 'before' | 'after'): Bead[] => reach(readNeighbours(project, document, id, of, REACH));
  return [...side('before').toReversed(), start, ...side('after')];
}

/** The part of a new alignment that differs from the beads, from its first to its last difference. */
function difference(beads: readonly Bead[], into: readonly Pair[]): { beads: number[]; into: Pair[] } {
  const same = (bead: Bead | undefined, pair: Pair | undefined): boolean =>
    bead !== undefined &&
    pair !== undefined &&
    bead.source.map(({ id }) => id).join() === pair.source.join() &&
    bead.target.map(({ id }) => id).join() === pair.target.join() &&
    (bead.confidence !== null || isPinned(bead));
  let head = 0;
  while (head < beads.length && same(beads[head], into[head])) head++;
  let tail = 0;
  while (
    tail < Math.min(beads.length, into.length) - head &&
    same(beads[beads.length - 1 - tail], into[into.length - 1 - tail])
  ) {
    tail++;
  }
  return {
    beads: beads.slice(head, beads.length - tail).map(({ id }) => id),
    into: into.slice(head, into.length - tail),
  };
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
      ...alignmentInput(project, languages, [task]),
      passes: 0,
      ...(parameters ? { parameters } : {}),
    });
    const found = result.documents[0]?.beads ?? [];
    const changed = difference(beads, into(found));
    return runCommand(project, document, { type: 'realign', ...changed }, author);
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
  const result = await runAligner(alignmentInput(project, languages, [task], document), (share) =>
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
