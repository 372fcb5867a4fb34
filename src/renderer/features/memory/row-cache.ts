import type { MemoryPage, MemoryRow } from '../../../shared/contract/memory-edit.ts';

/** Rows are fetched in pages of so many. */
const PAGE = 100;
/** Pages on their way at once; what was passed while they came is not fetched. */
const AT_ONCE = 2;
/** Pages kept in memory: a few thousand rows around the place one looks at. */
const KEPT = 60;

type Fetch = (from: number, count: number) => Promise<MemoryPage>;

/** The rows of a search that are at hand, fetched when they come into sight. */
export class RowCache {
  readonly #fetch: Fetch;
  readonly #changed: () => void;
  #pages = new Map<number, readonly MemoryRow[]>();
  /** Pages that are shown until their newer state has come. */
  #stale = new Map<number, readonly MemoryRow[]>();
  readonly #asked = new Set<number>();
  /** The pages in sight, as they were wanted last. */
  #wanted: readonly number[] = [];
  #epoch = 0;

  constructor(fetch: Fetch, changed: () => void) {
    this.#fetch = fetch;
    this.#changed = changed;
  }

  /** The row at a position, undefined while it is on its way. */
  at(index: number): MemoryRow | undefined {
    const page = Math.floor(index / PAGE);
    const rows = this.#pages.get(page) ?? this.#stale.get(page);
    return rows?.[index - page * PAGE];
  }

  /** Makes sure that the rows from one position to another come, before any that were wanted earlier. */
  want(from: number, to: number): void {
    const first = Math.floor(from / PAGE);
    this.#wanted = Array.from({ length: Math.floor(to / PAGE) - first + 1 }, (_, i) => first + i);
    this.#next();
  }

  #next(): void {
    for (const page of this.#wanted) {
      if (this.#asked.size >= AT_ONCE) return;
      if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#load(page);
    }
  }

  /** Puts in rows that came with a search, when they make up a page. */
  put(from: number, rows: readonly MemoryRow[], total: number): void {
    if (from % PAGE !== 0 || (rows.length < PAGE && from + rows.length < total)) return;
    this.#pages.set(from / PAGE, rows);
  }

  /** Fetches everything anew; what is shown stays until then, unless it is to be forgotten. */
  refresh(forget: boolean): void {
    this.#epoch++;
    this.#stale = forget ? new Map() : new Map([...this.#stale, ...this.#pages]);
    this.#pages = new Map();
    this.#asked.clear();
  }

  /** Incomplete pages grow while a search goes on. */
  grow(): void {
    for (const [page, rows] of this.#pages) {
      if (rows.length >= PAGE) continue;
      this.#pages.delete(page);
      this.#stale.set(page, rows);
    }
  }

  async #load(page: number): Promise<void> {
    const epoch = this.#epoch;
    this.#asked.add(page);
    try {
      const { rows } = await this.#fetch(page * PAGE, PAGE);
      if (epoch !== this.#epoch) return;
      this.#pages.set(page, rows);
      this.#stale.delete(page);
      const [oldest] = this.#pages.keys();
      if (this.#pages.size > KEPT && oldest !== undefined) this.#pages.delete(oldest);
      this.#changed();
    } catch (error) {
      // What cannot be had is asked for again when the list is looked at again, not at once.
      if (epoch === this.#epoch) this.#wanted = [];
      throw error;
    } finally {
      if (epoch === this.#epoch) {
        this.#asked.delete(page);
        this.#next();
      }
    }
  }
}
