import { describe, expect, it } from 'vitest';
import { MAX_GROUP } from '../../../src/shared/alignment/bead-shapes.ts';
import {
  estimateLengthModel,
  groupLengthDensity,
  initialLengthModel,
  squaredDeviation,
} from '../../../src/shared/alignment/length-model.ts';
import { prepareSide } from '../../../src/shared/alignment/prepared-side.ts';

const side = (lengths: readonly number[]): ReturnType<typeof prepareSide>['side'] =>
  prepareSide(
    lengths.map((length) => 'a'.repeat(length)),
    'it',
    new Uint8Array(lengths.length),
  ).side;

describe('the length model', () => {
  it('starts from the ratio of all characters', () => {
    expect(initialLengthModel(side([10, 30]), side([20, 30])).ratio).toBeCloseTo(50 / 40);
  });

  it('has a ratio even when a side is empty', () => {
    expect(initialLengthModel(side([]), side([20])).ratio).toBe(1);
  });

  it('measures a difference alike from both sides', () => {
    expect(squaredDeviation(40, 70, 1.3)).toBeCloseTo(squaredDeviation(70, 40, 1 / 1.3), 10);
    expect(squaredDeviation(100, 130, 1.3)).toBeCloseTo(0, 10);
  });

  it('keeps what it has until twenty beads are trusted', () => {
    const model = initialLengthModel(side([10]), side([10]));
    expect(estimateLengthModel(model, [10, 10], [12, 12])).toBe(model);
  });

  it('learns ratio and variance from trusted beads, within limits', () => {
    const model = initialLengthModel(side([10]), side([10]));
    const source = Array.from({ length: 40 }, (_, k) => 50 + k);
    const learnt = estimateLengthModel(
      model,
      source,
      source.map((length) => length * 1.2),
    );
    expect(learnt.ratio).toBeCloseTo(1.2, 6);
    expect(learnt.variance).toBe(1);
  });

  it('gives densities of joint lengths that integrate to one', () => {
    const distribution = { shape: 2.5, scale: 30 };
    for (let size = 1; size <= 2; size++) {
      let sum = 0;
      for (let length = 1; length < 2_000; length++) {
        const parts = size === 1 ? [length] : [1, length];
        const density = groupLengthDensity(side(parts), 0, parts.length, distribution);
        sum += Math.exp(density[(size - 1) * parts.length]!);
      }
      expect(sum).toBeGreaterThan(0.97);
      expect(sum).toBeLessThan(1.03);
    }
  });

  it('has a row of densities for each group size', () => {
    expect(groupLengthDensity(side([5, 6, 7]), 0, 3, { shape: 2, scale: 10 })).toHaveLength(3 * MAX_GROUP);
  });
});
