import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  MemoryCommand,
  MemoryPage,
  MemoryQuery,
  MemoryRow,
  Quality,
} from '../../src/shared/contract/memory-edit.ts';
import { removeCopies } from '../../src/main/core/services/memory-edit/opened-copies.ts';
import { readMemoryFile } from '../../src/main/core/store/memory-file.ts';
import { CoreError } from '../../src/shared/contract/errors.ts';
import { visibleText } from '../../src/shared/text/content.ts';
import type { Client, TestCore } from './harness.ts';
import { startTestCore } from './harness.ts';

const pair = { sourceLang: 'it', targetLang: 'en' };

interface TmxUnit {
  readonly it?: string;
  readonly en?: string;
  readonly author?: string;
  readonly at?: string;
  readonly document?: string;
}

function tmx(units: readonly TmxUnit[]): string {
  const body = units.map(({ it: source, en, author, at, document }) => {
    const attributes = `${author ? ` changeid="${author}"` : ''}${at ? ` changedate="${at}"` : ''}`;
    const prop = document ? `<prop type="x-document">${document}</prop>` : '';
    const side = (lang: string, text: string | undefined): string =>
      text === undefined ? '' : `<tuv xml:lang="${lang}"><seg>${text}</seg></tuv>`;
    return `<tu${attributes}>${prop}${side('it-IT', source)}${side('en-GB', en)}</tu>`;
  });
  return `<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence"
    o-tmf="x" adminlang="en" srclang="it-IT" datatype="plaintext"/><body>${body.join('\n')}</body></tmx>`;
}

const NUMBERS = ['uno', 'due', 'tre', 'quattro', 'cinque', 'sei', 'sette', 'otto', 'nove', 'dieci'];
const NUMBERS_EN = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const THINGS = ['il libro', 'la casa', 'la lampada', 'il tavolo', 'la porta', 'il prezzo', 'il giardino', 'la strada'];
const THINGS_EN = ['the book', 'the house', 'the lamp', 'the table', 'the door', 'the price', 'the garden', 'the road'];

/** Sentences of which the memory can learn what goes with what. */
const ordinary: TmxUnit[] = NUMBERS.flatMap((number, n) =>
  THINGS.map((thing, t) => ({
    it: `Qui si trova ${thing} numero ${number} della nostra città.`,
    en: `Here you find ${THINGS_EN[t]} number ${NUMBERS_EN[n]} of our town.`,
    author: n < 5 ? 'anna' : 'bruno',
    at: n < 5 ? '20200101T120000Z' : '20240601T120000Z',
    document: t < 4 ? 'guida.md' : 'catalogo.md',
  })),
);

const special: TmxUnit[] = [
  { it: 'Sconto del 100% sulla merce', en: 'A 100% discount on the goods' },
  { it: 'Beve l’acqua fresca', en: 'He drinks the fresh water' },
  { it: 'Il campo a_b e la "chiave" *', en: 'The field a_b and the "key" *' },
  { it: 'Premere <bpt i="1">&lt;b&gt;</bpt>Invio<ept i="1">&lt;/b&gt;</ept> adesso', en: 'Press Enter now' },
];

