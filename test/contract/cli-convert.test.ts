import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasData, dtdErrors } from '../formats/tmx-support.ts';
import { bifronte } from '../support/cli.ts';
import { hasXliffSchemas, xliffErrors } from '../support/xliff-schema.ts';
import { removeFolder, temporaryFolder } from './harness.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const PAGE =
  '<!DOCTYPE html><html lang="it"><body>\n<h1>Il gatto</h1>\n<p>Il <b>gatto</b> dorme.  Poi mangia <i>bene</i>.</p>\n' +
  '<p>Costa 12 euro.</p>\n</body></html>\n';
const TMX = `<?xml version="1.0"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="it" datatype="html"/><body>
<tu><tuv xml:lang="it"><seg>Il <bpt i="1">&lt;b&gt;</bpt>gatto<ept i="1">&lt;/b&gt;</ept> dorme.</seg></tuv><tuv xml:lang="en"><seg>The <bpt i="1">&lt;b&gt;</bpt>cat<ept i="1">&lt;/b&gt;</ept> sleeps.</seg></tuv></tu>
<tu><tuv xml:lang="it"><seg>Costa 10 euro.</seg></tuv><tuv xml:lang="en"><seg>It costs 10 euros.</seg></tuv></tu>
</body></tmx>
`;

describe('from a document to its translation on the command line', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => bifronte(args, folder);

  beforeAll(() => {
    folder = temporaryFolder();
    writeFileSync(at('page.html'), PAGE);
    writeFileSync(at('m.tmx'), TMX);
    const { code, err } = run('memory', 'import', at('m.bmem'), at('m.tmx'));
    if (code !== 0) throw new Error(err);
  });
  afterAll(() => removeFolder(folder));

  it('pretranslate gives XLIFF with exact, repaired and missing targets', async () => {
    const args = [at('page.html'), '--langs', 'it-en', '--memory', at('m.bmem'), '-o', at('page.xlf'), '--json'];
    const said = run('pretranslate', ...args);
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(said.out)).toMatchObject({ sentences: 4, exact: 1, repaired: 1, fuzzy: 0, none: 2 });
    const text = readFileSync(at('page.xlf'), 'utf8');
    expect(text).toContain('<target>It costs 12 euros.</target>');
    // The codes of the match have the numbers of the sentence's own.
    expect(text).toMatch(/<target>The <pc id="1"[^>]*>cat<\/pc> sleeps\.<\/target>/);
    if (hasXliffSchemas) expect(await xliffErrors(readFileSync(at('page.xlf'), 'utf8'))).toEqual([]);
  });

  it('merge writes the translated document, from any bilingual format', () => {
    const merged = PAGE.replace('Il <b>gatto</b> dorme.', 'The <b>cat</b> sleeps.').replace(
      'Costa 12 euro',
      'It costs 12 euros',
    );
    const first = run('merge', at('page.xlf'), '--original', at('page.html'), '-o', at('page.en.html'));
    expect(first).toMatchObject({ code: 0, err: '' });
    // HTML shows white space as one space, and so it is written where a sentence beside it changed.
    expect(readFileSync(at('page.en.html'), 'utf8')).toBe(merged.replace('sleeps.  Poi', 'sleeps. Poi'));
    for (const extension of ['tmx', 'tsv', 'csv', 'html']) {
      const bilingual = at(`bilingual.${extension}`);
      expect(run('convert', at('page.xlf'), '-o', bilingual)).toMatchObject({ code: 0, err: '' });
      if (extension === 'tmx' && hasData) expect(dtdErrors(readFileSync(bilingual, 'utf8'))).toEqual([]);
      const out = at(`from-${extension}.html`);
      expect(run('merge', bilingual, '--original', at('page.html'), '-o', out)).toMatchObject({ code: 0, err: '' });
      expect([extension, readFileSync(out, 'utf8')]).toEqual([extension, readFileSync(at('page.en.html'), 'utf8')]);
    }
  });

  it('merge refuses another document, and tells of units that have changed', () => {
    writeFileSync(at('other.html'), '<p>Tutt’altro</p>');
    const none = run('merge', at('page.xlf'), '--original', at('other.html'), '-o', at('x.html'));
    expect(none.code).toBe(3);
    expect(none.err).toMatch(/none of its units stands in/);
    writeFileSync(at('page2.html'), PAGE.replace('Costa 12', 'Costa 13'));
    writeFileSync(at('renamed.xlf'), readFileSync(at('page.xlf'), 'utf8'));
    const some = run('merge', at('renamed.xlf'), '--original', at('page2.html'), '-o', at('y.html'));
    expect(some.code).toBe(1);
    expect(some.err).toContain('unit u3');
    expect(readFileSync(at('y.html'), 'utf8')).toContain('Costa 13');
  });

  it('convert says what is wrong, where, and what to do', () => {
    writeFileSync(at('broken.xlf'), '<xliff version="2.1">\n<file');
    expect(run('convert', at('broken.xlf'), '-o', at('z.tmx'))).toMatchObject({ code: 3 });
    expect(run('convert', at('broken.xlf'), '-o', at('z.tmx')).err).toMatch(/^bifronte: .*broken\.xlf:2:\d+: /);
    expect(run('convert', at('page.xlf'), '-o', at('z.doc')).err).toContain('use .tmx, .xlf');
    expect(run('convert', at('page.xlf'))).toMatchObject({ code: 2 });
    writeFileSync(at('three.tmx'), TMX.replaceAll('</tu>', '<tuv xml:lang="de"><seg>Katze</seg></tuv></tu>'));
    const unclear = run('convert', at('three.tmx'), '-o', at('z.tsv'));
    expect(unclear.code).toBe(3);
    expect(unclear.err).toContain('say which pair');
    expect(run('convert', at('three.tmx'), '--langs', 'it-de', '-o', at('z.tsv'))).toMatchObject({ code: 0 });
    expect(existsSync(at('z.tmx'))).toBe(false);
  });

  it('count tells words and characters, and how much a memory knows', () => {
    const said = run('count', at('page.html'), '--memory', at('m.bmem'), '--json');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(said.out)).toMatchObject({
      language: 'it',
      segments: 4,
      words: 11,
      characters: 43,
      punctuation: 3,
      bands: { exact: { segments: 1, words: 3 }, '85-94': { segments: 1, words: 3 }, new: { segments: 2, words: 5 } },
    });
    expect(run('count', at('page.html')).out).toContain('4 segments, 11 words');
    expect(run('count', at('none.html'))).toMatchObject({ code: 3 });
  });

  it('help names every command', () => {
    const { out } = run('--help');
    for (const name of ['segment', 'memory', 'pretranslate', 'convert', 'merge', 'count', 'project', 'open']) {
      expect(out).toContain(`bifronte ${name}`);
    }
    expect(run('frobnicate')).toMatchObject({ code: 2 });
  });
});

