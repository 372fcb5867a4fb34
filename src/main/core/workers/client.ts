import { Worker } from 'node:worker_threads';
import { CoreError } from '../../../shared/contract/errors.ts';
import type { Failure } from '../store/failure.ts';
import type { Report, Request } from './protocol.ts';

export interface WorkerListener {
  readonly onEvent: (event: string, payload: unknown) => void;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
  /** Called after a crash, before the next request goes to the new worker. */
  readonly onRestart?: () => void;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CoreError) => void;
}

/** The error a failure reported by a worker stands for. */
function errorOf(failure: Failure): CoreError {
  return new CoreError(failure.code, failure.message, failure.values);
}

/** A worker thread that answers requests; when it crashes, what was pending fails and the next request starts anew. */
export class WorkerClient {
  readonly #name: string;
  readonly #spawn: () => Worker;
  readonly #listener: WorkerListener;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #lastId = 0;
  #closed = false;

  constructor(name: string, spawn: () => Worker, listener: WorkerListener) {
    this.#name = name;
    this.#spawn = spawn;
    this.#listener = listener;
  }

  request(method: string, input: unknown): Promise<unknown> {
    if (this.#closed) return Promise.reject(new CoreError('cancelled', 'Bifronte is closing; nothing more is started'));
    const worker = this.start();
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      try {
        const request: Request = { id, method, input };
        worker.postMessage(request);
      } catch (error) {
        this.#pending.delete(id);
        reject(new CoreError('badRequest', `${method}: the input cannot be passed on: ${String(error)}`));
      }
    });
  }

  /** Starts the thread ahead of the first request, which then does not wait for it. */
  start(): Worker {
    this.#worker ??= this.#launch();
    return this.#worker;
  }

  /** True once it was started and the worker lives. */
  get running(): boolean {
    return this.#worker !== null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    this.#worker = null;
    this.#failPending('Bifronte is closing');
    await worker?.terminate();
  }

  #launch(): Worker {
    const worker = this.#spawn();
    worker.on('message', (message: Report) => this.#receive(message));
    worker.on('error', (error: unknown) => {
      this.#listener.log(
        'error',
        `${this.#name} worker: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    });
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#failPending(`the ${this.#name} thread stopped (code ${code}) and is started again`);
      if (!this.#closed) this.#listener.onRestart?.();
    });
    return worker;
  }

  #receive(message: Report): void {
    if (message.type === 'event') this.#listener.onEvent(message.event, message.payload);
    else if (message.type === 'log') this.#listener.log(message.level, message.message);
    else {
      const pending = this.#pending.get(message.id);
      this.#pending.delete(message.id);
      if (message.type === 'answer') pending?.resolve(message.value);
      else pending?.reject(errorOf(message.failure));
    }
  }

  #failPending(reason: string): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    const message = `${reason}; what was acknowledged is saved: try the last step again`;
    for (const { reject } of pending) reject(new CoreError('internal', message, { detail: reason }));
  }
}
