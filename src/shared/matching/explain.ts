import type { Content } from '../text/content.ts';
import { lexemes, type Lexeme } from '../text/lexemes.ts';
import { diffIndexes, wordDiff, type DiffRun, type IndexRun } from '../text/word-diff.ts';
import { negationChange, type NegationChange } from './negation.ts';

/** Of how many places of a kind the larger side has, how many are the same on both. */
export interface Part {
  readonly same: number;
  readonly of: number;
}

export type PartName = 'words' | 'numbers' | 'codes' | 'punctuation' | 'case' | 'whitespace';

/**
 * Why a match has the score it has. `words`, `numbers`, `codes` and `punctuation` count lexemes whatever their case;
 * `case` counts the words found on both sides and, of these, those written alike; `whitespace` the same for the gaps.
 */
export interface Explanation {
  readonly parts: Readonly<Record<PartName, Part>>;
  /** The parts in which the two differ; empty exactly when the match is exact. */
  readonly differences: readonly PartName[];
  readonly negation: NegationChange;
  /** From the match source (`del`) to the query (`ins`). */
  readonly diff: readonly DiffRun[];
}

const PART_NAMES: readonly PartName[] = ['words', 'numbers', 'codes', 'punctuation', 'case', 'whitespace'];

const PART_OF = { word: 'words', number: 'numbers', code: 'codes', punctuation: 'punctuation' } as const;

/** Explains the match of `query` with the source text of a memory's unit, both in language `lang`. */
export function explain(query: Content, source: Content, lang: string): Explanation {
  const aligned = alignForMatching(source, query, lang);
  const count: Record<PartName, { same: number; a: number; b: number }> = {
    words: { same: 0, a: 0, b: 0 },
    numbers: { same: 0, a: 0, b: 0 },
    codes: { same: 0, a: 0, b: 0 },
    punctuation: { same: 0, a: 0, b: 0 },
    case: { same: 0, a: 0, b: 0 },
    whitespace: { same: 0, a: 0, b: 0 },
  };
  for (const run of aligned.runs) {
    const a = aligned.source.slice(run.aFrom, run.aTo);
    const b = aligned.query.slice(run.bFrom, run.bTo);
    if (run.kind === 'same') {
      b.forEach((lexeme, i) => {
        const alike = lexeme.kind === 'code' || lexeme.text === a[i]?.text;
        if (lexeme.kind === 'space') tally(count.whitespace, alike);
        else {
          tally(count[PART_OF[lexeme.kind]], true);
          if (lexeme.kind === 'word' || lexeme.kind === 'number') tally(count.case, alike);
        }
      });
      continue;
    }
    // The space that comes or goes with a word is no difference of its own.
    const onlySpace = [...a, ...b].every((lexeme) => lexeme.kind === 'space');
    for (const lexeme of a) if (lexeme.kind !== 'space') count[PART_OF[lexeme.kind]].a++;
    for (const lexeme of b) if (lexeme.kind !== 'space') count[PART_OF[lexeme.kind]].b++;
    if (onlySpace) {
      count.whitespace.a += a.length;
      count.whitespace.b += b.length;
    }
  }
  const part = (name: PartName): Part => {
    const { same, a, b } = count[name];
    return { same, of: Math.max(a, b) };
  };
  const parts = {
    words: part('words'),
    numbers: part('numbers'),
    codes: part('codes'),
    punctuation: part('punctuation'),
    case: part('case'),
    whitespace: part('whitespace'),
  };
  return {
    parts,
    differences: PART_NAMES.filter((name) => parts[name].same < parts[name].of),
    negation: negationChange(aligned.query, aligned.source, lang),
    diff: wordDiff(source, query, lang),
  };
}

/** The lexemes of a match source and a query in NFC, aligned whatever their case, white space and code numbers. */
export interface AlignedLexemes {
  readonly source: readonly Lexeme[];
  readonly query: readonly Lexeme[];
  readonly runs: readonly IndexRun[];
}

/** Aligns the lexemes of a match source (side a of the runs) with those of a query (side b). */
export function alignForMatching(source: Content, query: Content, lang: string): AlignedLexemes {
  const a = lexemes({ ...source, text: source.text.normalize('NFC') }, lang);
  const b = lexemes({ ...query, text: query.text.normalize('NFC') }, lang);
  return { source: a, query: b, runs: diffIndexes(a, b, alike) };
}

function tally(count: { same: number; a: number; b: number }, same: boolean): void {
  if (same) count.same++;
  count.a++;
  count.b++;
}

function alike(a: Lexeme, b: Lexeme): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'space') return true;
  if (a.kind === 'code') return a.code?.kind === b.code?.kind && a.code?.data === b.code?.data;
  return a.text === b.text || a.text.toLowerCase() === b.text.toLowerCase();
}
