import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATA, hasData, dtdErrors } from '../formats/tmx-support.ts';
import { bifronte } from '../support/cli.ts';
import { removeFolder, temporaryFolder } from './harness.ts';

const tu = (source: string, target: string) =>
  `<tu><tuv xml:lang="it"><seg>${source}</seg></tuv><tuv xml:lang="en"><seg>${target}</seg></tuv></tu>\n`;
const tmx = (units: string) =>
  `<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="it"/><body>\n${units}</body></tmx>\n`;
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

describe('bifronte memory', () => {
  let folder: string;
  let memory: string;
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => bifronte(['memory', ...args], folder);
  const write = (name: string, content: string) => {
    writeFileSync(at(name), content);
    return at(name);
  };

  beforeAll(() => {
    folder = temporaryFolder();
    memory = at('m.bmem');
  });
  afterAll(() => removeFolder(folder));

  it('import makes the memory, and reports what became of every unit with its line', () => {
    const clean = write(
      'clean.tmx',
      tmx(tu('Salva il file', 'Save the file') + tu('Costa 10 euro.', 'It costs 10 euros.')),
    );
    const dirty = write('dirty.tmx', tmx(`${tu('Salva il file', 'Save the file')}<tu><tuv><seg>x</seg></tuv></tu>\n`));
    const first = run('import', memory, clean);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('2 read, 2 added, 0 merged, 0 skipped, 0 rejected');
    const second = run('import', memory, dirty, '--json');
    expect(second.code).toBe(1);
    expect(JSON.parse(second.out)).toMatchObject({
      file: dirty,
      read: 2,
      added: 0,
      skipped: 1,
      rejected: [{ line: 4 }],
    });
  });

  it('import refuses what holds nothing usable, says where, and leaves nothing behind', () => {
    const cut = write('cut.tmx', tmx(tu('Uno', 'One')).slice(0, -15));
    const other = at('other.bmem');
    const said = run('import', other, cut);
    expect(said).toMatchObject({ code: 3, out: '' });
    expect(said.err).toMatch(/^bifronte: .*cut\.tmx:\d+:\d+: the file ends too early/);
    expect(existsSync(other)).toBe(false);
    // Of several files the good ones are taken all the same.
    const both = run('import', other, cut, at('clean.tmx'));
    expect(both.code).toBe(3);
    expect(both.out).toContain('2 added');
    expect(run('import', other)).toMatchObject({ code: 2 });
    expect(run('import', other, at('none.tmx')).err).toContain('none.tmx: there is no such file');
  });

  it('lookup prints one object a query', () => {
    const said = run('lookup', memory, '--langs', 'it-en', 'Costa 12 euro.', '--json');
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(lines(said.out).map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        query: 'Costa 12 euro.',
        matches: [
          {
            score: 92,
            base: 92.86,
            source: 'Costa 10 euro.',
            target: 'It costs 10 euros.',
            memory,
            unit: 2,
            parts: { words: 0, numbers: 1, codes: 0, punctuation: 0, case: 0, space: 0 },
          },
        ],
      },
    ]);
    const file = write('lines.txt', 'Salva il file\n\nTutt’altra cosa\n');
    const many = run('lookup', memory, '--langs', 'it-en', '--file', file, '--json');
    const found = lines(many.out).map((line) => JSON.parse(line) as { query: string; matches: { score: number }[] });
    expect(found.map(({ query, matches }) => [query, matches.map(({ score }) => score)])).toEqual([
      ['Salva il file', [100]],
      ['', []],
      ['Tutt’altra cosa', []],
    ]);
    expect(bifronte(['memory', 'lookup', memory, '--langs', 'en-it'], folder, 'Save the file\n').out).toContain(
      '100 Save the file',
    );
    expect(run('lookup', memory, 'x').err).toContain('--langs is needed');
    expect(run('lookup', memory, '--langs', 'it-en', '--min', '5', 'x')).toMatchObject({ code: 2 });
    expect(run('lookup', at('none.bmem'), '--langs', 'it-en', 'x')).toMatchObject({ code: 3 });
  });

  it('search finds text and expressions on either side', () => {
    expect(run('search', memory, 'euro').out).toBe('Costa 10 euro.\n    It costs 10 euros.\n');
    const json = run('search', memory, String.raw`\d+ euros?`, '--regex', '--in', 'target', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ source: 'Costa 10 euro.', ranges: [[9, 17]], unit: 2 });
    expect(run('search', memory, '(', '--regex')).toMatchObject({ code: 3 });
    expect(run('search', memory, 'x', '--in', 'both')).toMatchObject({ code: 2 });
  });

  it('stats, batches and rollback tell where units came from and take them back', () => {
    const batch = JSON.parse(run('batches', memory, '--json').out) as { id: number; name: string; units: number };
    expect(batch).toMatchObject({ name: 'clean.tmx', units: 2 });
    expect(run('import', memory, write('more.tmx', tmx(tu('Tre', 'Three'))))).toMatchObject({ code: 0 });
    expect(JSON.parse(run('stats', memory, '--json').out)).toMatchObject({ units: 3 });
    const newest = JSON.parse(lines(run('batches', memory, '--json').out)[0] ?? '') as { id: number };
    expect(run('rollback', memory, String(newest.id)).out).toContain('1 units taken back');
    expect(JSON.parse(run('stats', memory, '--json').out)).toMatchObject({ units: 2 });
    expect(run('rollback', memory, '99')).toMatchObject({ code: 3 });
  });

  it('check ends with 1 when there is something to mend, preview writes nothing', () => {
    expect(run('check', memory)).toMatchObject({ code: 0 });
    const bad = write('bad.tmx', tmx(tu('Uno', 'One') + tu('Uno', 'A') + tu('Tavolo', '')));
    const said = run('check', bad);
    expect(said.code).toBe(1);
    expect(said.out).toContain(`${bad}:4: inconsistent:`);
    expect(JSON.parse(run('preview', bad, memory, '--json').out)).toMatchObject({ units: 3, conflicts: 1, known: 0 });
    expect(JSON.parse(run('stats', memory, '--json').out)).toMatchObject({ units: 2 });
  });

  it('export writes TMX', () => {
    const out = at('out.tmx');
    expect(run('export', memory, '-o', out)).toMatchObject({ code: 0 });
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('<seg>Salva il file</seg>');
    if (hasData) expect(dtdErrors(text)).toEqual([]);
    expect(run('export', memory)).toMatchObject({ code: 2 });
  });

  it('names its actions when it is given another', () => {
    expect(run('frobnicate', memory).err).toContain('write one of import, export, lookup, search');
  });
});

