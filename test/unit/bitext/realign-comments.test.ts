import { describe, expect, it } from 'vitest';
import { execute } from '../../../src/shared/bitext/execute.ts';
import { ArrayBitext, bead, context, sentence } from './array-bitext.ts';

describe('aligning again', () => {
  it('takes the comments of a bead that is gone to where its first sentence is now', () => {
    const beads = [1, 2, 3].map((k) => bead(k, [sentence(10 + k, `s${k}`)], [sentence(20 + k, `t${k}`)]));
    const noted = { id: 90, text: 'Why?', author: 'Anna', at: 1 };
    const bitext = new ArrayBitext(beads.map((each) => (each.id === 3 ? { ...each, comments: [noted] } : each)));
    const pair = (source: number[], target: number[]) => ({ source, target, confidence: 0.9, reasons: [] });
    const { change } = execute(
      { type: 'realign', beads: [1, 2, 3], into: [pair([11], [21]), pair([12, 13], [22, 23])] },
      bitext,
      context('alignment'),
    );
    bitext.apply(change);
    expect(bitext.beads.map(({ comments }) => comments.map(({ text }) => text))).toEqual([[], ['Why?']]);
  });
});
