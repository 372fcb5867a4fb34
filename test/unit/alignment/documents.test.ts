import { describe, expect, it } from 'vitest';
import type { AlignDocument } from '../../../src/shared/alignment/documents.ts';
import { AlignmentInputError, joinDocuments } from '../../../src/shared/alignment/documents.ts';

const sentences = (count: number, name: string): string[] => Array.from({ length: count }, (_, k) => `${name} ${k}`);
const document = (extra: Partial<AlignDocument> = {}): AlignDocument => ({
  source: { sentences: sentences(6, 'frase') },
  target: { sentences: sentences(5, 'sentence') },
  ...extra,
});
const rectangles = (input: AlignDocument): string[] =>
  joinDocuments([input]).sections.map(
    (section) =>
      `${section.sourceStart}-${section.sourceEnd}:${section.targetStart}-${section.targetEnd}` +
      (section.fixed === undefined ? '' : ' fixed'),
  );

describe('sections', () => {
  it('are the whole document when nothing divides it', () => {
    expect(rectangles(document())).toEqual(['0-6:0-5']);
  });

  it('lie around locks', () => {
    expect(rectangles(document({ locks: [{ source: [2], target: [1, 2] }] }))).toEqual([
      '0-2:0-1',
      '2-3:1-3 fixed',
      '3-6:3-5',
    ]);
  });

  it('take locks that cross as one block', () => {
    const locks = [
      { source: [1], target: [3] },
      { source: [3], target: [1] },
    ];
    const { sections } = joinDocuments([document({ locks })]);
    expect(sections.map((section) => section.fixed !== undefined)).toEqual([false, true, false]);
    expect(sections[1]!.fixed).toEqual([locks[0], { source: [2], target: [] }, locks[1], { source: [], target: [2] }]);
  });

  it('follow the structure where both sides have the same', () => {
    const kinds = ['heading', '', '', 'heading', '', ''];
    expect(
      rectangles({
        source: { sentences: sentences(6, 'frase'), kinds },
        target: { sentences: sentences(5, 'sentence'), kinds: ['heading', '', 'heading', '', ''] },
      }),
    ).toEqual(['0-1:0-1', '1-3:1-2', '3-4:2-3', '4-6:3-5']);
  });

  it('ignore structure that differs', () => {
    expect(
      rectangles({
        source: { sentences: sentences(3, 'frase'), kinds: ['heading', '', ''] },
        target: { sentences: sentences(3, 'sentence'), kinds: ['', '', 'cell'] },
      }),
    ).toEqual(['0-3:0-3']);
  });

  it('of several documents follow one another', () => {
    const joined = joinDocuments([document(), document()]);
    expect([...joined.source.start]).toEqual([0, 6, 12]);
    expect(joined.sections[1]).toMatchObject({ sourceStart: 6, sourceEnd: 12, targetStart: 5, targetEnd: 10 });
  });
});

describe('wrong input is refused, saying where', () => {
  it('for a lock of a sentence that is not there', () => {
    expect(() => joinDocuments([document({ locks: [{ source: [9], target: [0] }] })])).toThrow(
      new AlignmentInputError('document 1, lock 1, source sentence 9: there is no such sentence (0 to 5)'),
    );
  });

  it('for a sentence locked twice', () => {
    const locks = [
      { source: [1], target: [0] },
      { source: [1], target: [1] },
    ];
    expect(() => joinDocuments([document({ locks })])).toThrow('lock 2, source sentence 1: locked twice');
  });

  it('for paragraph marks that do not fit', () => {
    expect(() =>
      joinDocuments([{ source: { sentences: ['a', 'b'], paragraphStarts: [1] }, target: { sentences: ['c'] } }]),
    ).toThrow('document 1, source: 1 paragraph marks for 2 sentences; give one each');
  });

  it('for kinds that do not fit', () => {
    expect(() => joinDocuments([{ source: { sentences: ['a'] }, target: { sentences: ['c'], kinds: [] } }])).toThrow(
      'document 1, target: 0 kinds for 1 sentences; give one each',
    );
  });
});