/** A Node older than the program needs, outside the project's own packages; undefined when there is none. */
function olderNode(): string | undefined {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.includes('node_modules'))
    .map((folder) => join(folder, name))
    .find((file) => {
      if (!existsSync(file)) return false;
      const version = spawnSync(file, ['--version'], { encoding: 'utf8' }).stdout;
      return Number(/^v(\d+)/.exec(version)?.[1] ?? 99) < 24;
    });
}

describe('an older Node', () => {
  const node = olderNode();

  it.skipIf(node === undefined)('hands over to the one that comes with the packages (needs a Node below 24)', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), 'Il dott. Rossi arriva. Poi parte.\n');
    const args = [join(ROOT, 'bin/bifronte.js'), 'segment', join(folder, 'a.txt'), '--lang', 'it'];
    const env = { ...process.env, BIFRONTE_HOME: folder };
    const said = spawnSync(node ?? '', args, { encoding: 'utf8', env });
    expect(said).toMatchObject({ status: 0, stdout: 'Il dott. Rossi arriva.\nPoi parte.\n', stderr: '' });
    // Exit codes come through.
    expect(spawnSync(node ?? '', [...args.slice(0, 2), 'none.txt', '--lang', 'it'], { env }).status).toBe(3);
    removeFolder(folder);
  });
});
