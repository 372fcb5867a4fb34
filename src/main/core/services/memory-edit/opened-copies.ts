import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MEMORY_EXTENSION, isUnused, readMemoryFile } from '../../store/memory-file.ts';
import { readCounter, readMeta, writeMeta } from '../../store/meta.ts';
import type { ReadConnection, SqliteOptions, WriteConnection } from '../../store/sqlite.ts';
import { openForWriting } from '../../store/sqlite.ts';

/** Names the TMX file that a memory is a copy of, made only so that it can be looked through. */
const ORIGIN = 'openedFrom';
/** The generation of such a copy of which everything stands elsewhere: in the TMX file, or in an export. */
const SAVED = 'savedGeneration';

const DAY_MS = 86_400_000;
/** Copies unchanged for so long go, if nothing is lost with them. */
const UNUSED_MS = 3 * DAY_MS;
/** The same when the file they come from is opened anew. */
const REOPENED_MS = DAY_MS / 24;

/** The folder of the copies. */
export function copiesFolder(dataFolder: string): string {
  return join(dataFolder, 'opened');
}

/** Notes that a memory is a copy of a TMX file and holds nothing besides. */
export function markCopy(memory: WriteConnection, file: string): void {
  memory.transaction(() => {
    writeMeta(memory, ORIGIN, file);
    noteSaved(memory, readCounter(memory, 'generation'));
  });
}

export function isCopy(memory: ReadConnection): boolean {
  return readMeta(memory, ORIGIN) !== undefined;
}

/** Notes that everything a copy held at a generation has been written to another file. */
export function noteSaved(memory: WriteConnection, generation: number): void {
  writeMeta(memory, SAVED, String(generation));
}

/** A copy that a project uses is a memory like any other, of whatever version, and stays. */
export function keepCopy(memory: ReadConnection, options: SqliteOptions): void {
  if (!isCopy(memory)) return;
  const connection = openForWriting(memory.path, options);
  try {
    connection.run('DELETE FROM meta WHERE key IN (?, ?)', ORIGIN, SAVED);
  } finally {
    connection.close();
  }
}

/**
 * Deletes copies that nobody has open, unchanged for some days (an hour, when `reopened` names their TMX
 * file), and of which everything stands in another file. Returns their paths. What cannot be read is left alone.
 */
export function removeCopies(
  dataFolder: string,
  now: number,
  options: SqliteOptions,
  reopened: string | null = null,
): string[] {
  const folder = copiesFolder(dataFolder);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(MEMORY_EXTENSION))
    .map((name) => join(folder, name))
    .filter((path) => {
      const age = now - lastUse(path);
      if (age < REOPENED_MS) return false;
      const origin = savedOrigin(path, options);
      if (origin === null || (age < UNUSED_MS && origin !== reopened)) return false;
      if (!isUnused(path, options)) return false;
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
      return true;
    });
}

/** When a copy was made or changed last. Looking into it leaves an empty journal, which does not count. */
function lastUse(path: string): number {
  const times = ['', '-wal'].map((suffix) => {
    const stat = statSync(`${path}${suffix}`, { throwIfNoEntry: false });
    return stat && stat.size > 0 ? stat.mtimeMs : 0;
  });
  return Math.max(...times);
}

/** The TMX file of a copy with which nothing is lost; null for any other memory. */
function savedOrigin(path: string, options: SqliteOptions): string | null {
  let memory: ReadConnection;
  try {
    memory = readMemoryFile(path, options);
  } catch {
    return null;
  }
  try {
    const saved = readMeta(memory, SAVED);
    if (saved === undefined || Number(saved) !== readCounter(memory, 'generation')) return null;
    return readMeta(memory, ORIGIN) ?? null;
  } catch {
    return null;
  } finally {
    memory.close();
  }
}
