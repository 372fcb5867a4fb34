import { describe, expect, it } from 'vitest';
import {
  changesOf,
  indexOf,
  indexOfBead,
  nameOf,
  PAGE,
  pageOf,
  sameWords,
} from '../../../src/renderer/features/review/listing.ts';
import type { ChangePage, ReviewChange } from '../../../src/shared/contract/review.ts';
import { compare } from '../../../src/shared/review/compare.ts';
import { bitext, snapshot } from '../review/support.ts';

const ROWS = ['uno', 'due', 'tre', 'quattro'].map((source, i) => [source, `text ${i}`] as const);

/** What a comparison with the first state finds, as the core lists it. */
function listed(targets: readonly string[]): ReviewChange[] {
  const rows = ROWS.map(([source, target], i) => [source, targets[i] ?? target] as const);
  return compare(snapshot(bitext(ROWS)), snapshot(bitext(rows)))
    .changes.filter(({ kind }) => kind !== 'same')
    .map((change) => ({
      ...change,
      verdict: null,
      why: null,
      applicable: true,
      obstacles: { accepted: null, rejected: null },
    }));
}

const page = (from: number, changes: readonly ReviewChange[]): ChangePage => ({ total: 99, from, changes, map: [] });

describe('the list of changes, read again', () => {
  const before = listed(['first', 'second', 'third', 'fourth']);
  const after = listed(['text 0', 'second', 'third, changed', 'fourth']);

  it('finds a change where the new list has it, and misses one that is gone', () => {
    const list = changesOf([page(0, after)]);
    expect(before.map((change) => indexOf(list, nameOf(change)))).toEqual([null, 0, 1, 2]);
  });

  it('tells whether a change still has the words that were shown', () => {
    const [second, third] = after;
    expect(before[1] && second && sameWords(before[1], second)).toBe(true);
    expect(before[2] && third && sameWords(before[2], third)).toBe(false);
  });

  it('finds the first change about a bead', () => {
    const list = changesOf([page(PAGE, after.slice(1)), page(0, after.slice(0, 1))]);
    expect([1, 2, 3, 4].map((bead) => indexOfBead(list, bead))).toEqual([null, 0, PAGE, PAGE + 1]);
  });

  it('puts changes at their place in the list', () => {
    expect([...changesOf([page(PAGE, after)]).keys()]).toEqual([PAGE, PAGE + 1, PAGE + 2]);
    expect([0, PAGE - 1, PAGE, 5 * PAGE + 3].map(pageOf)).toEqual([0, 0, PAGE, 5 * PAGE]);
  });
});
