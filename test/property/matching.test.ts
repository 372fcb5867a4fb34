import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/shared/matching/explain.ts';
import { distance } from '../../src/shared/matching/distance.ts';
import { score } from '../../src/shared/matching/score.ts';
import { ContentBuilder, sameContent, type Content } from '../../src/shared/text/content.ts';
import { lexemes } from '../../src/shared/text/lexemes.ts';
import { sideOf, wordDiff } from '../../src/shared/text/word-diff.ts';
import { textbookDistance } from '../support/levenshtein.ts';

const word = fc.constantFrom(
  'il',
  'Il',
  'l’acqua',
  "dell'accordo",
  'perché',
  '12',
  '1.234,5',
  ',',
  '.',
  '—',
  '👍🏽',
  '水',
  'مرحبا',
  'non',
);
const space = fc.constantFrom(' ', ' ', ' ', '  ', '\u00a0', '\n', '');
const content: fc.Arbitrary<Content> = fc
  .array(
    fc.oneof({ weight: 8, arbitrary: fc.tuple(word, space) }, { weight: 1, arbitrary: fc.constantFrom('<b>', '<i>') }),
    {
      maxLength: 14,
    },
  )
  .map((items) => {
    const builder = new ContentBuilder();
    for (const item of items) {
      if (typeof item === 'string') builder.code({ kind: 'standalone', id: item, data: item });
      else builder.text(item.join(''));
    }
    return builder.build();
  });
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 90 }),
  fc.string({ unit: fc.constantFrom('a', 'b', 'è', '👍'), maxLength: 150 }),
);

describe('matching', () => {
  it('measures the Levenshtein distance over characters', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => distance(a, b) === textbookDistance(a, b)),
      { numRuns: 400 },
    );
  });

  it('names a difference exactly when the score is below 100', () => {
    fc.assert(
      fc.property(content, content, (a, b) => {
        const exact = score(a, b).score === 100;
        expect(explain(a, b, 'it').differences.length === 0).toBe(exact);
      }),
      { numRuns: 500 },
    );
  });

  it('cuts a content into lexemes without a gap', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          content,
          anyText.map((text) => ({ text, codes: [] })),
        ),
        fc.constantFrom('it', 'en', 'zh'),
        (a, lang) => {
          const parts = lexemes(a, lang);
          expect(parts.map((part) => part.text).join('')).toBe(a.text);
          let at = 0;
          for (const part of parts) {
            expect(part.start).toBe(at);
            at = part.end;
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('makes a word diff from which both sides can be read', () => {
    fc.assert(
      fc.property(content, content, (a, b) => {
        const runs = wordDiff(a, b, 'it');
        expect(sameContent(sideOf(runs, 'del'), a)).toBe(true);
        expect(sameContent(sideOf(runs, 'ins'), b)).toBe(true);
        expect(runs.every((run) => run.content.text !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
