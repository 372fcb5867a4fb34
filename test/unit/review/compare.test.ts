import { describe, expect, it } from 'vitest';
import { visibleText } from '../../../src/shared/text/content.ts';
import { compare } from '../../../src/shared/review/compare.ts';
import { runContent, takePlaces, textDifference } from '../../../src/shared/review/text-change.ts';
import type { BeadChange } from '../../../src/shared/review/model.ts';
import { VersionedDocument } from './corpus.ts';
import { anonymous, bitext, coded, edited, snapshot } from './support.ts';

const kinds = (changes: readonly BeadChange[]): string[] =>
  changes.map((change) => (change.moved && change.kind !== 'moved' ? `${change.kind}, moved` : change.kind));

describe.each(['contract', 'manual'])('the versions of the %s in the corpus', (kind) => {
  const document = new VersionedDocument(kind);

  describe.each(document.expected.comparisons)('from $from to $to', ({ from, to, changes: expected }) => {
    const [a, b] = [document.version(from), document.version(to)];
    const name: Readonly<Record<string, string>> = { added: 'inserted', removed: 'deleted' };
    // Inline codes are not part of the corpus' sentences.
    const listed = expected
      .filter(({ type }) => type !== 'codes')
      .map(({ type, beforeText, afterText }) => ({ type, before: beforeText.join(' '), after: afterText.join(' ') }));

    it.each([
      ['by identity', snapshot(b)],
      ['by content', anonymous(b)],
    ])('show the listed differences and no other, paired %s', (_how, later) => {
      const found = compare(snapshot(a), later).changes.filter((change) => change.kind !== 'same');
      expect(
        found.map(({ target, a: before, b: after }) => ({
          type: name[target?.kind ?? ''] ?? target?.kind,
          before: visibleText(runContent(before, 'target')),
          after: visibleText(runContent(after, 'target')),
        })),
      ).toEqual(listed);
    });

    it('are recognised without numbers as well as with them, and with confidence', () => {
      const { relation, changes } = compare(snapshot(a), anonymous(b));
      expect(relation).toMatchObject({ verdict: 'related', reasons: ['identityLost'], doubtful: 0 });
      for (const change of changes) {
        if (change.confidence !== null)
          expect(change.b.map((bead) => b[change.rowsB[0] ?? 0]?.id ?? bead.id)).toEqual(change.a.map(({ id }) => id));
      }
    });
  });
});

