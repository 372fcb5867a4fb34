/**
 * Tokens of a sentence and the word types the models count (ALIGNMENT section 3.1).
 *
 * A type is deliberately coarse: the first six letters of a lower-cased word stand for all its inflections, which is
 * what makes a few dozen sentences enough to learn from (section 2 measures 4, 6 and full words).
 */

/** Letters kept of a word; longer words share a type with everything that begins alike. */
const STEM_LETTERS = 6;

/** Digits kept of a number, so that a hostile run of digits cannot become a key of any size. */
const NUMBER_LENGTH = 32;

const TOKEN = /\p{N}+(?:[.,:]\p{N}+)*|\p{L}[\p{L}\p{M}]*|[?!:;%€$£&§？！：；％＄￡＆]/gu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const NOT_ASCII = /[^\0-\x7f]/;
const DIGIT_FIRST = /^\p{N}/u;
const LETTER_FIRST = /^\p{L}/u;

/** Called once a token with its type and its place in the sentence, in UTF-16 units. */
type TokenSink = (type: string, start: number, end: number) => void;

/** Whether a type stands for a number. */
export function isNumberType(type: string): boolean {
  return DIGIT_FIRST.test(type);
}

/** Whether a type stands for a word: neither a number nor a punctuation mark. */
export function isWordType(type: string): boolean {
  return LETTER_FIRST.test(type);
}

/** A number without thousands separators and with a decimal point: `1.234,5`, `1,234.5` and `1234.5` become one type. */
function numberType(text: string): string {
  const plain = text.length < 4 ? text : text.replace(/[.,:](?=\d{3}(?!\d))/g, '');
  return plain.replace(',', '.').slice(0, NUMBER_LENGTH);
}

function wordType(text: string): string {
  const word = NOT_ASCII.test(text) ? text.normalize('NFKC').toLowerCase() : text.toLowerCase();
  if (word.length <= STEM_LETTERS) return word;
  const stem = word.slice(0, STEM_LETTERS);
  const last = stem.charCodeAt(STEM_LETTERS - 1);
  // A cut through a surrogate pair would make a type of half a letter.
  return last >= 0xd800 && last <= 0xdbff ? word.slice(0, STEM_LETTERS + 1) : stem;
}

/**
 * Returns a function that reports the tokens of a sentence in order. Scripts written without spaces are cut by
 * `Intl.Segmenter` for `language` (a BCP 47 tag; one that the platform does not know counts as undetermined).
 */
export function createTokenizer(language: string): (sentence: string, sink: TokenSink) => void {
  let segmenter: Intl.Segmenter | undefined;
  const segment = (text: string): Iterable<Intl.SegmentData> => {
    if (segmenter === undefined) {
      try {
        segmenter = new Intl.Segmenter(language, { granularity: 'word' });
      } catch {
        segmenter = new Intl.Segmenter('und', { granularity: 'word' });
      }
    }
    return segmenter.segment(text);
  };
  return (sentence, sink) => {
    const plain = !NOT_ASCII.test(sentence);
    TOKEN.lastIndex = 0;
    for (let found = TOKEN.exec(sentence); found !== null; found = TOKEN.exec(sentence)) {
      const text = found[0];
      const start = found.index;
      const first = text.charCodeAt(0);
      if (first >= 0x30 && first <= 0x39) {
        sink(numberType(plain ? text : text.normalize('NFKC')), start, start + text.length);
      } else if (plain || !UNSPACED.test(text)) {
        if (first < 0x80 || LETTER_FIRST.test(text)) sink(wordType(text), start, start + text.length);
        else {
          const folded = text.normalize('NFKC');
          sink(DIGIT_FIRST.test(folded) ? numberType(folded) : folded, start, start + text.length);
        }
      } else {
        const from = TOKEN.lastIndex;
        for (const part of segment(text)) {
          sink(wordType(part.segment), start + part.index, start + part.index + part.segment.length);
        }
        TOKEN.lastIndex = from;
      }
    }
  };
}
