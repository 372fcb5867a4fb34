import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { JobName, OutputOf, ParsedInputOf } from '../../../shared/contract/contract.ts';
import { CoreError } from '../../../shared/contract/errors.ts';
import type { ImportReport } from '../../../shared/contract/types.ts';
import { usableKernel } from '../memory/kernel-file.ts';
import type { Author } from '../services/bitext/run.ts';
import { requireAbsolute } from '../services/files.ts';
import { MemoryReaders } from '../services/memories/connections.ts';
import type { MemoryOpener } from '../services/memories/describe.ts';
import { rollBackImport } from '../services/memories/batches.ts';
import { moveMemoryStep } from '../services/memory-edit/commands.ts';
import { isCopy, noteSaved } from '../services/memory-edit/opened-copies.ts';
import { runMemoryCommand } from '../services/memory-edit/run.ts';
import { authorName, readSettings, windowLanguage } from '../services/settings.ts';
import { failureOf } from '../store/failure.ts';
import { isOlder, MEMORY_EXTENSION, openMemoryFile, readMemoryFile } from '../store/memory-file.ts';
import { readProjectFile } from '../store/project-file.ts';
import { readCounter } from '../store/meta.ts';
import { openForWriting } from '../store/sqlite.ts';
import type { ReadConnection, SqliteOptions, WriteConnection } from '../store/sqlite.ts';
import type { JobData } from './protocol.ts';
import { entryOf, log, pathOf, report, sqliteOptions } from './serve.ts';

/**
 * The worker of one long task. It may be terminated at any moment: whatever it writes, it writes in one transaction.
 * What only some tasks need is loaded by these, so that the others start sooner.
 */

type Handlers = {
  readonly [K in JobName]: (input: ParsedInputOf<K>) => OutputOf<K> | Promise<OutputOf<K>>;
};

const { config, job, method, input, cancel } = workerData as JobData;
const options: SqliteOptions = {
  ...sqliteOptions(config),
  busyTimeout: 30_000,
  // Whoever gives up does not have to wait for the other process as well.
  waiting: () => progress('job.waiting', 0, null),
};
const settings = readSettings(config.dataFolder);
const origin = { tool: 'Bifronte', version: config.version, date: new Date().toISOString() };
const cancelled = new Int32Array(cancel);

const PROGRESS_EVERY_MS = 50;
/** Bytes of pages of a memory held while it is changed. */
const MEMORY_CACHE = 128 * 2 ** 20;
let reported = Number.NEGATIVE_INFINITY;
let reportedPhase = '';

/** Tells the windows how far the job is, not too often. Throws CoreError `cancelled` when the user gave up. */
function progress(phase: string, done: number, total: number | null): void {
  if (Atomics.load(cancelled, 0) === 1) throw new CoreError('cancelled', 'the task was cancelled; nothing was changed');
  const now = performance.now();
  if (phase === reportedPhase && now - reported < PROGRESS_EVERY_MS) return;
  reported = now;
  reportedPhase = phase;
  report({ type: 'event', event: 'job.progress', payload: { job, phase, done, total } });
}

/** Runs `action` with a connection to a project that the writer has open and checked. */
async function withProject<T>(project: string, action: (connection: WriteConnection) => T | Promise<T>): Promise<T> {
  const connection = openForWriting(project, options);
  try {
    return await action(connection);
  } finally {
    connection.close();
  }
}

/** Runs `action` with a connection to a memory that may be written to. */
async function withMemory<T>(memory: string, action: (connection: WriteConnection) => Promise<T>): Promise<T> {
  const connection = await openMemoryFile(memory, options, updating);
  try {
    return await action(connection);
  } finally {
    connection.close();
  }
}

/** Opens a memory for reading what only those of the present version hold; an older one is brought up to date first. */
async function readUpdated(path: string): Promise<ReadConnection> {
  const connection = readMemoryFile(path, options);
  if (!isOlder(connection)) return connection;
  connection.close();
  (await openMemoryFile(path, options, updating)).close();
  return readMemoryFile(path, options);
}

/** What is left to do when the answer is given. */
const afterwards: (() => void)[] = [];

/**
 * Runs a step on many units of a memory. They touch pages all over the indexes, which would otherwise be written and
 * read again in between. What is in the journal is on the disk; it is merged into the file when the answer is given.
 */
async function withRoom<T>(memory: string, action: (connection: WriteConnection) => T | Promise<T>): Promise<T> {
  const connection = await openMemoryFile(memory, options, updating);
  afterwards.push(connection.close);
  connection.script(`PRAGMA cache_size = -${MEMORY_CACHE / 1024}; PRAGMA wal_autocheckpoint = 0`);
  const answer = await action(connection);
  changed(memory);
  afterwards.unshift(() => void connection.all('PRAGMA wal_checkpoint(PASSIVE)'));
  return answer;
}

