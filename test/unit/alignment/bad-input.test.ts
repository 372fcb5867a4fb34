import { describe, expect, it } from 'vitest';
import type { AlignedDocument } from '../../../src/shared/alignment/align.ts';
import { align } from '../../../src/shared/alignment/align.ts';
import { randomNumbers } from '../../support/random.ts';
import { TRANSLATED, inventedPairs } from './texts.ts';

const run = (source: readonly string[], target: readonly string[]): AlignedDocument =>
  align({
    documents: [{ source: { sentences: source }, target: { sentences: target } }],
    languages: ['it', 'en'],
  }).documents[0]!;
const covered = (beads: AlignedDocument['beads'], side: 'source' | 'target'): number[] =>
  beads.flatMap((bead) => bead[side]);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

describe('input that nobody would call a translation', () => {
  it('of no documents and of no sentences gives nothing', () => {
    expect(align({ documents: [], languages: ['it', 'en'] }).documents).toEqual([]);
    expect(run([], []).beads).toEqual([]);
  });

  it('of empty and blank sentences is aligned all the same', () => {
    const { beads } = run(['', ' ', '\t\n', 'a'], ['', 'b']);
    expect(covered(beads, 'source')).toEqual(upTo(4));
    expect(covered(beads, 'target')).toEqual(upTo(2));
  });

  it('of one side a hundred times longer is aligned all the same', () => {
    const long = inventedPairs(2_000, randomNumbers(1)).map(([text]) => text);
    const short = TRANSLATED.map(([text]) => text);
    const { beads, related } = run(short, long);
    expect(covered(beads, 'source')).toEqual(upTo(short.length));
    expect(covered(beads, 'target')).toEqual(upTo(long.length));
    expect(related).toBe(false);
  });

  it('of very long sentences is aligned all the same', () => {
    const pairs = inventedPairs(4_000, randomNumbers(2));
    const huge = (side: 0 | 1, part: number): string =>
      pairs
        .slice(part * 1_000, part * 1_000 + 1_000)
        .map((pair) => pair[side])
        .join(' ');
    const { beads } = run(
      [0, 1, 2, 3].map((part) => huge(0, part)),
      [0, 1, 2, 3].map((part) => huge(1, part)),
    );
    expect(huge(0, 0).length).toBeGreaterThan(50_000);
    expect(covered(beads, 'source')).toEqual(upTo(4));
    expect(covered(beads, 'target')).toEqual(upTo(4));
  });

  it('of garbage is aligned all the same', () => {
    const next = randomNumbers(3);
    const garbage = (): string[] =>
      Array.from({ length: 200 }, () =>
        String.fromCharCode(...Array.from({ length: 40 }, () => Math.floor(next() * 0xffff))),
      );
    const { beads } = run(garbage(), garbage());
    expect(covered(beads, 'source')).toEqual(upTo(200));
    expect(covered(beads, 'target')).toEqual(upTo(200));
  });

  it('of the same sentence over and over is aligned all the same', () => {
    const { beads } = run(
      Array.from({ length: 300 }, () => 'Sì.'),
      Array.from({ length: 280 }, () => 'Yes.'),
    );
    expect(covered(beads, 'source')).toEqual(upTo(300));
    expect(covered(beads, 'target')).toEqual(upTo(280));
  });
});
