import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { importTmx } from '../../src/main/core/services/memories/import-tmx.ts';
import { LARGE } from '../../src/main/core/services/memories/read-tmx-batches.ts';
import { memoryStats } from '../../src/main/core/services/memories/stats.ts';
import { expectedFailure } from '../../src/main/core/store/failure.ts';
import { MEMORY_APPLICATION_ID, openMemoryFile, readMemoryFile } from '../../src/main/core/store/memory-file.ts';
import { initial } from '../../src/main/core/store/migrations/memory/001-initial.ts';
import { columns } from '../../src/main/core/store/migrations/memory/002-columns.ts';
import { steps } from '../../src/main/core/store/migrations/memory/003-steps.ts';
import type { WriteConnection } from '../../src/main/core/store/sqlite.ts';
import { CoreError } from '../../src/shared/contract/errors.ts';
import { baseScore } from '../../src/shared/matching/score.ts';
import { matchText } from '../../src/shared/matching/normal.ts';
import { plain, visibleText } from '../../src/shared/text/content.ts';
import { DATA, hasData } from '../formats/tmx-support.ts';
import { refusal } from '../support/refusal.ts';
import type { TestCore } from './harness.ts';
import { startTestCore } from './harness.ts';
import { cpuTime } from '../support/cpu-time.ts';

const pair = { sourceLang: 'it', targetLang: 'en' };
const tu = (source: string, target: string, extra = '') =>
  `<tu>${extra}<tuv xml:lang="it"><seg>${source}</seg></tuv><tuv xml:lang="en"><seg>${target}</seg></tuv></tu>\n`;
const tmx = (units: string) =>
  `<?xml version="1.0"?>\n<tmx version="1.4"><header srclang="it"/><body>\n${units}</body></tmx>\n`;

