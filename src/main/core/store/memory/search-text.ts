import { codeIndex } from '../../../../shared/text/content.ts';
import { foldQuotes, normalise } from '../../../../shared/text/normalise.ts';

/** A text as concordance compares it, with the way back to the offsets of the original. */
export interface SearchText {
  /** Lower case, NFC, plain quotes, single spaces, no inline codes. */
  readonly text: string;
  /** For each UTF-16 unit of `text`, and for its end, the offset in the original. */
  readonly offsets: readonly number[];
}

const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;
const CODES = /[\uE000-\uF8FF]/g;
const HAS_CODES = /[\uE000-\uF8FF]/;
/** What folding may change besides the case: no letters and marks of ASCII but the one that serves as an apostrophe. */
const UNUSUAL = /[^\0-_a-\u007F]/;
/** The same of letters in lower case. */
const FOLDABLE = /[^\0-_a-\u00AA\u00AC-\u00B3\u00B5-\u00BA\u00BC-\u02BB]/;

/** Folds a content's text for searching. */
export function searchText(original: string): SearchText {
  let text = '';
  const offsets: number[] = [];
  for (const match of original.matchAll(CLUSTER)) {
    const [cluster] = match;
    if (codeIndex(cluster.charCodeAt(0)) >= 0) continue;
    const space = /^\s/u.test(cluster);
    if (space && text.endsWith(' ')) continue;
    const folded = space ? ' ' : lower(cluster.normalize('NFC'));
    for (let i = 0; i < folded.length; i++) offsets.push(match.index);
    text += folded;
  }
  offsets.push(original.length);
  return { text, offsets };
}

/** The same of a text of `matchText`, without the offsets and without spaces at the ends, in one pass. */
export function foldForSearch(norm: string): string {
  if (!UNUSUAL.test(norm)) return norm.toLowerCase();
  return lower(HAS_CODES.test(norm) ? normalise(norm.replace(CODES, '')) : norm);
}

/** Lower case letter by letter: a sigma at the end of a word is a sigma. */
function lower(text: string): string {
  const small = text.toLowerCase();
  return FOLDABLE.test(small) ? foldQuotes(small).replaceAll('ς', 'σ') : small;
}
