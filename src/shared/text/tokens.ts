/** Cuts text into words, numbers, marks and inline codes. */
import { codeIndex } from './content.ts';

export type TokenKind = 'word' | 'number' | 'punctuation' | 'space' | 'code' | 'symbol';

export interface Token {
  readonly text: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}

/** Languages in which an apostrophe elides a word before the next: `dell'` + `accordo`, `l'` + `eau`. */
const ELIDING = new Set([
  'it',
  'fr',
  'ca',
  'oc',
  'co',
  'sc',
  'scn',
  'nap',
  'vec',
  'lmo',
  'pms',
  'fur',
  'rm',
  'lij',
  'wa',
]);

/** Italian words that end in an apostrophe before a space, where it could be taken for a closing quote. */
const APOCOPE = /^(?:p[oò]|m[oò]|be|ca|da|di|fa|sta|to|va|ve|de|ne|co|a|e)$/iu;

/** Scripts that write words without spaces between them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const SPACE = /\s+/uy;
/** Digits with separators inside (1.200,50; 12:30; 192.168.1.1), then letters that belong to it (2nd, 20m²). */
const NUMBER = /\p{Nd}+(?:[.,:'’\u00A0\u202F]\p{Nd}+)*[\p{L}\p{M}\p{N}]*/uy;
const WORD = /[\p{L}\p{M}\p{N}_]+/uy;
const WORD_START = /[\p{L}\p{M}\p{N}_]/u;
const APOSTROPHE = /['’ʼ]/;
const DOTS = /\.{2,}/uy;
const ONLY_DIGITS = /^\p{Nd}+$/u;
const PUNCTUATION = /\p{P}/u;

const wordBreakers = new Map<string, Intl.Segmenter>();

/**
 * The tokens of a text in order, without a gap: joined, they are the text. Inline codes (private-use characters) are
 * tokens of their own. `language` is a BCP 47 tag; it decides about apostrophes and about scripts without spaces.
 */
export function tokenize(text: string, language: string): Token[] {
  const elides = ELIDING.has(language.toLowerCase().split(/[-_]/)[0] ?? '');
  const out: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, end: number): void => {
    out.push({ text: text.slice(at, end), start: at, end, kind });
    at = end;
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (codeIndex(code) >= 0) push('code', at + 1);
    else if (matchEnd(SPACE, text, at) > at) push('space', SPACE.lastIndex);
    else if (matchEnd(NUMBER, text, at) > at) {
      const end = NUMBER.lastIndex;
      push(/\p{L}/u.test(text.slice(at, end)) ? 'word' : 'number', end);
    } else if (matchEnd(WORD, text, at) > at) {
      const end = wordEnd(text, at, elides);
      if (UNSPACED.test(text.slice(at, end))) {
        for (const piece of unspacedEnds(text.slice(at, end), language)) {
          push(ONLY_DIGITS.test(text.slice(at, at + piece)) ? 'number' : 'word', at + piece);
        }
      } else push('word', end);
    } else if (matchEnd(DOTS, text, at) > at) push('punctuation', DOTS.lastIndex);
    else {
      const char = String.fromCodePoint(text.codePointAt(at) as number);
      push(PUNCTUATION.test(char) ? 'punctuation' : 'symbol', at + char.length);
    }
  }
  return out;
}

/** Where the sticky pattern stops matching at `at`, or -1. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}

function wordEnd(text: string, start: number, elides: boolean): number {
  let end = matchEnd(WORD, text, start);
  while (APOSTROPHE.test(text.charAt(end))) {
    const next = text.slice(end + 1, end + 3);
    const goesOn = next !== '' && WORD_START.test(String.fromCodePoint(next.codePointAt(0) as number));
    if (elides) return goesOn || APOCOPE.test(text.slice(start, end)) ? end + 1 : end;
    if (!goesOn) return end;
    end = matchEnd(WORD, text, end + 1);
  }
  return end;
}

/** Lengths of the words of a run of an unspaced script. */
function unspacedEnds(run: string, language: string): number[] {
  let breaker = wordBreakers.get(language);
  if (!breaker) {
    breaker = new Intl.Segmenter(language === '' ? undefined : language, { granularity: 'word' });
    wordBreakers.set(language, breaker);
  }
  return Array.from(breaker.segment(run), ({ segment }) => segment.length);
}
