/** Rules for languages without rules of their own, and the last rules of every language. */
import type { SrxRule } from './model.ts';
import { CLOSERS, OPENERS, STOPS, breakRule, exception } from './rule-builder.ts';

/** An empty line always parts. */
export const PARAGRAPH_RULES: readonly SrxRule[] = [breakRule('\\S', '[^\\S\\n]*\\r?\\n[^\\S\\n]*\\r?\\n')];

/** The break itself: a stop, closing marks, white space, then something that may begin a sentence. */
export const FINAL_RULES: readonly SrxRule[] = [
  // A lower-case letter or a comma goes on with the sentence.
  breakRule(`${STOPS}${CLOSERS}`, `\\s+${OPENERS}[\\p{Lu}\\p{Lt}\\p{Lo}\\p{N}]`),
  breakRule(`[。．！？｡︒﹒﹖﹗！？]+[\\p{Pe}\\p{Pf}"']*`, '[^。．！？｡\\p{Pe}\\p{Pf}"\']'),
  // Devanagari, Arabic, Urdu, Armenian, Ethiopic, Khmer, Burmese stops.
  breakRule('[।॥؟۔։።៕။]+[\\p{Pe}\\p{Pf}"\']*', '\\s'),
];

export const GENERIC_RULES: readonly SrxRule[] = [
  // Numbers of list items at the beginning.
  exception('^\\s*\\(?\\d{1,3}[.\\)]', '\\s'),
  // Initials of names.
  exception('(?:^|[\\s(\\[.’\'"«“-])\\p{Lu}\\.', '\\s+\\p{Lu}'),
];
