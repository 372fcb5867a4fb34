import { describe, expect, it } from 'vitest';
import { align } from '../../../src/shared/alignment/align.ts';
import { createRealigner, stretchBetweenLocks } from '../../../src/shared/alignment/realign.ts';
import { randomNumbers } from '../../support/random.ts';
import { TRANSLATED, inventedPairs } from './texts.ts';

const source = { sentences: TRANSLATED.map(([text]) => text) };
const target = { sentences: TRANSLATED.map(([, text]) => text) };
const languages = ['it', 'en'] as const;

describe('aligning again between locks', () => {
  const locks = [
    { source: [3], target: [3, 4] },
    { source: [10], target: [10] },
  ];
  const document = { source, target, locks };
  const first = align({ documents: [document], languages });
  const knowledge = { languages, tables: [first.table], parameters: first.parameters };
  const realign = createRealigner({ source, target }, knowledge);
  const earlier = first.documents[0]!.beads;

  it('covers what lies between the nearest ones', () => {
    expect(stretchBetweenLocks(document, 6)).toEqual({ sourceStart: 4, sourceEnd: 10, targetStart: 5, targetEnd: 10 });
    expect(stretchBetweenLocks(document, 0)).toEqual({ sourceStart: 0, sourceEnd: 3, targetStart: 0, targetEnd: 3 });
    expect(stretchBetweenLocks(document, 15)).toEqual({
      sourceStart: 11,
      sourceEnd: 16,
      targetStart: 11,
      targetEnd: 16,
    });
  });

  it('numbers its beads as the document does and touches nothing else', () => {
    const { beads } = realign(locks, 6, earlier);
    expect(beads.flatMap((bead) => bead.source)).toEqual([4, 5, 6, 7, 8, 9]);
    expect(beads.flatMap((bead) => bead.target)).toEqual([5, 6, 7, 8, 9]);
    expect(beads).toContainEqual(expect.objectContaining({ source: [9], target: [9] }));
  });

  it('keeps locks in the stretch as they are', () => {
    const { beads } = realign([...locks, { source: [7], target: [] }], 6, earlier);
    expect(beads).toContainEqual({ source: [7], target: [], confidence: 1, reasons: [] });
    expect(beads.flatMap((bead) => bead.source)).toEqual([4, 5, 6, 7, 8, 9]);
  });

  it('gives back the lock itself where everything is locked', () => {
    const touching = [
      { source: [0, 1], target: [0] },
      { source: [2], target: [1] },
    ];
    expect(realign(touching, 1, earlier).beads).toEqual([{ source: [0, 1], target: [0], confidence: 1, reasons: [] }]);
  });

  it('finds the same beads near the earlier ones as without them', () => {
    const pairs = inventedPairs(300, randomNumbers(4));
    const long = {
      source: { sentences: pairs.map(([text]) => text) },
      target: { sentences: pairs.slice(3).map(([, text]) => text) },
    };
    const result = align({ documents: [long], languages: ['xx', 'yy'] });
    const again = createRealigner(long, {
      languages: ['xx', 'yy'],
      tables: [result.table],
      parameters: result.parameters,
    });
    const shapes = (beads: readonly { source: readonly number[]; target: readonly number[] }[]): string[] =>
      beads.map((bead) => `${bead.source.join(',')}:${bead.target.join(',')}`);
    expect(shapes(again([], 5, result.documents[0]!.beads).beads)).toEqual(shapes(again([], 5, []).beads));
  });
});
