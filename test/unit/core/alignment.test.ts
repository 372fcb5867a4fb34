import { mkdirSync, readFileSync, writeFileSync, copyFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { sideContent } from '../../../src/shared/bitext/bead.ts';
import type { ProjectInfo } from '../../../src/shared/contract/types.ts';
import { startTestCore } from '../../contract/harness.ts';
import type { TestCore } from '../../contract/harness.ts';

let test: TestCore;
let info: ProjectInfo;

const CORPUS = resolve(import.meta.dirname, '../../../corpus');
const corpus = (name: string): string => join(CORPUS, name);

beforeAll(async () => {
  test = startTestCore();
  info = await test.client.call('project.create', { path: null, name: 'Pairs', sourceLang: 'it', targetLang: 'en' });
});
afterAll(() => test.end());

async function add(...names: string[]): Promise<number[]> {
  const pairs = names.map((name) => {
    const extension = name === 'manual' || name === 'article' ? 'md' : 'txt';
    return { source: corpus(`${name}.it.${extension}`), target: corpus(`${name}.en.${extension}`) };
  });
  const documents = await test.client.run('align.add', { project: info.project, pairs });
  return documents.map(({ id }) => id);
}

async function beads(document: number): Promise<readonly Bead[]> {
  const page = await test.client.call('bitext.load', { project: info.project, document, from: 0, count: 5000 });
  return page.beads;
}

const shapes = (list: readonly Bead[]): string[] =>
  list.map(({ source, target }) => `${source.map(({ id }) => id).join()}:${target.map(({ id }) => id).join()}`);

const text = (bead: Bead | undefined, side: 'source' | 'target'): string => (bead ? sideContent(bead, side).text : '');

describe('adding an alignment', () => {
  it('stores both documents, their sentences and what the aligner thinks of each bead', async () => {
    const [document = 0] = await add('contract');
    const listed = await test.client.call('document.list', { project: info.project });
    expect(listed.find(({ id }) => id === document)).toMatchObject({ name: 'contract', kind: 'alignment' });
    const list = await beads(document);
    expect(list.length).toBeGreaterThan(70);
    for (const bead of list) {
      expect(bead.confidence).toBeGreaterThan(0);
      expect(bead.origin).toEqual({ kind: 'aligned' });
      expect(bead.source.length + bead.target.length).toBeGreaterThan(0);
    }
    const summary = await test.client.call('align.summary', { project: info.project, document });
    expect(summary).toMatchObject({ related: true, findings: [], confirmed: 0, beads: list.length });
    expect(summary.expectedWrong).toBeLessThan(list.length * 0.1);
    expect(summary.source.name).toBe('contract.it.txt');
  });

  it('aligns several pairs together, as one step of the project that can be taken back', async () => {
    const before = await test.client.call('document.list', { project: info.project });
    const added = await add('letter', 'minutes');
    expect(added).toHaveLength(2);
    await test.client.call('project.undo', { project: info.project });
    expect(await test.client.call('document.list', { project: info.project })).toHaveLength(before.length);
    await test.client.call('project.redo', { project: info.project });
    expect(await test.client.call('document.list', { project: info.project })).toHaveLength(before.length + 2);
  });

  it('changes nothing when it is cancelled or when a file cannot be read', async () => {
    const before = await test.client.call('document.list', { project: info.project });
    const missing = test.client.run('align.add', {
      project: info.project,
      pairs: [{ source: corpus('news.it.txt'), target: join(test.folder, 'none.txt') }],
    });
    await expect(missing).rejects.toMatchObject({ code: 'fileNotFound' });
    const { job } = (await test.client.call('align.add', {
      project: info.project,
      pairs: [{ source: corpus('news.it.txt'), target: corpus('news.en.txt') }],
    })) as { job: string };
    await test.client.call('job.cancel', { job });
    await expect(test.client.outcome(job)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await test.client.call('document.list', { project: info.project })).toEqual(before);
  });
});

describe('a look before aligning', () => {
  const languages = { sourceLang: 'it', targetLang: 'en' };

  it('says what both files hold and that they belong together', async () => {
    const preview = await test.client.call('align.preview', {
      source: corpus('letter.it.txt'),
      target: corpus('letter.en.txt'),
      ...languages,
    });
    expect(preview).toMatchObject({ related: true, findings: [] });
    expect(preview.source).toMatchObject({ name: 'letter.it.txt', format: 'text', language: 'it' });
    expect(preview.target).toMatchObject({ name: 'letter.en.txt', language: 'en' });
    expect(preview.source.sentences).toBeGreaterThan(20);
  });

  it('notices exchanged sides and texts that are no translations of each other', async () => {
    const swapped = await test.client.call('align.preview', {
      source: corpus('letter.en.txt'),
      target: corpus('letter.it.txt'),
      ...languages,
    });
    expect(swapped.findings).toEqual([{ kind: 'swapped' }]);
    const unrelated = await test.client.call('align.preview', {
      source: corpus('news.it.txt'),
      target: corpus('contract.en.txt'),
      ...languages,
    });
    expect(unrelated.related).toBe(false);
  });

  it('pairs the files of two folders by name, and by content where names say nothing', async () => {
    const italian = join(test.folder, 'italiano');
    const english = join(test.folder, 'english');
    mkdirSync(italian);
    mkdirSync(english);
    copyFileSync(corpus('letter.it.txt'), join(italian, 'letter.txt'));
    copyFileSync(corpus('letter.en.txt'), join(english, 'letter.txt'));
    copyFileSync(corpus('minutes.it.txt'), join(italian, 'verbale.txt'));
    copyFileSync(corpus('minutes.en.txt'), join(english, 'board meeting.txt'));
    copyFileSync(corpus('story.it.txt'), join(italian, 'racconto.txt'));
    const { pairs, alone } = await test.client.call('align.pairs', { source: italian, target: english, ...languages });
    expect(pairs).toEqual([
      { source: join(italian, 'letter.txt'), target: join(english, 'letter.txt'), by: 'name', confirmed: true },
      {
        source: join(italian, 'verbale.txt'),
        target: join(english, 'board meeting.txt'),
        by: 'content',
        confirmed: true,
      },
    ]);
    expect(alone).toEqual([join(italian, 'racconto.txt')]);
  });
});

describe('aligning again', () => {
  it('repairs what was broken between two pins, leaves the pins as they are, and is one step', async () => {
    const [document = 0] = await add('story');
    const { project } = info;
    const good = await beads(document);
    const run = (command: Parameters<typeof test.client.call<'bitext.run'>>[1]['command']) =>
      test.client.call('bitext.run', { project, document, command });
    const at = good.findIndex(
      (_, i) => i > 10 && good.slice(i - 3, i + 8).every((b) => b.source.length === 1 && b.target.length === 1),
    );
    const id = (offset: number): number => good[at + offset]?.id ?? 0;
    await run({ type: 'confirm', bead: id(-2) });
    await run({ type: 'confirm', bead: id(6) });
    await run({ type: 'moveDown', bead: id(1), side: 'target', sentence: 0 });
    await run({ type: 'swapDown', bead: id(3), side: 'target' });
    const broken = await beads(document);
    expect(shapes(broken)).not.toEqual(shapes(good));
    const applied = await test.client.call('align.realign', { project, document, bead: id(2) });
    expect(applied.label).toBe('realign');
    const repaired = await beads(document);
    expect(shapes(repaired).slice(at, at + 6)).toEqual(shapes(good).slice(at, at + 6));
    expect(repaired.filter(({ status }) => status === 'confirmed').map((bead) => bead.id)).toEqual([id(-2), id(6)]);
    await test.client.call('bitext.undo', { project, document });
    expect(await beads(document)).toEqual(broken);
  });

  it('keeps a confirmed deletion and a locked bead where they are when the whole document is aligned again', async () => {
    const [document = 0] = await add('brochure');
    const { project } = info;
    const list = await beads(document);
    const [first, , third] = list;
    if (!first || !third) throw new Error('the brochure has more than three beads');
    await test.client.call('bitext.run', { project, document, command: { type: 'unlink', bead: third.id } });
    const [, , apart] = await beads(document);
    if (!apart) throw new Error('unlinking keeps the bead');
    await test.client.call('bitext.run', { project, document, command: { type: 'confirm', bead: apart.id } });
    await test.client.call('bitext.run', {
      project,
      document,
      command: { type: 'mark', beads: [first.id], mark: 'locked', on: true },
    });
    const applied = await test.client.run('align.again', { project, document });
    expect(applied.label).toBe('realign');
    const after = await beads(document);
    const kept = after.find((bead) => bead.id === apart.id);
    expect(kept).toMatchObject({ status: 'confirmed', target: [] });
    expect(after[0]).toMatchObject({ id: first.id, marks: ['locked'] });
    expect(after.flatMap(({ source }) => source.map((s) => s.id)).toSorted((a, b) => a - b)).toEqual(
      list.flatMap(({ source }) => source.map((s) => s.id)).toSorted((a, b) => a - b),
    );
  });
});

describe('what was learnt', () => {
  it('links the words of two sentences in both directions', async () => {
    const [document = 0] = await add('contract');
    const list = await beads(document);
    const bead = list.find(
      (candidate) => /contratto/i.test(text(candidate, 'source')) && text(candidate, 'target') !== '',
    );
    const [source, target] = [text(bead, 'source'), text(bead, 'target')];
    const links = await test.client.call('align.links', { project: info.project, document, source, target });
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(source.slice(link.source.start, link.source.end).trim()).not.toBe('');
      expect(target.slice(link.target.start, link.target.end).trim()).not.toBe('');
    }
  });
});

