import { expectedFailure } from '../../store/failure.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import { deliver } from './deliver.ts';

const RETRY_MS = 5_000;

export interface DeliveryContext {
  /** The open project of that name; undefined once it is closed. */
  readonly project: (path: string) => WriteConnection | undefined;
  readonly openMemory: (path: string) => Promise<WriteConnection>;
  /** Told of each memory into which units have come, or from which some were taken back. */
  readonly changed: (memory: string) => void;
  readonly log: (level: 'warn' | 'error', message: string) => void;
}

/**
 * Carries confirmed beads from the outboxes of the open projects to their memories, a slice at a time between other
 * work. A memory that cannot be written to now (missing, locked by an import, on a full disk) is tried again later;
 * meanwhile the outbox keeps everything.
 */
export class Delivery {
  readonly #context: DeliveryContext;
  readonly #due = new Set<string>();
  readonly #complained = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #wakesAt = 0;
  /** Deliveries follow one another. */
  #chain: Promise<void> = Promise.resolve();

  constructor(context: DeliveryContext) {
    this.#context = context;
  }

  /** Delivers soon. */
  schedule(project: string): void {
    this.#due.add(project);
    this.#wake(0);
  }

  /** Delivers the next slice now, so that whoever asks the memory next finds it there. */
  settle(project: string): Promise<void> {
    this.#chain = this.#chain.then(() => this.#deliver(project));
    return this.#chain;
  }

  /** Delivers what waits, as far as possible, before a project is closed. */
  async finish(project: string): Promise<void> {
    do await this.settle(project);
    while (this.#due.has(project) && !this.#complained.has(project));
    this.#due.delete(project);
    this.#complained.delete(project);
  }

  /** The earlier of two wishes counts: what was just confirmed does not wait for the next attempt of something else. */
  #wake(delay: number): void {
    const at = performance.now() + delay;
    if (this.#timer && this.#wakesAt <= at) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#wakesAt = at;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#run();
    }, delay);
  }

  async #run(): Promise<void> {
    for (const project of Array.from(this.#due)) await this.settle(project);
  }

  async #deliver(project: string): Promise<void> {
    const connection = this.#context.project(project);
    this.#due.delete(project);
    if (!connection) return;
    try {
      const { changed, isMoreWaiting } = await deliver(connection, this.#context.openMemory);
      if (isMoreWaiting) this.schedule(project);
      for (const memory of changed) this.#context.changed(memory);
      this.#complained.delete(project);
    } catch (error) {
      this.#postpone(project, error);
    }
  }

  #postpone(project: string, error: unknown): void {
    if (!this.#complained.has(project)) {
      const reason = expectedFailure(error)?.message ?? (error instanceof Error ? error.stack : String(error));
      this.#context.log('warn', `confirmed beads wait for their memory: ${reason}`);
    }
    this.#complained.add(project);
    this.#due.add(project);
    this.#wake(RETRY_MS);
  }
}
