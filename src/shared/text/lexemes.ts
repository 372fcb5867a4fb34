import { codeIndex, type Content, type InlineCode } from './content.ts';
import { tokenize, type TokenKind } from './tokens.ts';

/** What a lexeme is; anything that is neither word, number, space nor code counts as punctuation. */
export type LexemeKind = 'word' | 'number' | 'punctuation' | 'space' | 'code';

/** A piece of a content for comparing: the lexemes of a content, one after another, are exactly its text. */
export interface Lexeme {
  readonly kind: LexemeKind;
  /** The piece as it stands; for a code, its private-use character. */
  readonly text: string;
  /** UTF-16 offsets in the text of the content. */
  readonly start: number;
  readonly end: number;
  readonly code?: InlineCode;
}

/** What stays in one piece although tokens divide it: an emoji with its modifiers, a date in figures. */
const WHOLE =
  /\p{RGI_Emoji}|(?<![\p{L}\p{N}])\p{Nd}{1,4}(?<separator>[\/\-])\p{Nd}{1,2}\k<separator>\p{Nd}{1,4}(?![\p{L}\p{N}])/gv;
/** A quick look whether there can be any of these: the full pattern takes ten times as long. */
const MAYBE_WHOLE = /[\u00A9\u00AE\u203C-\u3299\u{1F000}-\u{1FAFF}]|\p{Nd}[/-]\p{Nd}/u;
const DIGIT = /\p{Nd}/u;

/**
 * The content cut into words, numbers, white space, inline codes and single marks of punctuation, without a gap.
 * A word with a digit in it (`C4116`, `2nd`) counts as a number, because a translator treats it as one.
 */
export function lexemes(content: Content, lang: string): Lexeme[] {
  const { text, codes } = content;
  const out: Lexeme[] = [];
  const cut = (from: number, to: number): void => {
    for (const token of tokenize(text.slice(from, to), lang)) {
      const place = { text: token.text, start: from + token.start, end: from + token.end };
      const code = token.kind === 'code' ? codes[codeIndex(token.text.charCodeAt(0))] : undefined;
      out.push({ kind: kindOf(token.kind, token.text), ...place, ...(code ? { code } : {}) });
    }
  };
  let at = 0;
  for (const match of MAYBE_WHOLE.test(text) ? text.matchAll(WHOLE) : []) {
    if (match.index > at) cut(at, match.index);
    at = match.index + match[0].length;
    out.push({ kind: kindOf('symbol', match[0]), text: match[0], start: match.index, end: at });
  }
  if (at < text.length) cut(at, text.length);
  return out;
}

function kindOf(kind: TokenKind, text: string): LexemeKind {
  if (kind === 'space' || kind === 'code') return kind;
  if (DIGIT.test(text)) return 'number';
  return kind === 'word' ? 'word' : 'punctuation';
}
