import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTmxDocument } from '../../../src/shared/formats/tmx/read-document.ts';

const BIN = resolve(import.meta.dirname, '../../../bin/bifronte.js');
const CORPUS = resolve(import.meta.dirname, '../../../corpus');

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bifronte-align-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bifronte(...args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    execFile(process.execPath, [BIN, ...args], { cwd: folder, maxBuffer: 1 << 26 }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

function write(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const corpus = (name: string): string => join(CORPUS, name);
const bare = (text: string): string => text.replaceAll(/\s/g, '');

interface Gold {
  readonly source: { readonly sentences: readonly { readonly text: string }[] };
  readonly target: { readonly sentences: readonly { readonly text: string }[] };
  readonly beads: readonly (readonly [readonly number[], readonly number[]])[];
}

/** Gold beads with two sides, as texts without white space. */
function goldPairs(name: string): Set<string> {
  const gold = JSON.parse(readFileSync(corpus(`${name}.gold.json`), 'utf8')) as Gold;
  const text = (side: 'source' | 'target', numbers: readonly number[]): string =>
    bare(numbers.map((k) => gold[side].sentences[k]?.text ?? '').join(''));
  return new Set(
    gold.beads
      .filter(([source, target]) => source.length > 0 && target.length > 0)
      .map(([source, target]) => `${text('source', source)}\t${text('target', target)}`),
  );
}

describe('bifronte align', () => {
  it('turns two documents into a TMX with the beads of the gold alignment', async () => {
    const out = join(folder, 'news.tmx');
    const { code, err } = await bifronte(
      'align',
      corpus('news.it.txt'),
      corpus('news.en.txt'),
      '--langs',
      'it-en',
      '-o',
      out,
    );
    expect(code).toBe(0);
    expect(err).toMatch(/news: .*expected to be wrong/);
    const { units } = readTmxDocument(readFileSync(out), { languages: { source: 'it', target: 'en' } });
    const found = units.flatMap(({ segments }) =>
      segments.map(({ source, target }) => `${bare(source.text)}\t${bare(target?.text ?? '')}`),
    );
    const gold = goldPairs('news');
    const right = found.filter((pair) => gold.has(pair)).length;
    expect(right / gold.size).toBeGreaterThan(0.93);
    expect(right / found.length).toBeGreaterThan(0.93);
  });

  it('takes files of one sentence a line and numbers the lines from 0', async () => {
    const it = write('a.src', 'Buongiorno a tutti.\nIl 3 maggio 2024 partiamo.\nArrivederci.\n');
    const en = write('a.tgt', 'Good morning everyone.\nWe leave on 3 May 2024.\nGoodbye.\n');
    const { code, out } = await bifronte('align', it, en, '--langs', 'it-en', '--presegmented');
    expect(code).toBe(0);
    expect(out).toMatch(/^\[0]:\[0]:[01]\.\d\d\n\[1]:\[1]:[01]\.\d\d\n\[2]:\[2]:[01]\.\d\d\n$/);
  });

  it('says when texts do not look like translations of each other, and ends with 1', async () => {
    const { code, err } = await bifronte(
      'align',
      corpus('news.it.txt'),
      corpus('contract.en.txt'),
      '--langs',
      'it-en',
      '-o',
      join(folder, 'wrong.json'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/do not look like translations/);
  });

  it('notices exchanged sides and ends with 1', async () => {
    const { code, err } = await bifronte(
      'align',
      corpus('letter.en.txt'),
      corpus('letter.it.txt'),
      '--langs',
      'it-en',
      '-o',
      join(folder, 'swapped.json'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/look exchanged/);
  });

  it('pairs the documents of a folder by their names and writes one file for each', async () => {
    const out = join(folder, 'beads');
    const { code } = await bifronte('align', CORPUS, CORPUS, '--langs', 'it-en', '--format', 'json', '-o', out);
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(
      ['article', 'brochure', 'contract', 'letter', 'manual', 'minutes', 'news', 'story', 'webpage'].map(
        (name) => `${name}.json`,
      ),
    );
  });

  it('makes deletions of everything when one side is empty', async () => {
    const it = write('b.src', 'Uno.\nDue.\n');
    const en = write('b.tgt', '');
    const { code, out } = await bifronte('align', it, en, '--langs', 'it-en', '--presegmented');
    expect(code).toBe(1);
    expect(out).toBe('[0]:[]:1.00\n[1]:[]:1.00\n');
  });

  it('names the file that is no text and the file that is missing, and ends with 3', async () => {
    const binary = write(
      'garbage.txt',
      Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256),
    );
    const bad = await bifronte('align', corpus('news.it.txt'), binary, '--langs', 'it-en');
    expect(bad).toMatchObject({ code: 3, out: '' });
    expect(bad.err).toContain('garbage.txt');
    expect(bad.err).toMatch(/not text|binary/);
    const missing = await bifronte('align', corpus('news.it.txt'), join(folder, 'none.txt'), '--langs', 'it-en');
    expect(missing).toMatchObject({ code: 3, out: '' });
    expect(missing.err).toMatch(/none\.txt: there is no such file/);
  });

  it('explains wrong usage and ends with 2', async () => {
    expect(await bifronte('align', corpus('news.it.txt'))).toMatchObject({ code: 2 });
    const format = await bifronte(
      'align',
      corpus('news.it.txt'),
      corpus('news.en.txt'),
      '--langs',
      'it-en',
      '--format',
      'doc',
    );
    expect(format.code).toBe(2);
    expect(format.err).toMatch(/beads, tmx, xliff/);
  });
});
