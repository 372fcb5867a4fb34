const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What a UTF-16 unit is, found out once: 0 neither, 1 letter or digit, 2 white space, 3 a sign that is a word alone. */
const kinds = new Uint8Array(0x10000).fill(255);

/**
 * The number of words as translators count them: what stands between white space and holds a letter or digit; each
 * Chinese or Japanese sign counts as one.
 */
export function countWords(text: string): number {
  let count = 0;
  let inWord = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    let kind = kinds[unit] as number;
    if (kind === 255) kind = kinds[unit] = kindOf(unit);
    if (kind === 2) inWord = false;
    else if (kind === 3) {
      count++;
      inWord = false;
    } else if (kind === 1 && !inWord) {
      count++;
      inWord = true;
    }
  }
  return count;
}

function kindOf(unit: number): number {
  const char = String.fromCharCode(unit);
  if (/\s/u.test(char)) return 2;
  if (UNSPACED.test(char)) return 3;
  // Letters beyond the basic plane (rare scripts) come as surrogates; the first of each pair stands for the letter.
  return LETTER_OR_DIGIT.test(char) || (unit >= 0xd800 && unit < 0xd83c) ? 1 : 0;
}