describe('word lists', () => {
  let project = '';

  beforeAll(async () => {
    const made = await test.client.call('project.create', {
      path: null,
      name: 'Lists',
      sourceLang: 'it',
      targetLang: 'en',
    });
    project = made.project;
  });

  it('are taken as anchors, termbases too, and says of each where it came from', async () => {
    const path = join(test.folder, 'words.tsv');
    writeFileSync(path, 'gatto\tcat\ncane\tdog\n');
    const list = await test.client.call('align.addWordList', { project, path });
    expect(list).toMatchObject({ name: 'words.tsv', path, format: 'table', entries: 2, sourceLang: 'it' });
    expect(list.addedAt).toBeGreaterThan(0);
    const terms = join(test.folder, 'terms.tbx');
    writeFileSync(
      terms,
      `<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry>
        <langSec xml:lang="it-IT"><termSec><term>volpe</term></termSec></langSec>
        <langSec xml:lang="en-GB"><termSec><term>fox</term></termSec></langSec></conceptEntry></body></text></tbx>`,
    );
    const termbase = await test.client.call('align.addWordList', { project, path: terms });
    expect(termbase).toMatchObject({ format: 'tbx', entries: 1, sourceLang: 'it-IT', targetLang: 'en-GB' });
    expect(await test.client.call('align.wordLists', { project })).toEqual([list, termbase]);
  });

  it('show which word answers to which, where nothing was learnt', async () => {
    const pairs = [{ source: corpus('letter.it.txt'), target: corpus('letter.en.txt') }];
    const [added] = await test.client.run('align.add', { project, pairs });
    const [source, target] = ['Un cane abbaia forte', 'Loudly barks one dog'];
    const links = await test.client.call('align.links', { project, document: added?.id ?? 0, source, target });
    const words = links.map(({ source: from, target: to }) => [
      source.slice(from.start, from.end),
      target.slice(to.start, to.end),
    ]);
    expect(words).toContainEqual(['cane', 'dog']);
  });

  it('can be replaced and removed, each as a step of the project that can be taken back', async () => {
    const lists = () => test.client.call('align.wordLists', { project });
    const [words, terms] = await lists();
    if (!words || !terms) throw new Error('two lists were added before');
    writeFileSync(words.path, 'gatto\tcat\ncane\tdog\nlupo\twolf\n');
    const renewed = await test.client.call('align.addWordList', { project, path: words.path });
    expect(renewed.entries).toBe(3);
    expect(await lists()).toEqual([terms, renewed]);
    expect(await test.client.call('align.removeWordList', { project, list: terms.id })).toEqual([renewed]);
    await test.client.call('project.undo', { project });
    expect(await lists()).toEqual([terms, renewed]);
    await test.client.call('project.undo', { project });
    expect(await lists()).toEqual([words, terms]);
    await test.client.call('project.redo', { project });
    expect(await lists()).toEqual([terms, renewed]);
    for (const { id } of await lists()) await test.client.call('align.removeWordList', { project, list: id });
    expect(await lists()).toEqual([]);
    await expect(test.client.call('align.removeWordList', { project, list: terms.id })).rejects.toMatchObject({
      code: 'notFound',
    });
  });

  it('without pairs, in other languages or damaged are refused, naming file and line', async () => {
    const refused = (name: string, content: string): Promise<unknown> => {
      const path = join(test.folder, name);
      writeFileSync(path, content);
      return test.client.call('align.addWordList', { project, path });
    };
    await expect(refused('empty.tsv', 'solo\t\n')).rejects.toThrow(/empty\.tsv:1: the list holds no pair/);
    await expect(refused('german.csv', 'de,fr\nHund,chien\n')).rejects.toThrow(/german\.csv:1: .*de, fr/);
    await expect(refused('cut.tbx', '<martif>\n<text>\n<body>')).rejects.toThrow(
      /cut\.tbx:3:\d+: the file ends too early/,
    );
    await expect(refused('binary.csv', 'PK\u0003\u0004\0\0\0\0')).rejects.toThrow(/binary\.csv: .*ZIP/);
    await expect(
      test.client.call('align.addWordList', { project, path: join(test.folder, 'none.tbx') }),
    ).rejects.toMatchObject({ code: 'fileNotFound' });
  });
});

