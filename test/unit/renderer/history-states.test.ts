import { describe, expect, it } from 'vitest';
import { historyStates } from '../../../src/renderer/bitext/history-states.ts';
import { newBead } from '../../../src/shared/bitext/bead.ts';
import type { HistoryEntry } from '../../../src/shared/contract/types.ts';
import { plain } from '../../../src/shared/text/content.ts';

const MINUTE = 60_000;
const entry = (seq: number, at: number, target: string, rest: Partial<HistoryEntry> = {}): HistoryEntry => ({
  seq,
  at,
  by: 'Anna',
  label: 'edit',
  undone: false,
  target: plain(target),
  status: 'draft',
  ...rest,
});
const bead = {
  ...newBead(1, [], [{ id: 2, unit: null, lead: '', content: plain('The cat sleeps.'), trail: '' }]),
  status: 'draft' as const,
};
const seqs = (entries: readonly HistoryEntry[]): number[] =>
  historyStates(entries, bead, 'en').map((state) => state.entry.seq);

describe('the states of a row', () => {
  it('are newest first, with typing that went on as one state and without what was undone', () => {
    const typed = [entry(1, 0, 'The'), entry(2, 1000, 'The cat'), entry(3, 2000, 'The cat sleeps.')];
    expect(seqs(typed)).toEqual([3]);
    expect(
      seqs([entry(1, 0, 'A cat.'), ...typed.map((it) => ({ ...it, seq: it.seq + 1, at: it.at + 2 * MINUTE }))]),
    ).toEqual([4, 1]);
    expect(seqs([entry(1, 0, 'A cat.'), entry(2, MINUTE * 5, 'Dogs.', { undone: true })])).toEqual([1]);
    expect(seqs([entry(1, 0, 'A cat.'), entry(2, 10, 'The cat.', { by: 'Marco' })])).toEqual([2, 1]);
  });

  it('say word by word what each changed, and nothing where the text stayed', () => {
    const states = historyStates(
      [
        entry(1, 0, 'The dog sleeps.'),
        entry(2, 5 * MINUTE, 'The cat sleeps.'),
        entry(3, 6 * MINUTE, 'The cat sleeps.', { label: 'confirm', status: 'confirmed' }),
      ],
      bead,
      'en',
    );
    expect(
      states.map(({ runs }) => runs?.filter(({ kind }) => kind !== 'same').map(({ content }) => content.text)),
    ).toEqual([undefined, ['dog', 'cat'], undefined]);
  });

  it('can be returned to where text or status differ from the present ones', () => {
    const states = historyStates(
      [
        entry(1, 0, 'The dog sleeps.'),
        entry(2, 5 * MINUTE, 'The cat sleeps.', { status: 'confirmed', label: 'confirm' }),
        entry(3, 6 * MINUTE, 'The cat sleeps.'),
      ],
      bead,
      'en',
    );
    expect(states.map(({ canReturn }) => canReturn)).toEqual([false, true, true]);
  });
});
