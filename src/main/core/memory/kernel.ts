import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  scratchSize(length: number, chunk: number): number;
  useScratch(at: number, length: number, chunk: number): void;
  prepare(length: number): void;
  histograms(n: number, count: number, text: number, to: number): void;
  histogram(n: number, index: number, text: number, to: number): void;
  put(n: number, index: number, from: number, text: number): void;
  move(n: number, index: number, text: number, toIndex: number, toText: number): void;
  clear(index: number, to: number): void;
  scan(n: number, count: number, text: number, histograms: number, k: number, out: number): number;
}

const PAGE = 0x10000;
/** Texts that one call of the kernel scans: their histograms fit the second-level cache. */
export const CHUNK = 4096;
/** Texts of more letters stand one by one. */
const LONG = 512;
/** The longest query for which scratch memory is set aside at first; it grows with longer ones. */
const USUAL_LENGTH = 2048;

/** Where `npm run build:kernel` puts the kernel, for hosts that run from source. */
export const KERNEL_PATH = join(import.meta.dirname, '../../../../dist/kernel/scan.wasm');

/** Compiles the scan kernel. Throws an Error that names the file when it is missing or no WebAssembly. */
export function compileKernel(path: string = KERNEL_PATH): WebAssembly.Module {
  try {
    return new WebAssembly.Module(readFileSync(path));
  } catch (cause) {
    throw new Error(`${path}: the scan kernel cannot be loaded; build it with "npm run build:kernel"`, { cause });
  }
}

/** One instance of the kernel with memory of its own, in which places are taken one after another and never freed. */
export class Kernel {
  readonly #exports: KernelExports;
  #bytes: Uint8Array;
  #words: Uint32Array;
  #end: number;
  #scratch = 0;
  #scratchLength = 0;
  readonly #out: number;

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports as unknown as KernelExports;
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#words = new Uint32Array(this.#exports.memory.buffer);
    this.#end = align(this.#exports.heapBase());
    this.#out = this.allocate(CHUNK * 8);
    this.#useScratch(USUAL_LENGTH);
  }

  /** The memory as bytes; valid until the next call of `allocate`, `put` or `setQuery`. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** The memory as 32-bit numbers; valid as long as `bytes`. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** How much memory is in use, in bytes. */
  get size(): number {
    return this.#bytes.length;
  }

  /** Takes `size` bytes and returns their address, a multiple of 16. Throws RangeError when memory runs out. */
  allocate(size: number): number {
    const at = this.#end;
    this.#end = align(at + size);
    // Growing by an eighth keeps the number of steps small without setting much memory aside.
    if (this.#end > this.#bytes.length) this.#grow(Math.max(this.#end - this.#bytes.length, this.#bytes.length / 8));
    return at;
  }

  /** Makes room for `size` bytes that are going to be taken, in one step. */
  reserve(size: number): void {
    const missing = this.#end + size - this.#bytes.length;
    if (missing > 0) this.#grow(missing);
  }

  /** Gives back everything taken from `at` on, which must be an address that `allocate` returned. */
  release(at: number): void {
    this.#end = at;
  }

  /** Makes a folded text the query of the scans that follow. */
  setQuery(folded: Uint8Array): void {
    if (folded.length > this.#scratchLength) this.#useScratch(folded.length * 2);
    this.#bytes.set(folded, this.#scratch);
    this.#exports.prepare(folded.length);
  }

  /** Writes a folded text into its place among texts of its length, and its histogram. */
  put(folded: Uint8Array, index: number, text: number, histograms: number): void {
    if (folded.length > this.#scratchLength) this.#useScratch(folded.length * 2);
    this.#bytes.set(folded, this.#scratch);
    this.#exports.put(folded.length, index, this.#scratch, text);
    this.#exports.histogram(folded.length, index, text, histograms);
  }

  /** Copies a text of `n` letters from one place to another. */
  move(n: number, index: number, text: number, toIndex: number, toText: number): void {
    this.#exports.move(n, index, text, toIndex, toText);
  }

  /** Writes the histograms of `count` texts of `n` letters; the room at `to` is 512 bytes for each 16 of them. */
  histograms(n: number, count: number, text: number, to: number): void {
    this.#exports.histograms(n, count, text, to);
  }

  /** Takes one text out of what scans find. */
  clear(index: number, histograms: number): void {
    this.#exports.clear(index, histograms);
  }

  /**
   * Calls `hit` with index and folded distance of every one of at most {@link CHUNK} texts of `n` letters that lies
   * within `k` edits of the query.
   */
  scan(
    n: number,
    count: number,
    text: number,
    histograms: number,
    k: number,
    hit: (index: number, edits: number) => void,
  ): void {
    const found = this.#exports.scan(n, count, text, histograms, k, this.#out);
    const out = this.#out >> 2;
    for (let i = 0; i < found; i++) hit(this.#words[out + 2 * i] as number, this.#words[out + 2 * i + 1] as number);
  }

  #grow(size: number): void {
    this.#exports.memory.grow(Math.ceil(size / PAGE));
    this.#bytes = new Uint8Array(this.#exports.memory.buffer);
    this.#words = new Uint32Array(this.#exports.memory.buffer);
  }

  #useScratch(length: number): void {
    this.#scratchLength = length;
    this.#scratch = this.allocate(this.#exports.scratchSize(length, CHUNK));
    this.#exports.useScratch(this.#scratch, length, CHUNK);
  }
}

/** Bytes that the letters of `count` texts of `n` letters take: all of a group of 16, except for long texts. */
export function textSize(n: number, count: number): number {
  return n > LONG ? align(n * count) : n * align(count);
}

function align(value: number): number {
  return Math.ceil(value / 16) * 16;
}
