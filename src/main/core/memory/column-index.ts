import { Columns, type Candidate, type UnitText } from './columns.ts';
import { loadColumns, WHOLE, type Share } from './column-store.ts';
import { lookup, type Hit, type TextReader } from './lookup.ts';
import type { ReadConnection } from '../store/sqlite.ts';

/** Fuzzy lookup in one language of a memory, on the thread that owns it. Ids of variants are never used twice. */
export class ColumnIndex {
  readonly #module: WebAssembly.Module;
  readonly #read: TextReader;
  #columns: Columns;
  /** Taken out all at once before the next lookup, since that means one walk over all ids. */
  readonly #removed = new Set<number>();

  /** `read` gives the matching texts of variants. */
  constructor(module: WebAssembly.Module, read: TextReader) {
    this.#module = module;
    this.#read = read;
    this.#columns = new Columns(module);
  }

  /** Memory in use, in bytes. */
  get size(): number {
    return this.#columns.size;
  }

  readonly add = (id: number, norm: string): void => this.#columns.add(id, norm);

  readonly remove = (id: number): void => {
    this.#removed.add(id);
  };

  readonly lookup = (norm: string, threshold: number, limit: number): Hit[] =>
    lookup(this, this.#read, norm, threshold, limit);

  /** What may match, for a caller that scores several indexes together. */
  candidates(norm: string, threshold: number): Candidate[] {
    this.#settle();
    return this.#columns.candidates(norm, threshold);
  }

  /**
   * Starts from the columns stored in a memory, or a share of them. Returns the generation they stand for, or undefined
   * when nothing usable is stored and every text has to be added.
   */
  load(memory: ReadConnection, language: string, share: Share = WHOLE): number | undefined {
    const columns = new Columns(this.#module);
    let generation: number | undefined;
    try {
      generation = loadColumns(memory, language, columns, share);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    this.#columns = generation === undefined ? new Columns(this.#module) : columns;
    return generation;
  }

  /** Adds many texts to an empty index, without the spare room that texts added one by one leave. */
  build(texts: Iterable<UnitText>): void {
    const loose = new Columns(this.#module);
    for (const { id, text } of texts) loose.add(id, text);
    this.#columns = loose.compacted();
  }

  /** The columns as they are now, for storing. */
  get columns(): Columns {
    this.#settle();
    return this.#columns;
  }

  #settle(): void {
    if (this.#removed.size === 0) return;
    this.#columns.remove(this.#removed);
    this.#removed.clear();
  }
}
