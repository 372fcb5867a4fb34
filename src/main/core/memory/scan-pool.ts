import type { Worker } from 'node:worker_threads';
import { WorkerClient, type WorkerListener } from '../workers/client.ts';
import type { Candidate, UnitText } from './columns.ts';
import type { Share } from './column-store.ts';
import { rescore, steps, type Hit, type TextReader } from './lookup.ts';

/** What a scan thread is started with. */
export interface ScanThread {
  /** Path of the compiled kernel. */
  readonly kernel: string;
  readonly nativeBinding: string | undefined;
  /** The part of every memory's columns that is this thread's. */
  readonly share: Share;
}

/** What a scan thread answers. `key` names loaded columns: one language of one memory. */
export interface ScanRequests {
  readonly load: {
    readonly input: { readonly key: string; readonly path: string; readonly language: string };
    readonly output: { readonly generation: number | null };
  };
  readonly add: {
    readonly input: { readonly key: string; readonly texts: readonly UnitText[] };
    readonly output: null;
  };
  readonly remove: {
    readonly input: { readonly key: string; readonly ids: readonly number[] };
    readonly output: number;
  };
  readonly candidates: {
    readonly input: { readonly key: string; readonly text: string; readonly threshold: number };
    readonly output: Candidate[];
  };
  readonly empty: { readonly input: { readonly key: string }; readonly output: null };
  readonly release: { readonly input: { readonly key: string }; readonly output: null };
}

/** The most threads that scanning uses: past that the memory bus is the limit. */
const MOST_THREADS = 4;

/** How many threads to scan with on a machine of so many cores: two are left for the window and the other workers. */
export function scanThreads(cores: number): number {
  return Math.max(1, Math.min(MOST_THREADS, cores - 2));
}

/** Threads that share the columns of memories between them, so that a lookup takes as many cores as there are threads. */
export class ScanPool {
  readonly #clients: readonly WorkerClient[];

  /** `start` starts the thread with the given share. */
  constructor(threads: number, start: (share: Share) => Worker, listener: WorkerListener) {
    this.#clients = Array.from(
      { length: threads },
      (_, index) => new WorkerClient(`scan ${index + 1}`, () => start({ index, of: threads }), listener),
    );
  }

  /**
   * Loads what is stored of one language of a memory, under a name. Returns the generation it stands for; undefined when
   * nothing usable is stored and every text has to be added.
   */
  async load(key: string, path: string, language: string): Promise<number | undefined> {
    const loaded = await this.#all('load', { key, path, language });
    const generations = new Set(loaded.map(({ generation }) => generation));
    if (generations.has(null)) {
      // A share that is damaged makes the others useless.
      await this.#all('empty', { key });
      return undefined;
    }
    const [generation] = generations;
    if (generations.size === 1) return generation ?? undefined;
    // The memory was stored anew while the threads were loading.
    return this.load(key, path, language);
  }

  /** Adds texts, each to one thread. */
  async add(key: string, texts: readonly UnitText[]): Promise<void> {
    const { length } = this.#clients;
    await Promise.all(
      this.#clients.map((client, i) => {
        const own = texts.filter(({ id }) => id % length === i);
        return request(client, 'add', { key, texts: own });
      }),
    );
  }

  /** Takes texts out, and returns how many were there. */
  async remove(key: string, ids: readonly number[]): Promise<number> {
    const removed = await this.#all('remove', { key, ids });
    return removed.reduce((sum, count) => sum + count, 0);
  }

  /** The same as `lookup` of one index over all texts. */
  async lookup(key: string, read: TextReader, text: string, threshold: number, limit: number): Promise<Hit[]> {
    for (const step of steps(threshold, limit)) {
      const candidates = (await this.#all('candidates', { key, text, threshold: step })).flat();
      const hits = rescore(candidates, read, text, step, limit);
      if (hits.length >= limit || step === threshold) return hits;
    }
    return [];
  }

  /** Forgets columns and frees their memory. */
  async release(key: string): Promise<void> {
    await this.#all('release', { key });
  }

  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
  }

  #all<K extends keyof ScanRequests>(method: K, input: ScanRequests[K]['input']): Promise<ScanRequests[K]['output'][]> {
    return Promise.all(this.#clients.map((client) => request(client, method, input)));
  }
}

function request<K extends keyof ScanRequests>(
  client: WorkerClient,
  method: K,
  input: ScanRequests[K]['input'],
): Promise<ScanRequests[K]['output']> {
  return client.request(method, input) as Promise<ScanRequests[K]['output']>;
}
