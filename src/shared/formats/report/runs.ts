import type { Bead, Side } from '../../bitext/bead.ts';
import { runContent, type TextChange } from '../../review/text-change.ts';
import { pieces, type Content } from '../../text/content.ts';
import type { DiffRun } from '../../text/word-diff.ts';

/** A piece of a text as a report shows it: text, or the label of something a reader cannot see as such. */
export type Shown = { readonly text: string } | { readonly label: string; readonly title: string };

const INVISIBLE: Readonly<Record<string, string>> = {
  '\u200B': 'ZWSP',
  '\u200E': 'LRM',
  '\u200F': 'RLM',
  '\u202A': 'LRE',
  '\u202B': 'RLE',
  '\u202C': 'PDF',
  '\u202D': 'LRO',
  '\u202E': 'RLO',
  '\u2060': 'WJ',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
  '\uFEFF': 'BOM',
};
const INVISIBLE_SIGN = /[\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/u;

/** The pieces of a content; signs that turn the direction of the text around are named, so that they cannot mislead. */
export function shown(content: Content): Shown[] {
  return pieces(content).flatMap((piece): Shown[] => {
    if ('code' in piece) {
      const { code } = piece;
      const name = code.display ?? code.data;
      const mark = code.kind === 'open' ? `‹${name}›` : code.kind === 'close' ? `‹/${name}›` : `‹${name}/›`;
      return [{ label: mark.length > 24 ? `${mark.slice(0, 22)}…›` : mark, title: code.data }];
    }
    return piece.text
      .split(/([\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF])/u)
      .filter((part) => part !== '')
      .map((part) => {
        const label = INVISIBLE_SIGN.test(part) ? INVISIBLE[part] : undefined;
        return label === undefined ? { text: part } : { label: `‹${label}›`, title: part };
      });
  });
}

/** A content as plain text with its inline codes as labels. */
export function shownText(content: Content): string {
  return shown(content)
    .map((piece) => ('text' in piece ? piece.text : piece.label))
    .join('');
}

/** The runs of one side of a change; of text that did not change, one run that is the same. */
export function runsOf(change: TextChange | null, beads: readonly Bead[], side: Side): readonly DiffRun[] {
  if (change) return change.runs;
  const content = runContent(beads, side);
  return content.text === '' ? [] : [{ kind: 'same', content }];
}

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);

/** The writing direction of a language. */
export function direction(lang: string): 'ltr' | 'rtl' {
  if (/-(?:arab|hebr|syrc|thaa)\b/i.test(lang)) return 'rtl';
  return RIGHT_TO_LEFT.has(lang.toLowerCase().split(/[-_]/)[0] ?? '') ? 'rtl' : 'ltr';
}
