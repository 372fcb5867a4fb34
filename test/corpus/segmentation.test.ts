import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultSrx } from '../../src/shared/text/segmentation/default-srx.ts';
import { segmenter } from '../../src/shared/text/segmentation/segmenter.ts';

interface Side {
  readonly file: string;
  readonly lang: string;
  readonly units: readonly string[];
  readonly sentences: readonly { readonly unit: number; readonly text: string }[];
}

const root = new URL('../../corpus/', import.meta.url);
const golds = readdirSync(root)
  .filter((name) => name.endsWith('.gold.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, root), 'utf8')) as { source: Side; target: Side });

describe.each(golds.flatMap(({ source, target }) => [source, target]))('the rules of Bifronte', (side) => {
  test(`divide $file as its careful reader did`, () => {
    const { breaks } = segmenter(defaultSrx(), side.lang);
    const wanted = side.units.map((_, unit) => side.sentences.filter((s) => s.unit === unit).map((s) => s.text));
    const found = wanted.map((sentences) => {
      const text = sentences.join(' ');
      const ends = [...breaks({ text, codes: [] }), text.length];
      return ends.map((end, k) => text.slice(ends[k - 1] ?? 0, end).trim()).filter((piece) => piece !== '');
    });
    expect(found).toEqual(wanted);
  });
});
