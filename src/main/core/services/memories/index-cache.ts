import type { UnitText } from '../../memory/columns.ts';
import type { Hit } from '../../memory/lookup.ts';
import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { FuzzyIndex, IndexMaker } from './fuzzy-index.ts';

interface Cached {
  readonly index: FuzzyIndex;
  /** Of the memory, up to which the index knows everything; -1 for nothing. */
  generation: number;
}

interface Held {
  readonly memory: ReadConnection;
  readonly languages: Map<string, Cached>;
}

/** How many texts are read from the memory at once. */
const SLICE = 20_000;
/** From how many texts beyond the stored columns it pays to store them anew. */
const STALE = 20_000;

/** The indexes of the memories a reader has looked into, kept up to date with what changed since. */
export class IndexCache {
  readonly #create: IndexMaker;
  readonly #onStale: (path: string) => void;
  readonly #held = new Map<string, Held>();

  /** `onStale` is told of memories whose stored columns are missing or far behind. */
  constructor(create: IndexMaker, onStale: (path: string) => void = () => undefined) {
    this.#create = create;
    this.#onStale = onStale;
  }

  /** What the index of one language (its primary tag) of a memory finds, as the memory is now. */
  async lookup(
    memory: ReadConnection,
    language: string,
    norm: string,
    threshold: number,
    limit: number,
  ): Promise<Hit[]> {
    try {
      return await (await this.#current(memory, language)).lookup(norm, threshold, limit);
    } catch {
      // A scan thread that ended took its columns with it: once more from the start.
      await this.#forget(memory.path);
      return (await this.#current(memory, language)).lookup(norm, threshold, limit);
    }
  }

  /** Frees all indexes. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held.keys()].map((path) => this.#forget(path)));
  }

  async #current(memory: ReadConnection, language: string): Promise<FuzzyIndex> {
    const { languages } = await this.#hold(memory);
    let cached = languages.get(language);
    if (!cached) {
      const index = this.#create(memory, language);
      cached = { index, generation: (await index.load()) ?? -1 };
      languages.set(language, cached);
      const behind = await catchUp(memory, language, cached);
      if (behind >= STALE) this.#onStale(memory.path);
    } else await catchUp(memory, language, cached);
    return cached.index;
  }

  async #hold(memory: ReadConnection): Promise<Held> {
    const present = this.#held.get(memory.path);
    if (present?.memory === memory) return present;
    await this.#forget(memory.path);
    const held: Held = { memory, languages: new Map() };
    this.#held.set(memory.path, held);
    return held;
  }

  async #forget(path: string): Promise<void> {
    const held = this.#held.get(path);
    this.#held.delete(path);
    const indexes = [...(held?.languages.values() ?? [])];
    await Promise.all(indexes.map(({ index }) => index.release().catch(() => undefined)));
  }
}

/**
 * Brings an index up to what the memory holds now; returns how many texts were added. Numbers of variants are never
 * used again, so what another program changes meanwhile is either seen now or belongs to a later generation.
 */
export async function catchUp(
  memory: ReadConnection,
  language: string,
  cached: { readonly index: Pick<FuzzyIndex, 'add' | 'remove'>; generation: number },
): Promise<number> {
  const known = cached.generation;
  const now = readCounter(memory, 'generation');
  if (known === now) return 0;
  let added = 0;
  for (const texts of textsSince(memory, language, known, now)) {
    await cached.index.add(texts);
    added += texts.length;
  }
  if (known >= 0) {
    const gone = memory.all<{ variant: number }>('SELECT variant FROM gone WHERE generation > ?', known);
    if (gone.length > 0) await cached.index.remove(gone.map(({ variant }) => variant));
  }
  cached.generation = now;
  return added;
}

/** The texts of a language that came after one generation and up to another, in slices. */
function* textsSince(
  memory: ReadConnection,
  language: string,
  after: number,
  until: number,
): IterableIterator<UnitText[]> {
  const from =
    after < 0
      ? 0
      : // Numbers rise with generations, so the scan can begin at the first new one.
        (memory.get<{ id: number | null }>('SELECT min(id) AS id FROM variant WHERE generation > ?', after)?.id ??
        null);
  if (from === null) return;
  for (let last = from - 1; ;) {
    // In the order of the table: the index on languages would have to be sorted for each slice (hence the plus sign).
    const texts = memory.all<UnitText>(
      `SELECT id, norm AS text FROM variant
       WHERE id > ? AND +language = ? AND generation > ? AND generation <= ? ORDER BY id LIMIT ${SLICE}`,
      last,
      language,
      after,
      until,
    );
    const end = texts.at(-1)?.id;
    if (end === undefined) return;
    yield texts;
    last = end;
  }
}
