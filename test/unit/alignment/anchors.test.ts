import { describe, expect, it } from 'vitest';
import { anchorWeights } from '../../../src/shared/alignment/anchors.ts';

const weight = (
  source: readonly string[],
  target: readonly string[],
  dictionary: readonly { source: string; target: string }[] = [],
): Map<string, number> => {
  const matrix = anchorWeights(source, target, ['it', 'en'], dictionary);
  const result = new Map<string, number>();
  for (let r = 0; r < matrix.rows; r++) {
    for (let k = matrix.start[r]!; k < matrix.start[r + 1]!; k++) {
      result.set(`${source[r]}~${target[matrix.column[k]!]}`, matrix.value[k]!);
    }
  }
  return result;
};

describe('the anchor table', () => {
  it('pairs equal numbers, words and marks, the telling ones more strongly', () => {
    const found = weight(['2024', '7', 'putin', 'la', '?'], ['2024', '7', 'putin', 'la', '?']);
    expect([...found.values()].map((value) => Number(value.toFixed(3)))).toEqual([0.9, 0.6, 0.7, 0.1, 0.5]);
  });

  it('pairs cognates but not words that merely begin alike', () => {
    const found = weight(['nazion', 'contro'], ['nation', 'conven']);
    expect(found.get('nazion~nation')).toBeGreaterThan(0.3);
    expect(found.has('contro~conven')).toBe(false);
  });

  it('sees through diacritics', () => {
    expect(weight(['societ'], ['société'.slice(0, 6)]).size).toBe(1);
  });

  it('takes pairs of a word list, shared out among the translations of a word', () => {
    const found = weight(
      ['casa'],
      ['house', 'home'],
      [
        { source: 'casa', target: 'house' },
        { source: 'casa', target: 'home' },
      ],
    );
    expect(found.get('casa~house')).toBeCloseTo(0.3);
    expect(found.get('casa~home')).toBeCloseTo(0.3);
  });

  it('spreads terms of several words over their words', () => {
    const found = weight(
      ['acqua', 'potabi'],
      ['drinki', 'water'],
      [{ source: 'acqua potabile', target: 'drinking water' }],
    );
    expect(found.size).toBe(4);
  });

  it('never gives a type more than a whole', () => {
    const found = weight(['nation', 'natio', 'natione'], ['nation', 'nations'.slice(0, 6), 'nationa']);
    const sum = [...found]
      .filter(([pair]) => pair.startsWith('nation~'))
      .reduce((total, [, value]) => total + value, 0);
    expect(sum).toBeLessThanOrEqual(1 + 1e-6);
  });
});
