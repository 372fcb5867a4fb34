import { describe, expect, it } from 'vitest';
import { ContentBuilder, plain, type Content } from '../../../src/shared/text/content.ts';
import { explain } from '../../../src/shared/matching/explain.ts';
import { matchText } from '../../../src/shared/matching/normal.ts';
import { baseOf, baseScore, editsWithin, score } from '../../../src/shared/matching/score.ts';

const coded = (before: string, data: string, inside: string): Content =>
  new ContentBuilder()
    .text(before)
    .code({ kind: 'open', id: '1', data: `<${data}>` })
    .text(inside)
    .code({ kind: 'close', id: '1', data: `</${data}>` })
    .build();

const shown = (query: string, source: string): number => score(plain(query), plain(source)).score;

describe('01 what a score means', () => {
  it('is 100 for equal text and codes, 101 and 102 when neighbours match too', () => {
    const text = plain('Premere il pulsante.');
    expect(score(text, text).score).toBe(100);
    expect(score(text, text, 1).score).toBe(101);
    expect(score(text, text, 2).score).toBe(102);
  });

  it('is not raised by neighbours when the text differs', () => {
    expect(score(plain('uno due tre'), plain('uno due sei'), 2)).toMatchObject({ score: 72, neighbours: 0 });
  });

  it('counts characters, not UTF-16 units: an emoji is one', () => {
    expect(baseScore('👍👍👍👍', '👍👍👍👎')).toBe(75);
  });

  it('compares composed and decomposed accents as equal', () => {
    expect(score(plain('perche\u0301'), plain('perch\u00e9')).score).toBe(100);
  });

  it('shows a base rounded down, and keeps it exact', () => {
    const result = score(plain('abcdef'), plain('abcdeX'));
    expect(result.score).toBe(83);
    expect(result.base).toBeCloseTo(83.3333, 3);
  });

  it('takes penalties off, never adds', () => {
    const text = plain('Salva');
    expect(score(text, text, 1, [{ reason: 'memory', points: 3 }]).score).toBe(98);
    expect(
      score(text, text, 0, [
        { reason: 'a', points: 60 },
        { reason: 'b', points: 60 },
      ]).score,
    ).toBe(0);
    expect(() => score(text, text, 0, [{ reason: 'bonus', points: -1 }])).toThrow(/bonus.*0 or more/);
  });

  it('gives two empty texts 100 and an empty one against text 0', () => {
    expect(shown('', '')).toBe(100);
    expect(shown('', 'testo')).toBe(0);
  });
});

describe('02 what is never 100', () => {
  it.each([
    ['case', 'Salva il file', 'salva il file', 'case'],
    ['punctuation', 'Salva il file.', 'Salva il file', 'punctuation'],
    ['a number', 'Pagina 12', 'Pagina 13', 'numbers'],
    ['a double space', 'Salva  il file', 'Salva il file', 'whitespace'],
    ['a no-break space', 'Salva\u00a0il file', 'Salva il file', 'whitespace'],
    ['a space at the end', 'Salva il file ', 'Salva il file', 'whitespace'],
  ])('a difference only in %s', (_, query, source, part) => {
    expect(shown(query, source)).toBeLessThanOrEqual(99);
    expect(explain(plain(query), plain(source), 'it').differences).toEqual([part]);
  });

  it('a difference of one character in a very long segment', () => {
    const long = 'parola '.repeat(800);
    expect(shown(`${long}1`, `${long}2`)).toBe(99);
  });

  it('a code with other markup in the same place: base 100, score 99', () => {
    const result = score(coded('Il ', 'b', 'file'), coded('Il ', 'i', 'file'));
    expect(result).toMatchObject({ score: 99, base: 100, exact: false });
    expect(explain(coded('Il ', 'b', 'file'), coded('Il ', 'i', 'file'), 'it').differences).toEqual(['codes']);
  });

  it('codes that are missing, one character each', () => {
    expect(score(coded('Il ', 'b', 'file'), plain('Il file')).base).toBeCloseTo((100 * 7) / 9);
  });
});

describe('03 identity of codes', () => {
  it('does not look at the numbers a document gives its codes', () => {
    const other: Content = {
      text: coded('Il ', 'b', 'file').text,
      codes: coded('Il ', 'b', 'file').codes.map((code) => ({ ...code, id: '77' })),
    };
    expect(score(coded('Il ', 'b', 'file'), other).score).toBe(100);
    expect(explain(coded('Il ', 'b', 'file'), other, 'it').differences).toEqual([]);
  });

  it('stands in the matching text as one symbol, white space folded', () => {
    expect(matchText(coded(' Il\n\t', 'b', 'file '))).toBe('Il \ue000file \ue000');
  });
});

