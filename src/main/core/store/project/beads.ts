import type { Bead, BeadStatus } from '../../../../shared/bitext/bead.ts';
import { isMarked } from '../../../../shared/bitext/bead.ts';
import type { Change } from '../../../../shared/bitext/change.ts';
import { withFields } from '../../../../shared/bitext/change.ts';
import type { BitextReader } from '../../../../shared/bitext/context.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';
import { GAP, makeRoom } from './positions.ts';

interface BeadRow {
  readonly id: number;
  readonly status: BeadStatus;
  readonly data: string;
}

const COLUMNS = 'id, status, data';

function fromRow(row: BeadRow): Bead {
  // Named one by one, which is much quicker than spreading: whole documents are read this way.
  const { source, target, marks, origin, confidence, reasons, comments, by, at } = JSON.parse(row.data) as Bead;
  return { id: row.id, source, target, status: row.status, marks, origin, confidence, reasons, comments, by, at };
}

function dataOf(bead: Bead): string {
  const { source, target, marks, origin, confidence, reasons, comments, by, at } = bead;
  return JSON.stringify({ source, target, marks, origin, confidence, reasons, comments, by, at });
}

/** A bead that still asks for work. */
function isOpen(bead: Bead): boolean {
  return bead.status !== 'confirmed' && !isMarked(bead, 'locked') && !isMarked(bead, 'excluded');
}

export function readBead(connection: ReadConnection, document: number, id: number): Bead | undefined {
  const row = connection.get<BeadRow>(`SELECT ${COLUMNS} FROM bead WHERE id = ? AND document = ?`, id, document);
  return row && fromRow(row);
}

/** `count` beads from position number `from` (0-based) on. */
export function readBeads(connection: ReadConnection, document: number, from: number, count: number): Bead[] {
  // The offset is counted on the index alone; the rows are read only for the page.
  return connection
    .all<BeadRow>(
      `SELECT ${COLUMNS} FROM bead WHERE document = ? AND position >= (
         SELECT position FROM bead WHERE document = ? ORDER BY position LIMIT 1 OFFSET ?
       ) ORDER BY position LIMIT ?`,
      document,
      document,
      from,
      count,
    )
    .map(fromRow);
}

/** Up to `count` beads next to a bead: those after it, or those before it, nearest first. */
export function readNeighbours(
  connection: ReadConnection,
  document: number,
  id: number,
  side: 'before' | 'after',
  count: number,
): Bead[] {
  return connection
    .all<BeadRow>(
      side === 'after'
        ? `SELECT ${COLUMNS} FROM bead WHERE document = ?
             AND position > (SELECT position FROM bead WHERE id = ?) ORDER BY position LIMIT ?`
        : `SELECT ${COLUMNS} FROM bead WHERE document = ?
             AND position < (SELECT position FROM bead WHERE id = ?) ORDER BY position DESC LIMIT ?`,
      document,
      id,
      count,
    )
    .map(fromRow);
}

/** Every bead of a document in order. */
export function* iterateBeads(connection: ReadConnection, document: number): IterableIterator<Bead> {
  const rows = connection.iterate<BeadRow>(
    `SELECT ${COLUMNS} FROM bead WHERE document = ? ORDER BY position`,
    document,
  );
  for (const row of rows) yield fromRow(row);
}

function neighbour(connection: ReadConnection, document: number, id: number, after: boolean): Bead | undefined {
  const row = connection.get<BeadRow>(
    after
      ? `SELECT ${COLUMNS} FROM bead WHERE document = ?
           AND position > (SELECT position FROM bead WHERE id = ?) ORDER BY position LIMIT 1`
      : `SELECT ${COLUMNS} FROM bead WHERE document = ?
           AND position < (SELECT position FROM bead WHERE id = ?) ORDER BY position DESC LIMIT 1`,
    document,
    id,
  );
  return row && fromRow(row);
}

