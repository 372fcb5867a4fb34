import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { expectedFailure } from '../../store/failure.ts';
import type { TextSearch } from './text-search.ts';

/** Smaller memories are searched at once, however cold. */
const LARGE = 50_000;
/** Nothing is done until nobody has asked for anything for so long. */
const QUIET_MS = 60;

export interface WarmUpContext {
  readonly open: (path: string) => ReadConnection;
  readonly texts: TextSearch;
  /** Runs something after so many milliseconds, unless the program ends before. */
  readonly later: (action: () => void, delay: number) => void;
  readonly now: () => number;
  readonly log: (level: 'warn', message: string) => void;
}

/**
 * Reads what the first search in a large memory will need, while whoever opened it looks at its units: in turns of a
 * few milliseconds, and only while nothing is asked for.
 */
export class WarmUp {
  readonly #context: WarmUpContext;
  #wanted = '';
  #work: Generator<undefined> | null = null;
  #isDue = false;
  #asked = 0;

  constructor(context: WarmUpContext) {
    this.#context = context;
  }

  /** Begins with the texts of a memory in some languages (primary tags), instead of what was begun before. */
  begin(path: string, languages: readonly string[]): void {
    const { open, texts } = this.#context;
    const wanted = JSON.stringify([path, languages]);
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#work = readCounter(open(path), 'units') < LARGE ? null : texts.prepare(() => open(path), languages);
    this.#schedule(QUIET_MS);
  }

  /** Gives up, for files are let go. */
  stop(): void {
    this.#wanted = '';
    this.#work = null;
  }

  /** Somebody was answered just now. */
  noteAnswer(): void {
    this.#asked = this.#context.now();
  }

  #schedule(delay: number): void {
    if (this.#isDue || !this.#work) return;
    this.#isDue = true;
    this.#context.later(() => {
      this.#isDue = false;
      this.#turn();
    }, delay);
  }

  #turn(): void {
    const { now, log } = this.#context;
    const quiet = now() - this.#asked;
    if (quiet < QUIET_MS) return this.#schedule(QUIET_MS - quiet);
    try {
      if (this.#work?.next().done === true) this.#work = null;
    } catch (error) {
      // The memory may be gone or damaged: who asks for it is told.
      this.#work = null;
      if (!expectedFailure(error)) log('warn', `a memory could not be read ahead: ${String(error)}`);
    }
    // Requests that came meanwhile go first.
    this.#schedule(0);
  }
}
