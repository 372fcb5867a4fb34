import Database from 'better-sqlite3';

/** What a statement may be given; booleans are stored as 0 and 1 by the callers. */
type Parameter = string | number | bigint | Uint8Array | null;

export interface SqliteOptions {
  /** Path of the native binding, where the host is bundled. */
  readonly nativeBinding?: string | undefined;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  /** How long a statement waits for another process's lock, in milliseconds. */
  readonly busyTimeout?: number;
  /** Called several times a second while a change waits for such a lock; may throw to give up. */
  readonly waiting?: () => void;
}

/** A connection that can only read: the file is opened read-only and the type has nothing that writes. */
export interface ReadConnection {
  readonly path: string;
  readonly all: <Row>(sql: string, ...parameters: Parameter[]) => Row[];
  readonly get: <Row>(sql: string, ...parameters: Parameter[]) => Row | undefined;
  readonly iterate: <Row>(sql: string, ...parameters: Parameter[]) => IterableIterator<Row>;
  /** Runs several reads on one state of the file, whatever is written meanwhile. */
  readonly snapshot: <T>(action: () => T) => T;
  readonly close: () => void;
}

/** A connection that may also write. */
export interface WriteConnection extends ReadConnection {
  /** Returns the number of rows changed. */
  readonly run: (sql: string, ...parameters: Parameter[]) => number;
  /** Inserts one row and returns its number. */
  readonly insert: (sql: string, ...parameters: Parameter[]) => number;
  /** All of `action` or nothing of it; takes the write lock at once. Nested calls join the outer transaction. */
  readonly transaction: <T>(action: () => T) => T;
  /** Runs a script of several statements. */
  readonly script: (sql: string) => void;
  /** Copies the database, page by page, into a new file while others go on working; `progress` may throw to stop. */
  readonly backup: (path: string, progress?: (done: number, total: number) => void) => Promise<void>;
}

const SLOW_QUERY_MS = 100;
/** How long a statement waits for another process's lock, unless it is told otherwise. */
const PATIENCE_MS = 5_000;
/** How often one who waits is told so. */
const WAITING_MS = 200;
/** Pages of a file held in memory by a connection, in KiB. */
export const USUAL_CACHE_KB = 32_000;
/** Pages copied in one go: other work waits a few milliseconds at most. */
const BACKUP_PAGES = 1_000;

class Connection implements WriteConnection {
  readonly path: string;
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();
  readonly #options: SqliteOptions;

  constructor(database: Database.Database, options: SqliteOptions) {
    this.path = database.name;
    this.#database = database;
    this.#options = options;
  }

  readonly all = <Row>(sql: string, ...parameters: Parameter[]): Row[] =>
    this.#timed(sql, (statement) => statement.all(...parameters) as Row[]);

  readonly get = <Row>(sql: string, ...parameters: Parameter[]): Row | undefined =>
    this.#timed(sql, (statement) => statement.get(...parameters) as Row | undefined);

  // A statement that is being iterated cannot be used again, so each iteration has its own.
  readonly iterate = <Row>(sql: string, ...parameters: Parameter[]): IterableIterator<Row> =>
    this.#database.prepare(sql).iterate(...parameters) as IterableIterator<Row>;

  readonly run = (sql: string, ...parameters: Parameter[]): number =>
    this.#patiently(() => this.#timed(sql, (statement) => statement.run(...parameters).changes));

  readonly insert = (sql: string, ...parameters: Parameter[]): number =>
    this.#patiently(() => this.#timed(sql, (statement) => Number(statement.run(...parameters).lastInsertRowid)));

  readonly script = (sql: string): void => {
    this.#named(() => this.#database.exec(sql));
  };

  readonly snapshot = <T>(action: () => T): T =>
    this.#database.inTransaction ? action() : this.#named(() => this.#database.transaction(action).deferred());

  readonly transaction = <T>(action: () => T): T =>
    this.#database.inTransaction
      ? action()
      : // The lock is taken before anything is done, so that waiting for it does nothing twice.
        this.#patiently(() => this.#named(() => this.#database.transaction(action).immediate()));

