import type { InlineCode } from '../../shared/text/content.ts';

const LONGEST_LABEL = 14;
/** What a code says to the reader is part of the sentence, and may be longer than its name. */
const LONGEST_WORDS = 28;

const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text;

/** The short text on a chip: the words the code stands for, or else its name. */
export function chipLabel(code: InlineCode): string {
  const words = code.equiv?.trim() ?? '';
  if (words !== '') return cut(words, LONGEST_WORDS);
  return cut(code.display ?? (/^<\/?\s*([\w:-]+)/.exec(code.data)?.[1] || code.data.trim() || '·'), LONGEST_LABEL);
}

/** The class names of a chip: its shape says whether it opens, closes or stands alone. */
export function chipClass(code: InlineCode): string {
  return `chip chip-${code.kind}`;
}
