import type { Content } from '../text/content.ts';
import { characterCount, distance } from './distance.ts';
import { matchText, sameForMatching } from './normal.ts';

/** How many neighbours of the query (the sentence before, the sentence after) are also the neighbours of the match. */
export type Neighbours = 0 | 1 | 2;

/** Points taken off a match, and why: its memory, its origin, a missing review. */
export interface Penalty {
  readonly reason: string;
  /** Percentage points, 0 or more. */
  readonly points: number;
}

export interface Score {
  /** What the user sees: a whole number from 0 to 102. */
  readonly score: number;
  /** Similarity of the texts in percent, not rounded. */
  readonly base: number;
  /** True when text and codes are equal. */
  readonly exact: boolean;
  readonly neighbours: Neighbours;
  readonly penalties: readonly Penalty[];
}

/**
 * The similarity of two texts made by {@link matchText}, in percent and not rounded: `100 x (1 - Lev / max)` with the
 * Levenshtein distance and the longer length counted in characters (code points). Two empty texts are 100.
 */
export function baseScore(query: string, source: string): number {
  return baseOf(distance(query, source), Math.max(characterCount(query), characterCount(source)));
}

/** The base for a distance between two texts, the longer of which has `longest` characters. */
export function baseOf(edits: number, longest: number): number {
  // One division of whole numbers, so that a base that is a whole number comes out as that number.
  return longest === 0 ? 100 : (100 * (longest - edits)) / longest;
}

/** The largest distance at which texts, the longer with `longest` characters, still reach `threshold` percent. */
export function editsWithin(longest: number, threshold: number): number {
  let edits = Math.min(longest, Math.max(0, Math.ceil((longest * (100 - threshold)) / 100) + 1));
  while (edits > 0 && baseOf(edits, longest) < threshold) edits--;
  return edits;
}

/**
 * The score of a match. Equal in text and codes: 100, and 1 more for each neighbour that matches too. Anything else
 * is the base rounded down and at most 99, even if only white space or the markup of a code differs. Penalties are
 * then taken off. Throws RangeError for a penalty below 0 or not a number.
 */
export function score(
  query: Content,
  source: Content,
  neighbours: Neighbours = 0,
  penalties: readonly Penalty[] = [],
): Score {
  let lost = 0;
  for (const penalty of penalties) {
    if (!(penalty.points >= 0)) {
      throw new RangeError(`penalty "${penalty.reason}" is ${penalty.points}; give 0 or more points`);
    }
    lost += penalty.points;
  }
  const exact = sameForMatching(query, source);
  const base = exact ? 100 : baseScore(matchText(query), matchText(source));
  const reached = exact ? 100 + neighbours : Math.min(99, Math.floor(base));
  return { score: Math.max(0, Math.floor(reached - lost)), base, exact, neighbours: exact ? neighbours : 0, penalties };
}
