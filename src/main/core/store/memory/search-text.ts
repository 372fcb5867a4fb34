import { codeIndex } from '../../../../shared/text/content.ts';
import { foldQuotes } from '../../../../shared/text/normalise.ts';

/** A text as concordance compares it, with the way back to the offsets of the original. */
export interface SearchText {
  /** Lower case, NFC, plain quotes, single spaces, no inline codes. */
  readonly text: string;
  /** For each UTF-16 unit of `text`, and for its end, the offset in the original. */
  readonly offsets: readonly number[];
}

const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;

/** Folds a content's text for searching. */
export function searchText(original: string): SearchText {
  let text = '';
  const offsets: number[] = [];
  for (const match of original.matchAll(CLUSTER)) {
    const [cluster] = match;
    if (codeIndex(cluster.charCodeAt(0)) >= 0) continue;
    const space = /^\s/u.test(cluster);
    if (space && text.endsWith(' ')) continue;
    const folded = space ? ' ' : foldQuotes(cluster.normalize('NFC').toLowerCase());
    for (let i = 0; i < folded.length; i++) offsets.push(match.index);
    text += folded;
  }
  offsets.push(original.length);
  return { text, offsets };
}

/** The same without the offsets, in one pass over plain strings. */
export function foldForSearch(norm: string): string {
  return foldQuotes(
    norm
      .replaceAll(/[\uE000-\uF8FF]/g, '')
      .normalize('NFC')
      .toLowerCase(),
  );
}
