import { workerData } from 'node:worker_threads';
import { Columns, type Candidate } from '../memory/columns.ts';
import { loadColumns } from '../memory/column-store.ts';
import { compileKernel } from '../memory/kernel.ts';
import type { ScanRequests, ScanThread } from '../memory/scan-pool.ts';
import { openForReading } from '../store/sqlite.ts';
import { log, serve } from './serve.ts';

/** A worker that scans its share of the columns of memories; scoring on the true texts is left to who asks. */

const { kernel, nativeBinding, share } = workerData as ScanThread;
const compiled = compileKernel(kernel);
const open = new Map<string, Columns>();

function columnsOf(key: string): Columns {
  const columns = open.get(key);
  if (columns === undefined) throw new Error(`${key}: these columns are not loaded; load them before use`);
  return columns;
}

type Handlers = { readonly [K in keyof ScanRequests]: (input: ScanRequests[K]['input']) => ScanRequests[K]['output'] };

const handlers: Handlers = {
  load: ({ key, path, language }) => {
    const memory = openForReading(path, { nativeBinding, log });
    try {
      const columns = new Columns(compiled);
      const generation = loadColumns(memory, language, columns, share) ?? null;
      open.set(key, generation === null ? new Columns(compiled) : columns);
      return { generation };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      log('warn', error.message);
      return { generation: null };
    } finally {
      memory.close();
    }
  },
  empty: ({ key }) => {
    open.set(key, new Columns(compiled));
    return null;
  },
  add: ({ key, texts }) => {
    const columns = columnsOf(key);
    for (const { id, text } of texts) columns.add(id, text);
    return null;
  },
  remove: ({ key, ids }) => columnsOf(key).remove(new Set(ids)),
  candidates: ({ key, text, threshold }): Candidate[] => columnsOf(key).candidates(text, threshold),
  release: ({ key }) => {
    open.delete(key);
    return null;
  },
};

serve((method, input) => (handlers as Record<string, (input: unknown) => unknown>)[method]?.(input));
