import { existsSync } from 'node:fs';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { NewUnit } from '../../store/memory/units.ts';
import { insertBatch, nextGeneration, putByOrigin, removeByOrigin } from '../../store/memory/units.ts';
import { bitextReader, readBead } from '../../store/project/beads.ts';
import { findDocument } from '../../store/project/documents.ts';
import { readAttachments } from '../../store/project/memories.ts';
import { belongsInMemory } from '../../store/project/outbox.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { ProjectFacts } from '../projects/facts.ts';
import { readProjectFacts } from '../projects/facts.ts';
import { beadUnit } from './bead-unit.ts';

const SLICE = 50;

interface Waiting {
  readonly bead: number;
  readonly document: number;
  /** The memory that has the bead's unit now, if one has. */
  readonly memory: string | null;
}

/** What came of a delivery. */
export interface Delivered {
  /** The memories whose units changed. */
  readonly changed: readonly string[];
  readonly isMoreWaiting: boolean;
}

const NOTHING: Delivered = { changed: [], isMoreWaiting: false };

/**
 * Writes the next slice of what waits in the project's outbox to its writable memory, and takes back what no longer
 * belongs there. Doing it again after an interruption changes nothing.
 * Without a writable memory nothing is done: the outbox keeps what waits.
 */
export async function deliver(
  project: WriteConnection,
  openMemory: (path: string) => Promise<WriteConnection>,
): Promise<Delivered> {
  const waiting = project.all<Waiting>(
    `SELECT outbox.bead, outbox.document, delivered.memory FROM outbox
     LEFT JOIN delivered ON delivered.bead = outbox.bead ORDER BY outbox.bead LIMIT ${SLICE}`,
  );
  if (waiting.length === 0) return NOTHING;
  const path = readAttachments(project).find(({ writable }) => writable)?.path;
  if (path === undefined) return NOTHING;
  // Opened before anything is decided: no await comes between reading the beads and noting them as delivered.
  const memory = await openMemory(path);
  const elsewhere = new Map<string, WriteConnection>();
  for (const { memory: holder } of waiting) {
    // A memory that was moved or deleted keeps what it has.
    if (holder === null || holder === path || elsewhere.has(holder) || !existsSync(holder)) continue;
    elsewhere.set(holder, await openMemory(holder));
  }
  const facts = readProjectFacts(project);
  const written: number[] = [];
  const removed: number[] = [];
  memory.transaction(() => {
    const batch = projectBatch(memory, facts);
    const generation = nextGeneration(memory);
    for (const { bead, document } of waiting) {
      const origin = `${facts.uuid}:${bead}`;
      const unit = unitOfBead(project, document, bead);
      if (unit) putByOrigin(memory, batch, generation, { ...unit, origin });
      else removeByOrigin(memory, generation, origin);
      (unit ? written : removed).push(bead);
    }
  });
  for (const [holder, connection] of elsewhere) {
    connection.transaction(() => {
      const generation = nextGeneration(connection);
      for (const { bead, memory: where } of waiting) {
        if (where === holder) removeByOrigin(connection, generation, `${facts.uuid}:${bead}`);
      }
    });
  }
  project.transaction(() => {
    for (const { bead } of waiting) project.run('DELETE FROM outbox WHERE bead = ?', bead);
    for (const bead of removed) project.run('DELETE FROM delivered WHERE bead = ?', bead);
    for (const bead of written)
      project.run('INSERT OR REPLACE INTO delivered (bead, memory) VALUES (?, ?)', bead, path);
  });
  return { changed: [path, ...elsewhere.keys()], isMoreWaiting: waiting.length === SLICE };
}

/** True while beads wait that a memory could take. */
export function hasWaiting(project: ReadConnection): boolean {
  return (
    project.get('SELECT 1 FROM outbox LIMIT 1') !== undefined &&
    readAttachments(project).some(({ writable }) => writable)
  );
}

/** The batch that holds the units of a project, made when the first one comes. */
function projectBatch(memory: WriteConnection, { uuid, name }: ProjectFacts): number {
  const present = memory.get<{ id: number }>('SELECT id FROM batch WHERE project = ?', uuid);
  return present?.id ?? insertBatch(memory, { kind: 'project', name, at: Date.now(), project: uuid }, null);
}

/** The unit a bead makes now; null when it belongs in no memory (any more). */
function unitOfBead(project: ReadConnection, documentId: number, id: number): Omit<NewUnit, 'origin'> | null {
  const document = findDocument(project, documentId);
  const bead = readBead(project, documentId, id);
  if (!document || !bead || !belongsInMemory(bead)) return null;
  const reader = bitextReader(project, documentId);
  const textOf = (neighbour: Bead | undefined): string | null =>
    neighbour ? sideContent(neighbour, 'source').text : null;
  return {
    unit: beadUnit(bead, document),
    document: document.name,
    previous: textOf(reader.previous(id)),
    next: textOf(reader.next(id)),
    author: bead.by,
    changedAt: bead.at,
  };
}