describe('a memory file', () => {
  let test: TestCore;
  let memory: string;
  let files = 0;

  beforeAll(() => {
    test = startTestCore();
  });
  afterAll(() => test.end());
  beforeEach(async () => {
    ({ path: memory } = await test.client.call('memory.create', { path: join(test.folder, `m${++files}`), name: 'M' }));
  });

  const write = (content: string | Uint8Array, name = `f${++files}.tmx`) => {
    const file = join(test.folder, name);
    writeFileSync(file, content);
    return file;
  };
  const load = (units: string) => test.client.run('memory.import', { memory, file: write(tmx(units)) });
  const find = (queries: string[], more: { threshold?: number; limit?: number; inOrder?: boolean } = {}) =>
    test.client.call('memoryFile.lookup', { memory, ...pair, queries, threshold: 70, limit: 5, ...more });

  it('is looked up with exactly what comparing every unit finds, before and after changes', async () => {
    const words =
      'la il gatto cane casa città perché è 12 34,5 rosso verde dorme mangia nel sul 漢字 👍 <ph/> piano'.split(' ');
    let seed = 7;
    const random = (n: number) => (seed = (seed * 48_271) % 0x7fffffff) % n;
    const sentence = () => Array.from({ length: 2 + random(9) }, () => words[random(words.length)]).join(' ');
    const texts = [...new Set(Array.from({ length: 3_000 }, sentence))];
    const visible = (text: string) => text.replaceAll('<ph/>', '\uE000');
    // More than 2,000 texts, so that columns are stored with the first import and the second is the tail.
    const first = await load(
      texts
        .slice(0, 2_500)
        .map((text, i) => tu(text, `t${i}`))
        .join(''),
    );
    await load(
      texts
        .slice(2_500)
        .map((text, i) => tu(text, `u${i}`))
        .join(''),
    );
    const queries = Array.from({ length: 40 }, () => sentence().replaceAll('<ph/>', ''));
    const check = async (present: readonly string[]) => {
      for (const { query, matches } of await find(queries, { limit: 100, threshold: 60 })) {
        const norm = matchText(plain(query));
        const expected = present
          .map((text) => Math.min(99, Math.floor(baseScore(norm, matchText({ text: visible(text), codes: [] })))))
          .filter((score) => score >= 60)
          .sort((a, b) => b - a)
          .slice(0, 100);
        expect(matches.map(({ score }) => Math.min(99, score))).toEqual(expected);
      }
    };
    await check(texts);
    await test.client.run('memoryFile.rollback', { memory, batch: first.batch });
    await check(texts.slice(2_500));
  });

  it('finds the rarer translations of a sentence that stands in it a hundred times', async () => {
    await load(
      `${tu('Avanti', 'Next').repeat(150)}${tu('Avanti', 'Forward')}<tu><tuv xml:lang="it"><seg>Avanti</seg></tuv><tuv xml:lang="de"><seg>Weiter</seg></tuv></tu>`,
    );
    const [found] = await find(['Avanti']);
    expect(found?.matches.map(({ target }) => target.text).sort()).toEqual(['Forward', 'Next']);
  });

  it('counts neighbours when the texts follow one another', async () => {
    const { project } = await test.client.call('project.create', { path: null, name: `Context ${files}`, ...pair });
    const file = write('Prima frase.\n\nSeconda frase.\n\nTerza frase.\n', `c${files}.txt`);
    const { id: document } = await test.client.run('document.add', { project, path: file });
    const { beads } = await test.client.call('bitext.load', { project, document, from: 0, count: 10 });
    for (const [i, bead] of beads.entries()) {
      const command = { type: 'confirm', bead: bead.id, content: plain(`Sentence ${i}.`) } as const;
      await test.client.call('bitext.run', { project, document, command });
    }
    const [attached] = await test.client.call('memory.list', { project });
    const lookup = (inOrder: boolean) =>
      test.client.call('memoryFile.lookup', {
        memory: attached?.path ?? '',
        ...pair,
        queries: ['Prima frase.', 'Seconda frase.', 'Terza frase.'],
        inOrder,
        threshold: 70,
        limit: 1,
      });
    const scores = async (inOrder: boolean) => (await lookup(inOrder)).map(({ matches }) => matches[0]?.score);
    // The sample has an end on either side, where only one neighbour can match.
    await expect.poll(() => scores(true)).toEqual([101, 102, 101]);
    expect(await scores(false)).toEqual([100, 100, 100]);
    await test.client.call('project.close', { project });
  });

  it('is searched for text and for regular expressions, which may not run for ever', async () => {
    await load(
      `${tu('Costa 100% in più', 'It costs 100% more')}${tu(`${'a'.repeat(40)}!`, 'x')}${tu('Art. 12, comma 3', 'Section 12(3)')}`,
    );
    const search = (text: string, more: { regex?: boolean; side?: 'source' | 'target'; wholeWords?: boolean } = {}) =>
      test.client.run('memoryFile.search', { memory, text, side: 'source', limit: 10, ...more });
    expect(await search('100%')).toMatchObject({
      hits: [{ target: plain('It costs 100% more') }],
      ...pair,
      more: false,
    });
    expect((await search('section', { side: 'target' })).hits).toHaveLength(1);
    const [hit] = (await search(String.raw`art\. \d+`, { regex: true })).hits;
    expect(hit?.ranges.map(([from, to]) => hit.source.text.slice(from, to))).toEqual(['Art. 12']);
    expect((await search('ost', { regex: true, wholeWords: true })).hits).toEqual([]);
    expect(await refusal(search('(a+)+$', { regex: true }))).toMatchObject({
      code: 'badRequest',
      values: { key: 'regexSlow' },
    });
    expect(await refusal(search('(', { regex: true }))).toMatchObject({ code: 'badRequest', values: { key: 'regex' } });
  });

  it('says what an import would do before it is done, and takes one back whole', async () => {
    const units = `${tu('Uno', 'One')}${tu('Uno', 'One')}${tu('Uno', 'A')}${tu('Due', 'Two')}<tu><tuv><seg>x</seg></tuv></tu>\n`;
    const file = write(tmx(units));
    const preview = await test.client.run('memoryFile.preview', { file, memory });
    expect(preview).toMatchObject({ version: '1.4', units: 4, duplicates: 1, known: 0, conflicts: 1 });
    expect(preview.languages).toContainEqual({ language: 'it', codes: ['it'], variants: 4 });
    expect(preview.rejected).toMatchObject([{ line: 7 }]);
    expect(await test.client.call('memory.stats', { path: memory })).toMatchObject({ units: 0, batches: [] });
    const { batch } = await test.client.run('memory.import', { memory, file });
    await load(tu('Tre', 'Three'));
    expect(await test.client.run('memoryFile.preview', { file, memory })).toMatchObject({ known: 4 });
    expect(await test.client.call('memoryFile.batches', { memory })).toMatchObject([
      { units: 1 },
      { id: batch, units: 4, kind: 'import' },
    ]);
    expect(await test.client.run('memoryFile.rollback', { memory, batch })).toEqual({ removed: 4 });
    expect((await find(['Due', 'Tre'])).map(({ matches }) => matches.length)).toEqual([0, 1]);
    expect(await refusal(test.client.run('memoryFile.rollback', { memory, batch }))).toMatchObject({
      code: 'notFound',
    });
  });

  it('is checked for what translators have to mend', async () => {
    const units = [
      tu('Fine', 'End'),
      tu('Fine', 'End'),
      tu('Fine', 'Fine thing'),
      tu('Apri il <ph>1</ph> file', 'Open the file'),
      tu('Tavolo', ''),
      tu('Rimborso', 'Rimborso'),
      '<tu><tuv xml:lang="it"><seg>Solo</seg></tuv></tu>\n',
    ].join('');
    const file = write(tmx(units));
    const expected = { duplicate: 1, inconsistent: 1, codes: 1, empty: 1, untranslated: 1, language: 1 };
    const inFile = await test.client.run('memoryFile.check', { file, limit: 10 });
    expect(inFile.counts).toMatchObject(expected);
    expect(inFile.findings.find(({ kind }) => kind === 'codes')).toMatchObject({ unit: 4, line: 6, language: 'en' });
    await test.client.run('memory.import', { memory, file });
    const inMemory = await test.client.run('memoryFile.check', { file: memory, limit: 0 });
    expect(inMemory).toMatchObject({ counts: expected, findings: [] });
  });

  it('takes compressed files, and refuses broken and explosive ones without a trace', async () => {
    const text = tmx(tu('Uno', 'One') + tu('Due', 'Two'));
    const run = (file: string) => test.client.run('memory.import', { memory, file });
    expect(await run(write(gzipSync(text), 'a.tmx.gz'))).toMatchObject({ added: 2 });
    const zip = zipSync({
      'a.tmx': strToU8(tmx(tu('Tre', 'Three'))),
      'b/c.tmx': strToU8(tmx(tu('Sei', 'Six'))),
      'n.txt': strToU8('n'),
    });
    expect(await run(write(zip, 'a.zip'))).toMatchObject({ added: 2 });
    const before = await test.client.call('memory.stats', { path: memory });
    const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20, 0x20), { level: 9 });
    for (const [bytes, name] of [
      [gzipSync(text).subarray(0, -20), 'cut.tmx.gz'],
      [zip.subarray(0, 60), 'cut.zip'],
      [zipSync({ 'n.txt': strToU8('n') }), 'none.zip'],
      [bomb, 'bomb.tmx.gz'],
    ] as const) {
      const error = await refusal(run(write(bytes, name)));
      expect([name, error.code]).toEqual([name, 'format']);
      expect(error.message).toContain(name);
    }
    expect(await test.client.call('memory.stats', { path: memory })).toEqual(before);
  });

  it('that is damaged, newer, read-only or locked is refused with its reason', async () => {
    const file = write(tmx(tu('Uno', 'One')));
    const run = (path: string) => refusal(test.client.run('memory.import', { memory: path, file }));
    await load(tu('Due', 'Two'));
    const damaged = write(
      Buffer.concat([readFileSync(memory).subarray(0, 100), Buffer.alloc(50_000, 7)]),
      'damaged.bmem',
    );
    expect(await run(damaged)).toMatchObject({ code: 'memoryDamaged', values: { path: damaged } });
    expect(await run(write('text', 'text.bmem'))).toMatchObject({ code: 'memoryDamaged' });
    const { path: newer } = await test.client.call('memory.create', { path: join(test.folder, 'newer'), name: 'N' });
    const other = new Database(newer);
    other.pragma('user_version = 99');
    other.close();
    expect(await run(newer)).toMatchObject({ code: 'memoryNewer' });
    expect(await refusal(test.client.call('memoryFile.batches', { memory: newer }))).toMatchObject({
      code: 'memoryNewer',
    });
    expect(await run(join(test.folder, 'none.bmem'))).toMatchObject({ code: 'fileNotFound' });
    const locker = new Database(memory);
    locker.exec('BEGIN IMMEDIATE');
    const { job } = await test.client.call('memory.import', { memory, file });
    // Reading goes on while another program writes; the import waits its turn.
    expect((await find(['Due']))[0]?.matches).toHaveLength(1);
    locker.exec('ROLLBACK');
    locker.close();
    expect(await test.client.outcome(job)).toMatchObject({ added: 1 });
    const { path: fixed } = await test.client.call('memory.create', { path: join(test.folder, 'fixed'), name: 'F' });
    if (process.platform !== 'win32' && process.getuid?.() !== 0) {
      chmodSync(fixed, 0o444);
      expect(await run(fixed)).toMatchObject({ code: 'fileUnwritable' });
    }
  });

  it('of an older version is brought up to date, and finds what it found', async () => {
    await load(tu('Salva il file adesso', 'Save the file now') + tu('Chiudi', 'Close'));
    const old = join(test.folder, `old${++files}.bmem`);
    olderMemory(memory, old);
    const search = (text: string) =>
      test.client.run('memoryFile.search', { memory: old, text, side: 'source', limit: 10 });
    await test.client.call('memoryEdit.open', { path: old });
    expect((await search('file')).hits.map(({ target }) => target.text)).toEqual(['Save the file now']);
    expect(existsSync(`${old}.before-v4`)).toBe(true);
    // Units are known again by their texts, and numbers are not used twice.
    const file = write(tmx(tu('Chiudi', 'Close') + tu('Apri', 'Open')));
    expect(await test.client.run('memory.import', { memory: old, file })).toMatchObject({ added: 1, skipped: 1 });
    expect((await search('apri')).hits.map(({ unit }) => unit)).toEqual([8]);
  });

  it('takes what an import says besides into the units that are there, and gives it back with the import', async () => {
    const dated = (date: string, who: string, prop: string) =>
      `<tu changedate="${date}" changeid="${who}" usagecount="${who.length}"><prop type="x-client">${prop}</prop>` +
      '<tuv xml:lang="it"><seg>Salva il file</seg></tuv><tuv xml:lang="en"><seg>Save the file</seg></tuv></tu>\n';
    await load(dated('20200101T000000Z', 'anna', 'Rossi') + tu('Altro', 'Other'));
    const exported = async () => {
      const file = join(test.folder, `out${++files}.tmx`);
      await test.client.run('memory.export', { memory, file });
      return readFileSync(file, 'utf8');
    };
    const first = await exported();
    const more = write(tmx(dated('20240101T000000Z', 'bo', 'Bianchi') + tu('Altro', 'Other') + tu('Nuovo', 'New')));
    const report = await test.client.run('memory.import', { memory, file: more });
    expect(report).toMatchObject({ read: 3, added: 1, merged: 1, skipped: 1 });
    const merged = await exported();
    for (const part of ['20240101T000000Z', 'changeid="bo"', 'usagecount="4"', '>Rossi<', '>Bianchi<']) {
      expect(merged).toContain(part);
    }
    expect(merged).not.toContain('anna');
    expect(await test.client.run('memory.import', { memory, file: more })).toMatchObject({
      batch: 0,
      added: 0,
      merged: 0,
      skipped: 3,
    });
    expect(await test.client.run('memoryFile.rollback', { memory, batch: report.batch })).toEqual({ removed: 1 });
    expect(await exported()).toBe(first);
  });

  it('on a full disk takes nothing of an import, and everything once there is room', async () => {
    await load(tu('Uno', 'One'));
    const many = Array.from({ length: 3_000 }, (_, i) => tu(`Frase numero ${i}`, `Sentence number ${i}`)).join('');
    const file = join(test.folder, `many${++files}.tmx`);
    writeFileSync(file, tmx(many));
    const connection = await openMemoryFile(memory, { log: () => undefined });
    const pages = connection.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
    connection.get(`PRAGMA max_page_count = ${pages + 20}`);
    const importing = { now: 0, progress: () => undefined };
    const failure = expectedFailure(caught(() => importTmx(connection, file, importing)));
    expect(failure).toMatchObject({ code: 'diskFull', values: { path: memory } });
    expect(connection.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    expect(memoryStats(connection)).toMatchObject({ units: 1, batches: [{ units: 1 }] });
    connection.get('PRAGMA max_page_count = 1000000');
    expect(importTmx(connection, file, importing)).toMatchObject({ added: 3_000 });
    connection.close();
  });

  it('that cannot be written to can still be looked into, and says why it takes nothing', async () => {
    await load(tu('Salva il file', 'Save the file'));
    const fixed = new Database(memory, { readonly: true });
    expect(fixed.prepare('SELECT count(*) AS n FROM unit').get()).toEqual({ n: 1 });
    fixed.close();
    const reader = readMemoryFile(memory, { log: () => undefined }) as WriteConnection;
    expect(memoryStats(reader).units).toBe(1);
    const file = write(tmx(tu('Due', 'Two')));
    const failure = expectedFailure(caught(() => importTmx(reader, file, { now: 0, progress: () => undefined })));
    expect(failure).toMatchObject({ code: 'fileUnwritable', values: { path: memory } });
    expect(failure?.message).toContain('read-only');
    reader.close();
  });

  it('reads a large file in a thread of its own, with the same result and the same refusals', async () => {
    const some = Array.from({ length: 400 }, (_, i) => tu(`Frase ${i} ${'lunga '.repeat(1_000)}`, `Sentence ${i}`));
    const file = write(tmx(some.join('') + some.join('').replaceAll('Frase', 'Riga')));
    expect(statSync(file).size).toBeGreaterThan(LARGE);
    expect(await test.client.run('memory.import', { memory, file })).toMatchObject({ read: 800, added: 800 });
    const [found] = await find([`Riga 7 ${'lunga '.repeat(1_000)}`], { limit: 1 });
    expect(found?.matches.map(({ score, target }) => [score, target.text])).toEqual([[100, 'Sentence 7']]);
    const before = await test.client.call('memory.stats', { path: memory });
    const cut = write(tmx(`${some.join('')}${some.join('')}`).slice(0, -40));
    const error = await refusal(test.client.run('memory.import', { memory, file: cut }));
    expect(error).toMatchObject({ code: 'format' });
    expect(error.message).toContain(`${cut}:`);
    expect(await test.client.call('memory.stats', { path: memory })).toEqual(before);
    const { job } = await test.client.call('memory.import', { memory, file });
    await test.client.call('job.cancel', { job });
    expect(await refusal(test.client.outcome(job))).toMatchObject({ code: 'cancelled' });
    expect(await test.client.call('memory.stats', { path: memory })).toEqual(before);
  });

  it('is checked for texts in another language than their code says', async () => {
    const units = Array.from({ length: 40 }, (_, i) =>
      tu(`Il gatto numero ${i} dorme nella casa`, `The cat number ${i} sleeps in the house`),
    );
    units.push(tu('The dog sleeps in the garden', 'The dog sleeps in the house'));
    units.push(tu('Il cane dorme', 'Il cane dorme nella casa'));
    const file = write(tmx(units.join('')));
    const expected = [
      { unit: 41, language: 'it', text: 'The dog sleeps in the garden' },
      { unit: 42, language: 'en', text: 'Il cane dorme nella casa' },
    ];
    const inFile = await test.client.run('memoryFile.check', { file, limit: 10 });
    expect(inFile.findings.filter(({ kind }) => kind === 'language')).toMatchObject(
      expected.map((finding, i) => ({ ...finding, line: 43 + i })),
    );
    await test.client.run('memory.import', { memory, file });
    const inMemory = await test.client.run('memoryFile.check', { file: memory, limit: 10 });
    expect(inMemory.findings.filter(({ kind }) => kind === 'language')).toMatchObject(expected);
  });
});

