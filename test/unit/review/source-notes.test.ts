import { describe, expect, it } from 'vitest';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { sourceNotes } from '../../../src/shared/review/source-notes.ts';
import { updateSource } from '../../../src/shared/review/update-source.ts';
import { visibleText } from '../../../src/shared/text/content.ts';
import { bitext, coded, freshIds } from './support.ts';

const OLD = bitext([
  ['Il gatto dorme.', 'The cat sleeps.'],
  ['Piove forte.', 'It rains hard.'],
  ['La porta è chiusa.', 'The door is shut.'],
]);

function update(old: readonly Bead[], sources: readonly string[]): Bead[] {
  const sentences = sources.map((text, i) => ({ unit: `n${i}`, lead: '', content: coded(text), trail: ' ' }));
  return updateSource(old, sentences, { sourceLang: 'it', kind: 'translation', nextId: freshIds() }).beads;
}

const said = (steps: Parameters<typeof sourceNotes>[0]): unknown[] =>
  sourceNotes(steps).map(({ bead, before }) => [
    bead,
    before && [visibleText(before.source), visibleText(before.target), before.status],
  ]);

describe('what new editions of the source changed', () => {
  it('is told with source, target and status as they were, for changed and for new rows only', () => {
    const after = update(OLD, ['Il gatto dorme.', 'Piove molto forte.', 'La porta è chiusa.', 'Una frase nuova qui.']);
    expect(said([{ before: OLD, after }])).toEqual([
      [2, ['Piove forte.', 'It rains hard.', 'translated']],
      [after[3]?.id, null],
    ]);
  });

  it('goes back to the last translated source when several editions follow each other', () => {
    const second = update(OLD, ['Il gatto dorme.', 'Piove molto forte.', 'La porta è chiusa.']);
    const third = update(second, ['Il gatto dorme.', 'Oggi piove molto forte.', 'La porta è chiusa.']);
    const steps = [
      { before: OLD, after: second },
      { before: second, after: third },
    ];
    expect(said(steps)).toEqual([[2, ['Piove forte.', 'It rains hard.', 'translated']]]);
    const confirmed = second.map((bead) => (bead.id === 2 ? { ...bead, status: 'confirmed' as const } : bead));
    expect(
      said([
        { before: OLD, after: second },
        { before: confirmed, after: third },
      ]),
    ).toEqual([[2, ['Piove molto forte.', 'It rains hard.', 'confirmed']]]);
  });

  it('is nothing when the source came back to what was translated', () => {
    const second = update(OLD, ['Il gatto dorme.', 'Piove molto forte.', 'La porta è chiusa.']);
    const third = update(second, ['Il gatto dorme.', 'Piove forte.', 'La porta è chiusa.']);
    expect(
      said([
        { before: OLD, after: second },
        { before: second, after: third },
      ]),
    ).toEqual([]);
  });

  it('tells of joined rows both sources and both translations', () => {
    const after = update(OLD, ['Il gatto dorme e piove forte.', 'La porta è chiusa.']);
    const [first] = said([{ before: OLD, after }]);
    expect(first).toEqual([1, ['Il gatto dorme. Piove forte.', 'The cat sleeps. It rains hard.', 'translated']]);
  });
});
