import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Skeleton, Unit } from '../../../../shared/formats/document-format.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';
import { insertOriginal, readOriginal, readOriginalContent } from './documents.ts';
import type { Original, OriginalContent } from './documents.ts';

/** The hash of the source a document has now; empty for one that came from no file. */
export function presentEdition(connection: ReadConnection, document: number): string {
  return readOriginal(connection, document, 'source')?.sha256 ?? '';
}

/** Puts another source in the place of the present one, which is kept with the step `seq`. */
export function replaceEdition(
  connection: WriteConnection,
  document: number,
  seq: number,
  original: Original,
  content: OriginalContent,
): void {
  keepPresent(connection, document, seq);
  clear(connection, document);
  insertOriginal(connection, document, 'source', original, content);
}

interface EditionRow {
  readonly original: string;
  readonly skeleton: Uint8Array;
  readonly bytes: Uint8Array;
  readonly units: Uint8Array;
}

/** When the step brought another source, exchanges the present one with the one that was kept. For undo and redo. */
export function swapEdition(connection: WriteConnection, document: number, seq: number): void {
  const kept = connection.get<EditionRow>(
    'SELECT original, skeleton, bytes, units FROM edition WHERE document = ? AND seq = ?',
    document,
    seq,
  );
  if (!kept) return;
  const text = (blob: Uint8Array): string => inflateRawSync(blob).toString('utf8');
  replaceEdition(connection, document, seq, JSON.parse(kept.original) as Original, {
    bytes: inflateRawSync(kept.bytes),
    skeleton: JSON.parse(text(kept.skeleton)) as Skeleton,
    units: JSON.parse(text(kept.units)) as Unit[],
  });
}

function keepPresent(connection: WriteConnection, document: number, seq: number): void {
  const original = readOriginal(connection, document, 'source');
  const content = readOriginalContent(connection, document, 'source');
  if (!original || !content) return;
  connection.run(
    'INSERT OR REPLACE INTO edition (document, seq, original, skeleton, bytes, units) VALUES (?, ?, ?, ?, ?, ?)',
    document,
    seq,
    JSON.stringify(original),
    deflateRawSync(JSON.stringify(content.skeleton)),
    deflateRawSync(content.bytes),
    deflateRawSync(JSON.stringify(content.units)),
  );
}

function clear(connection: WriteConnection, document: number): void {
  for (const table of ['original', 'original_content', 'unit']) {
    connection.run(`DELETE FROM ${table} WHERE document = ? AND side = 'source'`, document);
  }
}