describe('out of an alignment', () => {
  it('sends confirmed and sure beads to a memory once, with their confidence and document', async () => {
    const [document = 0] = await add('letter');
    const { project } = info;
    const memory = await test.client.call('memory.create', { path: join(test.folder, 'sent.bmem'), name: 'Sent' });
    const list = await beads(document);
    await test.client.call('bitext.run', { project, document, command: { type: 'confirm', bead: list[0]?.id ?? 0 } });
    const input = { project, document, memory: memory.path };
    expect(await test.client.run('align.send', { ...input, confidence: null })).toMatchObject({
      sent: 1,
      name: 'Sent',
    });
    const report = await test.client.run('align.send', { ...input, confidence: 0.9 });
    expect(report.sent + report.left).toBe(list.length);
    const stats = await test.client.call('memory.stats', { path: memory.path });
    expect(stats.units).toBe(report.sent);
    const out = join(test.folder, 'sent.tmx');
    await test.client.run('memory.export', { memory: memory.path, file: out });
    const tmx = readFileSync(out, 'utf8');
    expect(tmx).toContain('<prop type="x-document">letter</prop>');
    expect(tmx).toMatch(/<prop type="x-confidence">(0\.9\d|1\.00)<\/prop>/);
  });

  it.each(['xliff', 'tmx', 'tsv', 'html'] as const)('is written as %s', async (format) => {
    const [document = 0] = await add('letter');
    const path = join(test.folder, `letter.${format === 'xliff' ? 'xlf' : format}`);
    const report = await test.client.run('export.run', { project: info.project, documents: [document], format, path });
    expect(report.units).toBeGreaterThan(20);
    const opened = await test.client.run('align.open', { project: info.project, path });
    const again = await beads(opened.id);
    const pairs = (list: readonly Bead[]): string[] =>
      list
        .filter(({ source, target }) => format !== 'tmx' || (source.length > 0 && target.length > 0))
        .map((bead) => `${text(bead, 'source')} | ${text(bead, 'target')}`);
    expect(pairs(again)).toEqual(pairs(await beads(document)));
  });

  it('comes back from its XLIFF with the sentences, confidence and state of every bead', async () => {
    const [document = 0] = await add('minutes');
    const { project } = info;
    const first = (await beads(document))[0]?.id ?? 0;
    await test.client.call('bitext.run', { project, document, command: { type: 'confirm', bead: first } });
    const path = join(test.folder, 'minutes.xlf');
    await test.client.run('export.run', { project, documents: [document], format: 'xliff', path });
    const opened = await test.client.run('align.open', { project, path });
    const state = (bead: Bead): unknown => ({
      source: bead.source.map(({ content }) => content.text),
      target: bead.target.map(({ content }) => content.text),
      status: bead.status,
      confidence: bead.confidence?.toFixed(3),
      reasons: bead.reasons,
    });
    expect((await beads(opened.id)).map(state)).toEqual((await beads(document)).map(state));
  });
});

