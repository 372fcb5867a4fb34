import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ContentBuilder, concat, plain, sameContent, type Content } from '../../src/shared/text/content.ts';
import { defaultSrx } from '../../src/shared/text/segmentation/default-srx.ts';
import { DEFAULT_FORMAT_HANDLING, type SrxDocument } from '../../src/shared/text/segmentation/model.ts';
import { segmenter } from '../../src/shared/text/segmentation/segmenter.ts';
import { loadSrx } from '../../src/shared/text/segmentation/srx-read.ts';
import { writeSrx } from '../../src/shared/text/segmentation/srx-write.ts';

const italian = segmenter(defaultSrx(), 'it');
const english = segmenter(defaultSrx(), 'en');

/** Text made of what sentences are made of, so that breaks are met often. */
const words = fc.constantFrom('Il', 'cane', 'dott', 'art', 'È', 'n', '12', 'S.p.A', 'ecc', 'U.S', 'Mr', 'a', '😀', 'x');
const marks = fc.constantFrom(
  '.',
  '. ',
  '! ',
  '? ',
  '… ',
  ', ',
  ' ',
  '\n',
  '\n\n',
  '» ',
  ' «',
  '" ',
  ' (',
  ') ',
  '\u00a0',
  ': ',
);
const text = fc
  .array(fc.oneof(words, marks, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 40 })
  .map((parts) => parts.join(''));
const content: fc.Arbitrary<Content> = fc
  .array(fc.oneof(text, fc.constantFrom('open', 'close', 'standalone', 'br')), { maxLength: 12 })
  .map((parts) => {
    const builder = new ContentBuilder();
    for (const [i, part] of parts.entries()) {
      if (part === 'open' || part === 'close' || part === 'standalone') {
        builder.code({ kind: part, id: String(i % 3), data: `<${i}>` });
      } else if (part === 'br') builder.code({ kind: 'standalone', id: `br${i}`, data: '<br>', equiv: '\n' });
      else builder.text(part);
    }
    return builder.build();
  });

describe.each([
  ['Italian', italian],
  ['English', english],
])('with the %s rules', (_, made) => {
  test('the sentences of a unit, with their white space, are the unit again', () => {
    fc.assert(
      fc.property(content, (unit) => {
        const parts = made.split(unit).map((part) => concat([plain(part.lead), part.content, plain(part.trail)]));
        expect(sameContent(concat(parts), unit)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('no sentence begins or ends with white space, and only the first has some before it', () => {
    fc.assert(
      fc.property(content, (unit) => {
        for (const [i, part] of made.split(unit).entries()) {
          expect(part.content.text).toBe(part.content.text.trim());
          expect(part.lead.trim() + part.trail.trim()).toBe('');
          if (i > 0) expect(part.lead).toBe('');
        }
      }),
    );
  });

  test('ends of sentences rise, the last is the end, and none parts a surrogate pair', () => {
    fc.assert(
      fc.property(content, (unit) => {
        const breaks = made.breaks(unit);
        expect(breaks.at(-1) ?? 0).toBe(unit.text.length);
        for (const [i, end] of breaks.entries()) {
          expect(end).toBeGreaterThan(breaks[i - 1] ?? 0);
          const pair = /[\uD800-\uDBFF]/.test(unit.text[end - 1] ?? '') && /[\uDC00-\uDFFF]/.test(unit.text[end] ?? '');
          expect(pair).toBe(false);
        }
      }),
    );
  });

  test('the answer does not depend on what was segmented before', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const fresh = made.breaks(plain(one));
        made.breaks(plain(other));
        expect(made.breaks(plain(one))).toEqual(fresh);
      }),
      { numRuns: 50 },
    );
  });
});

/** Patterns in the syntax that JavaScript and ICU share, over few letters. */
const pattern: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'p' },
    fc.constantFrom('a', 'b', '\\.', '[ab]', '[^a]', '\\s', '^', '\\b', '.', ''),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => a + b),
    fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('tree'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '*?')).map(([a, b]) => `(?:${a})${b}`),
    fc.tuple(fc.constantFrom('?=', '?!', '?<=', '?<!'), tie('tree')).map(([a, b]) => `(${a}${b})`),
  ),
})).tree;

test('a rule matches where a backtracking engine finds it', () => {
  const few = fc.string({ unit: fc.constantFrom('a', 'b', '.', ' ', '\n'), minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(pattern, pattern, few, (before, after, text) => {
      const made = segmenter(
        {
          segmentSubflows: true,
          cascade: false,
          formatHandling: DEFAULT_FORMAT_HANDLING,
          languageRules: [{ name: 'A', rules: [{ break: true, before, after }] }],
          maps: [{ pattern: '.*', rules: 'A' }],
        },
        'en',
      );
      expect(made.problems).toEqual([]);
      const oracle = new RegExp(`(?<=${before})(?=${after})`, 'uy');
      const wanted: number[] = [];
      for (let i = 1; i < text.length; i++) {
        oracle.lastIndex = i;
        if (oracle.test(text)) wanted.push(i);
      }
      expect(made.rawBreaks(plain(text))).toEqual(wanted);
    }),
    { numRuns: 3000 },
  );
});

test('an SRX document survives being written and read', () => {
  const readable = fc
    .string({ unit: 'binary', maxLength: 20 })
    .filter((s) => s.isWellFormed() && Array.from(s).every((c) => c >= ' ' && c !== '\ufffe' && c !== '\uffff'));
  const rules = fc.record({ break: fc.boolean(), before: readable, after: readable });
  const document: fc.Arbitrary<SrxDocument> = fc
    .record({
      segmentSubflows: fc.boolean(),
      cascade: fc.boolean(),
      formatHandling: fc.record({ start: fc.boolean(), end: fc.boolean(), isolated: fc.boolean() }),
      languageRules: fc.array(fc.record({ name: readable, rules: fc.array(rules, { minLength: 1, maxLength: 4 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      patterns: fc.array(readable, { minLength: 1, maxLength: 3 }),
    })
    .map(({ patterns, ...rest }) => ({
      ...rest,
      maps: patterns.map((pattern) => ({ pattern, rules: rest.languageRules[0]?.name ?? '' })),
    }));
  fc.assert(
    fc.property(document, (one) => {
      expect(loadSrx(writeSrx(one))).toEqual(one);
    }),
  );
});
