import type { Worker } from 'node:worker_threads';

/** Counts the threads that are started in this process from when it is made, and how many of them are left. */
export class StartedThreads {
  #started = 0;
  #left = 0;

  readonly #count = (worker: Worker): void => {
    this.#started++;
    this.#left++;
    worker.once('exit', () => this.#left--);
  };

  constructor() {
    process.on('worker', this.#count);
  }

  get started(): number {
    return this.#started;
  }

  get left(): number {
    return this.#left;
  }

  /** Counts no more. */
  end(): void {
    process.off('worker', this.#count);
  }
}
