import type { TextBlock } from '../../store/memory/text-blocks.ts';
import { coveredUntil, listBlocks, readBlock, textsAfter } from '../../store/memory/text-blocks.ts';
import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** A text that contains what was searched, folded as it was searched; its variant may be gone since. */
export interface FoundText {
  readonly variant: number;
  readonly text: string;
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
  }

  /**
   * The texts of a language (its primary tag) that contain `needle`, folded by `foldForSearch`, in turns of a few
   * milliseconds; the newest texts first, or the oldest. An empty needle finds nothing.
   */
  *find(
    memory: ReadConnection,
    language: string,
    needle: string,
    order: 'newest' | 'oldest',
  ): Generator<readonly FoundText[]> {
    if (needle === '') return;
    const bytes = Buffer.from(needle);
    const blocks = listBlocks(memory, language);
    if (order === 'newest') {
      yield this.#inTail(memory, language, needle).reverse();
      blocks.reverse();
    }
    for (const { first, last } of blocks) {
      const block = this.#block(memory, language, first, last);
      const found = block ? inBlock(block, bytes) : [];
      yield order === 'newest' ? found.reverse() : found;
    }
    if (order === 'oldest') yield this.#inTail(memory, language, needle);
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

function inBlock({ ids, starts, data }: TextBlock, needle: Buffer): FoundText[] {
  const found: FoundText[] = [];
  let index = 0;
  for (let at = data.indexOf(needle); at >= 0;) {
    index = lineOf(starts, at, index);
    const start = starts[index] as number;
    const next = starts[index + 1] ?? data.length + 1;
    found.push({ variant: ids[index] as number, text: data.toString('utf8', start, next - 1) });
    if (next > data.length) break;
    at = data.indexOf(needle, next);
  }
  return found;
}

/** The index of the line that an offset lies in, from a line that is not after it. */
function lineOf(starts: Uint32Array, offset: number, from: number): number {
  let low = from;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