describe('pairing', () => {
  const rows = bitext([
    ['Premessa', 'Foreword'],
    ['Il gatto nero dorme sul divano verde in salotto.', 'The black cat sleeps on the green sofa.'],
    ['Sì.', 'Yes.'],
    ['La consegna avviene entro il 30 giugno 2025.', 'Delivery is due by 30 June 2025.'],
    ['Sì.', 'Yes.'],
    ['I ricambi sono fatturati a parte, secondo il listino.', 'Spare parts are invoiced separately.'],
  ]);

  it('shows an inserted bead as inserted and leaves what follows alone', () => {
    const later = anonymous(rows.toSpliced(2, 0, ...bitext([['Frase nuova.', 'New sentence.']], 90)));
    expect(kinds(compare(snapshot(rows), later).changes)).toEqual([
      'same',
      'same',
      'inserted',
      'same',
      'same',
      'same',
      'same',
    ]);
  });

  it('shows a deleted bead where it stood', () => {
    const { changes } = compare(snapshot(rows), anonymous(rows.toSpliced(1, 1)));
    expect(kinds(changes)).toEqual(['same', 'deleted', 'same', 'same', 'same', 'same']);
  });

  it('tells which of two equal rows was deleted by its target', () => {
    const twins = rows.with(2, {
      ...(rows[2] as (typeof rows)[number]),
      target: bitext([['', 'Indeed.']])[0]?.target ?? [],
    });
    const { changes } = compare(snapshot(twins), anonymous(twins.toSpliced(2, 1)));
    expect(kinds(changes)).toEqual(['same', 'same', 'deleted', 'same', 'same', 'same']);
  });

  it('shows a moved bead once, at its new place, and as moved even when it also changed', () => {
    const moved = rows.toSpliced(1, 1).concat(rows.slice(1, 2));
    expect(kinds(compare(snapshot(rows), anonymous(moved)).changes)).toEqual([
      'same',
      'same',
      'same',
      'same',
      'same',
      'moved',
    ]);
    const retyped = bitext(
      [['Il gatto nero dorme sul divano rosso in salotto.', 'The black cat sleeps on the red sofa.']],
      91,
    );
    const both = compare(snapshot(rows), anonymous(rows.toSpliced(1, 1).concat(retyped)));
    expect(kinds(both.changes)).toEqual(['same', 'same', 'same', 'same', 'same', 'changed, moved']);
    expect(both.changes.at(-1)?.confidence).toBeLessThan(0.8);
  });

  it('recognises a bead that was split, and beads that were merged, without their numbers', () => {
    const [first, second] = ['La consegna avviene entro il 30 giugno 2025', 'il collaudo segue entro quindici giorni'];
    const whole = bitext([
      ['Art. 4', 'Art. 4'],
      [`${first}; ${second}.`, 'Both.'],
      ['Art. 5', 'Art. 5'],
    ]);
    const parts = bitext([
      ['Art. 4', 'Art. 4'],
      [`${first}.`, 'One.'],
      [`${second}.`, 'Two.'],
      ['Art. 5', 'Art. 5'],
    ]);
    expect(kinds(compare(snapshot(whole), anonymous(parts)).changes)).toEqual(['same', 'split', 'same']);
    expect(kinds(compare(snapshot(parts), anonymous(whole)).changes)).toEqual(['same', 'merged', 'same']);
  });

  it('recognises sources whose quotes, case or punctuation another program changed', () => {
    const typed = bitext([
      ['L’impianto è «nuovo».', 'The plant is “new”.'],
      ['Sì', 'Yes'],
    ]);
    const returned = anonymous(
      bitext([
        ['L\'impianto è "nuovo"', 'The plant is “brand new”.'],
        ['SÌ.', 'Yes'],
      ]),
    );
    expect(compare(snapshot(typed), returned).changes.map(({ a, b }) => [a.length, b.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('finds what was left out of a long run of rows that all repeat', () => {
    const repeated = bitext(Array.from({ length: 400 }, (_, i) => [['Sì.', 'No.', 'OK'][i % 3] ?? '', 'x']));
    const { statistics } = compare(snapshot(repeated), anonymous(repeated.filter((_, i) => i % 50 !== 7)));
    expect(statistics.kinds).toMatchObject({ same: 392, deleted: 8, moved: 0 });
  });

  it('takes split and merge of the same bitext from the numbers, also where a sentence was cut in two', () => {
    const step = { at: 1, other: 0, sentence: 0, offset: 25, side: 'source' as const, text: '' };
    const cut = edited(rows, [{ ...step, kind: 5 }]);
    expect(kinds(compare(snapshot(rows), snapshot(cut)).changes)).toEqual([
      'same',
      'split',
      'same',
      'same',
      'same',
      'same',
    ]);
    expect(kinds(compare(snapshot(cut), snapshot(rows)).changes)).toEqual([
      'same',
      'merged',
      'same',
      'same',
      'same',
      'same',
    ]);
  });

  it('keeps beads together between which a sentence moved, so that it can be neither lost nor doubled', () => {
    const swapped = edited(rows, [{ kind: 11, at: 1, other: 0, sentence: 0, offset: 0, side: 'target', text: '' }]);
    expect(kinds(compare(snapshot(rows), snapshot(swapped)).changes)).toEqual([
      'same',
      'regrouped',
      'same',
      'same',
      'same',
    ]);
  });
});

describe('what a change says', () => {
  const change = (before: string, after: string): BeadChange | undefined =>
    compare(snapshot(bitext([['Origine', before]])), snapshot(bitext([['Origine', after]]))).changes[0];

  it.each([
    ['One two.', 'One two three.', 'text'],
    ['One two.', 'One  two.', 'whitespace'],
    ['One two.', 'One two', 'punctuation'],
    ['One, two', 'One two', 'punctuation'],
    ['One two.', 'one two.', 'case'],
    ['Due by 30 June 2025', 'Due by 31 June 2025', 'numbers'],
    ['The <b>house</b>', 'The house', 'codes'],
  ])('%j to %j is a change of %s', (before, after, nature) => {
    expect(change(before, after)?.target?.nature).toBe(nature);
  });

  it('counts words and characters: a word replaced by another is touched once', () => {
    expect(change('The old house is red.', 'The new house is dark red.')?.target).toMatchObject({
      wordsDeleted: 1,
      wordsInserted: 2,
      wordsTouched: 2,
      distance: 8,
    });
  });

  it('tells status, marks and comments apart from the text', () => {
    const a = bitext([['Origine', 'Source']]);
    const b = a.map((bead) => ({
      ...bead,
      status: 'confirmed' as const,
      marks: ['bookmarked' as const],
      comments: [{ id: 5, text: 'Sure?', author: 'Bo', at: 1 }],
    }));
    const [found] = compare(snapshot(a), snapshot(b)).changes;
    expect(found).toMatchObject({
      kind: 'annotated',
      target: null,
      status: { from: 'translated', to: 'confirmed' },
      marks: { added: ['bookmarked'], removed: [] },
      comments: { added: [{ text: 'Sure?' }], removed: [] },
    });
  });

  it('does not take for a change what a file cannot say', () => {
    const a = bitext([['Origine', 'Source']]).map((bead) => ({
      ...bead,
      status: 'confirmed' as const,
      marks: ['bookmarked' as const],
      comments: [{ id: 5, text: 'Sure?', author: 'Bo', at: 1 }],
    }));
    const file = { ...anonymous(bitext([['Origine', 'Source']])), hasStatus: false };
    expect(kinds(compare(snapshot(a), file).changes)).toEqual(['same']);
  });

  it('lets single places of a text be taken', () => {
    const { runs } = textDifference(coded('one two <b>three</b> four'), coded('one 2 <b>three</b> five'), 'en');
    expect(visibleText(takePlaces(runs, (place) => place === 0))).toBe('one 2 three four');
    expect(visibleText(takePlaces(runs, (place) => place === 1))).toBe('one two three five');
  });

  it('adds figures up by author', () => {
    const a = bitext([
      ['Uno', 'One'],
      ['Due', 'Two'],
      ['Tre', 'Three'],
    ]);
    const b = bitext([
      ['Uno', 'Single'],
      ['Due', 'A pair of'],
      ['Tre', 'Three'],
    ]).map((bead, i) => ({ ...bead, by: ['Anna', 'Bo', null][i] ?? null }));
    expect(compare(snapshot(a), snapshot(b)).statistics).toMatchObject({
      beadsA: 3,
      wordsA: 3,
      wordsB: 5,
      changes: 2,
      authors: [
        { by: 'Bo', changes: 1, wordsInserted: 3, wordsDeleted: 1 },
        { by: 'Anna', changes: 1, wordsInserted: 1, wordsDeleted: 1 },
      ],
    });
  });
});

describe('documents that are not versions of one another', () => {
  const [contract, manual] = [new VersionedDocument('contract'), new VersionedDocument('manual')];

  it('are called unrelated, with the share that was recognised', () => {
    const { relation } = compare(anonymous(contract.version('draft')), anonymous(manual.version('draft')));
    expect(relation.verdict).toBe('unrelated');
    expect(relation.reasons).toContain('nothingPaired');
    expect(relation.paired).toBeLessThan(0.15);
  });

  it('in other languages say so, also when source and target changed places', () => {
    const a = snapshot(bitext([['Uno', 'One']]));
    const relation = (sourceLang: string, targetLang: string): unknown =>
      compare(a, { ...a, sourceLang, targetLang }).relation;
    expect(relation('it', 'de')).toMatchObject({ verdict: 'unrelated', reasons: ['languagesDiffer'] });
    expect(relation('en', 'it')).toMatchObject({ verdict: 'unrelated', reasons: ['languagesSwapped'] });
    expect(relation('it-IT', 'en_GB')).toMatchObject({ verdict: 'related', reasons: ['variantsDiffer'] });
  });

  it('an extract is related to the whole', () => {
    const whole = contract.version('draft');
    expect(compare(snapshot(whole), anonymous(whole.slice(20, 30))).relation.verdict).toBe('related');
    expect(compare(snapshot(whole), anonymous([])).relation).toMatchObject({
      verdict: 'doubtful',
      reasons: ['oneEmpty'],
    });
  });
});
