import type { DictionaryEntry } from '../../../../shared/alignment/anchors.ts';
import type { AlignDocument } from '../../../../shared/alignment/documents.ts';
import { createTokenizer } from '../../../../shared/alignment/tokens.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { readDictionary, readWordLists } from '../../store/project/word-lists.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** The pairs of a project's word lists, by the word of their source side that is rarest in the lists. */
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
  const words = entries.map(({ source }) => {
    const found: string[] = [];
    tokenize(source, (word) => found.push(word));
    return found;
  });
  const counts = new Map<string, number>();
  for (const word of words.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  const count = (word: string): number => counts.get(word) ?? 0;
  const byWord = new Map<string, number[]>();
  words.forEach((own, i) => {
    const [first, ...more] = own;
    if (first === undefined) return;
    const rarest = more.reduce((best, word) => (count(word) < count(best) ? word : best), first);
    const known = byWord.get(rarest);
    if (known) known.push(i);
    else byWord.set(rarest, [i]);
  });
  kept = { key, dictionary: { entries, byWord } };
  return kept.dictionary;
}

/**
 * The pairs of the project's word lists that can say something about some documents: those whose rarest word occurs on
 * the source side, in the order of the lists. To align a few sentences again, the rest need not be looked at; all
 * translations of a term are found together.
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
  const found = [...words].flatMap((word) => byWord.get(word) ?? []);
  return found.sort((a, b) => a - b).flatMap((i) => entries[i] ?? []);
}
