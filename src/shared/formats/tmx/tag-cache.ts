import type { Attributes } from '../bilingual/model.ts';

const SLOTS = 1024;
/** Longer lists of attributes are hardly ever repeated. */
const LENGTH_LIMIT = 512;
const GT = 0x3e;
const SLASH = 0x2f;
const SPACE = 0x20;

/** Attributes with the bytes they were read from. */
export interface KnownTag {
  readonly bytes: Uint8Array;
  readonly attributes: Attributes;
  /** What followed when these attributes last came. */
  next: KnownTag | undefined;
}

/**
 * Remembers the attributes of tags by their bytes, because a memory repeats the same authors, dates and types a million
 * times. Only what comes a second time is kept, so that attributes which never come again cost little.
 *
 * A known list is complete, with every quotation mark in its pair; so the first `>` after the same bytes ends the tag
 * and is not part of a value.
 */
export class TagCache {
  readonly #known: (KnownTag | undefined)[] = Array.from({ length: SLOTS });
  /** The hash of what last came to each slot. */
  readonly #seen = new Int32Array(SLOTS);
  #hash = 0;
  #length = 0;
  #severalLines = false;
  #last: KnownTag | undefined;

  /** The attributes that stand at `from`, when the same bytes up to the end of a tag are known. */
  find(bytes: Uint8Array, from: number): KnownTag | undefined {
    const expected = this.#last?.next;
    if (expected !== undefined && standsAt(bytes, from, expected.bytes)) {
      this.#last = expected;
      return expected;
    }
    const known = this.#look(bytes, from);
    if (known === undefined || !standsAt(bytes, from, known.bytes)) return undefined;
    if (this.#last !== undefined) this.#last.next = known;
    this.#last = known;
    return known;
  }

  /**
   * To be called after {@link find} found nothing at `from`, with what was read up to `to`. False when there may be a
   * line end among it: such attributes are not kept.
   */
  add(bytes: Uint8Array, from: number, to: number, attributes: Attributes): boolean {
    // Where a `>` stands within a value, what was hashed is not the whole list.
    if (this.#severalLines || to - from !== this.#length) return false;
    const slot = this.#hash & (SLOTS - 1);
    if (this.#seen[slot] === this.#hash) {
      const own = Uint8Array.from(bytes.subarray(from, to));
      this.#known[slot] = { bytes: own, attributes: Object.freeze(attributes), next: undefined };
    }
    this.#seen[slot] = this.#hash;
    return true;
  }

  #look(bytes: Uint8Array, from: number): KnownTag | undefined {
    const end = Math.min(bytes.length, from + LENGTH_LIMIT);
    let hash = 1;
    let at = from;
    let severalLines = false;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === GT) break;
      if (byte < SPACE) severalLines = true;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    this.#hash = hash;
    this.#severalLines = severalLines;
    this.#length = 0;
    if (at === end) return undefined;
    this.#length = at - from - (bytes[at - 1] === SLASH ? 1 : 0);
    return this.#known[hash & (SLOTS - 1)];
  }
}

/** True when these bytes, and then the end of a tag, stand at the offset. */
function standsAt(bytes: Uint8Array, from: number, own: Uint8Array): boolean {
  const { length } = own;
  if (from + length + 1 >= bytes.length) return false;
  for (let i = 0; i < length; i++) if (own[i] !== bytes[from + i]) return false;
  const next = bytes[from + length];
  return next === GT || (next === SLASH && bytes[from + length + 1] === GT);
}
