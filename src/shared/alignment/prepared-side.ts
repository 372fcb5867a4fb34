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

/**
 * Counts lengths and types of `sentences` in `language`. `paragraph` has one entry a sentence as described in
 * {@link PreparedSide}.
 */
export function prepareSide(sentences: readonly string[], language: string, paragraph: Uint8Array): SideWithVocabulary {
  const count = sentences.length;
  const tokenize = createTokenizer(language);
  const ids = new Map<string, number>();
  const vocabulary: string[] = [];
  const frequency = new IntList();
  const sentencesOf = new IntList();
  const seenIn = new IntList();
  const placeIn = new IntList();
  const rowType = new IntList();
  const rowCount = new IntList();
  const rowStart = new Int32Array(count + 1);
  const tokens = new Int32Array(count);
  const lengthSum = new Float64Array(count + 1);
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
      rowCount.items[placeIn.items[id]!]!++;
    } else {
      seenIn.items[id] = current;
      placeIn.items[id] = rowType.size;
      sentencesOf.items[id]!++;
      rowType.push(id);
      rowCount.push(1);
    }
  };
  for (current = 0; current < count; current++) {
    const sentence = sentences[current]!;
    lengthSum[current + 1] = lengthSum[current]! + visibleLength(sentence);
    tokenize(sentence, add);
    rowStart[current + 1] = rowType.size;
  }
  const types = vocabulary.length;
  const postStart = new Int32Array(types + 1);
  for (let w = 0; w < types; w++) postStart[w + 1] = postStart[w]! + sentencesOf.items[w]!;
  const next = postStart.slice();
  const postSentence = new Int32Array(rowType.size);
  const postCount = new Uint16Array(rowType.size);
  const counts = new Uint16Array(rowType.size);
  for (let i = 0; i < count; i++) {
    for (let k = rowStart[i]!; k < rowStart[i + 1]!; k++) {
      const times = Math.min(65_535, rowCount.items[k]!);
      counts[k] = times;
      const at = next[rowType.items[k]!]!++;
      postSentence[at] = i;
      postCount[at] = times;
    }
  }
  return {
    side: {
      count,
      lengthSum,
      tokens,
      rowStart,
      rowType: rowType.items.slice(0, rowType.size),
      rowCount: counts,
      postStart,
      postSentence,
      postCount,
      frequency: Float64Array.from(frequency.items.subarray(0, types)),
      paragraph,
    },
    vocabulary,
  };
}
