import { basename } from 'node:path';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import type { FileMatches } from '../../../../shared/contract/memory-files.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { plain, visibleText } from '../../../../shared/text/content.ts';
import { readMeta } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { IndexCache } from './index-cache.ts';
import { lookup } from './lookup.ts';

type Input = Omit<ParsedInputOf<'memoryFile.lookup'>, 'memory'>;

/** The matches of several texts in one memory, in the order of the texts. */
export async function lookupInFile(
  memory: ReadConnection,
  { queries, inOrder = false, ...options }: Input,
  indexes: IndexCache,
): Promise<FileMatches[]> {
  const source = { connection: memory, name: readMeta(memory, 'name') ?? basename(memory.path), penalty: 0 };
  const contents = queries.map((query): Content => (typeof query === 'string' ? plain(query) : query));
  const around = (at: number): string | null => (inOrder ? (contents[at]?.text ?? null) : null);
  const found: FileMatches[] = [];
  for (const [i, content] of contents.entries()) {
    const query = { ...options, content, previous: around(i - 1), next: around(i + 1) };
    found.push({ query: visibleText(content), matches: await lookup(query, [source], indexes) });
  }
  return found;
}
