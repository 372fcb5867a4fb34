import type { InlineCode } from '../../shared/text/content.ts';

const LONGEST_LABEL = 14;

/** The short text on a chip. */
export function chipLabel(code: InlineCode): string {
  const label = code.display ?? (/^<\/?\s*([\w:-]+)/.exec(code.data)?.[1] || code.data.trim() || '·');
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
}

/** The class names of a chip: its shape says whether it opens, closes or stands alone. */
export function chipClass(code: InlineCode): string {
  return `chip chip-${code.kind}`;
}
