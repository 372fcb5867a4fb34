import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../src/shared/alignment/align.ts';
import type { AlignedBead } from '../../src/shared/alignment/beads.ts';
import type { AlignDocument } from '../../src/shared/alignment/documents.ts';
import { randomNumbers } from '../support/random.ts';
import { TRANSLATED, inventedPairs, perturbed, recall } from '../unit/alignment/texts.ts';

const LANGUAGES = ['it', 'en'] as const;

function run(document: AlignDocument): readonly AlignedBead[] {
  return align({ documents: [document], languages: LANGUAGES }).documents[0]!.beads;
}

/** Sentences of anything between prose and noise. */
const sentence = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TRANSLATED.flat()) },
  { weight: 2, arbitrary: fc.string({ maxLength: 60, unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.constantFrom('', 'Sì.', '1.', '…', '42') },
);
const side = fc.array(sentence, { maxLength: 24 });

/** A translated text with sentences merged, split and left out. */
const known = fc
  .record({
    seed: fc.integer(),
    size: fc.integer({ min: 30, max: 80 }),
    merge: fc.double({ min: 0, max: 0.15, noNaN: true }),
  })
  .map(({ seed, size, merge }) => {
    const next = randomNumbers(seed);
    return perturbed(inventedPairs(size, next), next, { merge, drop: 0.04 });
  });

const settings = { numRuns: 60 };

describe('whatever the texts', () => {
  it('every sentence is in exactly one bead, in order', () => {
    fc.assert(
      fc.property(side, side, (source, target) => {
        const beads = run({ source: { sentences: source }, target: { sentences: target } });
        expect(beads.flatMap((bead) => bead.source)).toEqual(source.map((_, k) => k));
        expect(beads.flatMap((bead) => bead.target)).toEqual(target.map((_, k) => k));
      }),
      settings,
    );
  });

  it('confidences are probabilities', () => {
    fc.assert(
      fc.property(side, side, (source, target) => {
        for (const bead of run({ source: { sentences: source }, target: { sentences: target } })) {
          expect(bead.confidence).toBeGreaterThanOrEqual(0);
          expect(bead.confidence).toBeLessThanOrEqual(1);
        }
      }),
      settings,
    );
  });

  it('an empty side leaves nothing but sentences without counterpart', () => {
    fc.assert(
      fc.property(side, (source) => {
        const beads = run({ source: { sentences: source }, target: { sentences: [] } });
        expect(beads).toHaveLength(source.length);
        expect(beads.every((bead) => bead.source.length === 1 && bead.target.length === 0)).toBe(true);
      }),
      settings,
    );
  });

  it('identical sides pair sentence by sentence', () => {
    fc.assert(
      fc.property(side, (source) => {
        const beads = run({ source: { sentences: source }, target: { sentences: source } });
        expect(beads.map((bead) => [bead.source, bead.target])).toEqual(source.map((_, k) => [[k], [k]]));
      }),
      settings,
    );
  });

  it('the same input gives the same result', () => {
    fc.assert(
      fc.property(side, side, (source, target) => {
        const document = { source: { sentences: source }, target: { sentences: target } };
        expect(run(document)).toEqual(run(document));
      }),
      { numRuns: 20 },
    );
  });

  it('paragraph marks and kinds change beads but lose no sentence', () => {
    const rich = fc.array(fc.record({ text: sentence, starts: fc.boolean(), kind: fc.constantFrom('', 'heading') }), {
      maxLength: 20,
    });
    const toSide = (items: readonly { text: string; starts: boolean; kind: string }[]): AlignDocument['source'] => ({
      sentences: items.map((item) => item.text),
      paragraphStarts: items.map((item) => item.starts),
      kinds: items.map((item) => item.kind),
    });
    fc.assert(
      fc.property(rich, rich, (source, target) => {
        const beads = run({ source: toSide(source), target: toSide(target) });
        expect(beads.flatMap((bead) => bead.source)).toEqual(source.map((_, k) => k));
        expect(beads.flatMap((bead) => bead.target)).toEqual(target.map((_, k) => k));
      }),
      settings,
    );
  });
});

describe('translated texts', () => {
  it('come out the other way round when the sides are swapped', () => {
    fc.assert(
      fc.property(known, ({ source, target }) => {
        const one = run({ source: { sentences: source }, target: { sentences: target } });
        const other = align({
          documents: [{ source: { sentences: target }, target: { sentences: source } }],
          languages: ['en', 'it'],
        }).documents[0]!.beads;
        const matches = (beads: readonly AlignedBead[], swap: boolean): string[] =>
          beads
            .filter((bead) => bead.source.length > 0 && bead.target.length > 0)
            .map((bead) =>
              swap ? `${bead.target.join()}:${bead.source.join()}` : `${bead.source.join()}:${bead.target.join()}`,
            );
        expect(matches(other, true)).toEqual(matches(one, false));
      }),
      { numRuns: 25 },
    );
  });

  it('are found again after merges, splits and omissions', () => {
    fc.assert(
      fc.property(known, ({ source, target, gold }) => {
        expect(recall(gold, run({ source: { sentences: source }, target: { sentences: target } }))).toBeGreaterThan(
          0.6,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('keep their locks', () => {
    fc.assert(
      fc.property(known, fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 2 }), (text, at, more) => {
        const s = at % text.source.length;
        const t = (at * 7) % text.target.length;
        const lock = {
          source: [s, s + 1, s + 2].slice(0, 1 + more).filter((k) => k < text.source.length),
          target: [t],
        };
        const beads = run({ source: { sentences: text.source }, target: { sentences: text.target }, locks: [lock] });
        expect(beads).toContainEqual({ ...lock, confidence: 1, reasons: [] });
        expect(beads.flatMap((bead) => bead.source)).toEqual(text.source.map((_, k) => k));
        expect(beads.flatMap((bead) => bead.target)).toEqual(text.target.map((_, k) => k));
      }),
      { numRuns: 40 },
    );
  });

  it('keep sentences locked as having no counterpart alone', () => {
    fc.assert(
      fc.property(known, fc.nat(), fc.nat(), (text, a, b) => {
        const locks = [
          { source: [a % text.source.length], target: [] },
          { source: [], target: [b % text.target.length] },
        ];
        const beads = run({ source: { sentences: text.source }, target: { sentences: text.target }, locks });
        for (const lock of locks) expect(beads).toContainEqual({ ...lock, confidence: 1, reasons: [] });
        expect(beads.flatMap((bead) => bead.source).toSorted((x, y) => x - y)).toEqual(text.source.map((_, k) => k));
        expect(beads.flatMap((bead) => bead.target).toSorted((x, y) => x - y)).toEqual(text.target.map((_, k) => k));
      }),
      { numRuns: 30 },
    );
  });
});
