import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { CoreError } from '../../../shared/contract/errors.ts';
import { writeMeta } from './meta.ts';
import { initial } from './migrations/memory/001-initial.ts';
import { columns } from './migrations/memory/002-columns.ts';
import { steps } from './migrations/memory/003-steps.ts';
import { texts } from './migrations/memory/004-texts.ts';
import type { Migration, MigrationProgress } from './migrate.ts';
import { migrate } from './migrate.ts';
import type { ReadConnection, SqliteOptions, WriteConnection } from './sqlite.ts';
import { asSqliteFailure, openForReading, openForWriting, pragmaNumber, standsAlone } from './sqlite.ts';

/** `Bfmm` in ASCII: what the header of a memory file carries. */
export const MEMORY_APPLICATION_ID = 0x42666d6d;
export const MEMORY_EXTENSION = '.bmem';

const migrations: readonly Migration[] = [initial, columns, steps, texts];
export const MEMORY_VERSION = migrations.at(-1)?.version ?? 0;

/** Makes an empty memory. Throws CoreError `conflict` when there is a file already. */
export async function createMemoryFile(path: string, name: string, options: SqliteOptions): Promise<WriteConnection> {
  claimName(path);
  const connection = openForWriting(path, options);
  try {
    await migrate(connection, MEMORY_APPLICATION_ID, migrations);
    connection.transaction(() => {
      writeMeta(connection, 'uuid', randomUUID());
      writeMeta(connection, 'name', name);
    });
    return connection;
  } catch (error) {
    connection.close();
    rmSync(path, { force: true });
    throw error;
  }
}

/** Makes the empty file first, so that of two processes that want the same name only one goes on. */
function claimName(path: string): void {
  try {
    closeSync(openSync(path, 'wx'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new CoreError('conflict', `${path}: there is already a file of that name; choose another name or attach it`, {
      path,
    });
  }
}

/**
 * Opens a memory for writing and brings one of an older version up to date, which `progress` may stop by throwing.
 * Throws CoreError `fileNotFound`, `unknownFormat`, `memoryNewer`; damage shows as an error of SQLite, which the caller
 * translates.
 */
export async function openMemoryFile(
  path: string,
  options: SqliteOptions,
  progress?: MigrationProgress,
): Promise<WriteConnection> {
  refuseMissing(path);
  const connection = openForWriting(path, options);
  try {
    refuseForeign(connection);
    await migrate(connection, MEMORY_APPLICATION_ID, migrations, progress);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens a memory for reading; the same errors, and an older memory has to be opened for writing once before. */
export function readMemoryFile(path: string, options: SqliteOptions): ReadConnection {
  refuseMissing(path);
  const connection = openForReading(path, options);
  try {
    refuseForeign(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** True for a memory of an older version, which opening it for writing brings up to date. */
export function isOlder(memory: ReadConnection): boolean {
  return pragmaNumber(memory, 'user_version') < MEMORY_VERSION;
}

/** Memories of an older version of up to so many bytes are brought up to date at once; larger ones by a job. */
const QUICK_UPDATE = 4 * 2 ** 20;

/** True for a memory that takes longer than a moment to bring up to date. The errors of opening it. */
export function needsUpdateJob(path: string, options: SqliteOptions): boolean {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= QUICK_UPDATE) return false;
  const connection = readMemoryFile(path, options);
  try {
    return isOlder(connection);
  } finally {
    connection.close();
  }
}

function refuseMissing(path: string): void {
  if (existsSync(path)) return;
  throw new CoreError(
    'fileNotFound',
    `${path}: there is no such memory; check whether it was moved or renamed, or detach it from the project`,
    { path },
  );
}

function refuseForeign(connection: ReadConnection): void {
  const { path } = connection;
  if (pragmaNumber(connection, 'application_id') !== MEMORY_APPLICATION_ID) {
    throw new CoreError('unknownFormat', `${path}: this is not a translation memory; choose a .bmem file`, { path });
  }
  const version = pragmaNumber(connection, 'user_version');
  if (version > MEMORY_VERSION) {
    throw new CoreError(
      'memoryNewer',
      `${path}: this memory was saved by a newer Bifronte (format ${version}, this one knows ${MEMORY_VERSION}); ` +
        'install the newer Bifronte to use it',
      { path, version, known: MEMORY_VERSION },
    );
  }
}

/** True when no connection of this or another program has the memory open, nor anything of it waits in a journal. */
export function isUnused(path: string, options: SqliteOptions): boolean {
  try {
    return standsAlone(path, { ...options, busyTimeout: 0 });
  } catch (error) {
    if (asSqliteFailure(error)) return false;
    throw error;
  }
}
