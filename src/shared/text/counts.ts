import { tokenize } from './tokens.ts';

/** How much text there is, by the rules of GMX/V 2.0 (ETSI GS LIS 004): words, and characters by kind. */
export interface TextCounts {
  readonly words: number;
  /** Neither white space nor punctuation; apostrophes and hyphens within a word belong to it. */
  readonly characters: number;
  readonly whitespace: number;
  readonly punctuation: number;
}

/** Inline codes are left out: GMX/V counts them on their own. */
const CODES = /[\uE000-\uF8FF]/g;
const SPACE = /\s/u;
/** The signs of ASCII count as punctuation, whatever Unicode calls them; emoji do not. */
const MARK = /[\p{P}$+<=>^`|~]/u;
const WORD_PART = /[\p{L}\p{M}\p{N}]/u;
const LETTER = /[\p{L}\p{M}]/u;
const JOINERS = new Set(["'", '’', 'ʼ', '-', '‐', '‑']);
const HYPHENS = new Set(['-', '‐', '‑']);

/** Counts a text without its inline codes. `language` is a BCP 47 tag; it decides where words end. */
export function countText(text: string, language: string): TextCounts {
  const bare = text.replaceAll(CODES, '').normalize('NFC');
  return { words: countWords(bare, language), ...countCharacters(bare) };
}

function countWords(text: string, language: string): number {
  const tokens = tokenize(text, language);
  const isWord = (index: number): boolean => {
    const token = tokens[index];
    return (token?.kind === 'word' || token?.kind === 'number') && WORD_PART.test(token.text);
  };
  let words = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (!isWord(i)) continue;
    // Parts joined by a hyphen are one word.
    if (!(HYPHENS.has(tokens[i - 1]?.text ?? '') && isWord(i - 2))) words++;
  }
  return words;
}

function countCharacters(text: string): Omit<TextCounts, 'words'> {
  const all = Array.from(text);
  const isLetter = (char: string | undefined): boolean => char !== undefined && LETTER.test(char);
  let [characters, whitespace, punctuation] = [0, 0, 0];
  all.forEach((char, i) => {
    if (SPACE.test(char)) whitespace++;
    else if (JOINERS.has(char) && isLetter(all[i - 1]) && isLetter(all[i + 1])) characters++;
    else if (MARK.test(char)) punctuation++;
    else characters++;
  });
  return { characters, whitespace, punctuation };
}
