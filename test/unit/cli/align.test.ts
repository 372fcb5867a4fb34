import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BilingualDocument } from '../../../src/shared/formats/bilingual/model.ts';
import { bilingualFormatFor } from '../../../src/shared/formats/bilingual/registry.ts';
import { readTmxDocument } from '../../../src/shared/formats/tmx/read-document.ts';
import { visibleText } from '../../../src/shared/text/content.ts';
import { dtdErrors, hasData, semanticErrors } from '../../formats/tmx-support.ts';

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
    const env = { ...process.env, BIFRONTE_HOME: join(folder, 'home') };
    execFile(process.execPath, [BIN, ...args], { cwd: folder, env, maxBuffer: 1 << 26 }, (error, out, err) => {
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
    expect(found.toSorted()).toEqual([...goldPairs('news')].toSorted());
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

  const pairs = (document: BilingualDocument): string[] =>
    document.units.flatMap(({ segments }) =>
      segments.flatMap(({ source, target, ignorable }) =>
        ignorable === true ? [] : [`${bare(visibleText(source))}\t${bare(target === null ? '' : visibleText(target))}`],
      ),
    );
  const languages = { source: 'it', target: 'en' };
  const twoSided = (list: readonly string[]): string[] =>
    list.filter((pair) => !pair.startsWith('\t') && !pair.endsWith('\t'));

  it('writes every format with the same beads, and each opens again as a bitext with them', async () => {
    const letter = [corpus('letter.it.txt'), corpus('letter.en.txt'), '--langs', 'it-en'];
    const json = await bifronte('align', ...letter, '--format', 'json');
    const told = JSON.parse(json.out) as {
      source: { sentences: string[] };
      target: { sentences: string[] };
      beads: { source: number[]; target: number[]; confidence: number }[];
      expectedWrong: number;
      related: boolean;
    };
    expect(told.related).toBe(true);
    expect(told.expectedWrong).toBeGreaterThan(0);
    const expected = told.beads.map(
      ({ source, target }) =>
        `${bare(source.map((k) => told.source.sentences[k]).join(''))}\t${bare(target.map((k) => told.target.sentences[k]).join(''))}`,
    );
    const lines = (await bifronte('align', ...letter)).out.trimEnd().split('\n');
    expect(lines).toHaveLength(told.beads.length);
    for (const [i, { source, target, confidence }] of told.beads.entries()) {
      const [, pair, shown] = /^(\[[\d,]*]:\[[\d,]*]):([01]\.\d\d)$/.exec(lines[i] ?? '') ?? [];
      expect(pair).toBe(`[${source.join(',')}]:[${target.join(',')}]`);
      expect(Math.abs(Number(shown) - confidence)).toBeLessThanOrEqual(0.0051);
    }
    for (const format of ['tmx', 'xliff', 'tsv', 'html'] as const) {
      const out = join(folder, `letter.${format === 'xliff' ? 'xlf' : format}`);
      expect((await bifronte('align', ...letter, '--format', format, '-o', out)).code).toBe(0);
      const document = bilingualFormatFor(out).read(readFileSync(out), { languages, name: 'letter' });
      expect(pairs(document)).toEqual(format === 'tmx' ? twoSided(expected) : expected);
    }
  }, 240_000);

  it('writes TMX that is valid and says of every pair where it comes from and how sure it is', async () => {
    const { code, out } = await bifronte(
      'align',
      corpus('minutes.it.txt'),
      corpus('minutes.en.txt'),
      '--langs',
      'it-en',
      '--format',
      'tmx',
    );
    expect(code).toBe(0);
    expect(semanticErrors(out)).toEqual([]);
    if (hasData) expect(dtdErrors(out)).toEqual([]);
    const units = out.match(/<tu[ >].*?<\/tu>/gs) ?? [];
    expect(units.length).toBeGreaterThan(30);
    for (const unit of units) {
      expect(unit).toMatch(/<prop type="x-document">[^<]*minutes[^<]*<\/prop>/);
      expect(unit).toContain('<prop type="x-origin">aligned</prop>');
      expect(unit).toMatch(/<prop type="x-confidence">(0|1)(\.\d+)?<\/prop>/);
    }
  });

  it('is surer with a memory or a word list of the subject than without', async () => {
    const out = join(folder, 'contract.tmx');
    const memory = join(folder, 'contract.bmem');
    await bifronte('align', corpus('contract.it.txt'), corpus('contract.en.txt'), '--langs', 'it-en', '-o', out);
    expect((await bifronte('memory', 'import', memory, out)).code).toBe(0);
    const part = (name: string): string => readFileSync(corpus(name), 'utf8').split('\n\n').slice(2, 9).join('\n\n');
    const files = [write('part.it.txt', part('contract.it.txt')), write('part.en.txt', part('contract.en.txt'))];
    const wrong = async (...more: string[]): Promise<number> => {
      const { out: json } = await bifronte('align', ...files, '--langs', 'it-en', '--format', 'json', ...more);
      return (JSON.parse(json) as { expectedWrong: number }).expectedWrong;
    };
    const alone = await wrong();
    expect(await wrong('--memory', memory)).toBeLessThan(alone);
    const words = write(
      'words.tbx',
      `<tbx type="TBX-Basic" style="dca" xml:lang="it" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>${[
        ['contratto', 'agreement'],
        ['locatore', 'landlord'],
        ['conduttore', 'tenant'],
        ['canone', 'rent'],
        ['immobile', 'property'],
        ['parti', 'parties'],
        ['mesi', 'months'],
        ['durata', 'term'],
      ]
        .map(
          ([it, en]) =>
            `<conceptEntry><langSec xml:lang="it"><termSec><term>${it}</term></termSec></langSec><langSec xml:lang="en"><termSec><term>${en}</term></termSec></langSec></conceptEntry>`,
        )
        .join('')}</body></text></tbx>`,
    );
    expect(await wrong('--dictionary', words)).not.toBe(alone);
    const bad = write('bad.tbx', '<martif>\n<text></martif>');
    const refused = await bifronte('align', ...files, '--langs', 'it-en', '--dictionary', bad);
    expect(refused).toMatchObject({ code: 3, out: '' });
    expect(refused.err).toMatch(/^bifronte: .*bad\.tbx:2:\d+: not well-formed XML/);
    const none = await bifronte('align', ...files, '--langs', 'it-en', '--memory', join(folder, 'none.bmem'));
    expect(none.code).toBe(3);
    expect(none.err).toMatch(/none\.bmem/);
  }, 240_000);

  it('says of a folder which files have no counterpart, and ends with 3 when none has', async () => {
    const [italian, english] = [join(folder, 'italiano'), join(folder, 'english')];
    for (const path of [italian, english]) mkdirSync(path);
    copyFileSync(corpus('story.it.txt'), join(italian, 'racconto.txt'));
    copyFileSync(corpus('minutes.en.txt'), join(english, 'board.txt'));
    const nothing = await bifronte('align', italian, english, '--langs', 'it-en');
    expect(nothing).toMatchObject({ code: 3, out: '' });
    expect(nothing.err).toMatch(/racconto\.txt: no counterpart/);
    expect(nothing.err).toMatch(/no document here has a counterpart/);
    copyFileSync(corpus('letter.it.txt'), join(italian, 'letter.txt'));
    copyFileSync(corpus('letter.en.txt'), join(english, 'letter.txt'));
    const out = join(folder, 'folders.tmx');
    const some = await bifronte('align', italian, english, '--langs', 'it-en', '-o', out);
    expect(some.code).toBe(0);
    expect(some.err).toMatch(/board\.txt: no counterpart/);
    expect(some.err).toMatch(/letter: \d+ \+ \d+ sentences, \d+ beads .*expected to be wrong/);
    expect(readTmxDocument(readFileSync(out), { languages }).units.length).toBeGreaterThan(10);
    const mixed = await bifronte('align', italian, corpus('letter.en.txt'), '--langs', 'it-en');
    expect(mixed.code).toBe(2);
  }, 240_000);

  it('refuses an empty file, and says when both sides are the same text', async () => {
    const empty = await bifronte('align', corpus('letter.it.txt'), write('none.en.txt', ''), '--langs', 'it-en');
    expect(empty).toMatchObject({ code: 3, out: '' });
    expect(empty.err).toMatch(/none\.en\.txt: the file is empty/);
    const same = await bifronte('align', corpus('letter.it.txt'), corpus('letter.it.txt'), '--langs', 'it-en');
    expect(same.out).toMatch(/^(\[(\d+)]:\[\2]:[01]\.\d\d\n)+$/);
    expect(same.err).toMatch(/letter\.it\.txt: this text looks like it, not en/);
  }, 240_000);
});

