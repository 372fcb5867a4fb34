import { constants, crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { VersionKind } from '../../../../shared/contract/review.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';

export interface VersionRow {
  readonly id: number;
  readonly document: number;
  readonly kind: VersionKind;
  readonly name: string;
  readonly before: string | null;
  readonly at: number;
  readonly who: string;
  readonly seq: number;
  readonly edition: string;
  /** Bytes of the stored state; 0 when there is none. */
  readonly bytes: number;
}

const COLUMNS =
  'id, document, kind, name, before_label AS before, at, who, seq, edition, ifnull(length(state), 0) AS bytes';

/** The versions of a document, newest first. */
export function readVersions(connection: ReadConnection, document: number): VersionRow[] {
  return connection.all<VersionRow>(
    `SELECT ${COLUMNS} FROM version WHERE document = ? ORDER BY seq DESC, id DESC`,
    document,
  );
}

/** Throws CoreError `notFound` for a version that is not there. */
export function requireVersion(connection: ReadConnection, document: number, id: number): VersionRow {
  const row = connection.get<VersionRow>(`SELECT ${COLUMNS} FROM version WHERE id = ? AND document = ?`, id, document);
  if (row) return row;
  throw new CoreError('notFound', `there is no version ${id} of this document; choose another`, { version: id });
}

export function insertVersion(
  connection: WriteConnection,
  version: Omit<VersionRow, 'id' | 'bytes'>,
  state: { readonly blob: Uint8Array; readonly checksum: number } | null,
): number {
  connection.run(
    `INSERT INTO version (document, kind, name, before_label, at, who, seq, edition, state, checksum)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    version.document,
    version.kind,
    version.name,
    version.before,
    version.at,
    version.who,
    version.seq,
    version.edition,
    state?.blob ?? null,
    state?.checksum ?? null,
  );
  return connection.get<{ id: number }>('SELECT last_insert_rowid() AS id')?.id ?? 0;
}

export function renameVersion(connection: WriteConnection, id: number, name: string): void {
  connection.run('UPDATE version SET name = ? WHERE id = ?', name, id);
}

export function deleteVersion(connection: WriteConnection, id: number): void {
  connection.run('DELETE FROM version WHERE id = ?', id);
}

/** Characters of a state that are packed at a time: long documents take no more room for this than others. */
const PACKED_CHARACTERS = 2 ** 20;

/** The present beads of a document as they are stored with a version. `told` is called after each. */
export function packState(
  connection: ReadConnection,
  document: number,
  told: () => void,
): { readonly blob: Uint8Array; readonly checksum: number } {
  const parts: Uint8Array[] = [];
  let checksum = 0;
  let text = '[';
  const pack = (finishFlush: number): void => {
    const bytes = Buffer.from(text, 'utf8');
    checksum = crc32(bytes, checksum);
    // Flushed parts end with a byte, so put end to end they are one stream (RFC 1951, section 3.2.4; zlib's manual).
    parts.push(deflateRawSync(bytes, { level: 3, finishFlush }));
    text = '';
  };
  let separator = '';
  // The stored text of a bead is an object; number and status are put in front of it, so that nothing is parsed.
  const sql = 'SELECT id, status, data FROM bead WHERE document = ? ORDER BY position';
  for (const row of connection.iterate<{ id: number; status: string; data: string }>(sql, document)) {
    text += `${separator}{"id":${row.id},"status":"${row.status}",${row.data.slice(1)}`;
    separator = ',\n';
    if (text.length >= PACKED_CHARACTERS) pack(constants.Z_SYNC_FLUSH);
    told();
  }
  text += ']';
  pack(constants.Z_FINISH);
  return { blob: Buffer.concat(parts), checksum };
}

/** The beads stored with a version; null when there are none, or they are not what was written. */
export function unpackState(connection: ReadConnection, version: number): Bead[] | null {
  const row = connection.get<{ state: Uint8Array | null; checksum: number }>(
    'SELECT state, checksum FROM version WHERE id = ?',
    version,
  );
  if (!row?.state) return null;
  try {
    const json = inflateRawSync(row.state);
    return crc32(json) === row.checksum ? (JSON.parse(json.toString('utf8')) as Bead[]) : null;
  } catch {
    return null;
  }
}

/** How many bytes the change log of a scope has gathered after an entry, up to and including another. */
export function logVolume(
  connection: ReadConnection,
  scope: number,
  after: number,
  upTo = Number.MAX_SAFE_INTEGER,
): number {
  return (
    connection.get<{ bytes: number | null }>(
      'SELECT sum(length(operations)) AS bytes FROM change WHERE scope = ? AND seq > ? AND seq <= ?',
      scope,
      after,
      upTo,
    )?.bytes ?? 0
  );
}