/** A document's beads in the form in which commands read them; every question is answered through an index. */
export function bitextReader(connection: ReadConnection, document: number): BitextReader {
  return {
    bead: (id) => readBead(connection, document, id),
    next: (id) => neighbour(connection, document, id, true),
    previous: (id) => neighbour(connection, document, id, false),
    above: (id) =>
      connection
        .all<BeadRow>(
          `SELECT ${COLUMNS} FROM bead WHERE document = ?
             AND position <= (SELECT position FROM bead WHERE id = ?) ORDER BY position`,
          document,
          id,
        )
        .map(fromRow),
    nextOpen: (id) =>
      connection.get<{ id: number }>(
        `SELECT id FROM bead WHERE document = ? AND open = 1
           AND position > (SELECT position FROM bead WHERE id = ?) ORDER BY position LIMIT 1`,
        document,
        id,
      )?.id ?? null,
  };
}

/** What became of one bead in a change: null before when it was made, null after when it was removed. */
export interface BeadTransition {
  readonly before: Bead | null;
  readonly after: Bead | null;
}

function insertBead(connection: WriteConnection, document: number, position: number, bead: Bead): void {
  connection.run(
    'INSERT INTO bead (id, document, position, status, open, data) VALUES (?, ?, ?, ?, ?, ?)',
    bead.id,
    document,
    position,
    bead.status,
    isOpen(bead) ? 1 : 0,
    dataOf(bead),
  );
}

/** The lowest number of a document's beads: sentences read from its files have lower ones, those split off later do not. */
export function firstBeadId(connection: ReadConnection, document: number): number {
  return connection.get<{ id: number | null }>('SELECT min(id) AS id FROM bead WHERE document = ?', document)?.id ?? 0;
}

/** Puts the first beads into a document that has none. */
export function insertFirstBeads(connection: WriteConnection, document: number, beads: Iterable<Bead>): void {
  let position = GAP;
  for (const bead of beads) {
    insertBead(connection, document, position, bead);
    position += GAP;
  }
}

/**
 * Applies a change to the stored bitext and returns what became of each bead, in order.
 * Throws CoreError `conflict` when the change does not fit what is stored.
 */
export function applyToStore(connection: WriteConnection, document: number, change: Change): BeadTransition[] {
  const transitions: BeadTransition[] = [];
  for (const operation of change) {
    if (operation.type === 'set') {
      const before = readBead(connection, document, operation.bead);
      if (!before) throw misfit(operation.bead);
      const after = withFields(before, operation.after);
      connection.run(
        'UPDATE bead SET status = ?, open = ?, data = ? WHERE id = ?',
        after.status,
        isOpen(after) ? 1 : 0,
        dataOf(after),
        after.id,
      );
      transitions.push({ before, after });
      continue;
    }
    const { remove, insert } = operation;
    const start = operation.after === null ? 0 : positionOf(connection, document, operation.after);
    const standing = connection.all<{ id: number }>(
      'SELECT id FROM bead WHERE document = ? AND position > ? ORDER BY position LIMIT ?',
      document,
      start,
      remove.length,
    );
    remove.forEach((bead, i) => {
      if (standing[i]?.id !== bead.id) throw misfit(bead.id);
      const before = readBead(connection, document, bead.id);
      connection.run('DELETE FROM bead WHERE id = ?', bead.id);
      transitions.push({ before: before ?? null, after: null });
    });
    const positions = makeRoom(connection, document, start, insert.length);
    insert.forEach((bead, i) => {
      insertBead(connection, document, positions[i] ?? 0, bead);
      transitions.push({ before: null, after: bead });
    });
  }
  return transitions;
}

function positionOf(connection: ReadConnection, document: number, id: number): number {
  const row = connection.get<{ position: number }>(
    'SELECT position FROM bead WHERE id = ? AND document = ?',
    id,
    document,
  );
  if (!row) throw misfit(id);
  return row.position;
}

function misfit(bead: number): CoreError {
  return new CoreError('conflict', `bead ${bead} is no longer where the change expects it; reload the document`, {
    bead,
  });
}
