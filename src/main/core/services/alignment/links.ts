import type { WordLink } from '../../../../shared/alignment/word-links.ts';
import { linkWords } from '../../../../shared/alignment/word-links.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { wordTables } from './knowledge.ts';

/** The words of a bead's two texts that translate each other as far as the project knows; see `linkWords`. */
export function beadLinks(project: ReadConnection, document: number, source: string, target: string): WordLink[] {
  const languages = requireDocument(project, document);
  return linkWords(source, target, [languages.sourceLang, languages.targetLang], wordTables(project, languages));
}
