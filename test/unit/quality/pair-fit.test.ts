import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MISALIGNED, learnPairModel } from '../../../src/shared/quality/pair-fit.ts';
import { learnSideLanguages } from '../../../src/shared/quality/side-language.ts';

const file = resolve(import.meta.dirname, '../../../../shared/data/tm/tm-100k.tmx.gz');

/** English and Italian texts of a large memory, without their markup. */
function realPairs(count: number): { source: string; target: string }[] {
  const text = gunzipSync(readFileSync(file)).toString('utf8').slice(0, 12_000_000);
  const texts = [...text.matchAll(/<seg>(.*?)<\/seg>/gs)].map(([, seg = '']) => seg.replaceAll(/<[^>]*>/g, ' '));
  return Array.from({ length: count }, (_, i) => ({ source: texts[2 * i] ?? '', target: texts[2 * i + 1] ?? '' }));
}

describe.skipIf(!existsSync(file))('judged by what a real memory teaches (needs ../shared/data/tm)', () => {
  const pairs = existsSync(file) ? realPairs(6_000) : [];
  const known = pairs.slice(0, 3_000);
  const unseen = pairs.slice(3_000);
  const languages = ['en', 'it'] as const;

  it('few right pairs look misaligned, most wrong ones do', () => {
    const { fit } = learnPairModel(known, languages);
    const share = (fits: readonly number[]): number => fits.filter((it) => it < MISALIGNED).length / fits.length;
    expect(share(unseen.map(({ source, target }) => fit(source, target)))).toBeLessThan(0.04);
    expect(share(unseen.slice(1).map(({ source }, i) => fit(source, unseen[i]?.target ?? '')))).toBeGreaterThan(0.75);
  });

  it('few texts look as if they stood on the wrong side, most that do are found', () => {
    const { isWrong } = learnSideLanguages(known, languages);
    const long = unseen.filter(({ source, target }) => source !== target && source.split(' ').length > 7);
    const share = (wrong: readonly boolean[]): number => wrong.filter(Boolean).length / wrong.length;
    expect(share(long.map(({ source }) => isWrong(source, 'source')))).toBeLessThan(0.02);
    expect(share(long.map(({ target }) => isWrong(target, 'target')))).toBeLessThan(0.03);
    expect(share(long.map(({ source }) => isWrong(source, 'target')))).toBeGreaterThan(0.75);
  });
});

it('a memory too small to teach anything condemns nothing but impossible lengths', () => {
  const { fit } = learnPairModel([{ source: 'Sì.', target: 'Yes.' }], ['it', 'en']);
  expect(fit('Buongiorno a tutti', 'Good morning, everybody')).toBe(100);
  expect(
    fit('Sì.', 'This cannot be a translation of one short word, whatever the word may be. '.repeat(4)),
  ).toBeLessThan(MISALIGNED);
});
