import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Layout, nextOf } from '../../../src/renderer/features/align/rows.ts';
import { reasonsOf } from '../../../src/renderer/features/align/reasons.ts';
import { bothSidesCut } from '../../../src/renderer/features/align/split-place.ts';
import { surveyOf as surveyChunks, unjudgedBeads } from '../../../src/renderer/features/align/survey.ts';
import { stepInText } from '../../../src/renderer/features/align/words.ts';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { newBead } from '../../../src/shared/bitext/bead.ts';
import { BeadList } from '../../../src/renderer/bitext/bead-list.ts';
import type { Operation } from '../../../src/shared/bitext/change.ts';
import { setFields } from '../../../src/shared/bitext/change.ts';
import type { Opinion } from '../../../src/shared/contract/align.ts';
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

const surveyOf = (beads: readonly Bead[]) => surveyChunks([{ beads, version: 0 }], new Map()).survey;
const idsOf = (beads: readonly Bead[]) => Float64Array.from(beads, ({ id }) => id);

/** Every line of a page, as the rows it shows: `[3]` the head of a passage that begins at row 3. */
function drawn(beads: readonly Bead[], isOpen: boolean): (number | number[])[] {
  const layout = new Layout(idsOf(beads), surveyOf(beads).passages, () => isOpen);
  return Array.from({ length: layout.lines }, (_, line) => {
    const it = layout.at(line);
    return it?.kind === 'passage' ? [it.passage.row] : (it?.row ?? -1);
  });
}

