import { languageKey, languageMatch } from '../bilingual/language.ts';
import { exchangeError } from '../bilingual/notice.ts';

/** A word or term and one translation of it. */
export interface TermPair {
  readonly source: string;
  readonly target: string;
}

/** The pairs of a word list or termbase in two languages. */
export interface TermPairs {
  readonly pairs: readonly TermPair[];
  /** BCP 47 tags: as the file names the languages, else as they were asked for. */
  readonly sourceLang: string;
  readonly targetLang: string;
}

export interface TermReadOptions {
  readonly languages: { readonly source: string; readonly target: string };
  /** The most pairs that are taken; more are refused. */
  readonly maxPairs?: number;
}

const MAX_PAIRS = 300_000;

/** Text of a term as it is compared: composed, with white space folded. */
export function termText(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * Collects pairs, each once. The number of pairs is limited because the terms of a concept multiply: two lists of a
 * thousand synonyms are a million pairs.
 */
export class PairCollector {
  readonly #pairs = new Map<string, TermPair>();
  readonly #limit: number;

  constructor(limit: number | undefined) {
    this.#limit = limit ?? MAX_PAIRS;
  }

  get size(): number {
    return this.#pairs.size;
  }

  /** Throws FormatError when there are too many. */
  add(source: string, target: string, line: number): void {
    if (source === '' || target === '') return;
    this.#pairs.set(`${source}\t${target}`, { source, target });
    if (this.#pairs.size > this.#limit) throw exchangeError('terms.tooMany', { limit: this.#limit }, { line });
  }

  result(): TermPair[] {
    return [...this.#pairs.values()];
  }
}

/**
 * Those of some language codes that answer a wanted one best (RFC 4647, section 3.4, widened to other regions): the
 * same tag before a more general or a narrower one, and that before another region of the language.
 */
export function bestLanguages(wanted: string, offered: readonly string[]): string[] {
  const best = Math.max(0, ...offered.map((code) => languageMatch(wanted, code)));
  return best === 0 ? [] : offered.filter((code) => languageMatch(wanted, code) === best);
}

/** The tag that occurs most often, in BCP 47 form; `otherwise` where there is none. */
export function mostFrequent(counts: ReadonlyMap<string, number>, otherwise: string): string {
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first ? languageKey(first[0]) : otherwise;
}
