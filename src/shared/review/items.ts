import { EMPTY, visibleText, type Content } from '../text/content.ts';
import { normalise } from '../text/normalise.ts';

/** Words for pairing; scripts that write without spaces count letter by letter. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]]+/gv;
const NOT_LETTERS = /[^\p{L}\p{M}\p{N}]+/gu;
const DIGIT = /\p{Nd}/u;
/** Stands for any number, so that `3 marzo` and `17 marzo` differ by half a word only. */
const ANY_NUMBER = '#';

/** Gives equal texts equal numbers, whatever their white space and inline codes. */
class TextNumbers {
  /** Texts as they stand and as they are folded, so that most are folded once for both versions or not at all. */
  readonly #numbers = new Map<string, number>();

  of(content: Content): number {
    const text = content.codes.length > 0 ? visibleText(content) : content.text;
    let found = this.#numbers.get(text);
    if (found !== undefined) return found;
    const folded = isFolded(text) ? text : normalise(text);
    found = number(this.#numbers, folded);
    if (folded !== text) this.#numbers.set(text, found);
    return found;
  }
}

/**
 * A quick look whether `normalise` would leave a text alone: single spaces inside only, and no character that Unicode
 * normalisation touches (none below U+0300 is, nor the common quotes and dashes). False when unsure.
 */
function isFolded(text: string): boolean {
  let space = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x20) {
      if (space) return false;
      space = true;
      continue;
    }
    space = false;
    if (unit > 0x20 && unit < 0x7f) continue;
    if (unit > 0xa0 && unit < 0x300) continue;
    if (unit < 0x2010 || unit > 0x2027) return false;
  }
  return !space;
}

/** What the items of one comparison have in common: their numbers may be compared with each other. */
export class Vocabulary {
  readonly source = new TextNumbers();
  readonly target = new TextNumbers();
  readonly words = new Map<string, number>();
  readonly letters = new Map<string, number>();
}

/** A text to be paired with its counterpart in another version. What it costs is figured out when first asked for. */
export class Item {
  readonly #vocabulary: Vocabulary;
  readonly #source: Content | null;
  readonly #target: Content | null;
  #key = -1;
  #fullKey = -1;
  #bag: Int32Array | undefined;

  /** A row is recognised by its source; one without a source by its target. */
  constructor(vocabulary: Vocabulary, source: Content | null, target: Content | null = null) {
    this.#vocabulary = vocabulary;
    this.#source = source;
    this.#target = target;
  }

  /** Equal for equal texts: what a reader sees, white space folded. */
  key(): number {
    if (this.#key >= 0) return this.#key;
    const { source, target } = this.#vocabulary;
    // Odd for sources, even for targets, so that none is taken for the other.
    this.#key = this.#source ? 2 * source.of(this.#source) + 1 : 2 * target.of(this.#target ?? EMPTY);
    return this.#key;
  }

  /** Equal for rows whose source and target are equal. */
  fullKey(): number {
    if (this.#fullKey >= 0) return this.#fullKey;
    // One number for two keys; exact, as there are far fewer than 2^26 of them.
    this.#fullKey = this.key() + (this.#target ? 0x400_0000 * this.#vocabulary.target.of(this.#target) : 0);
    return this.#fullKey;
  }

  /** Equal for texts with the same letters and figures, whatever their case, punctuation and quotes; -1 without any. */
  looseKey(): number {
    const letters = this.#text().toLowerCase().normalize('NFKC').replace(NOT_LETTERS, '');
    return letters === '' ? -1 : number(this.#vocabulary.letters, letters);
  }

  /** Its pairs of neighbouring words, each as a number: rare enough to find similar texts by. */
  pairs(): Set<number> {
    const { words } = this.#vocabulary;
    const out = new Set<number>();
    let previous = 0;
    for (const [word] of this.#text().toLowerCase().matchAll(WORD)) {
      const own = number(words, word) + 1;
      out.add(previous * 0x400_0000 + own);
      previous = own;
    }
    if (previous > 0) out.add(previous * 0x400_0000);
    return out;
  }

  #text(): string {
    return visibleText(this.#source ?? this.#target ?? EMPTY);
  }

  /** Its words as sorted numbers with repetition, each word twice. */
  bag(): Int32Array {
    if (this.#bag) return this.#bag;
    const { words } = this.#vocabulary;
    const out: number[] = [];
    for (const [word] of this.#text().toLowerCase().matchAll(WORD)) {
      const own = number(words, word);
      out.push(own, DIGIT.test(word) ? number(words, ANY_NUMBER) : own);
    }
    this.#bag = Int32Array.from(out).sort();
    return this.#bag;
  }
}

/** The items of one version by row, each made when it is first needed: in a comparison by numbers, few are. */
export class Items {
  readonly length: number;
  readonly #make: (row: number) => Item;
  readonly #made: (Item | undefined)[] = [];

  constructor(length: number, make: (row: number) => Item) {
    this.length = length;
    this.#make = make;
  }

  at(row: number): Item {
    return (this.#made[row] ??= this.#make(row));
  }
}

function number(numbers: Map<string, number>, text: string): number {
  let found = numbers.get(text);
  if (found === undefined) numbers.set(text, (found = numbers.size));
  return found;
}

/** How many members two sorted bags share, counting repetitions. */
export function shared(a: Int32Array, b: Int32Array): number {
  let i = 0;
  let j = 0;
  let count = 0;
  while (i < a.length && j < b.length) {
    const difference = (a[i] as number) - (b[j] as number);
    if (difference === 0) count++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return count;
}

/** How alike two bags are, 0 to 1: twice what they share over what they hold (Dice 1945). */
export function likeness(a: Int32Array, b: Int32Array): number {
  const total = a.length + b.length;
  return total === 0 ? 0 : (2 * shared(a, b)) / total;
}

/** Several bags as one. */
export function union(bags: readonly Int32Array[]): Int32Array {
  if (bags.length === 1) return bags[0] as Int32Array;
  const out = new Int32Array(bags.reduce((sum, bag) => sum + bag.length, 0));
  let at = 0;
  for (const bag of bags) {
    out.set(bag, at);
    at += bag.length;
  }
  return out.sort();
}
