import { cpus } from 'node:os';
import { Worker } from 'node:worker_threads';
import { ColumnIndex } from '../../memory/column-index.ts';
import type { UnitText } from '../../memory/columns.ts';
import { usableKernel } from '../../memory/kernel-file.ts';
import type { Hit } from '../../memory/lookup.ts';
import { ScanPool, scanThreads } from '../../memory/scan-pool.ts';
import type { ScanThread } from '../../memory/scan-pool.ts';
import type { ReadConnection, SqliteOptions } from '../../store/sqlite.ts';

/** Where lookup finds similar texts of one language of a memory. */
export interface FuzzyIndex {
  /** Starts from what the memory keeps; returns its generation, undefined when every text has to be added. */
  readonly load: () => Promise<number | undefined>;
  readonly add: (texts: readonly UnitText[]) => Promise<void>;
  readonly remove: (ids: readonly number[]) => Promise<void>;
  /**
   * The `limit` variants most like `norm` (a text of `matchText`) whose base score reaches `threshold` percent, best
   * first. None that reaches it is missed.
   */
  readonly lookup: (norm: string, threshold: number, limit: number) => Promise<Hit[]>;
  /** Frees its memory. */
  readonly release: () => Promise<void>;
}

export type IndexMaker = (memory: ReadConnection, language: string) => FuzzyIndex;

/** The matching texts of variants, from the memory itself. */
export function textReader(memory: ReadConnection): (ids: readonly number[]) => (string | undefined)[] {
  return (ids) => ids.map((id) => memory.get<{ norm: string }>('SELECT norm FROM variant WHERE id = ?', id)?.norm);
}

function localIndex(module: WebAssembly.Module, memory: ReadConnection, language: string): FuzzyIndex {
  const index = new ColumnIndex(module, textReader(memory));
  return {
    load: async () => index.load(memory, language),
    add: async (texts) => {
      for (const { id, text } of texts) index.add(id, text);
    },
    remove: async (ids) => {
      for (const id of ids) index.remove(id);
    },
    lookup: async (norm, threshold, limit) => index.lookup(norm, threshold, limit),
    release: async () => undefined,
  };
}

let lastKey = 0;

function pooledIndex(pool: ScanPool, memory: ReadConnection, language: string): FuzzyIndex {
  const key = String(++lastKey);
  return {
    load: () => pool.load(key, memory.path, language),
    add: (texts) => pool.add(key, texts),
    remove: async (ids) => void (await pool.remove(key, ids)),
    lookup: (norm, threshold, limit) => pool.lookup(key, textReader(memory), norm, threshold, limit),
    release: () => pool.release(key),
  };
}

export interface ScanSetup {
  /** Path of the compiled kernel. */
  readonly kernel: string;
  /** The entry of a scan thread. */
  readonly worker: string | URL;
  readonly options: SqliteOptions;
}

/**
 * Makes indexes that scan columns: on the thread that asks, or in threads of their own where the machine has cores to
 * spare. The kernel is loaded with the first index.
 */
export function scanIndexes({ kernel, worker, options }: ScanSetup, cores: number = cpus().length): IndexMaker {
  const threads = scanThreads(cores);
  let maker: IndexMaker | undefined;
  const make = (): IndexMaker => {
    const module = usableKernel(kernel);
    if (threads === 1) return (memory, language) => localIndex(module, memory, language);
    const pool = new ScanPool(
      threads,
      (share) => {
        const workerData: ScanThread = { kernel, nativeBinding: options.nativeBinding, share };
        const thread = new Worker(worker, { workerData, name: 'scan', execArgv: [] });
        // It ends with whoever asks it.
        thread.unref();
        return thread;
      },
      { onEvent: () => undefined, log: options.log },
    );
    return (memory, language) => pooledIndex(pool, memory, language);
  };
  return (memory, language) => (maker ??= make())(memory, language);
}
