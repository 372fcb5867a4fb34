import { basename, extname } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { JobName, OutputOf, ParsedInputOf } from '../../../shared/contract/contract.ts';
import { CoreError } from '../../../shared/contract/errors.ts';
import type { ImportReport } from '../../../shared/contract/types.ts';
import { usableKernel } from '../memory/kernel-file.ts';
import { addAlignments } from '../services/alignment/add.ts';
import { openBitext } from '../services/alignment/open-bitext.ts';
import { realignDocument } from '../services/alignment/realign.ts';
import { sendBeads } from '../services/alignment/send.ts';
import type { Author } from '../services/bitext/run.ts';
import { storeDocument } from '../services/documents/documents.ts';
import { prepareDocument } from '../services/documents/prepare.ts';
import { runExport } from '../services/exchange/export.ts';
import { requireAbsolute } from '../services/files.ts';
import { MemoryReaders } from '../services/memories/connections.ts';
import type { MemoryOpener } from '../services/memories/describe.ts';
import { exportTmx } from '../services/memories/export-tmx.ts';
import { rollBackImport } from '../services/memories/batches.ts';
import { checkMemory, checkTmx } from '../services/memories/check-memory.ts';
import { importTmx } from '../services/memories/import-tmx.ts';
import { previewTmx } from '../services/memories/preview-tmx.ts';
import { searchFile } from '../services/memories/search-file.ts';
import { ColumnCollector, refreshAllBlocks, refreshColumns } from '../services/memories/store-columns.ts';
import { moveMemoryStep } from '../services/memory-edit/commands.ts';
import { isCopy, noteSaved } from '../services/memory-edit/opened-copies.ts';
import { previewMerge } from '../services/memory-edit/preview-merge.ts';
import { openTmx } from '../services/memory-edit/open-tmx.ts';
import { runMemoryCommand } from '../services/memory-edit/run.ts';
import { writeReport } from '../services/review/write-report.ts';
import { keepDelivered } from '../services/versions/delivered.ts';
import { authorName, readSettings, windowLanguage } from '../services/settings.ts';
import { failureOf } from '../store/failure.ts';
import { MEMORY_EXTENSION, openMemoryFile, readMemoryFile } from '../store/memory-file.ts';
import { readProjectFile } from '../store/project-file.ts';
import { readCounter } from '../store/meta.ts';
import { openForWriting } from '../store/sqlite.ts';
import type { SqliteOptions, WriteConnection } from '../store/sqlite.ts';
import type { JobData } from './protocol.ts';
import { entryOf, log, pathOf, report, sqliteOptions } from './serve.ts';

/** The worker of one long task. It may be terminated at any moment: whatever it writes, it writes in one transaction. */

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

/** Many changes touch pages all over the indexes, which would otherwise be written and read again in between. */
const withRoom = (memory: WriteConnection): void => memory.script(`PRAGMA cache_size = -${MEMORY_CACHE / 1024}`);

/** Tells the windows that units of a memory changed. */
const changed = (memory: string): void => report({ type: 'event', event: 'memory.changed', payload: { memory } });

const working = (done: number, total: number | null): void => progress('job.writing', done, total);

const reading = (done: number, total: number): void => progress('job.reading', done, total);

const updating = (done: number, total: number): void => progress('job.updating', done, total);

/** Stores the columns of a memory anew. What was done before stands, whatever comes of this. */
async function storeColumns(memory: WriteConnection): Promise<void> {
  try {
    await refreshColumns(memory, usableKernel(config.kernel), (done, total) => {
      progress('job.indexing', done, total);
    });
  } catch (error) {
    log('warn', `${memory.path}: the index could not be stored, so the next lookup starts slowly: ${String(error)}`);
  }
}

