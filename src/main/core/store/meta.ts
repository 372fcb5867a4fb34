import type { ReadConnection, WriteConnection } from './sqlite.ts';

/** The named values of a project or memory file. */

export function readMeta(connection: ReadConnection, key: string): string | undefined {
  return connection.get<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value;
}

export function writeMeta(connection: WriteConnection, key: string, value: string): void {
  connection.run(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  );
}

/** A counter among the named values; 0 when it was never written. */
export function readCounter(connection: ReadConnection, key: string): number {
  return Number(readMeta(connection, key) ?? '0');
}

export function addToCounter(connection: WriteConnection, key: string, delta: number): number {
  const value = readCounter(connection, key) + delta;
  writeMeta(connection, key, String(value));
  return value;
}
