import type { TextBlock } from '../../store/memory/text-blocks.ts';
import { blockAfter, coveredUntil, listBlocks, readBlock, textsAfter } from '../../store/memory/text-blocks.ts';
import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { VariantUnits } from './variant-units.ts';

/** A text that contains what was searched, folded as it was searched; its variant may be gone since. */
export interface FoundText {
  readonly variant: number;
  readonly text: string;
}

/** Texts that were gone through in one turn. */
export interface Stretch {
  /** All of them, in rising order; some may be gone since. */
  readonly variants: ArrayLike<number>;
  /** Those that contain what was searched, in rising order. */
  readonly found: readonly number[];
  /** No later turn finds a text with this number or a lower one. */
  readonly until: number;
}

/** The texts after the last block, as they were at a generation of the memory. */
interface Tail {
  generation: number;
  after: number;
  readonly ids: number[];
  readonly texts: string[];
}

interface Held {
  readonly blocks: Map<string, TextBlock>;
  readonly tails: Map<string, Tail>;
}

/** Bytes of texts kept for the next search: those of a million units in one language, twice over. */
const KEPT = 256 * 2 ** 20;
/** From how many texts beyond the last block it pays to make more of them. */
const STALE = 20_000;

/**
 * Finds texts of memories that contain a text. All of them are looked through, block by block, at some gigabytes a
 * second; blocks once read are kept for the next search as far as memory allows.
 */
export class TextSearch {
  readonly #onStale: (path: string) => void;
  /** The units that the texts belong to. */
  readonly units = new VariantUnits();
  #held = new WeakMap<ReadConnection, Held>();
  #kept = 0;

  /** `onStale` is told of memories with many texts that stand in no block. */
  constructor(onStale: (path: string) => void = () => undefined) {
    this.#onStale = onStale;
  }

  /** Frees what is kept. */
  clear(): void {
    this.#held = new WeakMap();
    this.#kept = 0;
    this.units.clear();
  }

  /** Reads ahead what searches in some languages of a memory need, in turns of a few milliseconds. */
  *prepare(memory: () => ReadConnection, languages: readonly string[]): Generator<undefined> {
    yield* this.units.of(memory);
    for (const language of languages) {
      for (const _ of this.scan(memory, language, null, null)) yield;
    }
  }

  /**
   * The numbers of the texts of a language that contain `needle` and are accepted, oldest first, in turns of a few
   * milliseconds; without a needle only what there is. The connection is asked for anew at each turn.
   */
  *scan(
    memory: () => ReadConnection,
    language: string,
    needle: string | null,
    accept: ((text: string) => boolean) | null,
  ): Generator<Stretch> {
    const bytes = needle === null ? null : Buffer.from(needle);
    for (let done = 0; done < Number.POSITIVE_INFINITY;) {
      // Blocks may be made anew between two turns, so each turn goes on with what there is now.
      const stretch = memory().snapshot(() => this.#stretch(memory(), language, done, bytes, accept));
      yield stretch;
      done = stretch.until;
    }
  }

  /** The next block, or what stands in none. */
  #stretch(
    memory: ReadConnection,
    language: string,
    done: number,
    needle: Buffer | null,
    accept: ((text: string) => boolean) | null,
  ): Stretch {
    const next = blockAfter(memory, language, done);
    const block = next && this.#block(memory, language, next.first, next.last);
    if (block) {
      const found = needle === null ? [] : numbersIn(block, needle, accept);
      return { variants: block.ids, found, until: next.last };
    }
    const { ids, texts } = next ? readTail(memory, language, done) : this.#tail(memory, language);
    const word = needle?.toString();
    const found =
      word === undefined
        ? []
        : ids.filter((_, i) => {
            const text = texts[i] as string;
            return text.includes(word) && (accept === null || accept(text));
          });
    return { variants: ids, found, until: Number.POSITIVE_INFINITY };
  }

