import { expect, it } from 'vitest';
import { compare } from '../../../src/shared/review/compare.ts';
import { passes, type ChangeFilter } from '../../../src/shared/review/filter.ts';
import { anonymous, bitext, snapshot } from './support.ts';

const a = bitext([
  ['Uno', 'One'],
  ['Due', 'Two'],
  ['Tre', 'Three old words here'],
  ['Il gatto dorme sul divano', 'The cat sleeps'],
]);
const b = bitext([
  ['Uno', 'One.'],
  ['Due', 'Two'],
  ['Tre', 'Wholly other words in this place'],
  ['Il gatto dorme sul divano', 'The cat sleeps'],
]).map((bead, i) => ({
  ...bead,
  by: i === 0 ? 'Anna' : 'Bo',
  status: i === 2 ? ('confirmed' as const) : bead.status,
}));
const { changes } = compare(snapshot(a), snapshot([b[3], b[0], b[1], b[2]].flatMap((bead) => bead ?? [])));
const sources = (filter: ChangeFilter): (string | undefined)[] =>
  changes.filter((change) => passes(change, filter)).map((change) => change.b[0]?.source[0]?.content.text);

it.each<[string, ChangeFilter, string[]]>([
  ['nothing lets everything through', {}, ['Il gatto dorme sul divano', 'Uno', 'Due', 'Tre']],
  ['kind', { kinds: ['changed'] }, ['Uno', 'Tre']],
  ['place', { kinds: ['moved'] }, ['Il gatto dorme sul divano']],
  ['nature', { natures: ['punctuation'] }, ['Uno']],
  ['size', { words: { least: 2 } }, ['Tre']],
  ['author', { authors: ['Anna'] }, ['Uno']],
  ['status', { statuses: ['confirmed'] }, ['Tre']],
  ['several at once', { kinds: ['changed'], authors: ['Bo'], words: { least: 1, most: 9 } }, ['Tre']],
])('changes are filtered by %s', (_name, filter, expected) => {
  expect(sources(filter)).toEqual(expected);
});

it('changes are filtered by how unsure the pairing is', () => {
  const changed = compare(
    snapshot(
      bitext([
        ['Il gatto dorme sul divano rosso', 'x'],
        ['Uno', 'y'],
      ]),
    ),
    anonymous(
      bitext([
        ['Il cane dorme sul divano verde', 'x'],
        ['Uno', 'y'],
      ]),
    ),
  );
  expect(changed.changes.filter((change) => passes(change, { lessSureThan: 0.9 })).map(({ rowsB }) => rowsB)).toEqual([
    [0],
  ]);
});
