import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countText } from '../../src/shared/text/counts.ts';

const CASES = join(resolve(import.meta.dirname, '../../../shared/data'), 'counts/counts.json');
/** Languages written without spaces, where a count of words depends on a dictionary. */
const UNSPACED = /^(?:zh|ja|th|km|my|lo)/;

interface Case {
  readonly kind: string;
  readonly lang: string;
  readonly text: string;
  readonly expected: number | { readonly chars: number; readonly whitespace: number; readonly punctuation: number };
}

describe('counting text by the rules of GMX/V', () => {
  it('takes words as each language writes them', () => {
    expect(countText("L'accordo sull’acqua costa 1.234,50 euro.", 'it').words).toBe(7);
    expect(countText('It can’t be state-of-the-art.', 'en').words).toBe(4);
    expect(countText(' -- * 👍 ', 'en').words).toBe(0);
  });

  it('keeps characters, spaces and marks apart, and leaves inline codes out', () => {
    expect(countText('L’\uE000oro\uE001, sì!', 'it')).toEqual({
      words: 3,
      characters: 7,
      whitespace: 1,
      punctuation: 2,
    });
  });

  it.skipIf(!existsSync(CASES))('agrees with the published cases (needs ../shared/data)', () => {
    const cases = (JSON.parse(readFileSync(CASES, 'utf8')) as Case[]).filter(({ kind }) => kind.startsWith('gmx'));
    for (const { kind, lang, text, expected } of cases) {
      const { words, characters, whitespace, punctuation } = countText(text, lang);
      if (kind === 'gmx_words' && UNSPACED.test(lang)) continue;
      const found = kind === 'gmx_words' ? words : characters;
      const all = { chars: characters, whitespace, punctuation };
      expect([text, typeof expected === 'number' ? found : all]).toEqual([text, expected]);
    }
  });
});