  /**
   * The texts of a language (its primary tag) that contain `needle`, folded by `foldForSearch`, the newest first, block
   * by block: all of it on one state of the memory. An empty needle finds nothing.
   */
  *find(memory: ReadConnection, language: string, needle: string): Generator<readonly FoundText[]> {
    if (needle === '') return;
    const bytes = Buffer.from(needle);
    yield this.#inTail(memory, language, needle).reverse();
    for (const { first, last } of listBlocks(memory, language).reverse()) {
      const block = this.#block(memory, language, first, last);
      if (block) yield inBlock(block, bytes).reverse();
    }
  }

  #inTail(memory: ReadConnection, language: string, needle: string): FoundText[] {
    const { ids, texts } = this.#tail(memory, language);
    const found: FoundText[] = [];
    texts.forEach((text, i) => {
      if (text.includes(needle)) found.push({ variant: ids[i] as number, text });
    });
    return found;
  }

  #of(memory: ReadConnection): Held {
    let held = this.#held.get(memory);
    if (!held) {
      held = { blocks: new Map(), tails: new Map() };
      this.#held.set(memory, held);
    }
    return held;
  }

  #block(memory: ReadConnection, language: string, first: number, last: number): TextBlock | undefined {
    const { blocks } = this.#of(memory);
    const key = `${language} ${first} ${last}`;
    const known = blocks.get(key);
    if (known) return known;
    const block = readBlock(memory, language, last);
    const size = block?.data.length ?? 0;
    if (block && this.#kept + size <= KEPT) {
      blocks.set(key, block);
      this.#kept += size;
    }
    return block;
  }

  /** Numbers of variants are never used again, so only what came after the last known one is read. */
  #tail(memory: ReadConnection, language: string): Tail {
    const { tails } = this.#of(memory);
    const generation = readCounter(memory, 'generation');
    const covered = coveredUntil(memory, language);
    let tail = tails.get(language);
    if (tail?.after !== covered) tail = { generation: -1, after: covered, ids: [], texts: [] };
    if (tail.generation !== generation) {
      for (const { id, text } of textsAfter(memory, language, tail.ids.at(-1) ?? covered)) {
        tail.ids.push(id);
        tail.texts.push(text);
      }
      if (tail.ids.length >= STALE) this.#onStale(memory.path);
      tail.generation = generation;
      tails.set(language, tail);
    }
    return tail;
  }
}

/** The texts after a number, where the block that held them is damaged. */
function readTail(memory: ReadConnection, language: string, after: number): Pick<Tail, 'ids' | 'texts'> {
  const rows = [...textsAfter(memory, language, after)];
  return { ids: rows.map(({ id }) => id), texts: rows.map(({ text }) => text) };
}

/** The lines that contain a needle: where each begins, where the next one does, and which it is. */
function* linesWith(
  { starts, data }: TextBlock,
  needle: Buffer,
): Generator<readonly [index: number, start: number, next: number]> {
  let index = 0;
  for (let at = data.indexOf(needle); at >= 0;) {
    index = lineOf(starts, at, index);
    const next = starts[index + 1] ?? data.length + 1;
    yield [index, starts[index] as number, next];
    if (next > data.length) return;
    at = data.indexOf(needle, next);
  }
}

function numbersIn(block: TextBlock, needle: Buffer, accept: ((text: string) => boolean) | null): number[] {
  const found: number[] = [];
  for (const [index, start, next] of linesWith(block, needle)) {
    if (accept === null || accept(block.data.toString('utf8', start, next - 1))) found.push(block.ids[index] as number);
  }
  return found;
}

function inBlock(block: TextBlock, needle: Buffer): FoundText[] {
  return Array.from(linesWith(block, needle), ([index, start, next]) => ({
    variant: block.ids[index] as number,
    text: block.data.toString('utf8', start, next - 1),
  }));
}

/** The index of the line that an offset lies in, from a line that is not after it. */
function lineOf(starts: Uint32Array, offset: number, from: number): number {
  // The next hit is seldom far away.
  let low = from;
  let step = 1;
  while (low + step < starts.length && (starts[low + step] as number) <= offset) {
    low += step;
    step *= 2;
  }
  let high = Math.min(starts.length - 1, low + step);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
