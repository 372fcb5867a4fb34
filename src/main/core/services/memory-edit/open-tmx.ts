import { mkdirSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { OpenedTmx } from '../../../../shared/contract/memory-edit.ts';
import { MEMORY_EXTENSION, createMemoryFile } from '../../store/memory-file.ts';
import type { SqliteOptions } from '../../store/sqlite.ts';
import { freeName, requireAbsolute } from '../files.ts';
import type { ImportOptions } from '../memories/import-tmx.ts';
import { importTmx } from '../memories/import-tmx.ts';
import { copiesFolder, markCopy, removeCopies } from './opened-copies.ts';

/** Imports a TMX file into a memory of its own, so that it can be looked through; a failure leaves nothing behind. */
export async function openTmx(
  file: string,
  to: string | null,
  dataFolder: string,
  importing: ImportOptions,
  options: SqliteOptions,
): Promise<OpenedTmx> {
  const name = basename(file)
    .replace(/\.(gz|zip)$/i, '')
    .replace(/\.tmx$/i, '');
  const tmx = requireAbsolute(file);
  if (to === null) removeCopies(dataFolder, importing.now, options, tmx);
  const path =
    to === null ? freeName(join(copiesFolder(dataFolder), `${name}${MEMORY_EXTENSION}`)) : requireAbsolute(to);
  const memory = extname(path) === MEMORY_EXTENSION ? path : `${path}${MEMORY_EXTENSION}`;
  mkdirSync(dirname(memory), { recursive: true });
  const connection = await createMemoryFile(memory, name, options);
  try {
    const report = importTmx(connection, tmx, importing);
    if (to === null) markCopy(connection, tmx);
    connection.close();
    return { memory, report };
  } catch (error) {
    connection.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${memory}${suffix}`, { force: true });
    throw error;
  }
}
