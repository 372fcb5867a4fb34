import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { randomNumbers } from '../support/random.ts';
import type { GoldBead, GoldDocument } from './alignment-sets.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/data/parallel', import.meta.url));

/** Aligned English and Italian sentences of the manuals in `../shared/data/parallel`, or nothing where it is absent. */
export function readParallel(): [string, string][] | undefined {
  if (!existsSync(FOLDER)) return undefined;
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.tsv.gz'))
    .sort()
    .flatMap((file) =>
      gunzipSync(readFileSync(join(FOLDER, file)))
        .toString('utf8')
        .split('\n'),
    )
    .map((line) => line.replace(/<[^>]*>/g, '').split('\t'))
    .filter((cells) => (cells[0] ?? '').length > 1 && (cells[1] ?? '').length > 1)
    .map((cells): [string, string] => [cells[0]!, cells[1]!]);
}

/**
 * A long document with known beads: `size` pairs in order, begun again where there are not enough, with sentences
 * merged on either side (one in 25), dropped (one in 50) and passages of up to 60 sentences missing (one in 2,000).
 */
export function longDocument(pairs: readonly [string, string][], size: number, seed: number): GoldDocument {
  const next = randomNumbers(seed);
  const source: string[] = [];
  const target: string[] = [];
  const gold: GoldBead[] = [];
  const put = (texts: readonly string[], into: string[]): number[] =>
    texts.map((text) => {
      into.push(text);
      return into.length - 1;
    });
  for (let k = 0; k < size; k++) {
    const [a, b] = pairs[k % pairs.length]!;
    const event = next();
    if (event < 0.0005) {
      const missing = 5 + Math.floor(next() * 55);
      for (let x = 0; x < missing && k < size; x++, k++) {
        gold.push({ source: put([pairs[k % pairs.length]![0]], source), target: [] });
      }
    } else if (event < 0.01) gold.push({ source: put([a], source), target: [] });
    else if (event < 0.02) gold.push({ source: [], target: put([b], target) });
    else if (event < 0.06 && k + 1 < size) {
      const [c, d] = pairs[++k % pairs.length]!;
      if (event < 0.04) gold.push({ source: put([`${a} ${c}`], source), target: put([b, d], target) });
      else gold.push({ source: put([a, c], source), target: put([`${b} ${d}`], target) });
    } else gold.push({ source: put([a], source), target: put([b], target) });
  }
  return { id: `${size} pairs`, source, target, gold };
}