/** Tells the windows that units of a memory changed. */
const changed = (memory: string): void => report({ type: 'event', event: 'memory.changed', payload: { memory } });

const working = (done: number, total: number | null): void => progress('job.writing', done, total);

const reading = (done: number, total: number): void => progress('job.reading', done, total);

const updating = (done: number, total: number): void => progress('job.updating', done, total);

/** Stores the columns of a memory anew. What was done before stands, whatever comes of this. */
async function storeColumns(memory: WriteConnection): Promise<void> {
  try {
    const { refreshColumns } = await import('../services/memories/store-columns.ts');
    await refreshColumns(memory, usableKernel(config.kernel), (done, total) => {
      progress('job.indexing', done, total);
    });
  } catch (error) {
    log('warn', `${memory.path}: the index could not be stored, so the next lookup starts slowly: ${String(error)}`);
  }
}

/** Imports a TMX file and stores the columns of its texts; without the kernel they wait for a better day. */
async function importWithColumns(
  memory: WriteConnection,
  file: string,
  languages?: readonly string[],
): Promise<ImportReport> {
  const { importTmx } = await import('../services/memories/import-tmx.ts');
  const { ColumnCollector } = await import('../services/memories/store-columns.ts');
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const collector = new ColumnCollector(memory, bytes, () => usableKernel(config.kernel));
  const onVariant = collector.add;
  const imported = importTmx(memory, file, { languages, now: Date.now(), progress: reading, onVariant });
  collector.store(imported.batch, readCounter(memory, 'generation'));
  return imported;
}

const author = (): Author => ({ who: authorName(config.dataFolder), now: Date.now() });

/** Runs `action` with a way to open memories for reading; they are closed afterwards. */
async function withMemories<T>(action: (open: MemoryOpener) => Promise<T>): Promise<T> {
  const memories = new MemoryReaders(options);
  try {
    return await action(memories.open);
  } finally {
    memories.releaseAll();
  }
}

