import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { WordListInfo } from '../../../../shared/contract/align.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { looksLikeXml, readTbx } from '../../../../shared/formats/terms/tbx.ts';
import type { TermPairs } from '../../../../shared/formats/terms/term-pairs.ts';
import { readTermTable } from '../../../../shared/formats/terms/term-table.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { insertWordList, readWordLists } from '../../store/project/word-lists.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { refuseLarge } from '../files.ts';
import { inFile } from '../in-file.ts';
import { readProjectFacts } from '../projects/facts.ts';
import { runProjectStep } from '../projects/history.ts';

const LIMIT = 50 * 1024 * 1024;

/** The pairs of a word list or termbase, and what kind of file held them. */
export interface WordListFile extends TermPairs {
  readonly format: WordListInfo['format'];
}

/**
 * Reads a bilingual word list or termbase: TBX, or a table in CSV or TSV. Throws CoreError for a file that is not there
 * or too large, and FormatError, naming file and line, for one that cannot be used.
 */
export function readWordList(path: string, { sourceLang, targetLang }: LanguagePair): WordListFile {
  refuseLarge(path, LIMIT);
  const bytes = readFileSync(path);
  const options = { languages: { source: sourceLang, target: targetLang } };
  const isTbx = extname(path).toLowerCase() === '.tbx' || looksLikeXml(bytes);
  return inFile(path, () =>
    isTbx ? { ...readTbx(bytes, options), format: 'tbx' } : { ...readTermTable(bytes, options), format: 'table' },
  );
}

/** Adds a word list to a project under the name of its file, in the place of one of the same name: one step. */
export function addWordList(project: WriteConnection, path: string, author: Author): WordListInfo {
  const { pairs, ...file } = readWordList(path, readProjectFacts(project));
  const list = { name: basename(path), path, ...file, addedAt: author.now };
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
