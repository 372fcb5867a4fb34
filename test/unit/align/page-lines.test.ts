import { describe, expect, it } from 'vitest';
import { nextOf, pageLines } from '../../../src/renderer/features/align/rows.ts';
import { reasonsOf } from '../../../src/renderer/features/align/reasons.ts';
import { bothSidesCut } from '../../../src/renderer/features/align/split-place.ts';
import { stepInText } from '../../../src/renderer/features/align/words.ts';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { newBead } from '../../../src/shared/bitext/bead.ts';
import { alignmentTally, reasonCode } from '../../../src/shared/bitext/aligned.ts';
import { sentenceCuts, sentencesByCuts } from '../../../src/shared/bitext/sentence-cuts.ts';
import { sideContent } from '../../../src/shared/bitext/bead.ts';
import { sentenceOf } from '../../../src/shared/bitext/sentences.ts';
import { plain } from '../../../src/shared/text/content.ts';

let ids = 0;
const sentence = (text: string) => ({ ...sentenceOf(++ids, 'u', plain(text)), trail: ' ' });

function bead(source: readonly string[], target: readonly string[], part: Partial<Bead> = {}): Bead {
  return { ...newBead(++ids, source.map(sentence), target.map(sentence)), confidence: 0.99, ...part };
}

const pair = (part: Partial<Bead> = {}): Bead => bead(['Uno.'], ['One.'], part);
const gap = (part: Partial<Bead> = {}): Bead => bead(['Solo.'], [], part);

describe('the page of an alignment', () => {
  it('shows five neighbouring sentences without counterpart as one missing passage, fewer one by one', () => {
    const gaps = Array.from({ length: 5 }, () => gap());
    const beads = [pair(), ...gaps, pair(), gap(), gap()];
    const { lines, doubtful } = pageLines(beads, new Set());
    expect(lines.map(({ kind }) => kind)).toEqual(['bead', 'passage', 'bead', 'bead', 'bead']);
    expect(lines[1]).toMatchObject({ side: 'source', beads: gaps.map(({ id }) => id), open: false });
    expect(doubtful).toEqual([gaps[0]?.id, beads[7]?.id, beads[8]?.id]);
  });

  it('opens a passage below its head', () => {
    const gaps = Array.from({ length: 6 }, () => gap());
    const page = pageLines([pair(), ...gaps], new Set([gaps[3]?.id ?? 0]));
    expect(page.lines).toHaveLength(8);
    expect(page.lineOf.get(gaps[0]?.id ?? 0)).toBe(2);
  });

  it('does not join what is missing on different sides, nor what somebody has settled', () => {
    const other = bead([], ['Only.']);
    const settled = gap({ status: 'confirmed' });
    const beads = [gap(), gap(), gap(), other, gap(), gap(), settled, gap(), gap()];
    expect(pageLines(beads, new Set()).lines.every(({ kind }) => kind === 'bead')).toBe(true);
  });

  it('leads from one doubtful bead to the next, round the end, and passes over confirmed ones', () => {
    const beads = [
      pair(),
      pair({ confidence: 0.4 }),
      pair({ confidence: 0.3, status: 'confirmed' }),
      pair({ confidence: 0.8 }),
      pair(),
    ];
    const page = pageLines(beads, new Set());
    expect(page.doubtful).toEqual([beads[1]?.id, beads[3]?.id]);
    expect(nextOf(page, page.doubtful, 0, 1)).toBe(beads[1]?.id);
    expect(nextOf(page, page.doubtful, 1, 1)).toBe(beads[3]?.id);
    expect(nextOf(page, page.doubtful, 3, 1)).toBe(beads[1]?.id);
    expect(nextOf(page, page.doubtful, 1, -1)).toBe(beads[3]?.id);
    expect(nextOf(page, [], 1, 1)).toBeNull();
  });
});

