import { describe, expect, it } from 'vitest';
import { planOf, prepareHere } from '../../../src/shared/alignment/align.ts';
import { runTask } from '../../../src/shared/alignment/plan.ts';
import type { TaskResult } from '../../../src/shared/alignment/plan.ts';
import { createScratch } from '../../../src/shared/alignment/scratch.ts';
import { randomNumbers } from '../../support/random.ts';
import { inventedPairs, perturbed } from './texts.ts';

const next = randomNumbers(5);
const documents = [300, 20, 3, 150, 1].map((size) => {
  const { source, target } = perturbed(inventedPairs(size, next), next, { merge: 0.1, drop: 0.05 });
  return { source: { sentences: source }, target: { sentences: target } };
});
const input = { documents, languages: ['xx', 'yy'] as const, passes: 2 };

describe('arrays used again', () => {
  it('give every task what arrays of its own give it, in whatever order the tasks come', () => {
    const prepared = prepareHere(input);
    const plan = planOf(input, prepared);
    const scratch = createScratch();
    let tasks = 0;
    for (let step = plan.next(); step.done !== true;) {
      const { model, tasks: batch } = step.value;
      const fresh = batch.map((task) => runTask(prepared.corpus, model, task));
      const again: TaskResult[] = [];
      for (let k = batch.length - 1; k >= 0; k--) {
        again[k] = runTask(prepared.corpus, model, batch[k]!, undefined, scratch);
      }
      expect(again).toEqual(fresh);
      tasks += batch.length;
      step = plan.next(fresh);
    }
    expect(tasks).toBeGreaterThan(5);
  });

  it('are as long as was asked for, lie apart, keep their room for smaller ones and give up far too much of it', () => {
    const scratch = createScratch();
    const large = scratch.float64('expected', 1_000).fill(1);
    const other = scratch.float32('gain', 8_000).fill(2);
    const last = scratch.int8('back', 1_000).fill(3);
    expect([large.length, other.length, last.length]).toEqual([1_000, 8_000, 1_000]);
    expect([...new Set(large), ...new Set(other), ...new Set(last)]).toEqual([1, 2, 3]);
    const small = scratch.float64('expected', 10);
    expect(small).toHaveLength(10);
    expect(small.buffer).toBe(large.buffer);
    const huge = scratch.int8('back', 400_000);
    expect(huge.buffer).not.toBe(large.buffer);
    expect(scratch.float64('expected', 10).buffer.byteLength).toBeLessThan(10_000);
  });

  it('take as much at once as they are told to', () => {
    expect(createScratch(1 << 20).int8('back', 1).buffer.byteLength).toBeGreaterThanOrEqual(1 << 20);
  });
});
