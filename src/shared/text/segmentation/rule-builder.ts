/** Small pieces from which the rules of a language are written. */
import type { SrxRule } from './model.ts';

/** Marks that end a sentence, in a run. */
export const STOPS = '[.!?…‽⁇⁈⁉]+';
/** What may follow the stop and still belongs to its sentence: closing quotes and brackets. */
export const CLOSERS = `["'”’»›\\)\\]\\}“*_]*`;
/** What may come before the first letter of a sentence. */
export const OPENERS = `[-–—―•·*_"'“”‘«»‹„\\(\\[\\{¿¡…]*`;

export function breakRule(before: string, after: string): SrxRule {
  return { break: true, before, after };
}

export function exception(before: string, after: string): SrxRule {
  return { break: false, before, after };
}

/** Words parted by spaces as an alternation, escaped; a space inside a word is written `_`. */
export function anyOf(words: string): string {
  const list = words.split(/\s+/).filter((word) => word !== '');
  const escaped = list.map((word) => word.replace(/[.+*?()[\]{}|\\^$]/g, '\\$&').replaceAll('_', '\\s?'));
  return `(?:${escaped.join('|')})`;
}

/** The same, each word also with its first letter in upper case, and wholly in upper case. */
export function anyCase(words: string): string {
  const forms = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]);
  return anyOf(Array.from(new Set(forms)).join(' '));
}
