import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';

/** A memory attached to a project, and how the project uses it. */
export interface Attachment {
  /** Absolute. */
  readonly path: string;
  readonly name: string;
  readonly priority: number;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly penalty: number;
}

/** What is stored: a memory beside the project or below it goes along when the folder is moved. */
function storedPath(connection: ReadConnection, path: string): string {
  const local = relative(dirname(connection.path), path);
  return local.startsWith('..') || isAbsolute(local) ? path : local.replaceAll('\\', '/');
}

function fullPath(connection: ReadConnection, stored: string): string {
  return isAbsolute(stored) ? resolve(stored) : join(dirname(connection.path), stored);
}

/** The attached memories, most important first. */
export function readAttachments(connection: ReadConnection): Attachment[] {
  return connection
    .all<{ path: string; name: string; priority: number; readable: number; writable: number; penalty: number }>(
      'SELECT path, name, priority, readable, writable, penalty FROM memory ORDER BY priority, name',
    )
    .map((row) => ({
      ...row,
      path: fullPath(connection, row.path),
      readable: row.readable === 1,
      writable: row.writable === 1,
    }));
}

/** Attaches a memory, or changes how it is used. A writable one makes all others read-only. */
export function putAttachment(connection: WriteConnection, attachment: Attachment): void {
  if (attachment.writable) connection.run('UPDATE memory SET writable = 0');
  connection.run(
    `INSERT INTO memory (path, name, priority, readable, writable, penalty) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET name = excluded.name, priority = excluded.priority, readable = excluded.readable,
       writable = excluded.writable, penalty = excluded.penalty`,
    storedPath(connection, attachment.path),
    attachment.name,
    attachment.priority,
    attachment.readable ? 1 : 0,
    attachment.writable ? 1 : 0,
    attachment.penalty,
  );
}

/** Returns false when it was not attached. */
export function removeAttachment(connection: WriteConnection, path: string): boolean {
  return connection.run('DELETE FROM memory WHERE path = ?', storedPath(connection, path)) > 0;
}
