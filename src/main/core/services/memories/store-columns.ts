import { ColumnIndex } from '../../memory/column-index.ts';
import { storeColumns, storedColumns } from '../../memory/column-store.ts';
import { refreshBlocks } from '../../store/memory/text-blocks.ts';
import { readCounter } from '../../store/meta.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import { textReader } from './fuzzy-index.ts';
import { catchUp } from './index-cache.ts';

/** Languages with fewer texts are read faster than their columns. */
const WORTH = 2_000;

function countTexts(memory: WriteConnection): { language: string; count: number }[] {
  return memory.all('SELECT language, count(*) AS count FROM variant GROUP BY language');
}

/** Brings the blocks of texts of every language up to date. `progress` counts texts and may throw to stop. */
export function refreshAllBlocks(memory: WriteConnection, progress: (done: number, total: number) => void): void {
  const languages = countTexts(memory);
  const total = languages.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const { language, count } of languages) {
    refreshBlocks(memory, language, count, (done) => progress(before + done, total));
    before += count;
  }
}

/** Stores the columns and blocks of texts of every language of a memory as it is now, so that the next lookup and search start at once. */
export async function refreshColumns(
  memory: WriteConnection,
  kernel: WebAssembly.Module,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const languages = countTexts(memory);
  for (const [i, { language, count }] of languages.entries()) {
    progress(i, languages.length);
    refreshBlocks(memory, language, count);
    if (count < WORTH || storedColumns(memory, language)?.generation === readCounter(memory, 'generation')) continue;
    const columns = new ColumnIndex(kernel, textReader(memory));
    const index = {
      add: async (texts: readonly { readonly id: number; readonly text: string }[]) => {
        for (const { id, text } of texts) columns.add(id, text);
      },
      remove: async (ids: readonly number[]) => {
        for (const id of ids) columns.remove(id);
      },
    };
    const cached = { index, generation: columns.load(memory, language) ?? -1 };
    await catchUp(memory, language, cached);
    storeColumns(memory, language, cached.generation, columns.columns);
  }
}

/** Columns gathered during an import take no more memory than this, in bytes. */
const MOST_GATHERED = 96 * 2 ** 20;
/** Those of a larger file would take more, so that beginning with them would be in vain. */
const LARGEST_FILE = 128 * 2 ** 20;

/**
 * Gathers the texts that an import adds to an empty memory, so that they need not be read again for the columns. Very
 * many are let go, and read again afterwards one language at a time, so that an import of any size needs little memory.
 */
export class ColumnCollector {
  readonly #memory: WriteConnection;
  readonly #kernel: () => WebAssembly.Module;
  #columns: Map<string, ColumnIndex> | null;
  #module: WebAssembly.Module | undefined;
  #count = 0;

  /** To be made right before the import of a file of so many bytes. */
  constructor(memory: WriteConnection, bytes: number, kernel: () => WebAssembly.Module) {
    this.#memory = memory;
    this.#kernel = kernel;
    this.#columns = bytes <= LARGEST_FILE && readCounter(memory, 'units') === 0 ? new Map() : null;
  }

  readonly add = (language: string, variant: number, norm: string): void => {
    if (!this.#columns) return;
    if (++this.#count % WORTH === 0 && this.#size() > MOST_GATHERED) {
      this.#columns = null;
      return;
    }
    let index = this.#columns.get(language);
    if (!index) {
      index = new ColumnIndex(this.#compiled(), textReader(this.#memory));
      this.#columns.set(language, index);
    }
    index.add(variant, norm);
  };

  /** Stores the columns, if the memory holds nothing but what `batch` has brought into it at `generation`. */
  store(batch: number, generation: number): void {
    const columns = this.#columns;
    this.#columns = null;
    if (!columns) return;
    this.#memory.transaction(() => {
      const untouched =
        readCounter(this.#memory, 'generation') === generation &&
        !this.#memory.get('SELECT 1 FROM unit WHERE batch <> ? LIMIT 1', batch);
      if (!untouched) return;
      for (const [language, index] of columns) {
        if (index.columns.count >= WORTH) storeColumns(this.#memory, language, generation, index.columns);
      }
    });
  }

  #compiled(): WebAssembly.Module {
    this.#module ??= this.#kernel();
    return this.#module;
  }

  #size(): number {
    return [...(this.#columns?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
  }
}
