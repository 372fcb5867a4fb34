import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { align } from '../../src/shared/alignment/align.ts';
import type { AlignSide } from '../../src/shared/alignment/documents.ts';
import { scoreAlignments } from '../bench/alignment-score.ts';

const folder = fileURLToPath(new URL('../../corpus/', import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.gold.json')) : [];

interface GoldSide {
  readonly lang: string;
  readonly units: readonly string[];
  readonly sentences: readonly { readonly unit: number; readonly text: string }[];
}

interface GoldFile {
  readonly source: GoldSide;
  readonly target: GoldSide;
  readonly beads: readonly (readonly [readonly number[], readonly number[]])[];
}

function toSide(side: GoldSide): AlignSide {
  return {
    sentences: side.sentences.map((sentence) => sentence.text),
    paragraphStarts: side.sentences.map((sentence, k) => sentence.unit !== side.sentences[k - 1]?.unit),
    kinds: side.sentences.map(({ unit }) => (side.units[unit] === 'paragraph' ? '' : side.units[unit]!)),
  };
}

describe('the corpus', () => {
  it('has documents with gold beads', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)('%s is aligned as its gold beads say, at .97 strict F1 or better', (file) => {
    const gold = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as GoldFile;
    const { documents } = align({
      documents: [{ source: toSide(gold.source), target: toSide(gold.target) }],
      languages: [gold.source.lang, gold.target.lang],
    });
    const { strict } = scoreAlignments([
      { gold: gold.beads.map(([source, target]) => ({ source, target })), found: documents[0]!.beads },
    ]);
    expect(strict.f1).toBeGreaterThanOrEqual(0.97);
    expect(documents[0]!.related).toBe(true);
  });
});
