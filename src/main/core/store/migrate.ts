import { rmSync } from 'node:fs';
import { putInPlace, temporaryName } from './atomic-file.ts';
import type { WriteConnection } from './sqlite.ts';
import { pragmaNumber } from './sqlite.ts';

/** One step from a version of a file to the next. Migrations only go forward and are never altered once released. */
export interface Migration {
  /** The `user_version` of the file after it. */
  readonly version: number;
  readonly sql: string;
}

/**
 * Brings a file to the newest version, all steps in one transaction. A file that holds data already is copied first to
 * `<file>.before-v<N>` (returned; null when nothing had to be copied).
 */
export async function migrate(
  connection: WriteConnection,
  applicationId: number,
  migrations: readonly Migration[],
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
      await connection.backup(temporary);
      putInPlace(temporary, copy);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  }
  connection.transaction(() => {
    for (const { sql } of due) connection.script(sql);
    connection.script(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${last.version};`);
  });
  return copy;
}
