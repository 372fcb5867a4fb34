import { baseOf, editsWithin } from '../../../shared/matching/score.ts';
import { fold } from './fold.ts';
import { CHUNK, Kernel, textSize } from './kernel.ts';

/** A unit that may match: its base is at most `bound`, since folding only shrinks distances. */
export interface Candidate {
  readonly id: number;
  readonly bound: number;
}

/** One side of a unit: a number that names it, and its matching text. */
export interface UnitText {
  readonly id: number;
  readonly text: string;
}

/** Texts of one length, one after another in the kernel's memory: ids, histograms, letters. */
interface Block {
  readonly capacity: number;
  count: number;
  readonly ids: number;
  readonly histograms: number;
  readonly text: number;
}

const MAX_ID = 0xffffffff;
const FREE = 0;
const GROUP = 16;
/** Bytes in which texts are copied from one memory to another. */
const PIECE = 1 << 22;

/**
 * The texts of one language of a memory, as columns that the kernel scans. Ids are whole numbers from 1 to 2^32 - 1.
 * Texts are those of `matchText`; empty ones are not kept, since nothing can be like them.
 */
export class Columns {
  readonly #module: WebAssembly.Module;
  readonly #kernel: Kernel;
  /** The blocks of each length. */
  readonly #blocks = new Map<number, Block[]>();
  #folded = new Uint8Array(1024);
  #count = 0;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
    this.#kernel = new Kernel(module);
  }

  /** How many texts there are. */
  get count(): number {
    return this.#count;
  }

  /** Memory in use, in bytes. */
  get size(): number {
    return this.#kernel.size;
  }

  /** The lengths of the texts there are or were, in rising order. */
  get lengths(): number[] {
    return [...this.#blocks.keys()].toSorted((a, b) => a - b);
  }

  /** Adds a text. Throws RangeError for an id that is no whole number from 1 to 2^32 - 1. */
  add(id: number, text: string): void {
    if (!Number.isInteger(id) || id < 1 || id > MAX_ID) {
      throw new RangeError(`unit ${id}: an id must be a whole number from 1 to ${MAX_ID}`);
    }
    const folded = this.#fold(text);
    const n = folded.length;
    if (n === 0) return;
    const block = this.#room(n);
    const index = block.count++;
    this.#kernel.put(folded, index, block.text, block.histograms);
    this.#kernel.words[(block.ids >>> 2) + index] = id;
    this.#count++;
  }

  /** Takes texts out, and returns how many were there. */
  remove(ids: ReadonlySet<number>): number {
    let removed = 0;
    for (const blocks of this.#blocks.values()) {
      for (const block of blocks) {
        const from = block.ids >>> 2;
        const words = this.#kernel.words;
        for (let i = 0; i < block.count; i++) {
          const id = words[from + i] as number;
          if (id === FREE || !ids.has(id)) continue;
          words[from + i] = FREE;
          this.#kernel.clear(i, block.histograms);
          removed++;
        }
      }
    }
    this.#count -= removed;
    return removed;
  }

  /** Every text whose base against `text` can reach `threshold` (above 0, at most 100), in no order. */
  candidates(text: string, threshold: number): Candidate[] {
    const out: Candidate[] = [];
    const folded = this.#fold(text);
    const m = folded.length;
    if (m === 0) return out;
    this.#kernel.setQuery(folded);
    const most = Math.floor((m * 100) / threshold) + 1;
    for (let n = Math.max(1, m - editsWithin(m, threshold)); n <= most; n++) {
      const longest = Math.max(m, n);
      const k = editsWithin(longest, threshold);
      if (Math.abs(m - n) > k) continue;
      for (const block of this.#blocks.get(n) ?? []) this.#scan(block, n, k, longest, out);
    }
    return out;
  }

  /**
   * The texts of the given lengths as bytes for {@link load}, in pieces of about `pieceSize` bytes. The format, in
   * 32-bit little-endian numbers: how many runs follow; for each its length and number of texts; from the next multiple
   * of 16 on, for each run the ids, the histograms and the letters, each filled up to a multiple of 16 texts or bytes.
   */
  *save(lengths: readonly number[], pieceSize: number): Generator<Uint8Array<ArrayBuffer>> {
    let runs: Run[] = [];
    let size = 0;
    for (const n of lengths) {
      let places = this.#places(n);
      while (places.length > 0) {
        const fits = Math.max(GROUP, Math.floor((pieceSize - size) / (n + 36)));
        const run = { n, places: places.slice(0, fits) };
        places = places.slice(fits);
        runs.push(run);
        size += bodySize(run.n, run.places.length);
        if (size < pieceSize) continue;
        yield this.#image(runs);
        runs = [];
        size = 0;
      }
    }
    if (runs.length > 0) yield this.#image(runs);
  }

  /** Adds texts that {@link save} wrote. Throws RangeError for bytes that are not of its making. */
  load(image: Uint8Array): void {
    const header = new DataView(image.buffer, image.byteOffset, image.byteLength);
    const count = image.byteLength >= 4 ? header.getUint32(0, true) : 0;
    const bodyFrom = headerSize(count);
    const runs: { n: number; count: number }[] = [];
    let size = bodyFrom;
    for (let i = 0; i < count && 12 + 8 * i <= image.byteLength; i++) {
      const run = { n: header.getUint32(4 + 8 * i, true), count: header.getUint32(8 + 8 * i, true) };
      runs.push(run);
      size += bodySize(run.n, run.count);
    }
    if (count === 0 || size !== image.byteLength) {
      throw new RangeError(`columns of ${image.byteLength} bytes are damaged; build them again from the units`);
    }
    let at = this.#kernel.allocate(size - bodyFrom);
    this.#kernel.bytes.set(image.subarray(bodyFrom), at);
    for (const run of runs) {
      const groups = Math.ceil(run.count / GROUP);
      const ids = at;
      const histograms = ids + groups * GROUP * 4;
      const text = histograms + groups * 512;
      at += bodySize(run.n, run.count);
      this.#push(run.n, { capacity: run.count, count: run.count, ids, histograms, text });
      this.#count += run.count;
    }
  }

  /** Makes room for `size` bytes of images that are going to be loaded. */
  reserve(size: number): void {
    this.#kernel.reserve(size);
  }

  /** The same texts without spare room. */
  compacted(): Columns {
    const out = new Columns(this.#module);
    out.reserve(this.#textBytes());
    for (const image of this.save(this.lengths, PIECE)) out.load(image);
    return out;
  }

  #scan(block: Block, n: number, k: number, longest: number, out: Candidate[]): void {
    const kernel = this.#kernel;
    for (let from = 0; from < block.count; from += CHUNK) {
      const ids = (block.ids >>> 2) + from;
      const count = Math.min(CHUNK, block.count - from);
      kernel.scan(n, count, block.text + textSize(n, from), block.histograms + from * 32, k, (index, edits) => {
        const id = kernel.words[ids + index] as number;
        if (id !== FREE) out.push({ id, bound: baseOf(edits, longest) });
      });
    }
  }

  #fold(text: string): Uint8Array {
    if (text.length > this.#folded.length) this.#folded = new Uint8Array(text.length * 2);
    return this.#folded.subarray(0, fold(text, this.#folded));
  }

  /** The last block of a length, or a new one when it is full: blocks grow with what is there. */
  #room(n: number): Block {
    const blocks = this.#blocks.get(n) ?? [];
    const last = blocks.at(-1);
    if (last !== undefined && last.count < last.capacity) return last;
    const total = blocks.reduce((sum, block) => sum + block.count, 0);
    const capacity = Math.ceil(Math.min(CHUNK, Math.max(1, total / 8)) / GROUP) * GROUP;
    const ids = this.#kernel.allocate(capacity * 36);
    const text = this.#kernel.allocate(textSize(n, capacity));
    const block: Block = { capacity, count: 0, ids, histograms: ids + capacity * 4, text };
    // Unused lanes of a group of 16 must look empty from the start.
    this.#kernel.bytes.fill(255, block.histograms, block.histograms + capacity * 32);
    this.#push(n, block);
    return block;
  }

  #textBytes(): number {
    let size = 0;
    for (const [n, blocks] of this.#blocks)
      size += bodySize(
        n,
        blocks.reduce((sum, block) => sum + block.count, 0),
      );
    return size;
  }

  #push(n: number, block: Block): void {
    const blocks = this.#blocks.get(n);
    if (blocks === undefined) this.#blocks.set(n, [block]);
    else blocks.push(block);
  }

  #places(n: number): Place[] {
    const out: Place[] = [];
    for (const block of this.#blocks.get(n) ?? []) {
      for (let i = 0; i < block.count; i++) {
        const id = this.#kernel.words[(block.ids >>> 2) + i] as number;
        if (id !== FREE) out.push({ id, index: i, text: block.text });
      }
    }
    return out;
  }

  #image(runs: readonly Run[]): Uint8Array<ArrayBuffer> {
    const body = runs.reduce((sum, run) => sum + bodySize(run.n, run.places.length), 0);
    const header = headerSize(runs.length);
    const start = this.#kernel.allocate(body);
    const { bytes, words } = this.#kernel;
    bytes.fill(0, start, start + body);
    const image = new Uint8Array(header + body);
    const view = new DataView(image.buffer);
    view.setUint32(0, runs.length, true);
    let at = start;
    runs.forEach(({ n, places }, i) => {
      view.setUint32(4 + 8 * i, n, true);
      view.setUint32(8 + 8 * i, places.length, true);
      const groups = Math.ceil(places.length / GROUP);
      const histograms = at + groups * GROUP * 4;
      const text = histograms + groups * 512;
      places.forEach((place, index) => {
        words[(at >>> 2) + index] = place.id;
        this.#kernel.move(n, place.index, place.text, index, text);
      });
      this.#kernel.histograms(n, places.length, text, histograms);
      at += bodySize(n, places.length);
    });
    image.set(bytes.subarray(start, start + body), header);
    this.#kernel.release(start);
    return image;
  }
}

interface Place {
  readonly id: number;
  readonly index: number;
  readonly text: number;
}

interface Run {
  readonly n: number;
  readonly places: readonly Place[];
}

function headerSize(runs: number): number {
  return Math.ceil((4 + 8 * runs) / 16) * 16;
}

function bodySize(n: number, count: number): number {
  const groups = Math.ceil(count / GROUP);
  return groups * (GROUP * 4 + 512) + textSize(n, count);
}
