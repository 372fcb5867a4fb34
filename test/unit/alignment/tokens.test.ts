import { describe, expect, it } from 'vitest';
import { createTokenizer, isNumberType, isWordType } from '../../../src/shared/alignment/tokens.ts';

function types(sentence: string, language = 'it'): string[] {
  const result: string[] = [];
  createTokenizer(language)(sentence, (type) => result.push(type));
  return result;
}

describe('word types', () => {
  it('are lower-cased first six letters, with elisions split', () => {
    expect(types("Dell'Accordo internazionale")).toEqual(['dell', 'accord', 'intern']);
  });

  it('are the same for composed and decomposed accents and for compatibility letters', () => {
    expect(types('perche\u0301')).toEqual(types('perché'));
    expect(types('ﬁne')).toEqual(['fine']);
  });

  it('never end in half a letter', () => {
    const [type] = types('abcde\u{10400}xyz');
    expect(type!.isWellFormed()).toBe(true);
  });

  it('of scripts without spaces come from the word segmenter', () => {
    const words = types('我喜欢北京的秋天', 'zh');
    expect(words.length).toBeGreaterThan(2);
    expect(words.join('')).toBe('我喜欢北京的秋天');
  });

  it('still come out for a language tag that means nothing', () => {
    expect(types('我喜欢北京', 'not a tag').join('')).toBe('我喜欢北京');
  });
});

describe('number types', () => {
  it('are the same in Italian and in English notation', () => {
    expect(types('1.234.567 e 12,5')).toEqual(['1234567', 'e', '12.5']);
    expect(types('1,234,567 and 12.5')).toEqual(['1234567', 'and', '12.5']);
  });

  it('keep dates and times whole', () => {
    expect(types('12.05.2001 10:30')).toEqual(['12.05.2001', '10:30']);
  });

  it('are recognised in full width', () => {
    expect(types('２０２４')).toEqual(['2024']);
    expect(isNumberType('2024')).toBe(true);
    expect(isWordType('2024')).toBe(false);
  });
});

it('tells where each token stands', () => {
  const found: [string, number, number][] = [];
  createTokenizer('en')('Is 5% enough?', (type, start, end) => found.push([type, start, end]));
  expect(found).toEqual([
    ['is', 0, 2],
    ['5', 3, 4],
    ['%', 4, 5],
    ['enough', 6, 12],
    ['?', 12, 13],
  ]);
});
