/** Forms of a text in which differences that do not matter have gone. */

/**
 * What the form may change: spaces that are not single ones within, and all but letters and marks known to be in NFC.
 * The private use area, where inline codes stand, has nothing to compose (Unicode Standard Annex #15, section 1.1).
 */
const UNUSUAL = /[^ -~\u00A1-\u02FF\u2010-\u2027\u2030-\u205E\uE000-\uF8FF]| {2}|^ | $/;

/** NFC, with each run of white space as one space and none at the ends: the form in which sentences are compared. */
export function normalise(text: string): string {
  // Nearly all sentences are in that form already, which one look tells.
  if (!UNUSUAL.test(text)) return text;
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

const FOLDED: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '‹': "'",
  '›': "'",
  ʼ: "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '″': '"',
};

/** Typographic quotation marks and apostrophes as `'` and `"`; the length stays the same. */
export function foldQuotes(text: string): string {
  return text.replace(/[‘’‚‛‹›ʼ′`´“”„‟«»″]/gu, (mark) => FOLDED[mark] ?? mark);
}

/** Languages that write decimals with a full stop; the others use a comma. */
const DECIMAL_POINT = new Set([
  'en',
  'zh',
  'ja',
  'ko',
  'th',
  'he',
  'hi',
  'ms',
  'mt',
  'ga',
  'cy',
  'sw',
  'am',
  'ur',
  'bn',
]);

/**
 * The value of a number as it is written in a language (`1.200,50` in Italian, `1,200.50` in English), in the form
 * `1200.50`: ASCII digits, no grouping, a full stop for decimals. What is not one number, such as `192.168.1.1` or
 * `12:30`, keeps its separators.
 */
export function normaliseNumber(text: string, language: string): string {
  const digits = text.replace(/\p{Nd}/gu, asciiDigit).replace(/[\s'’](?=\d{3}(?!\d))/gu, '');
  const marks = digits.replace(/\d/g, '');
  if (marks === '' || /[^.,]/.test(marks)) return digits;
  const last = marks.at(-1) as string;
  const other = last === '.' ? ',' : '.';
  const grouped = (mark: string, part: string): boolean => new RegExp(`^\\d{1,3}(?:\\${mark}\\d{3})+$`).test(part);
  if (marks.includes(other)) {
    const at = digits.lastIndexOf(last);
    const whole = digits.slice(0, at);
    if (marks.indexOf(last) !== marks.length - 1 || !grouped(other, whole)) return digits;
    return `${whole.replaceAll(other, '')}.${digits.slice(at + 1)}`;
  }
  if (marks.length > 1) return grouped(last, digits) ? digits.replaceAll(last, '') : digits;
  const decimal = DECIMAL_POINT.has(language.toLowerCase().split(/[-_]/)[0] ?? '') ? '.' : ',';
  if (last !== decimal && grouped(last, digits) && !digits.startsWith('0')) return digits.replace(last, '');
  return digits.replace(last, '.');
}

/** A decimal digit of any script. Compatibility forms decompose; other scripts have ten in a row after their zero. */
function asciiDigit(char: string): string {
  const plain = char.normalize('NFKC');
  const code = plain.codePointAt(0) as number;
  if (code < 0x80) return plain;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}
