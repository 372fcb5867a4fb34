import { guessLanguage } from '../alignment/language-check.ts';
import type { TranslatedText } from '../alignment/learn-words.ts';
import { primaryLanguage } from '../formats/bilingual/language.ts';

/** Tells whether a text stands on the wrong side, or in neither of the two languages. */
export interface SideLanguages {
  readonly isWrong: (text: string, side: 'source' | 'target') => boolean;
}

/** How many of the commonest words of each side are compared, and what makes one of them typical of its side. */
const COMMON = 400;
const MIN_COUNT = 4;
const TYPICAL = 8;
/** Typical words of the other language that make a text suspicious when there is none of its own. */
const FOREIGN = 2;

const WORD = /\p{L}[\p{L}\p{M}]*/gu;

/**
 * Learns from units of a memory, most of which are on the right side, which words are typical of either language; a
 * text is wrong when it has words of the other side only, or when it is long enough to be recognised as a third
 * language.
 */
export function learnSideLanguages(
  units: readonly TranslatedText[],
  languages: readonly [string, string],
): SideLanguages {
  const source = counted(units.map((unit) => unit.source));
  const target = counted(units.map((unit) => unit.target));
  const typical = { source: typicalOf(source, target), target: typicalOf(target, source) };
  const expected = { source: primaryLanguage(languages[0]), target: primaryLanguage(languages[1]) };
  return {
    isWrong: (text, side) => {
      const other = side === 'source' ? 'target' : 'source';
      let own = 0;
      let foreign = 0;
      for (const [word] of text.toLowerCase().matchAll(WORD)) {
        if (typical[side].has(word)) own++;
        else if (typical[other].has(word)) foreign++;
      }
      if (own === 0 && foreign >= FOREIGN && expected.source !== expected.target) return true;
      if (own > foreign) return false;
      const guess = guessLanguage([text]);
      return guess !== undefined && guess !== expected[side];
    },
  };
}

interface Counted {
  readonly words: ReadonlyMap<string, number>;
  readonly total: number;
}

function counted(texts: readonly string[]): Counted {
  const words = new Map<string, number>();
  let total = 0;
  for (const text of texts) {
    for (const [word] of text.toLowerCase().matchAll(WORD)) {
      words.set(word, (words.get(word) ?? 0) + 1);
      total++;
    }
  }
  return { words, total };
}

function typicalOf(own: Counted, other: Counted): ReadonlySet<string> {
  const share = (counts: Counted, word: string): number => ((counts.words.get(word) ?? 0) + 0.5) / (counts.total + 1);
  return new Set(
    [...own.words]
      .filter(([word, count]) => count >= MIN_COUNT && share(own, word) > TYPICAL * share(other, word))
      .sort((a, b) => b[1] - a[1])
      .slice(0, COMMON)
      .map(([word]) => word),
  );
}