  readonly backup: WriteConnection['backup'] = async (path, progress) => {
    await this.#database.backup(path, {
      progress: ({ totalPages, remainingPages }) => {
        progress?.(totalPages - remainingPages, totalPages);
        return BACKUP_PAGES;
      },
    });
  };

  readonly close = (): void => {
    this.#statements.clear();
    this.#database.close();
  };

  #timed<T>(sql: string, action: (statement: Database.Statement) => T): T {
    const start = performance.now();
    const result = this.#named(() => action(this.#statement(sql)));
    const elapsed = performance.now() - start;
    if (elapsed > SLOW_QUERY_MS) {
      this.#options.log('warn', `slow query (${Math.round(elapsed)} ms): ${sql.replace(/\s+/g, ' ').slice(0, 200)}`);
    }
    return result;
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  /** Tries again while another process keeps the file locked and whoever waits does not give up. */
  #patiently<T>(action: () => T): T {
    const { waiting, busyTimeout = PATIENCE_MS } = this.#options;
    if (waiting === undefined || this.#database.inTransaction) return action();
    for (const end = performance.now() + busyTimeout; ;) {
      try {
        return action();
      } catch (error) {
        const failure = asSqliteFailure(error);
        const isBusy = failure?.file === this.path && failure.code.startsWith('SQLITE_BUSY');
        if (!isBusy || performance.now() >= end) throw error;
        waiting();
      }
    }
  }

  /** SQLite's errors do not say which file they are about. */
  #named<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      // An action on this file may work on another one, too.
      const failure = asSqliteFailure(error);
      if (failure && failure.file === undefined && error instanceof Error) Object.assign(error, { file: this.path });
      throw error;
    }
  }
}

function open(path: string, readonly: boolean, mustExist: boolean, options: SqliteOptions): Database.Database {
  return new Database(path, {
    readonly,
    fileMustExist: mustExist,
    timeout: Math.min(options.busyTimeout ?? PATIENCE_MS, options.waiting ? WAITING_MS : Number.POSITIVE_INFINITY),
    ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
  });
}

/** Opens an existing database for reading. */
export function openForReading(path: string, options: SqliteOptions): ReadConnection {
  const database = open(path, true, true, options);
  try {
    database.pragma('query_only = ON');
    database.pragma(`cache_size = -${USUAL_CACHE_KB}`);
    return new Connection(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Opens a database for writing, in WAL mode with full synchronisation: a transaction that returned is on the disk,
 * whatever happens to the process or the power. `create` makes the file when there is none.
 */
export function openForWriting(path: string, options: SqliteOptions & { readonly create?: boolean }): WriteConnection {
  const database = open(path, false, options.create !== true, options);
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma(`cache_size = -${USUAL_CACHE_KB}`);
    database.pragma('journal_size_limit = 67108864');
    return new Connection(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The value of a pragma that returns one number. */
export function pragmaNumber(connection: ReadConnection, name: 'application_id' | 'user_version'): number {
  const row = connection.get<Record<string, number>>(`PRAGMA ${name}`);
  return row?.[name] ?? 0;
}

/** `ok`, or what is wrong with the file. */
export function quickCheck(connection: ReadConnection): string {
  return connection.get<{ quick_check: string }>('PRAGMA quick_check(1)')?.quick_check ?? 'no answer';
}

interface SqliteFailure {
  readonly code: string;
  /** The database it is about, when known. */
  readonly file: string | undefined;
}

/** The error as SQLite's own, with its code such as `SQLITE_FULL`; null for any other error. */
export function asSqliteFailure(error: unknown): SqliteFailure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (!error.code.startsWith('SQLITE_')) return null;
  return { code: error.code, file: 'file' in error && typeof error.file === 'string' ? error.file : undefined };
}

/**
 * Makes a copied database stand in one file (no journal beside it) and looks through it. Returns what is wrong with it,
 * null when it is whole.
 */
export function checkCopy(path: string, applicationId: number, options: SqliteOptions): string | null {
  try {
    const database = open(path, false, true, options);
    try {
      database.pragma('journal_mode = DELETE');
      if (database.pragma('application_id', { simple: true }) !== applicationId) return 'another kind of file';
      const answer = database.pragma('quick_check(1)', { simple: true });
      return answer === 'ok' ? null : String(answer);
    } finally {
      database.close();
    }
  } catch (error) {
    if (asSqliteFailure(error) && error instanceof Error) return error.message;
    throw error;
  }
}

/**
 * True when this is the only connection to a database, which is then left without a journal beside it. SQLite leaves
 * its WAL mode only for the last connection (sqlite.org/wal.html, section 3).
 */
export function standsAlone(path: string, options: SqliteOptions): boolean {
  const database = open(path, false, true, options);
  try {
    return database.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } finally {
    database.close();
  }
}
