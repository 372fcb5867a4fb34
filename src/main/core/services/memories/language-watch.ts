import type { SideLanguages } from '../../../../shared/quality/side-language.ts';
import { learnSideLanguages } from '../../../../shared/quality/side-language.ts';

/** The two texts of a unit, and what to do with one that is in another language than its code says. */
export interface WatchedPair {
  readonly source: string;
  readonly target: string;
  readonly wrong: (side: 'source' | 'target') => void;
}

/** Units from which the words of two languages are learnt; they are judged once there are so many. */
const SAMPLE = 3_000;

/**
 * Looks whether texts are in the languages they are said to be in: what the words of each are is learnt from the units
 * themselves, most of which are right, and longer texts are recognised by the function words of some twenty languages.
 */
export class LanguageWatch {
  readonly #languages: readonly [string, string];
  #waiting: WatchedPair[] = [];
  #judge: SideLanguages | null = null;

  constructor(languages: readonly [string, string]) {
    this.#languages = languages;
  }

  add(pair: WatchedPair): void {
    if (this.#judge) return judged(this.#judge, pair);
    this.#waiting.push(pair);
    if (this.#waiting.length === SAMPLE) this.end();
  }

  /** Judges what still waits. */
  end(): void {
    const judge = (this.#judge ??= learnSideLanguages(this.#waiting, this.#languages));
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const pair of waiting) judged(judge, pair);
  }
}

function judged(judge: SideLanguages, { source, target, wrong }: WatchedPair): void {
  if (judge.isWrong(source, 'source')) wrong('source');
  if (source !== target && judge.isWrong(target, 'target')) wrong('target');
}
