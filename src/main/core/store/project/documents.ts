import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Side } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { DocumentInfo } from '../../../../shared/contract/types.ts';
import type { EncodingGuess, Skeleton, Unit, UnitKind } from '../../../../shared/formats/document-format.ts';
import type { Content } from '../../../../shared/text/content.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';

export interface DocumentRow {
  readonly id: number;
  readonly name: string;
  readonly kind: DocumentInfo['kind'];
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly addedAt: number;
  readonly position: number;
  readonly removed: boolean;
}

type StoredDocument = Omit<DocumentRow, 'removed'> & { readonly removed: number };

const COLUMNS =
  'id, name, kind, source_lang AS sourceLang, target_lang AS targetLang, added_at AS addedAt, position, removed';

function fromRow(row: StoredDocument): DocumentRow {
  return { ...row, removed: row.removed === 1 };
}

/** The documents of a project in their order, without those that were removed. */
export function readDocuments(connection: ReadConnection): DocumentRow[] {
  return connection
    .all<StoredDocument>(`SELECT ${COLUMNS} FROM document WHERE removed = 0 ORDER BY position`)
    .map(fromRow);
}

/** A document, even one that was removed. */
export function findDocument(connection: ReadConnection, id: number): DocumentRow | undefined {
  const row = connection.get<StoredDocument>(`SELECT ${COLUMNS} FROM document WHERE id = ?`, id);
  return row && fromRow(row);
}

/** Throws CoreError `notFound` for a document that is not there or was removed. */
export function requireDocument(connection: ReadConnection, id: number): DocumentRow {
  const row = findDocument(connection, id);
  if (!row || row.removed) {
    throw new CoreError('notFound', `there is no document ${id} in this project`, { document: id });
  }
  return row;
}

export function insertDocument(connection: WriteConnection, document: Omit<DocumentRow, 'position' | 'removed'>): void {
  connection.run(
    `INSERT INTO document (id, name, kind, source_lang, target_lang, added_at, position)
     VALUES (?, ?, ?, ?, ?, ?, (SELECT ifnull(max(position), 0) + 1 FROM document))`,
    document.id,
    document.name,
    document.kind,
    document.sourceLang,
    document.targetLang,
    document.addedAt,
  );
}

/** What the change log keeps about a document. */
export interface DocumentFields {
  readonly name?: string;
  readonly removed?: boolean;
}

export function updateDocument(connection: WriteConnection, id: number, fields: DocumentFields): void {
  const { name, removed } = fields;
  if (name !== undefined) connection.run('UPDATE document SET name = ? WHERE id = ?', name, id);
  if (removed !== undefined) connection.run('UPDATE document SET removed = ? WHERE id = ?', removed ? 1 : 0, id);
}

/** A file a document was made from. */
export interface Original {
  readonly path: string;
  readonly format: string;
  readonly encoding: EncodingGuess;
  readonly size: number;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly modified: number;
  readonly sha256: string;
}

export interface OriginalContent {
  readonly bytes: Uint8Array;
  readonly skeleton: Skeleton;
  readonly units: readonly Unit[];
}

/** The bytes and the skeleton of an original as they are stored. */
export interface PackedOriginal {
  readonly bytes: Uint8Array;
  readonly skeleton: Uint8Array;
}

export function packOriginal(bytes: Uint8Array, skeleton: Skeleton): PackedOriginal {
  return { bytes: deflateRawSync(bytes), skeleton: deflateRawSync(JSON.stringify(skeleton)) };
}

export function insertOriginal(
  connection: WriteConnection,
  document: number,
  side: Side,
  original: Original,
  { bytes, skeleton, units }: OriginalContent,
): void {
  insertPackedOriginal(connection, document, side, original, packOriginal(bytes, skeleton), units);
}

export function insertPackedOriginal(
  connection: WriteConnection,
  document: number,
  side: Side,
  original: Original,
  packed: PackedOriginal,
  units: Iterable<Unit>,
): void {
  connection.run(
    `INSERT INTO original (document, side, path, format, encoding, size, modified, sha256)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    document,
    side,
    original.path,
    original.format,
    JSON.stringify(original.encoding),
    original.size,
    original.modified,
    original.sha256,
  );
  connection.run(
    'INSERT INTO original_content (document, side, skeleton, bytes) VALUES (?, ?, ?, ?)',
    document,
    side,
    packed.skeleton,
    packed.bytes,
  );
  let position = 0;
  for (const unit of units) {
    connection.run(
      'INSERT INTO unit (document, side, position, id, kind, context, content) VALUES (?, ?, ?, ?, ?, ?, ?)',
      document,
      side,
      position++,
      unit.id,
      unit.kind,
      unit.context ?? null,
      JSON.stringify(unit.content),
    );
  }
}

export function readOriginal(connection: ReadConnection, document: number, side: Side): Original | undefined {
  const row = connection.get<Omit<Original, 'encoding'> & { readonly encoding: string }>(
    'SELECT path, format, encoding, size, modified, sha256 FROM original WHERE document = ? AND side = ?',
    document,
    side,
  );
  return row && { ...row, encoding: JSON.parse(row.encoding) as EncodingGuess };
}

/** The kinds of the units of a side by their ids, but for paragraphs and lines, which most are. */
export function readUnitKinds(connection: ReadConnection, document: number, side: Side): Record<string, UnitKind> {
  const rows = connection.all<{ id: string; kind: UnitKind }>(
    "SELECT id, kind FROM unit WHERE document = ? AND side = ? AND kind NOT IN ('paragraph', 'line')",
    document,
    side,
  );
  return Object.fromEntries(rows.map(({ id, kind }) => [id, kind]));
}

export function readUnits(connection: ReadConnection, document: number, side: Side): Unit[] {
  return connection
    .all<{ id: string; kind: UnitKind; context: string | null; content: string }>(
      'SELECT id, kind, context, content FROM unit WHERE document = ? AND side = ? ORDER BY position',
      document,
      side,
    )
    .map(({ id, kind, context, content }) => ({
      id,
      kind,
      content: JSON.parse(content) as Content,
      ...(context === null ? {} : { context }),
    }));
}

/** The bytes, skeleton and units of an original; undefined for a side that came from no file. */
export function readOriginalContent(
  connection: ReadConnection,
  document: number,
  side: Side,
): OriginalContent | undefined {
  const row = connection.get<{ skeleton: Uint8Array; bytes: Uint8Array }>(
    'SELECT skeleton, bytes FROM original_content WHERE document = ? AND side = ?',
    document,
    side,
  );
  if (!row) return undefined;
  return {
    bytes: inflateRawSync(row.bytes),
    skeleton: JSON.parse(inflateRawSync(row.skeleton).toString('utf8')) as Skeleton,
    units: readUnits(connection, document, side),
  };
}