function caught(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('it was accepted');
}

/** A memory as version 3 wrote it, with the units of another; some numbers were used for units that are gone. */
function olderMemory(from: string, to: string): void {
  const database = new Database(to);
  for (const { sql } of [initial, columns, steps]) database.exec(sql);
  database.exec(`
    PRAGMA application_id = ${MEMORY_APPLICATION_ID};
    PRAGMA user_version = 3;
    ATTACH '${from}' AS now;
    INSERT INTO meta SELECT * FROM now.meta;
    INSERT INTO batch SELECT * FROM now.batch;
    INSERT INTO unit SELECT id, batch, origin, attributes, annotations, document, previous_hash, next_hash, author,
      changed_at, 12345 FROM now.unit;
    INSERT INTO variant SELECT id, unit, position, lang, language, text, codes, norm, hash, attributes, annotations,
      generation FROM now.variant;
    INSERT INTO word (rowid, text) SELECT id, lower(norm) FROM variant;
    INSERT INTO fragment (rowid, text) SELECT id, lower(norm) FROM variant;
    UPDATE sqlite_sequence SET seq = 7 WHERE name IN ('unit', 'variant');
  `);
  database.close();
}

describe('several memories of a project', () => {
  let test: TestCore;
  beforeAll(() => {
    test = startTestCore();
  });
  afterAll(() => test.end());

  it('answer in their order, each with its penalty, and only the writable one is written to', async () => {
    const { client, folder } = test;
    const open = (name: string) => client.call('project.create', { path: join(folder, name), name, ...pair });
    const one = await open('one');
    const two = await open('two');
    const [own] = one.memories;
    const shared = await client.call('memory.create', { path: join(folder, 'shared'), name: 'Shared' });
    const file = join(folder, 'shared.tmx');
    writeFileSync(file, tmx(tu('Salva il file.', 'Save the file.')));
    await client.run('memory.import', { memory: shared.path, file });
    for (const { project } of [one, two])
      await client.call('memory.attach', { project, path: shared.path, penalty: 5 });
    const lookup = ({ project }: { project: string }, text = 'Salva il file.') =>
      client.call('memory.lookup', {
        project,
        document: null,
        content: plain(text),
        previous: null,
        next: null,
        threshold: 50,
        limit: 5,
      });
    const found = async (where: { project: string }, text?: string) =>
      (await lookup(where, text)).map(({ score, memoryName, target }) => [score, memoryName, visibleText(target)]);
    expect(await found(one)).toEqual([[95, 'Shared', 'Save the file.']]);

    const path = join(folder, 'a.txt');
    writeFileSync(path, 'Salva il file.\n');
    const { id: document } = await client.run('document.add', { project: one.project, path });
    const { beads } = await client.call('bitext.load', { project: one.project, document, from: 0, count: 1 });
    const command = { type: 'confirm', bead: beads[0]?.id ?? 0, content: plain('Store the file.') } as const;
    await client.call('bitext.run', { project: one.project, document, command });
    await expect
      .poll(() => found(one))
      .toEqual([
        [100, own?.name, 'Store the file.'],
        [95, 'Shared', 'Save the file.'],
      ]);
    // The other project has the shared memory only, which nobody wrote to.
    expect(await found(two)).toEqual([[95, 'Shared', 'Save the file.']]);

    await client.call('memory.update', { project: one.project, memory: shared.path, penalty: 0, priority: -1 });
    expect((await found(one)).map(([score, name]) => [score, name])).toEqual([
      [100, 'Shared'],
      [100, own?.name],
    ]);
    const list = await client.call('memory.update', { project: one.project, memory: shared.path, writable: true });
    expect(list.filter(({ writable }) => writable).map(({ name }) => name)).toEqual(['Shared']);
    // Both projects write to one memory at the same time, and each sees what the other confirmed.
    await client.call('memory.update', { project: two.project, memory: shared.path, writable: true, penalty: 0 });
    const other = join(folder, 'b.txt');
    writeFileSync(other, Array.from({ length: 30 }, (_, i) => `Riga ${i} del testo.`).join('\n\n'));
    await Promise.all(
      [one, two].map(async ({ project }, n) => {
        const { id } = await client.run('document.add', { project, path: other });
        const page = await client.call('bitext.load', { project, document: id, from: 0, count: 50 });
        for (const { id: bead } of page.beads) {
          const content = plain(`Line ${bead} by ${n}.`);
          await client.call('bitext.run', { project, document: id, command: { type: 'confirm', bead, content } });
        }
      }),
    );
    await expect
      .poll(
        async () => new Set((await found(one, 'Riga 29 del testo.')).map(([, , text]) => String(text).slice(-4))).size,
        {
          timeout: 20_000,
        },
      )
      .toBe(2);
    expect(await found(two, 'Riga 29 del testo.')).toEqual(await found(one, 'Riga 29 del testo.'));
    await client.call('memory.detach', { project: two.project, memory: shared.path });
    expect(await found(two)).toEqual([]);
  });
});

