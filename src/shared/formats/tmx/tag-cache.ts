import type { Attributes } from '../bilingual/model.ts';

const SLOTS = 1024;
/** Longer tags are hardly ever repeated. */
const LENGTH_LIMIT = 512;
const GT = 0x3e;
const SPACE = 0x20;

/** A whole tag, from `<` to `>`. */
export interface Tag {
  readonly kind: 'start' | 'empty' | 'end';
  readonly name: string;
  readonly attributes: Attributes;
  /** In bytes. */
  readonly length: number;
}

interface KnownTag {
  readonly bytes: Uint8Array;
  /** The same four at a time, which are compared faster. */
  readonly words: Int32Array;
  readonly tag: Tag;
  /** The known tag that came next when this one came last. */
  next: KnownTag | undefined;
}

/**
 * Remembers tags by their bytes, because a memory repeats the same languages, authors, dates and types a million times.
 * Only what comes a second time is kept, so that tags which never come again cost little.
 *
 * A known tag is complete, with every quotation mark in its pair; so the same bytes are the same tag, and the `>` at
 * their end is not part of a value.
 */
export class TagCache {
  readonly #known: (KnownTag | undefined)[] = Array.from({ length: SLOTS });
  /** The hash of what last came to each slot. */
  readonly #seen = new Int32Array(SLOTS);
  #last: KnownTag | undefined;
  #hash = 0;
  /** The length of what was hashed; 0 where it cannot be kept. */
  #length = 0;

  /** The tag that begins at `from`, when it is known. `view` shows the same bytes. */
  find(bytes: Uint8Array, view: DataView, from: number): Tag | undefined {
    const last = this.#last;
    const expected = last?.next;
    if (expected !== undefined && standsAt(bytes, view, from, expected)) {
      this.#last = expected;
      return expected.tag;
    }
    const known = this.#look(bytes, from);
    if (known === undefined || !standsAt(bytes, view, from, known)) return undefined;
    if (last !== undefined) last.next = known;
    this.#last = known;
    return known.tag;
  }

  /**
   * To be called with the tag read at `from` after {@link find} found nothing there. False when there may be a line end
   * in it: such a tag is not kept.
   */
  add(bytes: Uint8Array, from: number, tag: Tag): boolean {
    // Where a `>` stands within a value, what was hashed is not the whole tag.
    if (tag.length !== this.#length) return false;
    const slot = this.#hash & (SLOTS - 1);
    if (this.#seen[slot] === this.#hash) {
      Object.freeze(tag.attributes);
      const own = Uint8Array.from(bytes.subarray(from, from + tag.length));
      this.#known[slot] = { bytes: own, words: new Int32Array(own.buffer, 0, own.length >> 2), tag, next: undefined };
    }
    this.#seen[slot] = this.#hash;
    return true;
  }

  #look(bytes: Uint8Array, from: number): KnownTag | undefined {
    const end = Math.min(bytes.length, from + LENGTH_LIMIT);
    let hash = 1;
    let lines = false;
    let at = from;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === GT) break;
      if (byte < SPACE) lines = true;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.#hash = hash;
    this.#length = lines || at === end ? 0 : at + 1 - from;
    return this.#length === 0 ? undefined : this.#known[hash & (SLOTS - 1)];
  }
}

function standsAt(bytes: Uint8Array, view: DataView, from: number, known: KnownTag): boolean {
  const own = known.bytes;
  const words = known.words;
  const { length } = own;
  if (from + length > bytes.length) return false;
  let at = from;
  // On a machine that stores the high byte first nothing is found here, and every tag is read as if it were new.
  for (let i = 0; i < words.length; i++, at += 4) if (words[i] !== view.getInt32(at, true)) return false;
  for (let i = words.length * 4; i < length; i++, at++) if (own[i] !== bytes[at]) return false;
  return true;
}
