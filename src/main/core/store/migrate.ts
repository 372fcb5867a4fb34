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
 * `<file>.before-v<N>` (returned; null when nothing had to be copied). `progress` counts the copy first.
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
  let copy: string | null = null;
  if (present > 0) {
    copy = `${connection.path}.before-v${last.version}`;
    const temporary = temporaryName(copy);
    try {
      await connection.backup(temporary, progress);
      putInPlace(temporary, copy);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
  const { cache_size: usual } = connection.get<{ cache_size: number }>('PRAGMA cache_size') ?? { cache_size: 0 };
  connection.script(`PRAGMA cache_size = -${CACHE / 1024}`);
  try {
    connection.transaction(() => {
      for (const { sql, fill } of due) {
        connection.script(sql);
        fill?.(connection, progress);
      }
      connection.script(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${last.version};`);
    });
  } catch (error) {
    if (copy !== null) rmSync(copy, { force: true });
    throw error;
  } finally {
    connection.script(`PRAGMA cache_size = ${usual}`);
  }
  return copy;
}