describe('hostile XML on its way into a memory', () => {
  const listed = join(DATA, 'security/cases.json');
  const cases =
    !hasData || !existsSync(listed)
      ? []
      : (JSON.parse(readFileSync(listed, 'utf8')) as { file: string; pass_if: string }[]).filter(({ file }) =>
          /^xml\/.*\.tmx$/.test(file),
        );

  it.skipIf(cases.length === 0)(
    'is refused or read within its limits, and leaves nothing half-done',
    async () => {
      const test = startTestCore();
      try {
        const { path: memory } = await test.client.call('memory.create', { path: join(test.folder, 'h'), name: 'H' });
        for (const { file } of cases) {
          const before = await test.client.call('memory.stats', { path: memory });
          const start = cpuTime();
          const outcome = await test.client
            .run('memory.import', { memory, file: join(DATA, 'security', file) })
            .catch((error: unknown) => error);
          expect([file, cpuTime() - start < 10_000]).toEqual([file, true]);
          if (!(outcome instanceof Error)) continue;
          expect(outcome).toBeInstanceOf(CoreError);
          expect([file, (outcome as CoreError).code]).toEqual([file, 'format']);
          expect(await test.client.call('memory.stats', { path: memory })).toMatchObject({
            units: before.units,
            batches: before.batches,
          });
        }
        const secrets = await test.client.run('memoryFile.search', {
          memory,
          text: 'root:',
          side: 'source',
          limit: 10,
        });
        expect(secrets.hits.filter(({ source }) => /root:.*:0:0/.test(source.text))).toEqual([]);
      } finally {
        await test.end();
      }
    },
    180_000,
  );
});
