/** Generated material for the memory benchmark: sentences that look like Italian prose, the same in every run. */
import { randomNumbers } from '../support/random.ts';

const FUNCTION_WORDS =
  'di e il la che in a per un una è del non si della con da i al le dei nel sono alla dal gli come più ha ma delle lo anche su o se ne dalla questo sul tra ai essere nella cui ed questa due ogni può deve dopo prima quando'.split(
    ' ',
  );
const ONSETS = 'b c d f g l m n p r s t v z tr pr st gr cr fr br ch gh sc qu gl gn'.split(' ');
const VOWELS = 'a a a e e e i i i o o o u ia io'.split(' ');
const CODAS = ['', '', '', '', '', 'n', 'r', 'l', 's', 'm'];
const ENDINGS = 'o a e i are ere ire ato ata zione mente ità ore enza ale ico ivo'.split(' ');
const VOCABULARY = 30_000;

/** Makes sentences with a Zipf distribution of words and a log-normal distribution of lengths (median 9 words). */
export class Sentences {
  readonly #next: () => number;
  readonly #words: string[] = [];

  constructor(seed: number) {
    this.#next = randomNumbers(seed);
    for (let i = 0; i < VOCABULARY; i++) this.#words.push(this.#newWord());
  }

  sentence(): string {
    const length = Math.max(2, Math.min(120, Math.round(9 * Math.exp(0.6 * this.#normal()))));
    const words = Array.from({ length }, () => this.word());
    let text = words.join(' ');
    if (length > 8 && this.#next() < 0.5) text = text.replace(/^((?:\S+ ){4}\S+) /, '$1, ');
    return text.charAt(0).toUpperCase() + text.slice(1) + (this.#next() < 0.8 ? '.' : '');
  }

  /** The sentence with about `share` of its words replaced, dropped, doubled or moved. */
  edited(sentence: string, share: number): string {
    const words = sentence.split(' ');
    const edits = Math.max(1, Math.round(words.length * share));
    for (let i = 0; i < edits; i++) {
      const at = Math.floor(this.#next() * words.length);
      const kind = this.#next();
      if (kind < 0.6) words[at] = this.word();
      else if (kind < 0.75 && words.length > 2) words.splice(at, 1);
      else if (kind < 0.9) words.splice(at, 0, this.word());
      else words.splice(at, 0, ...words.splice(Math.floor(this.#next() * words.length), 1));
    }
    return words.join(' ');
  }

  word(): string {
    if (this.#next() < 0.42) return FUNCTION_WORDS[Math.floor(this.#next() ** 2 * FUNCTION_WORDS.length)] as string;
    if (this.#next() < 0.03) return String(Math.floor(this.#next() * 3000));
    // Rank r of n with a probability in proportion to 1 / r.
    const rank = Math.floor(Math.exp(this.#next() * Math.log(VOCABULARY))) - 1;
    return this.#words[rank] as string;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#next() * from.length)] as T;
  }

  chance(): number {
    return this.#next();
  }

  #newWord(): string {
    const syllables = 1 + Math.floor(this.#next() * 3);
    let word = '';
    for (let i = 0; i < syllables; i++) word += this.pick(ONSETS) + this.pick(VOWELS) + this.pick(CODAS);
    return word + this.pick(ONSETS) + this.pick(ENDINGS);
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#next())) * Math.cos(2 * Math.PI * this.#next());
  }
}

/** A memory of `size` sentences, a fifth of which are edited copies of earlier ones. */
export function generateMemory(sentences: Sentences, size: number): string[] {
  const out: string[] = [];
  while (out.length < size) {
    const copy = out.length > 100 && sentences.chance() < 0.2;
    out.push(copy ? sentences.edited(sentences.pick(out), 0.15) : sentences.sentence());
  }
  return out;
}

/** Queries: a third slightly edited units, a third heavily edited ones, a third new sentences. */
export function generateQueries(sentences: Sentences, memory: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    if (i % 3 === 2) return sentences.sentence();
    return sentences.edited(sentences.pick(memory), i % 3 === 0 ? 0.1 : 0.25);
  });
}