/** Imports a TMX file and stores the columns of its texts; without the kernel they wait for a better day. */
function importWithColumns(memory: WriteConnection, file: string, languages?: readonly string[]): ImportReport {
  const collector = new ColumnCollector(memory, () => usableKernel(config.kernel));
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
    withProject(project, (connection) => {
      const prepared = prepareDocument(connection, path, { encoding, name, srx: settings['srx'] }, progress);
      progress('job.saving', 0, null);
      const info = storeDocument(connection, prepared, author());
      report({ type: 'event', event: 'project.changed', payload: { project } });
      return info;
    }),

  'align.add': ({ project, pairs, encoding }) =>
    withProject(project, (connection) =>
      withMemories(async (openMemory) => {
        const context = { author, openMemory, progress, encoding, srx: settings['srx'] };
        const added = await addAlignments(connection, pairs, context);
        report({ type: 'event', event: 'project.changed', payload: { project } });
        return added;
      }),
    ),
  'align.open': ({ project, path }) =>
    withProject(project, (connection) => {
      progress('job.reading', 0, null);
      const added = openBitext(connection, path, author());
      report({ type: 'event', event: 'project.changed', payload: { project } });
      return added;
    }),
  'align.again': ({ project, document }) =>
    withProject(project, (connection) =>
      withMemories(async (openMemory) => {
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
      const imported = importWithColumns(connection, file, languages);
      changed(memory);
      await storeColumns(connection);
      return imported;
    }),
  'memory.export': ({ memory, file, languages, plain = false }) => {
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
    const connection = readMemoryFile(memory, options);
    try {
      return await searchFile(connection, input, {
        worker: entryOf(config.entries.search),
        nativeBinding: config.nativeBinding,
        progress: (done) => progress('job.reading', done, null),
      });
    } finally {
      connection.close();
    }
  },
  'memoryFile.preview': ({ file, memory }) => {
    const connection = memory === null ? null : readMemoryFile(memory, options);
    try {
      return previewTmx(file, connection, reading);
    } finally {
      connection?.close();
    }
  },
  'memoryFile.check': ({ file, limit }) => {
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
      refreshAllBlocks(connection, (done, total) => progress('job.indexing', done, total));
    } finally {
      connection.close();
    }
    changed(path);
    return null;
  },
  'memoryEdit.previewMerge': ({ memory, from, ...pair }) =>
    withMemories(async (open) => previewMerge(open(memory), open(from), pair, reading)),
  'memoryEdit.openTmx': ({ file, to }) =>
    openTmx(file, to, config.dataFolder, { now: Date.now(), progress: reading }, options),
  'memoryEdit.export': async ({ memory, file, units, ...choice }) => {
    const connection = readMemoryFile(memory, options);
    try {
      const generation = readCounter(connection, 'generation');
      const wanted = { ...choice, units: units ?? undefined, origin, progress: working };
      const written = exportTmx(connection, requireAbsolute(file), wanted);
      const whole = units === null && choice.languages === undefined && !choice.plain && !choice.anonymous;
      if (whole && isCopy(connection)) await withMemory(memory, async (copy) => noteSaved(copy, generation));
      return written;
    } finally {
      connection.close();
    }
  },
  'memoryEdit.runMany': ({ memory, command }) =>
    withMemory(memory, async (connection) => {
      withRoom(connection);
      const context = { ...author(), progress: working };
      const step = await runMemoryCommand(connection, command, context, options);
      changed(memory);
      return step;
    }),
  'memoryEdit.moveMany': ({ memory, direction }) =>
    withMemory(memory, async (connection) => {
      withRoom(connection);
      const step = moveMemoryStep(connection, direction, working);
      changed(memory);
      return step;
    }),

  'export.run': ({ project, ...input }) =>
    withProject(project, (connection) => {
      const written = runExport(connection, input, {
        origin,
        language: windowLanguage(settings),
        progress: (done, total) => progress('job.writing', done, total),
      });
      keepDelivered(connection, input.documents, basename(input.path), author());
      return written;
    }),

  'review.report': ({ project, ...input }) => {
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
