import { ColumnIndex } from '../../memory/column-index.ts';
import { storeColumns, storedColumns } from '../../memory/column-store.ts';
import { refreshBlocks } from '../../store/memory/text-blocks.ts';
import { readCounter } from '../../store/meta.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import { textReader } from './fuzzy-index.ts';
import { catchUp } from './index-cache.ts';

/** Languages with fewer texts are read faster than their columns. */
const WORTH = 2_000;

/** Stores the columns and blocks of texts of every language of a memory as it is now, so that the next lookup and search start at once. */
export async function refreshColumns(
  memory: WriteConnection,
  kernel: WebAssembly.Module,
  progress: (done: number, total: number) => void,
): Promise<void> {
  const languages = memory.all<{ language: string; count: number }>(
    'SELECT language, count(*) AS count FROM variant GROUP BY language',
  );
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
