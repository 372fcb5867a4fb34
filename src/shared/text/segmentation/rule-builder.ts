/** Small pieces from which the rules of a language are written. */
import type { SrxRule } from './model.ts';

/** Marks that end a sentence, in a run. */
export const STOPS = '[.!?…‽⁇⁈⁉]+';
/** What may follow the stop and still belongs to its sentence: closing quotes and brackets. */
export const CLOSERS = `[\\x02"'”’»›\\)\\]\\}“*_\`]*`;
/** What may come before the first letter of a sentence: a dash or bullet, opening quotes and brackets. */
export const OPENERS = `(?:[-–—―•·*]\\s+)?[-–—―•·*_"'“”‘’«»‹„\\(\\[\\{¿¡…\`]*`;
/** Stands before an abbreviation: beginning, white space, bracket, quote, apostrophe of an elision, dash, slash. */
export const START = `(?:^|[\\s\\(\\[\\{"'’‘“«‹/–—-])`;
/** A new sentence begins here: at the beginning or after the end of another. */
export const SENTENCE_START = `(?:^|\\n|[^\\s.]{2}[.!?…:;]["”»’'\\)]*\\s+)\\s*`;

export function breakRule(before: string, after: string): SrxRule {
  return { break: true, before, after };
}

export function exception(before: string, after: string): SrxRule {
  return { break: false, before, after };
}

/** Words parted by white space as an alternation, escaped. */
export function anyOf(words: string): string {
  return alternation(listed(words));
}

/** The same, each word also with its first letter in upper case. */
export function anyCase(words: string): string {
  return alternation(listed(words).flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)]));
}

function listed(words: string): string[] {
  return words.split(/\s+/).filter((word) => word !== '');
}

function alternation(words: readonly string[]): string {
  const unique = Array.from(new Set(words));
  return `(?:${unique.map((word) => word.replace(/[.+*?()[\]{}|\\^$]/g, '\\$&')).join('|')})`;
}