describe('the page of an alignment', () => {
  it('shows five neighbouring sentences without counterpart as one missing passage, fewer one by one', () => {
    const gaps = Array.from({ length: 5 }, () => gap());
    const beads = [pair(), ...gaps, pair(), gap(), gap()];
    expect(drawn(beads, false)).toEqual([0, [1], 6, 7, 8]);
    const { passages, doubts } = surveyOf(beads);
    expect(passages).toEqual([{ row: 1, count: 5, side: 'source' }]);
    expect(doubts).toEqual([
      { row: 1, kind: 'low' },
      { row: 7, kind: 'fair' },
      { row: 8, kind: 'fair' },
    ]);
  });

  it('opens a passage below its head', () => {
    const gaps = Array.from({ length: 6 }, () => gap());
    expect(drawn([pair(), ...gaps, pair()], true)).toEqual([0, [1], 1, 2, 3, 4, 5, 6, 7]);
  });

  it('finds the line of every row, and the passage it stands in, however passages lie and whichever are open', () => {
    const kinds = fc.constantFrom<() => Bead>(pair, gap, () => bead([], ['Only.']));
    const runs = fc.array(fc.record({ kind: kinds, count: fc.integer({ min: 1, max: 8 }) }), { maxLength: 12 });
    fc.assert(
      fc.property(runs, fc.func(fc.boolean()), (parts, open) => {
        const beads = parts.flatMap(({ kind, count }) => Array.from({ length: count }, kind));
        const layout = new Layout(idsOf(beads), surveyOf(beads).passages, (passage) => open(passage.row));
        expect(layout.keys).toHaveLength(layout.lines);
        expect(new Set(layout.keys).size).toBe(layout.lines);
        expect(layout.at(-1)).toBeUndefined();
        expect(layout.at(layout.lines)).toBeUndefined();
        for (const row of beads.keys()) {
          const line = layout.lineOf(row);
          const shown = layout.at(line);
          const passage = layout.passageOf(row);
          const id = beads[passage && !passage.open ? passage.row : row]?.id ?? 0;
          expect(layout.keys[line]).toBe(passage && !passage.open ? -id : id);
          if (passage && !passage.open) expect(shown).toEqual({ kind: 'passage', passage });
          else expect(shown).toEqual({ kind: 'bead', row });
        }
      }),
    );
  });

  it('does not join what is missing on different sides, nor what somebody has settled', () => {
    const other = bead([], ['Only.']);
    const settled = gap({ status: 'confirmed' });
    const beads = [gap(), gap(), gap(), other, gap(), gap(), settled, gap(), gap()];
    expect(surveyOf(beads).passages).toEqual([]);
  });

  it('leads from one doubtful bead to the next, round the end, and passes over confirmed ones', () => {
    const beads = [
      pair(),
      pair({ confidence: 0.4 }),
      pair({ confidence: 0.3, status: 'confirmed' }),
      pair({ confidence: 0.8 }),
      pair(),
    ];
    const rows = surveyOf(beads).doubts.map(({ row }) => row);
    expect(rows).toEqual([1, 3]);
    expect(nextOf(rows, 0, 1)).toBe(1);
    expect(nextOf(rows, 1, 1)).toBe(3);
    expect(nextOf(rows, 3, 1)).toBe(1);
    expect(nextOf(rows, 1, -1)).toBe(3);
    expect(nextOf([], 1, 1)).toBeNull();
  });

  it('is surveyed after changes, chunk by chunk, as it would be at one go', () => {
    const kinds = fc.constantFrom<() => Bead>(
      pair,
      gap,
      gap,
      () => bead([], ['Only.']),
      () => pair({ confidence: 0.7 }),
      () => pair({ confidence: null }),
      () => gap({ confidence: null }),
      () => pair({ marks: ['bookmarked'], comments: [{ id: 1, text: 'Check', author: 'A', at: 0 }] }),
    );
    const step = fc.record({
      at: fc.nat(3000),
      remove: fc.nat(12),
      insert: fc.array(kinds, { maxLength: 12 }),
      set: fc.nat(3000),
      status: fc.constantFrom('confirmed' as const, 'translated' as const),
      known: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 40 }), fc.array(step, { maxLength: 6 }), (pattern, steps) => {
        const list = new BeadList();
        list.append(Array.from({ length: 30 }, () => pattern).flatMap((some) => some.map((make) => make())));
        let opinions = new Map<number, Opinion>();
        for (const { at, remove, insert, set, status, known } of steps) {
          const now = [...list];
          const place = at % (now.length + 1);
          const change: Operation[] = [
            {
              type: 'splice',
              after: now[place - 1]?.id ?? null,
              remove: now.slice(place, place + remove),
              insert: insert.map((make) => make()),
            },
          ];
          list.apply(change);
          const some = list.at(set % Math.max(1, list.length));
          if (some) list.apply([setFields(some, { status })]);
          const unjudged = [...list].filter(({ confidence, status: is }) => confidence === null && is !== 'confirmed');
          expect(unjudgedBeads(list.chunks, opinions, 7)).toEqual(unjudged.slice(0, 7).map(({ id }) => id));
          if (known) {
            opinions = new Map(unjudged.map(({ id }) => [id, { bead: id, confidence: 0.3, reasons: [] }]));
          }
          const { survey, tally, ids } = surveyChunks(list.chunks, opinions);
          const whole = surveyChunks([{ beads: [...list], version: 0 }], opinions);
          expect(survey).toEqual(whole.survey);
          expect([...ids]).toEqual([...whole.ids]);
          expect({ ...tally, expectedWrong: 0 }).toEqual({ ...whole.tally, expectedWrong: 0 });
          expect(tally.expectedWrong).toBeCloseTo(whole.tally.expectedWrong);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('knows where comments are that nobody has resolved, and where bookmarks are', () => {
    const comment = { id: 1, text: 'Check', author: 'A', at: 0 };
    const beads = [
      pair({ comments: [{ ...comment, resolved: true }] }),
      pair({ comments: [comment] }),
      pair({ marks: ['bookmarked'] }),
    ];
    expect(surveyOf(beads)).toMatchObject({ comments: [1], bookmarks: [2] });
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

  it('cuts the only sentence of the other side where a clause ends as far on, else before a word', () => {
    const one = bead(['Prima la pioggia, poi il sole.'], ['First came the rain, then the sun.']);
    expect(bothSidesCut(one, { side: 'source', sentence: 0, offset: 18 })).toMatchObject({ targetOffset: 21 });
    const plainOne = bead(['Prima la pioggia poi il sole.'], ['First came the rain then the sun.']);
    expect(bothSidesCut(plainOne, { side: 'source', sentence: 0, offset: 17 })).toMatchObject({ targetOffset: 20 });
    const none = bead(['Prima, poi.'], []);
    expect(bothSidesCut(none, { side: 'source', sentence: 0, offset: 7 })).toMatchObject({ targetOffset: 0 });
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
