import { createTokenizer } from './tokens.ts';

/**
 * One side of the texts to align, reduced to what the models look at (ALIGNMENT section 3.1). Only flat arrays, so
 * that workers can share it.
 */
export interface PreparedSide {
  /** Number of sentences. */
  readonly count: number;
  /** Sum of the lengths of the sentences before `i`, in code points that are not white space; `count + 1` entries. */
  readonly lengthSum: Float64Array;
  /** Tokens of each sentence. */
  readonly tokens: Int32Array;
  /** Distinct types of sentence `i`: `rowStart[i] .. rowStart[i + 1]` of `rowType` and `rowCount`. */
  readonly rowStart: Int32Array;
  readonly rowType: Int32Array;
  readonly rowCount: Uint16Array;
  /** Sentences of type `w`, ascending: `postStart[w] .. postStart[w + 1]` of `postSentence` and `postCount`. */
  readonly postStart: Int32Array;
  readonly postSentence: Int32Array;
  readonly postCount: Uint16Array;
  /** Occurrences of each type. */
  readonly frequency: Float64Array;
  /** 1 where a paragraph starts, 0 where none does, 2 where the document has no paragraph marks. */
  readonly paragraph: Uint8Array;
}

/** A prepared side with the text of its types, in order of first appearance. */
export interface SideWithVocabulary {
  readonly side: PreparedSide;
  readonly vocabulary: readonly string[];
}

/** Number of code points of `text` that are not white space, at least 1. */
function visibleLength(text: string): number {
  let length = 0;
  for (let k = 0; k < text.length; k++) {
    const code = text.charCodeAt(k);
    const low = code >= 0xdc00 && code <= 0xdfff;
    const space =
      code === 0x20 ||
      (code >= 0x09 && code <= 0x0d) ||
      code === 0xa0 ||
      (code >= 0x2000 && code <= 0x200b) ||
      code === 0x202f ||
      code === 0x3000 ||
      code === 0xfeff;
    if (!low && !space) length++;
  }
  return Math.max(1, length);
}

class IntList {
  items = new Int32Array(1024);
  size = 0;
  push(value: number): void {
    if (this.size === this.items.length) {
      const larger = new Int32Array(this.items.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.size++] = value;
  }
}

const BLOCK = 65_536;

/** A long list in blocks, which unlike one array are never copied to grow. */
class BlockList<T extends Int32Array | Uint16Array> {
  readonly #make: (size: number) => T;
  readonly #blocks: T[] = [];
  size = 0;

  constructor(make: (size: number) => T) {
    this.#make = make;
  }

  push(value: number): void {
    const at = this.size++ % BLOCK;
    if (at === 0) this.#blocks.push(this.#make(BLOCK));
    this.#blocks.at(-1)![at] = value;
  }

  copyTo(array: T): T {
    this.#blocks.forEach((block, k) => array.set(block.subarray(0, this.size - k * BLOCK), k * BLOCK));
    return array;
  }
}

/** How a side is prepared. */
export interface PrepareOptions {
  /** Makes the memory of long arrays; ordinary memory unless told. */
  readonly allocate?: (bytes: number) => ArrayBufferLike;
  /** Told the share done now and then, 0 to 1; it may throw to stop. */
  readonly told?: (share: number) => void;
}

const TOLD_SENTENCES = 512;
const MOST_TIMES = 65_535;

/**
 * Counts lengths and types of `sentences` in `language`. `paragraph` has one entry a sentence as described in
 * {@link PreparedSide}.
 */
export function prepareSide(
  sentences: readonly string[],
  language: string,
  paragraph: Uint8Array,
  { allocate = (bytes) => new ArrayBuffer(bytes), told }: PrepareOptions = {},
): SideWithVocabulary {
  const count = sentences.length;
  const ints = (size: number): Int32Array => new Int32Array(allocate(size * 4));
  const shorts = (size: number): Uint16Array => new Uint16Array(allocate(size * 2));
  const tokenize = createTokenizer(language);
  const ids = new Map<string, number>();
  const vocabulary: string[] = [];
  const frequency = new IntList();
  const sentencesOf = new IntList();
  const seenIn = new IntList();
  const placeIn = new IntList();
  // Of the present sentence, and of all.
  const ownTypes = new IntList();
  const ownTimes = new IntList();
  const types = new BlockList<Int32Array>((size) => new Int32Array(size));
  const times = new BlockList<Uint16Array>((size) => new Uint16Array(size));
  const rowStart = ints(count + 1);
  const tokens = ints(count);
  const lengthSum = new Float64Array(allocate((count + 1) * 8));
  let current = 0;
  const add = (type: string): void => {
    let id = ids.get(type);
    if (id === undefined) {
      id = vocabulary.length;
      ids.set(type, id);
      vocabulary.push(type);
      frequency.push(0);
      sentencesOf.push(0);
      seenIn.push(-1);
      placeIn.push(0);
    }
    frequency.items[id]!++;
    tokens[current]!++;
    if (seenIn.items[id] === current) {
      ownTimes.items[placeIn.items[id]!]!++;
    } else {
      seenIn.items[id] = current;
      placeIn.items[id] = ownTypes.size;
      sentencesOf.items[id]!++;
      ownTypes.push(id);
      ownTimes.push(1);
    }
  };
  for (current = 0; current < count; current++) {
    if (current % TOLD_SENTENCES === 0) told?.(current / count);
    const sentence = sentences[current]!;
    lengthSum[current + 1] = lengthSum[current]! + visibleLength(sentence);
    ownTypes.size = 0;
    ownTimes.size = 0;
    tokenize(sentence, add);
    for (let k = 0; k < ownTypes.size; k++) {
      types.push(ownTypes.items[k]!);
      times.push(Math.min(MOST_TIMES, ownTimes.items[k]!));
    }
    rowStart[current + 1] = types.size;
  }
  const size = types.size;
  const rowType = types.copyTo(ints(size));
  const rowCount = times.copyTo(shorts(size));
  const postStart = ints(vocabulary.length + 1);
  for (let w = 0; w < vocabulary.length; w++) postStart[w + 1] = postStart[w]! + sentencesOf.items[w]!;
  const next = postStart.slice();
  const postSentence = ints(size);
  const postCount = shorts(size);
  for (let i = 0; i < count; i++) {
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) {
      const at = next[rowType[k]!]!++;
      postSentence[at] = i;
      postCount[at] = rowCount[k]!;
    }
  }
  return {
    side: {
      count,
      lengthSum,
      tokens,
      rowStart,
      rowType,
      rowCount,
      postStart,
      postSentence,
      postCount,
      frequency: Float64Array.from(frequency.items.subarray(0, vocabulary.length)),
      paragraph,
    },
    vocabulary,
  };
}
