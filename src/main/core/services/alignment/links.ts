import type { WordLink } from '../../../../shared/alignment/word-links.ts';
import { linkWords } from '../../../../shared/alignment/word-links.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { dictionaryFor } from './dictionary.ts';
import { wordTables } from './knowledge.ts';

/**
 * The words of a bead's two texts that translate each other as far as the project and its word lists know; see
 * `linkWords`.
 */
export function beadLinks(project: ReadConnection, document: number, source: string, target: string): WordLink[] {
  const languages = requireDocument(project, document);
  const dictionary = dictionaryFor(project, languages, [
    { source: { sentences: [source] }, target: { sentences: [target] } },
  ]);
  const { sourceLang, targetLang } = languages;
  return linkWords(source, target, [sourceLang, targetLang], wordTables(project, languages), dictionary);
}
