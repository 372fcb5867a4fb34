import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { FuzzyIndex } from './fuzzy-index.ts';

interface Cached {
  readonly index: FuzzyIndex;
  generation: number;
}

/** The indexes of the memories a reader has looked into, kept up to date with what changed since. */
export class IndexCache {
  readonly #create: () => FuzzyIndex;
  readonly #cached = new WeakMap<ReadConnection, Map<string, Cached>>();

  constructor(create: () => FuzzyIndex) {
    this.#create = create;
  }

  /** The index of one language (its primary tag) of a memory, as the memory is now. */
  get(memory: ReadConnection, language: string): FuzzyIndex {
    return memory.snapshot(() => {
      const generation = readCounter(memory, 'generation');
      const languages = this.#languages(memory);
      let cached = languages.get(language);
      if (!cached) {
        cached = { index: this.#create(), generation: -1 };
        languages.set(language, cached);
      }
      if (cached.generation !== generation) {
        update(memory, language, cached);
        cached.generation = generation;
      }
      return cached.index;
    });
  }

  #languages(memory: ReadConnection): Map<string, Cached> {
    let languages = this.#cached.get(memory);
    if (!languages) {
      languages = new Map();
      this.#cached.set(memory, languages);
    }
    return languages;
  }
}

function update(memory: ReadConnection, language: string, { index, generation }: Cached): void {
  if (generation >= 0) {
    const gone = memory.iterate<{ variant: number }>('SELECT variant FROM gone WHERE generation > ?', generation);
    for (const { variant } of gone) index.remove(variant);
  }
  const changed = memory.iterate<{ id: number; norm: string }>(
    generation < 0
      ? 'SELECT id, norm FROM variant WHERE generation > ? AND language = ?'
      : 'SELECT id, norm FROM variant INDEXED BY variant_generation WHERE generation > ? AND language = ?',
    generation,
    language,
  );
  for (const { id, norm } of changed) index.add(id, norm);
}
