import { Worker } from 'node:worker_threads';
import type { EventName, Events, JobName } from '../../shared/contract/contract.ts';
import { CoreError } from '../../shared/contract/errors.ts';
import type { JobData, Report, WorkerConfig } from './workers/protocol.ts';

/** How long a job may take to stop by itself before its thread is ended. */
const GRACE_MS = 2_000;

export interface JobsListener {
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

interface RunningJob {
  readonly worker: Worker;
  readonly cancel: Int32Array;
  readonly finished: Promise<void>;
  /** True once its outcome was told; its thread may live a moment longer. */
  over: boolean;
}

/** The long tasks that run now, each in a worker of its own. */
export class Jobs {
  readonly #running = new Map<string, RunningJob>();
  readonly #start: (data: JobData) => Worker;
  readonly #config: WorkerConfig;
  readonly #listener: JobsListener;
  #lastJob = 0;

  constructor(start: (data: JobData) => Worker, config: WorkerConfig, listener: JobsListener) {
    this.#start = start;
    this.#config = config;
    this.#listener = listener;
  }

  /** Starts a task and returns its name; its outcome is the event `job.done` or `job.failed`. */
  start(method: JobName, input: unknown): string {
    const job = `job-${++this.#lastJob}`;
    const shared = new SharedArrayBuffer(4);
    const cancel = new Int32Array(shared);
    const worker = this.#start({ config: this.#config, job, method, input, cancel: shared });
    const { promise: finished, resolve } = Promise.withResolvers<void>();
    const running: RunningJob = { worker, cancel, finished, over: false };
    this.#running.set(job, running);
    const fail = (
      code: Events['job.failed']['code'],
      message: string,
      values: Events['job.failed']['values'],
    ): void => {
      if (running.over) return;
      running.over = true;
      this.#listener.emit('job.failed', { job, code, message, values });
    };
    worker.on('message', (message: Report) => {
      if (message.type === 'event') this.#listener.emit(message.event as EventName, message.payload as never);
      else if (message.type === 'log') this.#listener.log(message.level, message.message);
      else if (message.type === 'failure') {
        const { code, message: text, values } = message.failure;
        fail(code, text, values);
      } else if (!running.over) {
        running.over = true;
        this.#listener.emit('job.done', { job, value: message.value });
      }
    });
    worker.on('error', (error: unknown) => {
      this.#listener.log(
        'error',
        `${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    });
    worker.on('exit', (code) => {
      this.#running.delete(job);
      if (Atomics.load(cancel, 0) === 1) fail('cancelled', 'the task was cancelled; nothing was changed', {});
      else
        fail('internal', `the task stopped before its end (code ${code}); nothing was changed: try it again`, { code });
      resolve();
    });
    return job;
  }

  /** Asks a task to stop, and ends its thread when it does not. Throws CoreError `notFound` when it is over. */
  cancel(job: string): void {
    const running = this.#running.get(job);
    if (!running || running.over) throw new CoreError('notFound', `the task ${job} is over already`, { job });
    Atomics.store(running.cancel, 0, 1);
    const timer = setTimeout(() => void running.worker.terminate(), GRACE_MS);
    void running.finished.then(() => clearTimeout(timer));
  }

  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { cancel, worker } of running) {
      Atomics.store(cancel, 0, 1);
      void worker.terminate();
    }
    await Promise.all(running.map(({ finished }) => finished));
  }
}
