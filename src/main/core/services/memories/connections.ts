import { existsSync, statSync } from 'node:fs';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { needsUpdateJob, openMemoryFile, readMemoryFile } from '../../store/memory-file.ts';
import type { ReadConnection, SqliteOptions, WriteConnection } from '../../store/sqlite.ts';
import { asSqliteFailure, openForWriting } from '../../store/sqlite.ts';

interface Held<Connection> {
  readonly connection: Connection;
  readonly file: string;
}

/** Tells a file from another that took its name. */
function identity(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.dev}:${stat.ino}` : '';
}

/** Connections to memories, opened when first needed and kept; a file that was exchanged is opened afresh. */
class Connections<Connection extends ReadConnection> {
  readonly #held = new Map<string, Held<Connection>>();

  /** The connection for a path, when its file is still the same. */
  protected present(path: string): Connection | undefined {
    const held = this.#held.get(path);
    if (!held) return undefined;
    if (held.file === identity(path)) return held.connection;
    this.release(path);
    return undefined;
  }

  protected keep(path: string, connection: Connection): Connection {
    this.#held.set(path, { connection, file: identity(path) });
    return connection;
  }

  /** The files that are held open. */
  get paths(): string[] {
    return [...this.#held.keys()];
  }

  release(path: string): void {
    const held = this.#held.get(path);
    this.#held.delete(path);
    held?.connection.close();
  }

  releaseAll(): void {
    for (const path of this.#held.keys()) this.release(path);
  }
}

/**
 * A connection that only reads leaves the journal beside the file when it is the last to close; one that may write takes
 * it in. Does nothing where others have the file open, or where it cannot be written to.
 */
function mergeJournal(path: string, options: SqliteOptions): void {
  if (!existsSync(`${path}-wal`) || !existsSync(path)) return;
  try {
    openForWriting(path, { ...options, busyTimeout: 0 }).close();
  } catch (error) {
    if (!asSqliteFailure(error)) throw error;
  }
}

export class MemoryReaders extends Connections<ReadConnection> {
  readonly #options: SqliteOptions;

  constructor(options: SqliteOptions) {
    super();
    this.#options = options;
  }

  readonly open = (path: string): ReadConnection =>
    this.present(path) ?? this.keep(path, readMemoryFile(path, this.#options));

  override release(path: string): void {
    super.release(path);
    mergeJournal(path, this.#options);
  }
}

export class MemoryWriters extends Connections<WriteConnection> {
  readonly #options: SqliteOptions;

  constructor(options: SqliteOptions) {
    super();
    this.#options = options;
  }

  /** Throws CoreError `conflict` for a memory that takes long to bring up to date: that is a job, with progress. */
  readonly open = async (path: string): Promise<WriteConnection> => {
    const present = this.present(path);
    if (present) return present;
    if (needsUpdateJob(path, this.#options)) {
      throw new CoreError(
        'conflict',
        `${path}: this memory was saved by an older Bifronte; open it in the memory view, which brings it up to date`,
        { path, key: 'memory.older' },
      );
    }
    return this.keep(path, await openMemoryFile(path, this.#options));
  };
}
