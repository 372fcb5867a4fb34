import { parentPort } from 'node:worker_threads';
import { failureOf } from '../store/failure.ts';
import type { SqliteOptions } from '../store/sqlite.ts';
import type { Report, Request, WorkerConfig } from './protocol.ts';

/** The side of the worker in the exchange with the main thread. */

export function report(message: Report): void {
  parentPort?.postMessage(message);
}

export function log(level: 'info' | 'warn' | 'error', message: string): void {
  report({ type: 'log', level, message });
}

export function sqliteOptions(config: WorkerConfig): SqliteOptions {
  return { nativeBinding: config.nativeBinding, log };
}

/** An entry as `Worker` takes it. */
export function entryOf(entry: string): string | URL {
  return entry.startsWith('file:') ? new URL(entry) : entry;
}

/**
 * Answers requests one after another, in the order they came: a write that awaits something is finished before the
 * next begins.
 */
export function serve(handle: (method: string, input: unknown) => unknown): void {
  let queue: Promise<void> = Promise.resolve();
  parentPort?.on('message', ({ id, method, input }: Request) => {
    queue = queue.then(async () => {
      try {
        report({ type: 'answer', id, value: await handle(method, input) });
      } catch (error) {
        report({ type: 'failure', id, failure: failureOf(error, log, pathOf(input)) });
      }
    });
  });
}

/** The file an input is about, for messages. */
export function pathOf(input: unknown): string {
  if (typeof input !== 'object' || input === null) return '';
  for (const key of ['path', 'memory', 'project']) {
    const value = (input as Record<string, unknown>)[key];
    if (typeof value === 'string') return value;
  }
  return '';
}
