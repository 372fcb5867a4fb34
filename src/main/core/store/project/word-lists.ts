import type { DictionaryEntry } from '../../../../shared/alignment/anchors.ts';
import type { WordListInfo } from '../../../../shared/contract/align.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';

type NewWordList = Omit<WordListInfo, 'id' | 'entries'> & { readonly pairs: readonly DictionaryEntry[] };

/** The word lists of a project, without those that were removed. Lists without languages have those of the project. */
export function readWordLists(
  connection: ReadConnection,
  project: { readonly sourceLang: string; readonly targetLang: string },
): WordListInfo[] {
  return connection.all<WordListInfo & Record<string, never>>(
    `SELECT id, name, path, format, iif(source_lang = '', ?, source_lang) AS sourceLang,
       iif(target_lang = '', ?, target_lang) AS targetLang, size AS entries, added_at AS addedAt
     FROM word_list WHERE removed = 0 ORDER BY id`,
    project.sourceLang,
    project.targetLang,
  );
}

/** All pairs of all word lists of a project. */
export function readDictionary(connection: ReadConnection): DictionaryEntry[] {
  return connection
    .all<{ entries: string }>('SELECT entries FROM word_list WHERE removed = 0 ORDER BY id')
    .flatMap(({ entries }) => JSON.parse(entries) as [string, string][])
    .map(([source, target]) => ({ source, target }));
}

/** Adds a word list and returns its number. */
export function insertWordList(connection: WriteConnection, list: NewWordList): number {
  connection.run(
    `INSERT INTO word_list (name, path, format, source_lang, target_lang, added_at, size, entries)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    list.name,
    list.path,
    list.format,
    list.sourceLang,
    list.targetLang,
    list.addedAt,
    list.pairs.length,
    JSON.stringify(list.pairs.map(({ source, target }) => [source, target])),
  );
  return connection.get<{ id: number }>('SELECT last_insert_rowid() AS id')?.id ?? 0;
}

/** Removes a word list, or brings it back. */
export function setWordListRemoved(connection: WriteConnection, id: number, removed: boolean): void {
  connection.run('UPDATE word_list SET removed = ? WHERE id = ?', removed ? 1 : 0, id);
}
