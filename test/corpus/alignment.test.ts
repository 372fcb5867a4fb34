import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { pairInput } from '../../src/main/core/services/alignment/file-pair.ts';
import type { SegmentedFile } from '../../src/main/core/services/alignment/prepare-side.ts';
import { segmentFile } from '../../src/main/core/services/alignment/prepare-side.ts';
import { align } from '../../src/shared/alignment/align.ts';
import type { AlignedDocument } from '../../src/shared/alignment/align.ts';
import { visibleText } from '../../src/shared/text/content.ts';

interface Gold {
  readonly kind: string;
  readonly source: { readonly file: string; readonly sentences: readonly { readonly text: string }[] };
  readonly target: { readonly file: string; readonly sentences: readonly { readonly text: string }[] };
  readonly beads: readonly (readonly [readonly number[], readonly number[]])[];
}

interface Case {
  readonly kind: string;
  readonly gold: Gold;
  readonly source: SegmentedFile;
  readonly target: SegmentedFile;
}

const root = new URL('../../corpus/', import.meta.url);
const cases: Case[] = readdirSync(root)
  .filter((name) => name.endsWith('.gold.json'))
  .sort()
  .map((name) => {
    const gold = JSON.parse(readFileSync(new URL(name, root), 'utf8')) as Gold;
    const side = (of: 'source' | 'target', language: string): SegmentedFile =>
      segmentFile(fileURLToPath(new URL(gold[of].file, root)), { language });
    return { kind: gold.kind, gold, source: side('source', 'it'), target: side('target', 'en') };
  });

const bare = (text: string): string => text.replaceAll(/\s/g, '');
const run = (source: SegmentedFile, target: SegmentedFile): AlignedDocument =>
  align({ documents: [pairInput({ source, target })], languages: ['it', 'en'] }).documents[0]!;

/** Beads as the texts of both sides without white space, in order. */
function beadTexts({ source, target }: Case, beads: AlignedDocument['beads']): string[] {
  const text = (side: SegmentedFile, numbers: readonly number[]): string =>
    bare(numbers.map((k) => visibleText(side.sentences[k]!.content)).join(''));
  return beads.map((bead) => `${text(source, bead.source)}\t${text(target, bead.target)}`);
}

function goldTexts({ source, target, beads }: Gold): string[] {
  const text = (side: Gold['source'], numbers: readonly number[]): string =>
    bare(numbers.map((k) => side.sentences[k]!.text).join(''));
  return beads.map(([left, right]) => `${text(source, left)}\t${text(target, right)}`);
}

describe('two files of the corpus, cut and aligned as the program does it', () => {
  /** Beads of two sides; what has no letters, such as a number in a cell, is no sentence to the program. */
  const paired = (beads: readonly string[]): string[] => beads.filter((bead) => /\p{L}.*\t.*\p{L}/u.test(bead));

  test.each(cases)('$kind: at least .97 of the gold beads', (pair) => {
    const found = paired(beadTexts(pair, run(pair.source, pair.target).beads));
    const gold = paired(goldTexts(pair.gold));
    const right = found.filter((bead) => gold.includes(bead)).length;
    expect((2 * right) / (found.length + gold.length)).toBeGreaterThanOrEqual(0.97);
  });

  test('news: exactly the gold beads', () => {
    const pair = cases.find(({ kind }) => kind === 'news')!;
    expect(beadTexts(pair, run(pair.source, pair.target).beads)).toEqual(goldTexts(pair.gold));
  });
});

describe('the relation of two texts', () => {
  test.each(cases)(
    '$kind: related to its translation and to no other document',
    { timeout: 240_000 },
    ({ kind, source }) => {
      const relations = cases.map((other) => [other.kind, run(source, other.target).relation]);
      expect(relations).toEqual(cases.map((other) => [other.kind, other.kind === kind ? 'related' : 'unrelated']));
    },
  );

  /** Some sentences of one side, in the middle of its text. */
  const excerpt = (side: SegmentedFile, of: Gold['source'], numbers: readonly number[]): SegmentedFile => {
    const wanted = new Set(numbers.map((k) => bare(of.sentences[k]!.text)));
    return { ...side, sentences: side.sentences.filter(({ content }) => wanted.has(bare(visibleText(content)))) };
  };

  test.each([1, 2, 3, 5, 8, 10])('excerpts of %i beads are never called unrelated', (size) => {
    const relations = cases.flatMap(({ kind, gold, source, target }) =>
      Array.from({ length: Math.min(4, Math.floor(gold.beads.length / size)) }, (_, k) => {
        const beads = gold.beads.slice(k * size, (k + 1) * size);
        const left = excerpt(
          source,
          gold.source,
          beads.flatMap(([numbers]) => numbers),
        );
        const right = excerpt(
          target,
          gold.target,
          beads.flatMap(([, numbers]) => numbers),
        );
        if (left.sentences.length === 0 || right.sentences.length === 0) return [];
        return [`${kind} from bead ${k * size}: ${run(left, right).relation}`];
      }).flat(),
    );
    expect(relations.length).toBeGreaterThan(20);
    expect(relations.filter((relation) => relation.endsWith('unrelated'))).toEqual([]);
  });
});