describe('bifronte project words', () => {
  it('adds, shows and removes the word lists of a project', async () => {
    const project = join(folder, 'words.bifronte');
    expect((await bifronte('project', 'new', project, '--langs', 'it-en')).code).toBe(0);
    const list = write('animals.csv', 'Italian,English\ngatto,cat\ncane,dog\n');
    const added = await bifronte('project', 'words', project, 'add', list);
    expect(added).toMatchObject({ code: 0, out: `animals.csv  it → en  2 pairs  ${list}\n` });
    const shown = await bifronte('project', 'words', project, '--json');
    expect(JSON.parse(shown.out)).toMatchObject([{ name: 'animals.csv', format: 'table', entries: 2 }]);
    const unknown = await bifronte('project', 'words', project, 'remove', 'plants.csv');
    expect(unknown.code).toBe(2);
    expect(unknown.err).toMatch(/plants\.csv: this project has no word list/);
    expect(await bifronte('project', 'words', project, 'remove', 'animals.csv')).toMatchObject({ code: 0, out: '' });
    const wrong = await bifronte('project', 'words', project, 'add', write('wrong.csv', 'de,fr\nHund,chien\n'));
    expect(wrong.code).toBe(3);
    expect(wrong.err).toMatch(/wrong\.csv:1: the file holds terms in de, fr/);
  }, 240_000);
});
