import { describe, expect, it } from 'vitest';
import { sideContent, type Bead } from '../../../src/shared/bitext/bead.ts';
import { applyChange, invert } from '../../../src/shared/bitext/change.ts';
import { updateSource, type NewSentence, type SourceUpdate } from '../../../src/shared/review/update-source.ts';
import { visibleText } from '../../../src/shared/text/content.ts';
import { VersionedDocument } from './corpus.ts';
import { bitext, coded, freshIds } from './support.ts';

const edition = (...texts: string[]): NewSentence[] =>
  texts.map((text, i) => ({ unit: `n${i}`, lead: '', content: coded(text), trail: ' ' }));
const update = (
  old: readonly Bead[],
  sentences: readonly NewSentence[],
  kind: 'translation' | 'alignment' = 'translation',
): SourceUpdate => updateSource(old, sentences, { sourceLang: 'it', kind, nextId: freshIds() });
const target = (bead: Bead | null | undefined): string => (bead ? visibleText(sideContent(bead, 'target')) : '');

describe.each(['contract', 'manual'])('the second edition of the %s in the corpus', (kind) => {
  const document = new VersionedDocument(kind);
  const old = document.version('reviewed').map((bead) => ({ ...bead, status: 'confirmed' as const }));
  const result = update(old, document.secondEdition(), 'alignment');

  it('differs from the first in the listed sentences and in no other', () => {
    const listed = document.expected.sourceUpdate.changes;
    const key = (change: { kind?: string; type?: string; old: readonly number[]; new: readonly number[] }): string =>
      `${change.type ?? change.kind} ${change.old.join(',')} → ${change.new.join(',')}`;
    expect(result.sentences.map(key).toSorted((a, b) => a.localeCompare(b))).toEqual(
      listed.map(key).toSorted((a, b) => a.localeCompare(b)),
    );
    expect(result.sentences.flatMap((change) => change.new)).toEqual(listed.flatMap((change) => change.new));
  });

  it('holds every sentence of the edition once, in order', () => {
    expect(result.beads.flatMap((bead) => bead.source.map(({ content }) => content.text))).toEqual(
      document.secondEdition().map(({ content }) => content.text),
    );
  });

  it('keeps target and status where the source is unchanged, and makes drafts of the rest', () => {
    for (const { kind: what, old: before, now } of result.updates) {
      if (what === 'unchanged' || what === 'moved') {
        expect([target(now), now?.status]).toEqual([target(before[0]), 'confirmed']);
      } else if (now) expect(['draft', 'untranslated']).toContain(now.status);
    }
    expect(result.recognised).toBeGreaterThan(0.9);
  });

  it('is one change that can be undone', () => {
    expect(applyChange(old, result.change)).toEqual(result.beads);
    expect(JSON.stringify(applyChange(result.beads, invert(result.change)))).toBe(JSON.stringify(old));
  });
});

describe('a new edition of the source', () => {
  const old = bitext([
    ['Il gatto dorme sul divano.', 'The cat sleeps on the sofa.'],
    ['La consegna avviene entro il 30 giugno 2025.', 'Delivery is due by 30 June 2025.'],
    ['Restano escluse le opere murarie.', 'Masonry is excluded.'],
    ['Sono a carico del cliente.', 'It is up to the customer.'],
    ['', 'Translator’s note.'],
    ['Fine del documento.', 'End of document.'],
  ]).map((bead) => ({ ...bead, status: 'confirmed' as const, marks: ['locked' as const] }));

  it('keeps the old target of a changed sentence as an unlocked draft, with old source, status and difference', () => {
    const { updates } = update(
      old,
      edition(
        'Il gatto dorme sul divano.',
        'La consegna avviene entro il 31 luglio 2025.',
        'Restano escluse le opere murarie.',
        'Sono a carico del cliente.',
        'Fine del documento.',
      ),
    );
    const changed = updates.filter(({ kind }) => kind !== 'unchanged');
    expect(changed).toHaveLength(1);
    expect(changed[0]).toMatchObject({
      kind: 'changed',
      old: [{ id: 2, status: 'confirmed' }],
      now: { id: 2, status: 'draft', marks: [] },
      source: { wordsTouched: 2 },
    });
    expect(target(changed[0]?.now)).toBe('Delivery is due by 30 June 2025.');
  });

  it('joins the targets of merged sentences, and keeps the target of a split one over both parts', () => {
    const merged = update(
      old,
      edition(
        'Il gatto dorme sul divano.',
        'La consegna avviene entro il 30 giugno 2025.',
        'Restano escluse le opere murarie, che sono a carico del cliente.',
        'Fine del documento.',
      ),
    );
    expect(merged.updates.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged', 'merged', 'unchanged']);
    expect(merged.beads.map(target)).toEqual([
      'The cat sleeps on the sofa.',
      'Delivery is due by 30 June 2025.',
      'Masonry is excluded. It is up to the customer.',
      'Translator’s note.',
      'End of document.',
    ]);
    const back = update(
      merged.beads,
      edition(...old.filter(({ source }) => source.length > 0).map((bead) => visibleText(sideContent(bead, 'source')))),
    );
    expect(back.updates.map(({ kind }) => kind)).toEqual(['unchanged', 'unchanged', 'split', 'unchanged']);
    expect(back.beads[2]?.source).toHaveLength(2);
  });

  it('lets moved beads keep what they have, lists deleted ones where they stood, and gives new ones a bead', () => {
    const { beads, updates, statistics } = update(
      old,
      edition(
        'Fine del documento.',
        'Il gatto dorme sul divano.',
        'Una frase del tutto diversa.',
        'La consegna avviene entro il 30 giugno 2025.',
      ),
    );
    expect(updates.map(({ kind }) => kind)).toEqual(['moved', 'unchanged', 'new', 'unchanged', 'deleted', 'deleted']);
    expect(beads.map(({ status }) => status)).toEqual([
      'confirmed',
      'confirmed',
      'untranslated',
      'confirmed',
      'confirmed',
    ]);
    expect(statistics.deleted).toEqual({ beads: 2, words: 10 });
    expect(statistics.new).toEqual({ beads: 1, words: 5 });
  });

  it('takes the units of the new document, so that it can be written', () => {
    const { beads } = update(old, edition('Il gatto dorme sul divano.', 'Fine del documento.'));
    expect(beads.flatMap((bead) => bead.source.map(({ unit }) => unit))).toEqual(['n0', 'n1']);
  });

  it('that has nothing in common with the old one says so', () => {
    const { recognised, beads } = update(old, edition('Wholly other words.', 'And none the same.'));
    expect(recognised).toBe(0);
    expect(beads.filter((bead) => bead.source.length > 0).map(({ status }) => status)).toEqual([
      'untranslated',
      'untranslated',
    ]);
  });
});
