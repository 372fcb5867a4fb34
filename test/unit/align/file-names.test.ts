import { describe, expect, it } from 'vitest';
import { languageInName, stemOf } from '../../../src/main/core/services/alignment/file-names.ts';

const codes = ['it', 'en'];

describe('the names of documents and their translations', () => {
  it.each([
    ['news.it.txt', 'news.en.txt', 'news'],
    ['IT_Relazione annuale.docx', 'EN_Relazione annuale.docx', 'relazione annuale'],
    ['contract-ITA.md', 'contract-ENG.md', 'contract'],
    ['guida (italiano).html', 'guida (italiano).html', 'guida (italiano)'],
    ['report.txt', 'report.txt', 'report'],
  ])('%s and %s have the stem %s', (source, target, stem) => {
    expect(stemOf(source, codes)).toBe(stem);
    expect(stemOf(target, codes)).toBe(stem);
  });

  it('do not take any two letters for a language', () => {
    expect(stemOf('terms of.txt', codes)).toBe('terms of');
    expect(stemOf('visit to.txt')).toBe('visit to');
  });

  it('say their language', () => {
    expect(languageInName('/a/news.it.txt', codes)).toBe('it');
    expect(languageInName('/a/ENG-news.txt', codes)).toBe('en');
    expect(languageInName('/a/news.de.txt', codes)).toBeNull();
  });
});
