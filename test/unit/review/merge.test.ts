import { describe, expect, it } from 'vitest';
import { sideContent, type Bead } from '../../../src/shared/bitext/bead.ts';
import { mergeThreeWay, type Choice, type Merge } from '../../../src/shared/review/merge.ts';
import { visibleText } from '../../../src/shared/text/content.ts';
import { anonymous, bitext, coded, freshIds, snapshot } from './support.ts';

const base = bitext([
  ['Uno', 'The old house is red.'],
  ['Due', 'The cat sleeps on the sofa.'],
  ['Tre', 'Third row.'],
]).map((bead) => ({ ...bead, status: 'translated' as const }));

const withTarget = (beads: readonly Bead[], row: number, text: string, more: Partial<Bead> = {}): Bead[] =>
  beads.map((bead, i) =>
    i === row
      ? { ...bead, target: bead.target.map((sentence) => ({ ...sentence, content: coded(text) })), ...more }
      : bead,
  );
const merge = (ours: readonly Bead[], theirs: readonly Bead[], choices: Choice[] = []): Merge =>
  mergeThreeWay(snapshot(base), snapshot(ours), snapshot(theirs), {
    nextId: freshIds(),
    choices: new Map(choices.entries()),
  });
const targets = ({ beads }: Merge): string[] => beads.map((bead) => visibleText(sideContent(bead, 'target')));

