import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';

export interface SplitPlace {
  readonly sentence: number;
  readonly offset?: number;
}

/**
 * Where a split at an offset of the joined source falls: after a whole sentence, or within one at an offset of its
 * own. Null at the ends, where there is nothing to split off.
 */
export function splitPlace(bead: Bead, offset: number): SplitPlace | null {
  const { length } = sideContent(bead, 'source').text;
  if (offset <= 0 || offset >= length) return null;
  let start = 0;
  for (let i = 0; i < bead.source.length; i++) {
    const sentence = bead.source[i];
    if (!sentence) break;
    const end = start + sentence.content.text.length;
    const next = bead.source[i + 1];
    const gap = next ? (sentence.trail + next.lead).length || 1 : 0;
    if (offset > start && offset < end) return { sentence: i, offset: offset - start };
    if (next && offset >= end && offset <= end + gap) return { sentence: i };
    start = end + gap;
  }
  return null;
}

/** Offsets at which a source may well be split: the starts of its words. */
export function wordStarts(text: string): number[] {
  const out: number[] = [];
  for (const found of text.matchAll(/(?<=\s)\S/gu)) out.push(found.index);
  return out;
}

/** The word start nearest after sentence-like punctuation in the middle, to begin with. */
export function likelySplit(text: string): number {
  const starts = wordStarts(text);
  const after = (pattern: RegExp): number | undefined => {
    const fitting = starts.filter((at) => pattern.test(text.slice(0, at)));
    return fitting.toSorted((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0];
  };
  return after(/[.;:!?…]["”»)]*\s+$/u) ?? after(/[,–—]\s+$/u) ?? starts[Math.floor(starts.length / 2)] ?? 0;
}