describe('the aligner’s opinion of what was made by hand', () => {
  it('doubts a wrong pairing and trusts a right one', async () => {
    const [document = 0] = await add('story');
    const { project } = info;
    const list = await beads(document);
    const at = list.findIndex(
      (_, i) => i > 30 && list.slice(i - 3, i + 4).every((b) => b.source.length === 1 && b.target.length === 1),
    );
    const bead = list[at]?.id ?? 0;
    await test.client.call('bitext.run', { project, document, command: { type: 'swapDown', bead, side: 'target' } });
    const swapped = (await beads(document)).filter(({ confidence }) => confidence === null).map(({ id }) => id);
    expect(swapped).toHaveLength(2);
    const doubts = await test.client.call('align.opinions', { project, document, beads: swapped });
    for (const { confidence, reasons } of doubts) {
      expect(confidence).toBeLessThan(0.3);
      expect(reasons).toEqual(['otherwise']);
    }
    await test.client.call('bitext.run', { project, document, command: { type: 'swapDown', bead, side: 'target' } });
    const trust = await test.client.call('align.opinions', { project, document, beads: swapped });
    for (const { confidence } of trust) expect(confidence).toBeGreaterThan(0.8);
  });
});

describe('comments on beads of an alignment', () => {
  it('are written, changed and taken back as in a translation, and travel with the bitext', async () => {
    const [document = 0] = await add('letter');
    const { project } = info;
    const run = (command: Parameters<typeof test.client.call<'bitext.run'>>[1]['command']) =>
      test.client.call('bitext.run', { project, document, command });
    const bead = (await beads(document))[4]?.id ?? 0;
    const comments = async () => (await beads(document)).find(({ id }) => id === bead)?.comments ?? [];
    await run({ type: 'comment', bead, text: 'Ask the author' });
    const [written] = await comments();
    expect(written).toMatchObject({ text: 'Ask the author' });
    await run({ type: 'editComment', bead, comment: written?.id ?? 0, text: 'Asked', resolved: true });
    expect(await comments()).toMatchObject([{ text: 'Asked', resolved: true }]);
    const path = join(test.folder, 'commented.xlf');
    await test.client.run('export.run', { project, documents: [document], format: 'xliff', path });
    const opened = await test.client.run('align.open', { project, path });
    expect((await beads(opened.id)).flatMap((other) => other.comments.map(({ text: said }) => said))).toEqual([
      'Asked',
    ]);
    await test.client.run('align.again', { project, document });
    expect((await beads(document)).flatMap((other) => other.comments.map(({ text: said }) => said))).toEqual(['Asked']);
    await test.client.call('bitext.undo', { project, document });
    await test.client.call('bitext.undo', { project, document });
    expect(await comments()).toMatchObject([{ text: 'Ask the author' }]);
    await run({ type: 'removeComment', bead, comment: written?.id ?? 0 });
    expect(await comments()).toEqual([]);
  });
});
