import { describe, expect, it } from 'vitest';
import type { BilingualDocument, BilingualSegment } from '../../../src/shared/formats/bilingual/model.ts';
import { compare } from '../../../src/shared/review/compare.ts';
import { snapshotOfBilingual } from '../../../src/shared/review/snapshot.ts';
import { plain } from '../../../src/shared/text/content.ts';
import { bitext, snapshot } from './support.ts';

const segment = (
  id: string,
  source: string,
  target: string | null,
  more: Partial<BilingualSegment> = {},
): BilingualSegment => ({
  id,
  source: plain(source),
  target: target === null ? null : plain(target),
  status: 'translated',
  comments: [],
  props: {},
  ...more,
});
const file: BilingualDocument = {
  sourceLang: 'it',
  targetLang: 'en',
  original: 'contract.txt',
  units: [
    {
      id: 'u1',
      segments: [
        segment('1', 'Uno', 'One', { status: 'locked', changedBy: 'Bo', changedAt: '2026-01-02T03:04:05Z' }),
        segment('2', ' ', ' ', { ignorable: true }),
        segment('3', 'Due', null, { status: 'untranslated', comments: [{ text: 'Which?', author: 'Bo' }] }),
      ],
    },
    { id: 'u2', segments: [segment('1', 'Tre', 'Three', { status: 'draft' })] },
  ],
};

describe('a bilingual file as a state to compare', () => {
  it('has a bead for each segment that is translated, none with a number it does not have', () => {
    const { beads, identity, complete } = snapshotOfBilingual(file);
    expect([identity, complete]).toEqual([null, false]);
    expect(beads.map(({ status, marks, by, at }) => ({ status, marks, by, at }))).toEqual([
      { status: 'confirmed', marks: ['locked'], by: 'Bo', at: Date.UTC(2026, 0, 2, 3, 4, 5) },
      { status: 'untranslated', marks: [], by: null, at: null },
      { status: 'draft', marks: [], by: null, at: null },
    ]);
    const numbers = beads.flatMap((bead) => [
      bead.id,
      ...bead.source.map(({ id }) => id),
      ...bead.target.map(({ id }) => id),
    ]);
    expect(Math.max(...numbers)).toBeLessThan(0);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('is paired by the numbers it kept, each once, and by text where they are lost', () => {
    const beads = bitext([
      ['Uno', 'One'],
      ['Due', 'Two'],
      ['Tre', 'Three'],
    ]);
    const numbers = [1, 1, null];
    let row = 0;
    const returned = snapshotOfBilingual(file, { identity: 'document', beadOf: () => numbers[row++] ?? null });
    const { changes } = compare(snapshot(beads), returned);
    expect(changes.map(({ pairedBy, kind, target }) => [pairedBy, kind, target?.kind ?? null])).toEqual([
      ['identity', 'annotated', null],
      ['text', 'changed', 'removed'],
      ['text', 'annotated', null],
    ]);
    expect(changes[1]?.comments?.added).toMatchObject([{ text: 'Which?', author: 'Bo' }]);
  });
});
