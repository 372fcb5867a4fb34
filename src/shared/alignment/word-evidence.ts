import type { TranslatedText } from './learn-words.ts';
import { createTokenizer } from './tokens.ts';

/** Whether two words stand in translations of each other more often than chance would have it. */
export type WordEvidence = (source: string, target: string) => boolean;

/** The quantile of chi-squared with one degree of freedom that chance passes once in a hundred times. */
const ENOUGH = 6.63;

/** In which texts of one side each type stands. */
function placesOf(texts: readonly string[], language: string): Map<string, Set<number>> {
  const tokenize = createTokenizer(language);
  const places = new Map<string, Set<number>>();
  texts.forEach((text, i) => {
    tokenize(text, (type) => {
      const present = places.get(type);
      if (present) present.add(i);
      else places.set(type, new Set([i]));
    });
  });
  return places;
}

/** The type of the first token of a text. */
function typeOf(word: string, language: string): string {
  let first = '';
  createTokenizer(language)(word, (type) => (first ||= type));
  return first;
}

/**
 * Counts in which texts words stand; texts given twice count once. Two words belong together when the log-likelihood
 * ratio of standing in the same texts (T. Dunning, "Accurate methods for the statistics of surprise and coincidence",
 * Computational Linguistics 19, 1993) is more than chance: with three texts it never is.
 */
export function wordEvidence(texts: readonly TranslatedText[], languages: readonly [string, string]): WordEvidence {
  const once = [...new Map(texts.map((text) => [JSON.stringify([text.source, text.target]), text])).values()];
  const sources = placesOf(
    once.map(({ source }) => source),
    languages[0],
  );
  const targets = placesOf(
    once.map(({ target }) => target),
    languages[1],
  );
  const known = new Map<string, boolean>();
  return (source, target) => {
    const types = [typeOf(source, languages[0]), typeOf(target, languages[1])] as const;
    const key = types.join('\n');
    const answer = known.get(key) ?? together(sources.get(types[0]), targets.get(types[1]), once.length);
    known.set(key, answer);
    return answer;
  };
}

function together(a: ReadonlySet<number> | undefined, b: ReadonlySet<number> | undefined, all: number): boolean {
  if (!a || !b) return false;
  let both = 0;
  for (const place of a) if (b.has(place)) both++;
  if (both * all <= a.size * b.size) return false;
  const cell = (seen: number, row: number, column: number): number =>
    seen === 0 ? 0 : seen * Math.log((seen * all) / (row * column));
  const [notA, notB] = [all - a.size, all - b.size];
  const ratio =
    2 *
    (cell(both, a.size, b.size) +
      cell(a.size - both, a.size, notB) +
      cell(b.size - both, notA, b.size) +
      cell(notA - b.size + both, notA, notB));
  return ratio > ENOUGH;
}
