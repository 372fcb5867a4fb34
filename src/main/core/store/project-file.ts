import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { CoreError } from '../../../shared/contract/errors.ts';
import { initial } from './migrations/project/001-initial.ts';
import { alignment } from './migrations/project/002-alignment.ts';
import { versions } from './migrations/project/003-versions.ts';
import { wordLists } from './migrations/project/004-word-lists.ts';
import type { Migration } from './migrate.ts';
import { migrate } from './migrate.ts';
import type { ReadConnection, SqliteOptions, WriteConnection } from './sqlite.ts';
import { openForReading, openForWriting, pragmaNumber, quickCheck } from './sqlite.ts';

/** `Bifr` in ASCII: what the header of a project file carries. */
export const PROJECT_APPLICATION_ID = 0x42696672;
export const PROJECT_EXTENSION = '.bifronte';

const migrations: readonly Migration[] = [initial, alignment, versions, wordLists];
export const PROJECT_VERSION = migrations.at(-1)?.version ?? 0;

/** Opens a project file for reading; the writer must have opened and checked it before. */
export function readProjectFile(path: string, options: SqliteOptions): ReadConnection {
  return openForReading(path, options);
}

/** Makes an empty project file. Throws CoreError `conflict` when there is a file already. */
export async function createProjectFile(path: string, options: SqliteOptions): Promise<WriteConnection> {
  if (existsSync(path)) {
    throw new CoreError('conflict', `${path}: there is already a file of that name; choose another name or open it`, {
      path,
    });
  }
  const connection = openForWriting(path, { ...options, create: true });
  try {
    await migrate(connection, PROJECT_APPLICATION_ID, migrations);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Opens a project file for writing. Throws CoreError: `fileNotFound`, `projectReadOnly`, `projectDamaged`,
 * `projectNewer`, `unknownFormat` (a database of something else).
 * `check` looks through the whole file first, for one that was not closed properly.
 */
export async function openProjectFile(path: string, options: SqliteOptions, check: boolean): Promise<WriteConnection> {
  refuseUnusable(path);
  const connection = openForWriting(path, options);
  try {
    const id = pragmaNumber(connection, 'application_id');
    if (id !== PROJECT_APPLICATION_ID) {
      throw new CoreError('unknownFormat', `${path}: this is not a Bifronte project; choose a .bifronte file`, {
        path,
      });
    }
    const version = pragmaNumber(connection, 'user_version');
    if (version > PROJECT_VERSION) {
      throw new CoreError(
        'projectNewer',
        `${path}: this project was saved by a newer Bifronte (format ${version}, this one knows ${PROJECT_VERSION}); ` +
          'install the newer Bifronte to open it',
        { path, version, known: PROJECT_VERSION },
      );
    }
    if (check) {
      const answer = quickCheck(connection);
      if (answer !== 'ok') throw damaged(path, answer);
    }
    await migrate(connection, PROJECT_APPLICATION_ID, migrations);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function damaged(path: string, detail: string): CoreError {
  return new CoreError(
    'projectDamaged',
    `${path}: the project file is damaged (${detail}); restore a backup, or copy the file away before you try anything else`,
    { path, detail },
  );
}

function refuseUnusable(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    throw new CoreError('fileNotFound', `${path}: there is no such project; check whether it was moved or renamed`, {
      path,
    });
  }
  if (!stat.isFile()) throw new CoreError('unknownFormat', `${path}: this is a folder, not a project file`, { path });
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw new CoreError('fileUnreadable', `${path}: access is denied; check the permissions of the file`, { path });
  }
  if (!mayWrite(path) || !mayWrite(dirname(path))) throw readOnlyProject(path);
}

/** The error for a project that cannot be written to. */
export function readOnlyProject(path: string): CoreError {
  return new CoreError(
    'projectReadOnly',
    `${path}: the project or its folder is read-only; copy it to a folder you can write to and open the copy`,
    { path },
  );
}

/** False also for what was marked read-only on purpose, although an administrator could write to it all the same. */
function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return (statSync(path).mode & 0o222) !== 0;
  } catch {
    return false;
  }
}