// The pairs for which six tools give six percentages. Ours follow from the formula alone: edits over the longer text.
describe('04 the same pair, one percentage', () => {
  const cases: [string, string, string, number, readonly string[]][] = [
    [
      'a month and a year: 7 edits in 57 characters',
      'Il presente contratto entra in vigore il 1° gennaio 2024.',
      'Il presente contratto entra in vigore il 1° marzo 2025.',
      87,
      ['words', 'numbers'],
    ],
    [
      'one word of seven: 5 edits in 52 characters',
      'Premere il pulsante rosso per arrestare la macchina.',
      'Premere il pulsante verde per arrestare la macchina.',
      90,
      ['words'],
    ],
    [
      'a negation: "Non p" for "P" is 5 edits, and it is flagged',
      'Non premere il pulsante rosso.',
      'Premere il pulsante rosso.',
      83,
      ['words', 'case'],
    ],
    [
      'two halves swapped: characters move, so little is left; never 96',
      'Premere il pulsante rosso per arrestare la macchina.',
      'Per arrestare la macchina premere il pulsante rosso.',
      23,
      ['words', 'case'],
    ],
    [
      'a number: one character, never 100',
      'La pressione massima è di 10 bar.',
      'La pressione massima è di 16 bar.',
      96,
      ['numbers'],
    ],
    [
      'final punctuation and case: two characters, never 100',
      'Si conviene e si stipula quanto segue:',
      'si conviene e si stipula quanto segue.',
      94,
      ['punctuation', 'case'],
    ],
    ['two words that share nothing', 'Sì', 'No', 0, ['words']],
  ];
  it.each(cases)('%s', (_, query, source, percent, parts) => {
    expect(shown(query, source)).toBe(percent);
    expect(explain(plain(query), plain(source), 'it').differences).toEqual(parts);
  });
});

describe('05 the explanation', () => {
  it('counts what is the same of each part', () => {
    const { parts } = explain(plain('Aprire le 3 valvole.'), plain('Aprire le 2 Valvole!'), 'it');
    expect(parts).toEqual({
      words: { same: 3, of: 3 },
      numbers: { same: 0, of: 1 },
      codes: { same: 0, of: 0 },
      punctuation: { same: 0, of: 1 },
      case: { same: 2, of: 3 },
      whitespace: { same: 3, of: 3 },
    });
  });

  it('does not call the space beside an added word a difference of white space', () => {
    expect(explain(plain('il molto rosso'), plain('il rosso'), 'it').differences).toEqual(['words']);
  });

  it.each([
    ['it', 'Non premere il tasto', 'Premere il tasto', 'added'],
    ['it', 'Usare con guanti', 'Usare senza guanti', 'removed'],
    ['it', 'Nessun errore', 'Un errore', 'added'],
    ['it', 'Non aprire', 'Non chiudere', 'none'],
    ['en', "Don't open it", 'Do open it', 'added'],
    ['en', 'It isn’t safe', 'It is safe', 'added'],
    ['en', 'Never open', 'Never close', 'none'],
    ['en-GB', 'with water', 'without water', 'removed'],
    ['xx', 'non', 'sì', 'none'],
  ])('flags a negation (%s: %s / %s)', (lang, query, source, negation) => {
    expect(explain(plain(query), plain(source), lang).negation).toBe(negation);
  });

  it('shows the way from the match source to the query', () => {
    const { diff } = explain(plain('tasto verde'), plain('tasto rosso'), 'it');
    expect(diff.map((run) => [run.kind, run.content.text])).toEqual([
      ['same', 'tasto '],
      ['del', 'rosso'],
      ['ins', 'verde'],
    ]);
  });
});

describe('06 from percentages to edits', () => {
  it('allows just the edits that still reach the threshold', () => {
    for (let longest = 0; longest < 300; longest++) {
      for (const threshold of [50, 66.6, 70, 75, 85, 99, 100]) {
        const edits = editsWithin(longest, threshold);
        expect(baseOf(edits, longest)).toBeGreaterThanOrEqual(threshold);
        if (edits < longest) expect(baseOf(edits + 1, longest)).toBeLessThan(threshold);
      }
    }
  });
});
