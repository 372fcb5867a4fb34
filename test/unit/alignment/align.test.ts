import { describe, expect, it } from 'vitest';
import type { AlignedDocument } from '../../../src/shared/alignment/align.ts';
import { align } from '../../../src/shared/alignment/align.ts';
import { beadsToText } from '../../../src/shared/alignment/beads.ts';
import type { AlignDocument } from '../../../src/shared/alignment/documents.ts';
import { randomNumbers } from '../../support/random.ts';
import { TRANSLATED, inventedPairs, perturbed, recall } from './texts.ts';

const source = TRANSLATED.map(([text]) => text);
const target = TRANSLATED.map(([, text]) => text);
const LANGUAGES = ['it', 'en'] as const;
const alignOne = (document: AlignDocument): AlignedDocument =>
  align({ documents: [document], languages: LANGUAGES }).documents[0]!;
const shapes = (document: AlignDocument): string[] =>
  alignOne(document).beads.map((bead) => `${bead.source.join(',')}:${bead.target.join(',')}`);
const plain = (count: number): string[] => Array.from({ length: count }, (_, k) => `${k}:${k}`);

describe('a short translation', () => {
  it('comes out sentence by sentence', () => {
    expect(shapes({ source: { sentences: source }, target: { sentences: target } })).toEqual(plain(source.length));
  });

  it('with two sentences joined gives one bead of three', () => {
    const joined = [...target.slice(0, 3), `${target[3]} ${target[4]}`, ...target.slice(5)];
    const beads = shapes({ source: { sentences: source }, target: { sentences: joined } });
    expect(beads).toContain('3,4:3');
    expect(beads).toContain('5:4');
  });

  it('pairs a sentence with the five it was made of, on either side', () => {
    const pairs = inventedPairs(120, randomNumbers(8));
    const apart = { sentences: pairs.map(([text]) => text) };
    const made = pairs.map(([, text]) => text);
    const joined = { sentences: [...made.slice(0, 60), made.slice(60, 65).join(' '), ...made.slice(65)] };
    expect(shapes({ source: apart, target: joined })).toContain('60,61,62,63,64:60');
    expect(shapes({ source: joined, target: apart })).toContain('60:60,61,62,63,64');
  });

  it('with a passage missing leaves its sentences alone and says so nearby', () => {
    const cut = [...target.slice(0, 5), ...target.slice(9)];
    const { beads } = alignOne({ source: { sentences: source }, target: { sentences: cut } });
    expect(beads.filter((bead) => bead.target.length === 0).map((bead) => bead.source[0])).toEqual([5, 6, 7, 8]);
    expect(beads.find((bead) => bead.source[0] === 4)?.reasons).toContainEqual({ kind: 'nearGap' });
  });

  it('is related; a text beside a stranger is not', () => {
    expect(alignOne({ source: { sentences: source }, target: { sentences: target } }).related).toBe(true);
    const stranger = Array.from(
      { length: 20 },
      (_, k) => `Nobody ${'ever '.repeat((k * 5) % 9)}saw the lighthouse keeper ${'smile '.repeat((k * 3) % 7)}again`,
    );
    expect(alignOne({ source: { sentences: source }, target: { sentences: stranger } }).related).toBe(false);
  });

  it('adds up to an expected number of wrong beads', () => {
    const { beads, expectedWrong } = alignOne({ source: { sentences: source }, target: { sentences: target } });
    expect(expectedWrong).toBeCloseTo(beads.reduce((sum, bead) => sum + 1 - bead.confidence, 0));
  });

  it('can be written as text, one bead a line', () => {
    const { beads } = alignOne({ source: { sentences: source }, target: { sentences: source } });
    expect(beadsToText(beads).split('\n').slice(0, 2)).toEqual(['[0]:[0]:1.00', '[1]:[1]:1.00']);
    expect(beadsToText([{ source: [3, 4], target: [3], confidence: 0.968, reasons: [] }])).toBe('[3,4]:[3]:0.97\n');
  });

  it('names a number that is missing', () => {
    const changed = target.map((text) => text.replace('80', '800'));
    const { beads } = alignOne({ source: { sentences: source }, target: { sentences: changed } });
    expect(beads[4]!.reasons).toContainEqual({ kind: 'numbers', side: 'source', missing: ['80'] });
    expect(beads[4]!.reasons).toContainEqual({ kind: 'numbers', side: 'target', missing: ['800'] });
  });
});

describe('paragraph marks', () => {
  it('decide what lengths and words leave open', () => {
    const texts = ['Uno.', 'Due.', 'Tre.', 'Quattro.', 'Cinque.', 'Sei.'];
    const others = ['First.', 'Second. Third.', 'Fourth.', 'Fifth. Sixth.'];
    const { beads } = alignOne({
      source: { sentences: texts, paragraphStarts: [1, 1, 0, 1, 1, 0] },
      target: { sentences: others, paragraphStarts: [1, 1, 1, 1] },
    });
    expect(beads.map((bead) => `${bead.source.join(',')}:${bead.target.join(',')}`)).toEqual([
      '0:0',
      '1,2:1',
      '3:2',
      '4,5:3',
    ]);
  });
});

describe('several documents', () => {
  const next = randomNumbers(5);
  const documents = Array.from({ length: 12 }, () =>
    perturbed(inventedPairs(25, next), next, { merge: 0.1, drop: 0.04 }),
  );
  const inputs = documents.map((known) => ({
    source: { sentences: known.source },
    target: { sentences: known.target },
  }));

  it('learn from one another', () => {
    const alone = inputs.map((input) => align({ documents: [input], languages: ['xx', 'yy'] }).documents[0]!);
    const together = align({ documents: inputs, languages: ['xx', 'yy'] }).documents;
    const mean = (results: typeof together): number =>
      documents.reduce((sum, known, k) => sum + recall(known.gold, results[k]!.beads), 0) / documents.length;
    expect(mean(together)).toBeGreaterThan(mean(alone));
    expect(mean(together)).toBeGreaterThan(0.95);
  });

  it('teach the next one through their table', () => {
    const { table } = align({ documents: inputs.slice(0, 11), languages: ['xx', 'yy'] });
    const known = documents[11]!;
    const input = { documents: [inputs[11]!], languages: ['xx', 'yy'] as const };
    const without = align({ ...input, passes: 0 }).documents[0]!;
    const taught = align({ ...input, passes: 0, tables: [table] }).documents[0]!;
    expect(recall(known.gold, taught.beads)).toBeGreaterThan(recall(known.gold, without.beads));
  });
});

describe('progress', () => {
  it('is told from 0 towards 1', () => {
    const shares: number[] = [];
    align(
      { documents: [{ source: { sentences: source }, target: { sentences: target } }], languages: LANGUAGES },
      (share) => {
        shares.push(share);
      },
    );
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  it('stops the alignment by answering false', () => {
    let calls = 0;
    const result = align(
      { documents: [{ source: { sentences: source }, target: { sentences: target } }], languages: LANGUAGES },
      () => ++calls < 3,
    );
    expect(result).toBeUndefined();
    expect(calls).toBe(3);
  });
});
