import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { DictionaryEntry } from '../../../../shared/alignment/anchors.ts';
import type { WordListInfo } from '../../../../shared/contract/align.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { readTable } from '../../../../shared/formats/tsv/table.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { insertWordList, readWordLists } from '../../store/project/word-lists.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { refuseLarge } from '../files.ts';
import { readProjectFacts } from '../projects/facts.ts';
import { runProjectStep } from '../projects/history.ts';

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

/** Adds a word list to a project under the name of its file, in the place of one of the same name: one step. */
export function addWordList(project: WriteConnection, path: string, author: Author): WordListInfo {
  const { sourceLang, targetLang } = readProjectFacts(project);
  const pairs = readWordList(path, { sourceLang, targetLang });
  const list = { name: basename(path), path, format: 'table', sourceLang, targetLang, addedAt: author.now } as const;
  return project.transaction(() => {
    const replaced = listWordLists(project).filter(({ name }) => name === list.name);
    const id = insertWordList(project, { ...list, pairs });
    runProjectStep(project, author, 'addWordList', [
      ...replaced.map((old) => removal(old.id)),
      { wordList: id, before: { removed: true }, after: { removed: false } },
    ]);
    return { id, ...list, entries: pairs.length };
  });
}

const removal = (wordList: number) => ({ wordList, before: { removed: false }, after: { removed: true } });

export function listWordLists(project: ReadConnection): WordListInfo[] {
  return readWordLists(project, readProjectFacts(project));
}

/** Removes a word list of a project, as a step that can be taken back; returns those that are left. */
export function dropWordList(project: WriteConnection, id: number, author: Author): WordListInfo[] {
  return project.transaction(() => {
    if (!listWordLists(project).some((list) => list.id === id)) {
      throw new CoreError('notFound', `there is no word list ${id} in this project`, { list: id });
    }
    runProjectStep(project, author, 'removeWordList', [removal(id)]);
    return listWordLists(project);
  });
}