describe('a memory of 100,000 real units', () => {
  const file = join(DATA, 'tm/tm-100k.tmx.gz');

  it.skipIf(!existsSync(file))(
    'is imported and answers from the command line (needs ../shared/data)',
    () => {
      const folder = temporaryFolder();
      try {
        const memory = join(folder, 'tm.bmem');
        const said = bifronte(['memory', 'import', memory, file, '--json'], folder);
        expect(said.code).toBe(0);
        expect(JSON.parse(said.out)).toMatchObject({ read: 100_000, added: 100_000, rejected: [] });
        const queries = lines(readFileSync(join(DATA, 'tm/queries.jsonl'), 'utf8'))
          .slice(0, 300)
          .map((line) => JSON.parse(line) as { query: string; origin_text: string });
        writeFileSync(join(folder, 'q.txt'), queries.map(({ query }) => query.replaceAll('\n', ' ')).join('\n'));
        const args = [
          'memory',
          'lookup',
          memory,
          '--langs',
          'en-it',
          '--min',
          '50',
          '--file',
          join(folder, 'q.txt'),
          '--json',
        ];
        const found = lines(bifronte(args, folder).out).map(
          (line) => JSON.parse(line) as { matches: { source: string }[] },
        );
        expect(found).toHaveLength(300);
        expect(found.filter(({ matches }) => matches.length > 0).length).toBeGreaterThan(250);
        // Nothing but the memory is left once the program has ended.
        expect(readdirSync(folder).filter((name) => name.startsWith('tm.'))).toEqual(['tm.bmem']);
      } finally {
        removeFolder(folder);
      }
    },
    300_000,
  );
});