describe('merging what came back with what changed here meanwhile', () => {
  it('takes what only one side changed, and says what it took', () => {
    const result = merge(
      withTarget(base, 0, 'The old house is blue.'),
      withTarget(base, 2, 'Row three.', { status: 'confirmed' }),
    );
    expect(targets(result)).toEqual(['The old house is blue.', 'The cat sleeps on the sofa.', 'Row three.']);
    expect([result.takenBeads, result.mergedBeads, result.conflicts]).toEqual([[3], [], []]);
    expect(result.beads[2]?.status).toBe('confirmed');
  });

  it('keeps the inline codes of a text typed for a conflict', () => {
    const typed = coded('The <b>middling</b> house is red.');
    const result = merge(
      withTarget(base, 0, 'The <b>new</b> house is red.'),
      withTarget(base, 0, 'The <b>ancient</b> house is red.'),
      [{ target: typed }],
    );
    expect(sideContent(result.beads[0] as Bead, 'target')).toEqual(typed);
    expect(typed.codes).toHaveLength(2);
  });

  it('leaves a locked bead where and as it is, adds comments to it, and says what theirs wanted', () => {
    const locked = base.map((bead, i): Bead => (i === 1 ? { ...bead, marks: ['locked'] } : bead));
    const changed = withTarget(base, 1, 'The cat sleeps.');
    const comments = [{ id: 5, text: 'Sure?', author: 'Bo', at: 1 }];
    const commented = base.map((bead, i): Bead => (i === 1 ? { ...bead, comments, status: 'draft' } : bead));
    for (const theirs of [changed, base.toSpliced(1, 1), base.toReversed()]) {
      const result = merge(locked, theirs);
      expect(result.conflicts.map(({ kind }) => kind)).toEqual(['locked']);
      expect(result.beads.find(({ id }) => id === 2)).toEqual(locked[1]);
    }
    expect(merge(locked, changed, ['theirs']).beads[1]).toMatchObject({ ...changed[1], marks: ['locked'] });
    const noted = merge(locked, commented);
    expect(noted.conflicts).toEqual([]);
    expect(noted.beads[1]).toMatchObject({ status: 'translated', marks: ['locked'], comments });
  });

  it('joins edits of different words in a draft that is to be read again', () => {
    const result = merge(
      withTarget(base, 0, 'The new house is red.', { status: 'confirmed' }),
      withTarget(base, 0, 'The old house is blue.', { status: 'confirmed' }),
    );
    expect(targets(result)[0]).toBe('The new house is blue.');
    expect([result.mergedBeads, result.beads[0]?.status, result.conflicts]).toEqual([[1], 'draft', []]);
  });

  it.each<[string, Choice[], string]>([
    ['ours while it is open', [], 'The big house is red.'],
    ['ours', ['ours'], 'The big house is red.'],
    ['theirs', ['theirs'], 'The small house is red.'],
    ['the base', ['base'], 'The old house is red.'],
    ['a text typed for it', [{ target: coded('The middling house is red.') }], 'The middling house is red.'],
  ])('lists edits of the same word as a conflict and gives %s', (_what, choices, expected) => {
    const result = merge(
      withTarget(base, 0, 'The big house is red.'),
      withTarget(base, 0, 'The small house is red.'),
      choices,
    );
    expect(targets(result)[0]).toBe(expected);
    expect(result.conflicts).toMatchObject([{ kind: 'text', sides: ['target'], choice: choices[0] }]);
    expect(result.conflicts[0]?.base[0]).toBe(base[0]);
  });

  it.each<[Choice[], string[]]>([
    [[], ['The old house is red.', 'Third row.']],
    [['theirs'], ['The old house is red.', 'The dog sleeps on the sofa.', 'Third row.']],
    [['base'], ['The old house is red.', 'The cat sleeps on the sofa.', 'Third row.']],
    [[{ target: coded('Kept.') }], ['The old house is red.', 'Kept.', 'Third row.']],
  ])('lists as a conflict what one took out and the other changed (resolved by %j)', (choices, expected) => {
    const result = merge(base.toSpliced(1, 1), withTarget(base, 1, 'The dog sleeps on the sofa.'), choices);
    expect(result.conflicts).toMatchObject([{ kind: 'deleted' }]);
    expect(targets(result)).toEqual(expected);
    const turned = merge(withTarget(base, 1, 'The dog sleeps on the sofa.'), base.toSpliced(1, 1), choices);
    expect(turned.conflicts).toMatchObject([{ kind: 'deleted' }]);
    if (choices[0] === 'theirs') expect(targets(turned)).toEqual(['The old house is red.', 'Third row.']);
    if (choices[0] === undefined) expect(targets(turned)[1]).toBe('The dog sleeps on the sofa.');
    if (choices[0] === 'base') expect(targets(turned)[1]).toBe('The cat sleeps on the sofa.');
  });

  it('keeps insertions of both, and one where both inserted the same', () => {
    const [one, other, same] = ['Mine.', 'Theirs.', 'Same.'].map(
      (text, i) => bitext([[`Nuova ${i}`, text]], 100 + i)[0] as Bead,
    );
    if (!one || !other || !same) throw new Error('no beads');
    const twin = bitext([['Nuova 2', 'Same.']], 200);
    const result = merge([...base, one, same], [...base.slice(0, 1), other, ...base.slice(1), ...twin]);
    expect(targets(result)).toEqual([
      'The old house is red.',
      'Theirs.',
      'The cat sleeps on the sofa.',
      'Third row.',
      'Mine.',
      'Same.',
    ]);
    expect(result.conflicts).toEqual([]);
  });

  it('lets a bead that one side moved and the other changed do both', () => {
    const [first, second, third] = base as [Bead, Bead, Bead];
    const result = merge(withTarget(base, 2, 'Row three.'), [third, first, second]);
    expect(targets(result)).toEqual(['Row three.', 'The old house is red.', 'The cat sleeps on the sofa.']);
    expect(result.conflicts).toEqual([]);
  });

  it('gives a status to the text it was given to, and the lesser of two that differ', () => {
    const status = (ours: Partial<Bead>, theirs: Partial<Bead>): string | undefined =>
      merge(
        [{ ...(base[0] as Bead), ...ours }, ...base.slice(1)],
        [{ ...(base[0] as Bead), ...theirs }, ...base.slice(1)],
      ).beads[0]?.status;
    expect(status({}, { status: 'confirmed' })).toBe('confirmed');
    expect(status({ status: 'draft' }, { status: 'confirmed' })).toBe('draft');
    const ours = withTarget(base, 0, 'The old house is blue.', { status: 'draft' })[0] as Bead;
    expect(status(ours, { status: 'confirmed' })).toBe('draft');
  });

  it('takes a file that lost its numbers, with its comments, and leaves ours unlocked and marked as they are', () => {
    const ours = base.map((bead) => ({ ...bead, marks: ['bookmarked' as const] }));
    const back = withTarget(base, 1, 'The dog sleeps on the sofa.', {
      comments: [{ id: 9, text: 'It is a dog.', author: 'Bo', at: 1 }],
    });
    const result = mergeThreeWay(snapshot(ours), snapshot(ours), anonymous(back), {
      nextId: freshIds(),
      sides: 'target',
    });
    expect(targets(result)[1]).toBe('The dog sleeps on the sofa.');
    expect(result.beads[1]).toMatchObject({ id: 2, marks: ['bookmarked'], comments: [{ text: 'It is a dog.' }] });
    expect(result.beads[1]?.target[0]?.unit).toBe('u2');
  });
});
