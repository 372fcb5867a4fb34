import { rmSync } from 'node:fs';
import { putInPlace, temporaryName } from './atomic-file.ts';
import type { WriteConnection } from './sqlite.ts';
import { pragmaNumber } from './sqlite.ts';

/** One step from a version of a file to the next. Migrations only go forward and are never altered once released. */
export interface Migration {
  /** The `user_version` of the file after it. */
  readonly version: number;
  readonly sql: string;
  /** What goes through the rows afterwards, in turns. */
  readonly fill?: (connection: WriteConnection, progress: MigrationProgress) => void;
}

/** Told how far a migration is; may throw to stop it, and the file is as it was. */
export type MigrationProgress = (done: number, total: number) => void;

/** Bytes of pages held while a file is brought to another version: tables and indexes are written as a whole. */
const CACHE = 192 * 2 ** 20;

/**
 * Brings a file to the newest version, all steps in one transaction. A file that holds data already is copied first to
 * `<file>.before-v<N>` (returned; null when nothing had to be copied). `progress` counts the copy first. When another
 * process does the same meanwhile, its work is taken as it is.
 */
export async function migrate(
  connection: WriteConnection,
  applicationId: number,
  migrations: readonly Migration[],
  progress: MigrationProgress = () => undefined,
): Promise<string | null> {
  const present = pragmaNumber(connection, 'user_version');
  const due = migrations.filter(({ version }) => version > present);
  const last = due.at(-1);
  if (!last) return null;
  const copy = present > 0 ? `${connection.path}.before-v${last.version}` : null;
  const temporary = copy === null ? null : temporaryName(copy);
  const { cache_size: usual } = connection.get<{ cache_size: number }>('PRAGMA cache_size') ?? { cache_size: 0 };
  try {
    if (temporary !== null) await connection.backup(temporary, progress);
    connection.script(`PRAGMA cache_size = -${CACHE / 1024}`);
    const isDone = connection.transaction(() => {
      // Another process may have been quicker: its copy is the one of the former state.
      if (pragmaNumber(connection, 'user_version') !== present) return false;
      for (const { sql, fill } of due) {
        connection.script(sql);
        fill?.(connection, progress);
      }
      connection.script(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${last.version};`);
      // Nobody sees the new state before the copy of the former one stands in its place.
      if (temporary !== null && copy !== null) putInPlace(temporary, copy);
      return true;
    });
    if (isDone) return copy;
  } finally {
    if (temporary !== null) rmSync(temporary, { force: true });
    connection.script(`PRAGMA cache_size = ${usual}`);
  }
  return migrate(connection, applicationId, migrations, progress);
}
