import { anchorWeights } from './anchors.ts';
import type { DictionaryEntry } from './anchors.ts';
import { lexiconsOf, createCorpus } from './model.ts';
import { prepareSide } from './prepared-side.ts';
import { transpose } from './sparse-matrix.ts';
import type { SparseMatrix } from './sparse-matrix.ts';
import { createTokenizer } from './tokens.ts';
import type { WordTable } from './word-table.ts';
import { restrictWordTables } from './word-table.ts';

/** A word of one side and its counterpart on the other, as ranges of UTF-16 units. */
export interface WordLink {
  readonly source: { readonly start: number; readonly end: number };
  readonly target: { readonly start: number; readonly end: number };
  /** Geometric mean of the translation probabilities of both directions, 0 to 1. */
  readonly strength: number;
}

/** Probabilities below this are no ground for showing a link. */
const MIN_STRENGTH = 0.05;
/** Words such as articles, which go with nearly everything, so that what tables say of them is seldom worth showing. */
const SHORT = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]{1,2}$/u;
/** A link must reach this share of the best one of either of its words. */
const BEST_SHARE = 0.5;
/** How much a word at the other end of the sentence loses against one at the same place. */
const DISTANCE_PENALTY = 0.5;

interface Token {
  readonly type: number;
  readonly isShort: boolean;
  readonly start: number;
  readonly end: number;
}

function tokensOf(text: string, language: string, vocabulary: readonly string[]): Token[] {
  const ids = new Map(vocabulary.map((type, id) => [type, id]));
  const tokens: Token[] = [];
  createTokenizer(language)(text, (type, start, end) => {
    tokens.push({ type: ids.get(type)!, isShort: SHORT.test(text.slice(start, end)), start, end });
  });
  return tokens;
}

function valueAt(matrix: SparseMatrix, row: number, column: number): number {
  for (let k = matrix.start[row]!; k < matrix.start[row + 1]!; k++) {
    if (matrix.column[k] === column) return matrix.value[k]!;
  }
  return 0;
}

/**
 * The words of `source` and `target` that translate each other according to word tables, to the user's word lists and
 * to their looks (equal numbers, names, cognates), best first; for showing the counterpart of the word under the
 * pointer.
 */
export function linkWords(
  source: string,
  target: string,
  languages: readonly [string, string],
  tables: readonly WordTable[],
  dictionary: readonly DictionaryEntry[] = [],
): WordLink[] {
  const marks = new Uint8Array(1);
  const sourceSide = prepareSide([source], languages[0], marks);
  const targetSide = prepareSide([target], languages[1], marks);
  const forwardAnchors = anchorWeights(sourceSide.vocabulary, targetSide.vocabulary, languages, dictionary);
  const table = restrictWordTables(tables, sourceSide.vocabulary, targetSide.vocabulary);
  const whole = Int32Array.of(0, 1);
  const corpus = createCorpus(
    sourceSide.side,
    targetSide.side,
    { source: whole, target: whole },
    { forward: forwardAnchors, backward: transpose(forwardAnchors) },
    table,
  );
  const { forward, backward } = lexiconsOf(corpus, undefined);
  const sourceTokens = tokensOf(source, languages[0], sourceSide.vocabulary);
  const targetTokens = tokensOf(target, languages[1], targetSide.vocabulary);
  const links: (WordLink & { from: number; to: number; rank: number })[] = [];
  const bestSource = new Float64Array(sourceTokens.length);
  const bestTarget = new Float64Array(targetTokens.length);
  sourceTokens.forEach((s, from) => {
    targetTokens.forEach((t, to) => {
      const strength = Math.sqrt(
        valueAt(forward.probability, s.type, t.type) * valueAt(backward.probability, t.type, s.type),
      );
      if (strength < MIN_STRENGTH) return;
      if ((s.isShort || t.isShort) && valueAt(forwardAnchors, s.type, t.type) === 0) return;
      const apart = Math.abs((from + 0.5) / sourceTokens.length - (to + 0.5) / targetTokens.length);
      const rank = strength * (1 - DISTANCE_PENALTY * apart);
      links.push({
        source: { start: s.start, end: s.end },
        target: { start: t.start, end: t.end },
        strength,
        from,
        to,
        rank,
      });
      bestSource[from] = Math.max(bestSource[from]!, rank);
      bestTarget[to] = Math.max(bestTarget[to]!, rank);
    });
  });
  return links
    .filter((link) => link.rank >= BEST_SHARE * Math.max(bestSource[link.from]!, bestTarget[link.to]!))
    .sort((a, b) => b.rank - a.rank || a.from - b.from || a.to - b.to)
    .map((link) => ({ source: link.source, target: link.target, strength: link.strength }));
}