describe('the outlook', () => {
  it('adds up what the confidences of open beads leave', () => {
    const tally = alignmentTally([pair({ confidence: 0.7 }), pair({ confidence: 0.5 }), pair({ confidence: null })]);
    expect(tally).toMatchObject({ beads: 3, sure: 1, fair: 1, low: 1, confirmed: 0 });
    expect(tally.expectedWrong).toBeCloseTo(0.8);
    expect(alignmentTally([pair({ confidence: 0.2, status: 'confirmed' })]).expectedWrong).toBe(0);
  });
});

describe('the reasons of a bead', () => {
  it('come through the bead as words', () => {
    const reasons = [
      reasonCode({ kind: 'length', z: -4.2 }),
      reasonCode({ kind: 'numbers', side: 'source', missing: ['12', '1998'] }),
      reasonCode({ kind: 'words', share: 0 }),
      reasonCode({ kind: 'shape' }),
      reasonCode({ kind: 'runnerUp', source: [1], target: [1, 2], confidence: 0.31 }),
      'somethingNew:1',
    ];
    expect(reasonsOf(bead(['a', 'b'], ['c'], { reasons }))).toEqual([
      { key: 'align.reason.shorter', values: {} },
      { key: 'align.reason.numbers.source', values: { numbers: '12 1998' } },
      { key: 'align.reason.noWords', values: {} },
      { key: 'align.reason.shape', values: { shape: '2–1' } },
      { key: 'align.reason.runnerUp', values: { share: 31, shape: '1–2' } },
    ]);
    expect(reasonsOf(gap({ reasons: ['shape'] }))).toEqual([{ key: 'align.reason.noTarget', values: {} }]);
  });
});

describe('a split of both sides', () => {
  it('cuts the other side at the sentence border that lies as far on', () => {
    const two = bead(['Prima frase qui.', 'Seconda frase qui.'], ['First sentence.', 'Second sentence.']);
    expect(bothSidesCut(two, { side: 'source', sentence: 1, offset: 0 })).toEqual({ sentence: 0, targetOffset: 15 });
    expect(bothSidesCut(two, { side: 'target', sentence: 1, offset: 0 })).toEqual({ sentence: 0, targetOffset: 16 });
  });

  it('cuts a single sentence at the place, and refuses where nothing would stand on one side', () => {
    const one = bead(['Prima, poi seconda.'], ['First, then second.']);
    expect(bothSidesCut(one, { side: 'source', sentence: 0, offset: 7 })).toMatchObject({ sentence: 0, offset: 7 });
    expect(bothSidesCut(one, { side: 'source', sentence: 0, offset: 0 })).toBeNull();
  });
});

describe('the caret', () => {
  it('steps by words with their elision, and by characters', () => {
    const text = 'L’acqua è blu.';
    expect(stepInText(text, 0, 1, false)).toBe(8);
    expect(stepInText(text, 8, 1, false)).toBe(10);
    expect(stepInText(text, 10, -1, false)).toBe(8);
    expect(stepInText(text, 3, 1, true)).toBe(4);
    expect(stepInText(text, text.length, 1, false)).toBeNull();
  });
});

describe('the sentences of a bead in an exchange file', () => {
  it('come back from the joined text by their cuts', () => {
    const two = bead(['Uno.', 'Due!', 'Tre.'], []);
    const content = sideContent(two, 'source');
    const cuts = sentenceCuts(two.source) ?? '';
    expect(cuts).toBe('4:5 9:10');
    const back = sentencesByCuts(content, cuts, 'u', () => ++ids);
    expect(back.map((it) => it.content.text)).toEqual(['Uno.', 'Due!', 'Tre.']);
  });

  it('stay one where the cuts are missing or lie elsewhere in an edited text', () => {
    const content = plain('Uno. Due!');
    for (const cuts of [undefined, '', '2:3', '4:99', 'x']) {
      expect(sentencesByCuts(content, cuts, 'u', () => ++ids).map((it) => it.content.text)).toEqual(['Uno. Due!']);
    }
  });
});
