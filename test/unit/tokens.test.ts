import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldQuotes, normalise, normaliseNumber } from '../../src/shared/text/normalise.ts';
import { tokenize } from '../../src/shared/text/tokens.ts';

const words = (text: string, language: string) =>
  tokenize(text, language)
    .filter(({ kind }) => kind !== 'space')
    .map(({ text }) => text);
const kinds = (text: string, language: string) => tokenize(text, language).map(({ kind }) => kind);

describe('tokens', () => {
  test('Italian elision splits after the apostrophe', () => {
    expect(words("l'acqua dell’accordo un'altra", 'it')).toEqual(["l'", 'acqua', 'dell’', 'accordo', "un'", 'altra']);
    expect(words("l'eau", 'fr-CA')).toEqual(["l'", 'eau']);
  });

  test('a shortened word keeps its apostrophe, a quoted one does not', () => {
    expect(words("un po' di 'casa'", 'it')).toEqual(['un', "po'", 'di', "'", 'casa', "'"]);
  });

  test('an English contraction is one word', () => {
    expect(words("don't Jane’s dogs'", 'en')).toEqual(["don't", 'Jane’s', 'dogs', "'"]);
  });

  test('a number with its separators is one token', () => {
    expect(words('1.200,50 € alle 12:30, 192.168.1.1.', 'it')).toEqual([
      '1.200,50',
      '€',
      'alle',
      '12:30',
      ',',
      '192.168.1.1',
      '.',
    ]);
    expect(kinds('3,14 €', 'it')).toEqual(['number', 'space', 'symbol']);
    expect(kinds('2nd', 'en')).toEqual(['word']);
  });

  test('punctuation stands alone, dots stay together', () => {
    expect(words('Sì... «no»!?', 'it')).toEqual(['Sì', '...', '«', 'no', '»', '!', '?']);
  });

  test('an inline code is a token of its own and parts words', () => {
    expect(kinds('a\uE000b', 'it')).toEqual(['word', 'code', 'word']);
  });

  test('scripts without spaces are cut into words', () => {
    expect(words('日本語のテキスト', 'ja').length).toBeGreaterThan(2);
    expect(words('ภาษาไทยง่าย', 'th').length).toBeGreaterThan(1);
  });

  test('joined, the tokens are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('it', 'en', 'ja', 'xx', ''), (text, language) => {
        const tokens = tokenize(text, language);
        expect(tokens.map((token) => token.text).join('')).toBe(text);
        expect(tokens.every((token) => text.slice(token.start, token.end) === token.text)).toBe(true);
      }),
    );
  });
});

describe('normal forms', () => {
  test('letters are composed and white space is folded', () => {
    expect(normalise('  e\u0300\u00a0 cosi\u0300\n')).toBe('è cosi\u0300'.normalize('NFC'));
  });

  test('quotation marks and apostrophes become plain', () => {
    expect(foldQuotes('«L’uva» “x” ‘y’ „z‟')).toBe('"L\'uva" "x" \'y\' "z"');
  });

  test.each([
    ['1.200,50', 'it', '1200.50'],
    ['1,200.50', 'en', '1200.50'],
    ['1.200', 'it', '1200'],
    ['1.200', 'en', '1.200'],
    ['1,200', 'en', '1200'],
    ['3,14', 'it', '3.14'],
    ['3.14', 'it', '3.14'],
    ['0.125', 'it', '0.125'],
    ['1.000.000', 'it', '1000000'],
    ['1\u00a0200', 'fr', '1200'],
    ['1’200', 'de-CH', '1200'],
    ['192.168.1.1', 'it', '192.168.1.1'],
    ['12:30', 'it', '12:30'],
    ['1.2,3,4', 'it', '1.2,3,4'],
    ['１２', 'ja', '12'],
    ['٣٤', 'ar', '34'],
    ['𝟗', 'en', '9'],
  ])('%s in %s is %s', (text, language, value) => {
    expect(normaliseNumber(text, language)).toBe(value);
  });
});
