import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { DictionaryEntry } from '../../../../shared/alignment/anchors.ts';
import type { WordListInfo } from '../../../../shared/contract/align.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { readTable } from '../../../../shared/formats/tsv/table.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { putWordList, readWordLists, removeWordList } from '../../store/project/alignment.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import { refuseLarge } from '../files.ts';
import { readProjectFacts } from '../projects/facts.ts';

const LIMIT = 50 * 1024 * 1024;

/**
 * The pairs of a bilingual word list or termbase in CSV or TSV: two columns, or a source and a target column named by
 * language. Throws FormatError or CoreError for a file without any pair.
 */
export function readWordList(path: string, { sourceLang, targetLang }: LanguagePair): DictionaryEntry[] {
  refuseLarge(path, LIMIT);
  const table = readTable(readFileSync(path), {
    languages: { source: sourceLang, target: targetLang },
    name: basename(path),
  });
  const entries = table.units.flatMap(({ segments }) =>
    segments.flatMap(({ source, target }) => {
      const words = { source: visibleText(source).trim(), target: target === null ? '' : visibleText(target).trim() };
      return words.source === '' || words.target === '' ? [] : [words];
    }),
  );
  if (entries.length > 0) return entries;
  throw new CoreError(
    'badRequest',
    `${path}: the list holds no pair of words; give two columns, source and target, separated by tabs or commas`,
    { path, key: 'emptyWordList' },
  );
}

/** Adds a word list to a project under the name of its file; one of the same name is replaced. */
export function addWordList(project: WriteConnection, path: string): WordListInfo {
  const entries = readWordList(path, readProjectFacts(project));
  const name = basename(path);
  return { id: putWordList(project, name, entries), name, entries: entries.length };
}

export function dropWordList(project: WriteConnection, id: number): WordListInfo[] {
  if (!removeWordList(project, id)) {
    throw new CoreError('notFound', `there is no word list ${id} in this project`, { list: id });
  }
  return readWordLists(project);
}