const handlers: Handlers = {
  'document.add': ({ project, path, encoding, name }) =>
    withProject(project, async (connection) => {
      const { storeDocument } = await import('../services/documents/documents.ts');
      const { prepareDocument } = await import('../services/documents/prepare.ts');
      const prepared = prepareDocument(connection, path, { encoding, name, srx: settings['srx'] }, progress);
      progress('job.saving', 0, null);
      const info = storeDocument(connection, prepared, author());
      report({ type: 'event', event: 'project.changed', payload: { project } });
      return info;
    }),

  'align.add': ({ project, pairs, encoding }) =>
    withProject(project, (connection) =>
      withMemories(async (openMemory) => {
        const { addAlignments } = await import('../services/alignment/add.ts');
        const context = { author, openMemory, progress, encoding, srx: settings['srx'] };
        const added = await addAlignments(connection, pairs, context);
        report({ type: 'event', event: 'project.changed', payload: { project } });
        return added;
      }),
    ),
  'align.open': ({ project, path }) =>
    withProject(project, async (connection) => {
      progress('job.reading', 0, null);
      const { openBitext } = await import('../services/alignment/open-bitext.ts');
      const added = openBitext(connection, path, author());
      report({ type: 'event', event: 'project.changed', payload: { project } });
      return added;
    }),
  'align.again': ({ project, document }) =>
    withProject(project, (connection) =>
      withMemories(async (openMemory) => {
        const { realignDocument } = await import('../services/alignment/realign.ts');
        const applied = await realignDocument(connection, document, { author, openMemory, progress });
        report({ type: 'event', event: 'bitext.changed', payload: { project, document, applied } });
        return applied;
      }),
    ),
  'align.send': async ({ project, document, memory, confidence }) => {
    const connection = readProjectFile(project, options);
    try {
      const target = await openMemoryFile(memory, options, updating);
      try {
        const { sendBeads } = await import('../services/alignment/send.ts');
        const sent = sendBeads(connection, document, target, { confidence, now: Date.now(), progress: working });
        changed(memory);
        return sent;
      } finally {
        target.close();
        report({ type: 'event', event: 'project.changed', payload: { project } });
      }
    } finally {
      connection.close();
    }
  },

  'memory.import': ({ memory, file, languages }) =>
    withMemory(memory, async (connection) => {
      const imported = await importWithColumns(connection, file, languages);
      changed(memory);
      await storeColumns(connection);
      return imported;
    }),
  'memory.export': async ({ memory, file, languages, plain = false }) => {
    const { exportTmx } = await import('../services/memories/export-tmx.ts');
    const connection = readMemoryFile(memory, options);
    try {
      return exportTmx(connection, requireAbsolute(file), {
        languages,
        plain,
        origin,
        progress: (done, total) => progress('job.writing', done, total),
      });
    } finally {
      connection.close();
    }
  },

  'memoryFile.search': async ({ memory, ...input }) => {
    const connection = await readUpdated(memory);
    try {
      const { searchFile } = await import('../services/memories/search-file.ts');
      return await searchFile(connection, input, {
        worker: entryOf(config.entries.search),
        nativeBinding: config.nativeBinding,
        progress: (done) => progress('job.reading', done, null),
      });
    } finally {
      connection.close();
    }
  },
  'memoryFile.preview': async ({ file, memory }) => {
    const { previewTmx } = await import('../services/memories/preview-tmx.ts');
    const connection = memory === null ? null : await readUpdated(memory);
    try {
      return previewTmx(file, connection, reading);
    } finally {
      connection?.close();
    }
  },
  'memoryFile.check': async ({ file, limit }) => {
    const { checkMemory, checkTmx } = await import('../services/memories/check-memory.ts');
    if (extname(file).toLowerCase() !== MEMORY_EXTENSION) return checkTmx(file, limit, reading);
    const connection = readMemoryFile(file, options);
    try {
      return checkMemory(connection, limit, reading);
    } finally {
      connection.close();
    }
  },
  'memoryFile.rollback': ({ memory, batch }) =>
    withMemory(memory, async (connection) => {
      const answer = rollBackImport(connection, batch);
      changed(memory);
      await storeColumns(connection);
      return answer;
    }),
  'memoryFile.index': ({ memory }) =>
    withMemory(memory, async (connection) => {
      await storeColumns(connection);
      return null;
    }),

  'memoryEdit.prepare': async ({ path }) => {
    const connection = await openMemoryFile(path, options, updating);
    try {
      const { refreshAllBlocks } = await import('../services/memories/store-columns.ts');
      refreshAllBlocks(connection, (done, total) => progress('job.indexing', done, total));
    } finally {
      connection.close();
    }
    changed(path);
    return null;
  },
  'memoryEdit.previewMerge': ({ memory, from, ...pair }) =>
    withMemories(async (open) => {
      const { previewMerge } = await import('../services/memory-edit/preview-merge.ts');
      return previewMerge(open(memory), open(from), pair, reading);
    }),
  'memoryEdit.openTmx': async ({ file, to }) => {
    const { openTmx } = await import('../services/memory-edit/open-tmx.ts');
    return openTmx(file, to, config.dataFolder, { now: Date.now(), progress: reading }, options);
  },
  'memoryEdit.export': async ({ memory, file, units, ...choice }) => {
    const connection = readMemoryFile(memory, options);
    try {
      const generation = readCounter(connection, 'generation');
      const wanted = { ...choice, units: units ?? undefined, origin, progress: working };
      const { exportTmx } = await import('../services/memories/export-tmx.ts');
      const written = exportTmx(connection, requireAbsolute(file), wanted);
      const whole = units === null && choice.languages === undefined && !choice.plain && !choice.anonymous;
      if (whole && isCopy(connection)) await withMemory(memory, async (copy) => noteSaved(copy, generation));
      return written;
    } finally {
      connection.close();
    }
  },
  'memoryEdit.runMany': ({ memory, command }) =>
    withRoom(memory, (connection) =>
      runMemoryCommand(connection, command, { ...author(), progress: working }, options),
    ),
  'memoryEdit.moveMany': ({ memory, direction }) =>
    withRoom(memory, (connection) => moveMemoryStep(connection, direction, working)),

  'export.run': ({ project, ...input }) =>
    withProject(project, async (connection) => {
      const { runExport } = await import('../services/exchange/export.ts');
      const { keepDelivered } = await import('../services/versions/delivered.ts');
      const written = runExport(connection, input, {
        origin,
        language: windowLanguage(settings),
        progress: (done, total) => progress('job.writing', done, total),
      });
      keepDelivered(connection, input.documents, basename(input.path), author());
      return written;
    }),

  'review.report': async ({ project, ...input }) => {
    const { writeReport } = await import('../services/review/write-report.ts');
    const connection = readProjectFile(project, options);
    try {
      progress('job.comparing', 0, null);
      return writeReport(connection, input, { locale: windowLanguage(settings), who: author().who, options });
    } finally {
      connection.close();
    }
  },
};

try {
  const handler = handlers[method as JobName] as (input: unknown) => unknown;
  report({ type: 'answer', id: 0, value: await handler(input) });
} catch (error) {
  report({ type: 'failure', id: 0, failure: failureOf(error, log, pathOf(input)) });
}
try {
  for (const act of afterwards) act();
} catch (error) {
  // The journal is merged by whoever changes the memory next.
  log('warn', `${pathOf(input)}: ${String(error)}`);
}
