import type { DictionaryEntry } from '../../../../shared/alignment/anchors.ts';
import type { AlignDocument } from '../../../../shared/alignment/documents.ts';
import { createTokenizer } from '../../../../shared/alignment/tokens.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { readDictionary, readWordLists } from '../../store/project/word-lists.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** The pairs of a project's word lists, and which of them have a word on their source side. */
interface Dictionary {
  readonly entries: readonly DictionaryEntry[];
  readonly byWord: ReadonlyMap<string, readonly number[]>;
}

/** A termbase may have many thousand pairs; the lists of the project worked on last are kept ready. */
let kept: { readonly key: string; readonly dictionary: Dictionary } | undefined;

function dictionaryOf(project: ReadConnection, languages: LanguagePair): Dictionary {
  const lists = readWordLists(project, languages);
  const key = JSON.stringify([project.path, languages.sourceLang, lists]);
  if (kept?.key === key) return kept.dictionary;
  const entries = readDictionary(project);
  const tokenize = createTokenizer(languages.sourceLang);
  const byWord = new Map<string, number[]>();
  entries.forEach(({ source }, i) => {
    tokenize(source, (word) => {
      const known = byWord.get(word);
      if (!known) byWord.set(word, [i]);
      else if (known.at(-1) !== i) known.push(i);
    });
  });
  kept = { key, dictionary: { entries, byWord } };
  return kept.dictionary;
}

/**
 * The pairs of the project's word lists that can say something about some documents: those with a word that occurs on
 * the source side, in the order of the lists. To align a few sentences again, the rest need not be looked at.
 */
export function dictionaryFor(
  project: ReadConnection,
  languages: LanguagePair,
  documents: readonly AlignDocument[],
): readonly DictionaryEntry[] {
  const { entries, byWord } = dictionaryOf(project, languages);
  if (entries.length === 0) return entries;
  const tokenize = createTokenizer(languages.sourceLang);
  const words = new Set<string>();
  for (const { source } of documents) {
    for (const sentence of source.sentences) tokenize(sentence, (word) => words.add(word));
  }
  const found = new Set<number>();
  for (const word of words) for (const i of byWord.get(word) ?? []) found.add(i);
  return [...found].sort((a, b) => a - b).flatMap((i) => entries[i] ?? []);
}