describe('the memory view of the core', () => {
  let subject: TestCore;
  let client: Client;
  let memory = '';
  let count = 0;

  beforeAll(() => {
    subject = startTestCore();
    ({ client } = subject);
  });
  afterAll(() => subject.end());

  /** A memory of its own for each test, made from units. */
  async function open(units: readonly TmxUnit[]): Promise<void> {
    const file = join(subject.folder, `units-${++count}.tmx`);
    writeFileSync(file, tmx(units));
    ({ memory } = await client.run('memoryEdit.openTmx', { file, to: join(subject.folder, `units-${count}.bmem`) }));
    await client.call('memoryEdit.open', { path: memory });
  }

  async function find(query: MemoryQuery = {}, fresh = true): Promise<MemoryPage> {
    let page = await client.call('memoryEdit.page', { memory, query, ...pair, from: 0, count: 1000, fresh });
    while (!page.complete) {
      page = await client.call('memoryEdit.page', { memory, query, ...pair, from: 0, count: 1000 });
    }
    return page;
  }

  const sources = (rows: readonly MemoryRow[]): string[] =>
    rows.map(({ source }) => (source ? visibleText(source.content) : ''));
  const targets = (rows: readonly MemoryRow[]): string[] =>
    rows.map(({ target }) => (target ? visibleText(target.content) : ''));
  const plain = (text: string, part: object = {}): MemoryQuery => ({
    find: { text, matchCase: false, wholeWord: false, regex: false, ...part },
  });
  const run = (command: MemoryCommand) => client.call('memoryEdit.run', { memory, command });
  const all = async (query: MemoryQuery = {}): Promise<number[]> => (await find(query)).rows.map(({ unit }) => unit);

  describe('finds units', () => {
    beforeAll(() => open([...ordinary, ...special]));

    it('all of them, in order, page by page', async () => {
      const page = await find();
      expect(page).toMatchObject({ total: 84, complete: true, searched: 1 });
      expect(sources(page.rows)[0]).toContain('il libro numero uno');
      const part = await client.call('memoryEdit.page', { memory, query: {}, ...pair, from: 80, count: 2 });
      expect(sources(part.rows)).toEqual(['Sconto del 100% sulla merce', 'Beve l’acqua fresca']);
    });

    it.each([
      ['100%', 1],
      ["l'acqua", 1],
      ['a_b', 1],
      ['"', 1],
      ['*', 1],
      ['Invio adesso', 1],
      ['LA LAMPADA', 10],
      ['number seven', 8],
      ['not there at all', 0],
    ])('that contain %s', async (text, total) => {
      expect((await find(plain(text))).total).toBe(total);
    });

    it('on one side only, as whole words, by case, and by regular expression', async () => {
      expect((await find({ ...plain('number'), side: 'source' })).total).toBe(0);
      expect((await find({ ...plain('number'), side: 'target' })).total).toBe(80);
      expect((await find(plain('se', { wholeWord: true }))).total).toBe(0);
      expect((await find(plain('qui si trova', { matchCase: true }))).total).toBe(0);
      expect((await find(plain('numero (due|tre)\\b', { regex: true }))).total).toBe(16);
    });

    it('by author, document, date and batch', async () => {
      expect((await find({ author: 'anna' })).total).toBe(40);
      expect((await find({ author: 'anna', document: 'guida.md' })).total).toBe(20);
      expect((await find({ after: Date.UTC(2023, 0, 1) })).total).toBe(40);
      expect((await find({ before: Date.UTC(2023, 0, 1), ...plain('lampada') })).total).toBe(5);
      const { batches, authors, languages } = await client.call('memoryEdit.facets', { memory });
      expect(batches).toHaveLength(1);
      expect(authors).toContainEqual({ value: 'bruno', units: 40 });
      expect(languages).toContainEqual({ value: 'it-IT', units: 84 });
      expect((await find({ batch: batches[0]?.id ?? 0 })).total).toBe(84);
    });

    it('and stops a regular expression that would never end', async () => {
      const failed = find(plain('^(\\w+\\s?)*!$', { regex: true }));
      await expect(failed).rejects.toThrow(/takes too long/);
      expect((await find(plain('lampada'))).total).toBe(10);
    });

    it('and says what is wrong with an expression that is none', async () => {
      await expect(find(plain('(', { regex: true }))).rejects.toThrow(/cannot be used/);
    });
  });

  it('finds what is wrong with units', async () => {
    await open([
      ...ordinary,
      { it: 'Senza traduzione', en: '' },
      { it: 'Solo da una parte' },
      { it: 'Copyright Acme', en: 'Copyright Acme' },
      { it: 'Here you find the house of our town.', en: 'Qui si trova la casa della nostra città.' },
      {
        it: 'La porta, la lampada numero sette, il tavolo e la strada',
        en: 'The price of the garden and of the book is nine, said the man at the door of the house when the others had gone home by the road along the river, and nobody answered him for a long while.',
      },
      { it: 'Ripetuto', en: 'Repeated' },
      { it: 'Ripetuto', en: 'Repeated' },
      { it: 'Ripetuto', en: 'Again' },
      { it: 'Di nuovo', en: 'Again' },
    ]);
    const found = async (quality: Quality): Promise<string[]> => sources((await find({ quality })).rows);
    expect(await found('empty')).toEqual(['Senza traduzione', 'Solo da una parte']);
    expect(await found('untranslated')).toEqual(['Copyright Acme']);
    expect(await found('wrongLanguage')).toEqual(['Here you find the house of our town.']);
    expect(await found('misaligned')).toContain('La porta, la lampada numero sette, il tavolo e la strada');
    expect((await found('misaligned')).length).toBeLessThan(4);
    const duplicates = await find({ quality: 'duplicates' });
    expect(sources(duplicates.rows)).toEqual(['Ripetuto', 'Ripetuto']);
    expect(new Set(duplicates.rows.map(({ group }) => group)).size).toBe(1);
    expect(targets((await find({ quality: 'sameSource' })).rows)).toEqual(['Repeated', 'Repeated', 'Again']);
    expect(sources((await find({ quality: 'sameTarget' })).rows)).toEqual(['Ripetuto', 'Di nuovo']);
    const [right] = await all(plain('lampada numero uno'));
    const [wrong] = await all(plain('sette, il tavolo'));
    const fits = await client.call('memoryEdit.fits', { memory, ...pair, units: [right ?? 0, wrong ?? 0] });
    expect(fits[0]).toBeGreaterThan(80);
    expect(fits[1]).toBeLessThan(35);
  });

  describe('changes units', () => {
    beforeEach(() => open([...ordinary.slice(0, 20), ...special]));

    it('edits a text, and lookup and search follow', async () => {
      const [unit = 0] = await all(plain('100%'));
      const changed = client.next('memory.changed');
      const step = await run({ type: 'edit', unit, lang: 'en', content: { text: 'All of it is free', codes: [] } });
      expect(step).toMatchObject({ changed: 1, undo: 'edit', redo: null });
      expect(await changed).toEqual({ memory });
      const page = await find(plain('all of it'));
      expect(targets(page.rows)).toEqual(['All of it is free']);
      expect(page.rows[0]?.changedAt).toBeGreaterThan(Date.UTC(2025, 0, 1));
      const [answer] = await client.call('memoryFile.lookup', {
        memory,
        ...pair,
        queries: ['Sconto del 100% sulla merce'],
        threshold: 100,
        limit: 3,
      });
      expect(answer?.matches.map(({ target }) => target.text)).toEqual(['All of it is free']);
      await client.call('memoryEdit.move', { memory, direction: 'undo' });
      expect(targets((await find(plain('100%'))).rows)).toEqual(['A 100% discount on the goods']);
    });

    it('keeps the codes of an edited text', async () => {
      const page = await find(plain('Invio'));
      const row = page.rows[0];
      const content = row?.source?.content ?? { text: '', codes: [] };
      expect(content.codes).toHaveLength(2);
      const edited = { text: content.text.replace('adesso', 'ora'), codes: [...content.codes] };
      await run({ type: 'edit', unit: row?.unit ?? 0, lang: 'it', content: edited });
      expect((await find(plain('Invio ora'))).rows[0]?.source?.content).toEqual(edited);
    });

    it('deletes units, and undo brings back exactly what was there', async () => {
      const before = await find();
      const units = await all({ author: 'anna' });
      expect(await run({ type: 'delete', units })).toMatchObject({ changed: units.length, undo: 'delete' });
      expect((await find({}, false)).total).toBe(before.total - units.length);
      const opened = await client.call('memoryEdit.open', { path: memory });
      expect(opened).toMatchObject({ units: before.total - units.length, undo: 'delete', redo: null });
      expect(await client.call('memoryEdit.move', { memory, direction: 'undo' })).toMatchObject({
        changed: units.length,
        skipped: 0,
        redo: 'delete',
      });
      expect(await find()).toEqual(before);
      await client.call('memoryEdit.move', { memory, direction: 'redo' });
      expect((await find()).total).toBe(before.total - units.length);
    });

    it('tags units and takes tags away', async () => {
      const units = await all(plain('lampada'));
      await run({ type: 'tag', units, tag: 'da rivedere', on: true });
      expect((await find({ tag: 'da rivedere' })).rows.map(({ unit, tags }) => [unit, tags])).toEqual(
        units.map((unit) => [unit, ['da rivedere']]),
      );
      expect((await client.call('memoryEdit.facets', { memory })).tags).toEqual([
        { value: 'da rivedere', units: units.length },
      ]);
      await run({ type: 'tag', units: units.slice(1), tag: 'da rivedere', on: false });
      expect((await find({ tag: 'da rivedere' })).total).toBe(1);
    });

    it('replaces every hit but those one leaves out', async () => {
      const units = await all(plain('number'));
      const [first = 0] = units;
      const find_ = { text: 'num(ber)', matchCase: false, wholeWord: false, regex: true };
      const step = await client.run('memoryEdit.runMany', {
        memory,
        command: { type: 'replace', units, lang: 'en', find: find_, replacement: 'No$1', except: [[first, 0]] },
      });
      expect(step).toMatchObject({ changed: units.length - 1, undo: 'replace' });
      expect(targets((await find({ ...plain('Nober'), side: 'target' })).rows)).toHaveLength(units.length - 1);
      expect(await all({ ...plain('number'), side: 'target' })).toEqual([first]);
    });

    it('reverses languages', async () => {
      const units = await all();
      await run({ type: 'reverse', units, ...pair });
      expect((await client.call('memoryEdit.open', { path: memory }))?.languages).toEqual(['en-GB', 'it-IT']);
      await client.call('memoryEdit.move', { memory, direction: 'undo' });
      expect((await client.call('memoryEdit.open', { path: memory }))?.languages).toEqual(['it-IT', 'en-GB']);
    });

    it('rolls an import back, and undo returns it', async () => {
      const { batches } = await client.call('memoryEdit.facets', { memory });
      await run({ type: 'rollback', batch: batches[0]?.id ?? 0 });
      expect((await find()).total).toBe(0);
      expect((await client.call('memoryEdit.facets', { memory })).batches).toEqual([]);
      await client.call('memoryEdit.move', { memory, direction: 'undo' });
      expect((await find()).total).toBe(24);
    });

    it('leaves alone, on undo, what was changed elsewhere since', async () => {
      const [unit = 0] = await all(plain('100%'));
      const edit = (text: string) => run({ type: 'edit', unit, lang: 'en', content: { text, codes: [] } });
      await edit('First');
      await edit('Second');
      await client.call('memoryEdit.move', { memory, direction: 'undo' });
      await run({ type: 'delete', units: [unit] });
      await expect(client.call('memoryEdit.move', { memory, direction: 'redo' })).rejects.toThrow(CoreError);
      await client.call('memoryEdit.move', { memory, direction: 'undo' });
      await client.call('memoryEdit.move', { memory, direction: 'undo' });
      expect(targets((await find(plain('100%'))).rows)).toEqual(['A 100% discount on the goods']);
    });

    it('merges another memory without what is there already, and splits one off', async () => {
      const first = memory;
      const before = (await find()).total;
      await open([...special, { it: 'Nuovo', en: 'New' }]);
      const second = memory;
      memory = first;
      const merged = await client.run('memoryEdit.runMany', { memory, command: { type: 'merge', from: second } });
      expect(merged).toMatchObject({ changed: 1, skipped: special.length });
      expect((await find()).total).toBe(before + 1);
      const units = await all({ author: 'anna' });
      const to = join(subject.folder, `split-${count}.bmem`);
      await client.run('memoryEdit.runMany', { memory, command: { type: 'split', units, to, move: true } });
      expect((await find()).total).toBe(before + 1 - units.length);
      await client.call('memoryEdit.open', { path: to });
      memory = to;
      expect((await find()).total).toBe(units.length);
      expect((await find({ author: 'anna' })).total).toBe(units.length);
    });

    it('undoes steps after a restart', async () => {
      await run({ type: 'delete', units: await all() });
      await subject.core.close();
      const again = startTestCore(subject.folder);
      subject = again;
      ({ client } = again);
      expect(await client.call('memoryEdit.open', { path: memory })).toMatchObject({ units: 0, undo: 'delete' });
      await client.call('memoryEdit.move', { memory, direction: 'undo' });
      expect((await find()).total).toBe(24);
    });
  });

  describe('keeps the copies it makes of TMX files', () => {
    const DAY = 86_400_000;
    const options = { log: () => undefined };
    const opened = async (units: readonly TmxUnit[]) => {
      const file = join(subject.folder, `copied${++copies}.tmx`);
      writeFileSync(file, tmx(units));
      return { file, copy: (await client.run('memoryEdit.openTmx', { file, to: null })).memory };
    };
    let copies = 0;
    /** Moves the last use of a copy into the past. */
    const age = (path: string, days: number) => {
      for (const name of [path, `${path}-wal`, `${path}-shm`].filter((it) => existsSync(it))) {
        utimesSync(name, new Date(Date.now() - days * DAY), new Date(Date.now() - days * DAY));
      }
    };
    const tidied = (reopened?: string) => removeCopies(join(subject.folder, 'data'), Date.now(), options, reopened);

    it('until they are some days old and nothing is lost with them', async () => {
      const { copy } = await opened(special);
      expect(tidied()).toEqual([]);
      age(copy, 4);
      expect(tidied()).toEqual([copy]);
      expect(existsSync(copy)).toBe(false);
    });

    it('as long as they hold a change that was not exported', async () => {
      const { copy } = await opened(special);
      await client.call('memoryEdit.open', { path: copy });
      const command: MemoryCommand = { type: 'tag', units: [1], tag: 'x', on: true };
      await client.call('memoryEdit.run', { memory: copy, command });
      await release();
      age(copy, 400);
      expect(tidied()).toEqual([]);
      const out = { memory: copy, file: join(subject.folder, 'out.tmx'), units: null, anonymous: false };
      await client.run('memoryEdit.export', { ...out, plain: true });
      age(copy, 400);
      expect(tidied()).toEqual([]);
      await client.run('memoryEdit.export', { ...out, plain: false });
      age(copy, 400);
      expect(tidied()).toEqual([copy]);
    });

    it('as long as somebody has them open, or a project uses them', async () => {
      const { copy, file } = await opened(special);
      const reader = readMemoryFile(copy, options);
      reader.get('SELECT 1 FROM unit');
      age(copy, 400);
      expect(tidied(file)).toEqual([]);
      reader.close();
      const { project } = await client.call('project.create', { path: null, name: 'Copies', ...pair });
      await client.call('memory.attach', { project, path: copy });
      await client.call('project.close', { project });
      age(copy, 400);
      expect(tidied(file)).toEqual([]);
      expect(existsSync(copy)).toBe(true);
    });

    it('and sooner lets go of one whose file is opened anew', async () => {
      const { copy, file } = await opened(special);
      age(copy, 0.1);
      expect(tidied()).toEqual([]);
      const again = await client.run('memoryEdit.openTmx', { file, to: null });
      expect(again.memory).toBe(copy);
      expect(again.report.added).toBe(special.length);
    });

    /** Closing a project lets go of every memory. */
    async function release(): Promise<void> {
      const { project } = await client.call('project.create', { path: null, name: `Release ${copies}`, ...pair });
      await client.call('project.close', { project });
    }
  });

  it('leaves no memory behind for a TMX file that cannot be opened', async () => {
    const file = join(subject.folder, 'broken.tmx');
    writeFileSync(file, tmx(special).slice(0, 700));
    const to = join(subject.folder, 'broken.bmem');
    await expect(client.run('memoryEdit.openTmx', { file, to })).rejects.toThrow(CoreError);
    await expect(client.call('memoryEdit.open', { path: to })).rejects.toThrow(/no such memory/);
  });
});
