import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { sideContent } from '../../../src/shared/bitext/bead.ts';
import type { AlignmentSummary } from '../../../src/shared/contract/align.ts';
import { readProjectFile } from '../../../src/main/core/store/project-file.ts';
import type { TestCore } from '../../contract/harness.ts';
import { startTestCore } from '../../contract/harness.ts';
import { StartedThreads } from '../../support/started-threads.ts';

/** What nobody would call two translations, through the door the window uses: a clear message or a sensible result. */

let test: TestCore;
let project = '';

const CORPUS = resolve(import.meta.dirname, '../../../corpus');
const corpus = (name: string): string => join(CORPUS, name);
const corpusText = (name: string): string => readFileSync(corpus(name), 'utf8');

beforeAll(async () => {
  test = startTestCore();
  const made = await test.client.call('project.create', {
    path: null,
    name: 'Odd',
    sourceLang: 'it',
    targetLang: 'en',
  });
  project = made.project;
});
afterAll(() => test.end());

function file(name: string, content: string | Uint8Array): string {
  const path = join(test.folder, name);
  writeFileSync(path, content);
  return path;
}

interface Aligned {
  readonly beads: readonly Bead[];
  readonly summary: AlignmentSummary;
}

async function aligned(source: string, target: string): Promise<Aligned> {
  const [added] = await test.client.run('align.add', { project, pairs: [{ source, target }] });
  const document = added?.id ?? 0;
  const page = await test.client.call('bitext.load', { project, document, from: 0, count: 5_000 });
  return { beads: page.beads, summary: await test.client.call('align.summary', { project, document }) };
}

const refused = (source: string, target: string): Promise<unknown> =>
  test.client.run('align.add', { project, pairs: [{ source, target }] });

const count = ({ beads }: Aligned, side: 'source' | 'target'): number =>
  beads.reduce((sum, bead) => sum + bead[side].length, 0);

describe('two texts that are no pair', () => {
  it('of which one is blank become sentences without counterpart, and are called unrelated', async () => {
    const result = await aligned(corpus('letter.it.txt'), file('blank.en.txt', ' \n\n \t\n'));
    expect(result.beads.length).toBeGreaterThan(20);
    expect(result.beads.every(({ target }) => target.length === 0)).toBe(true);
    expect(result.summary).toMatchObject({ related: false, oneSided: result.beads.length });
  });

  it('of which one is empty are refused by the name of the file, and so are two without any text', async () => {
    const empty = file('empty.en.txt', '');
    await expect(refused(corpus('letter.it.txt'), empty)).rejects.toMatchObject({
      code: 'format',
      message: expect.stringMatching(/empty\.en\.txt: the file is empty/),
    });
    const blank = file('blank.it.txt', '\n\n');
    await expect(refused(blank, file('blank2.en.txt', '  \n'))).rejects.toMatchObject({
      code: 'badRequest',
      values: { key: 'nothingToAlign' },
    });
  });

  it('that are the same text are paired one to one, and the wrong language is told', async () => {
    const { beads, summary } = await aligned(corpus('letter.it.txt'), corpus('letter.it.txt'));
    for (const bead of beads) {
      expect([bead.source.length, bead.target.length]).toEqual([1, 1]);
      expect(sideContent(bead, 'source').text).toBe(sideContent(bead, 'target').text);
    }
    expect(summary.findings).toEqual([{ kind: 'wrong', side: 'target', expected: 'en', found: 'it' }]);
  });

  it('with the sides exchanged are aligned all the same, and the exchange is told', async () => {
    const { beads, summary } = await aligned(corpus('letter.en.txt'), corpus('letter.it.txt'));
    expect(summary).toMatchObject({ related: true, findings: [{ kind: 'swapped' }] });
    expect(beads.filter(({ source, target }) => source.length === 1 && target.length === 1).length).toBeGreaterThan(20);
  });

  it('in a language that was not said are told apart from an exchange', async () => {
    const german = 'Der Hund und die Katze sind in dem Haus, und das ist nicht der erste Tag mit ihnen. ';
    const { summary } = await aligned(corpus('letter.it.txt'), file('brief.en.txt', `${german}\n\n`.repeat(20)));
    expect(summary.findings).toEqual([{ kind: 'wrong', side: 'target', expected: 'en', found: 'de' }]);
    expect(summary.related).toBe(false);
  });

  it('with nothing in common are called unrelated', async () => {
    const { summary } = await aligned(corpus('story.it.txt'), corpus('minutes.en.txt'));
    expect(summary.related).toBe(false);
  });

  it('of which one is a hundred times longer lose no sentence', async () => {
    const long = Array.from({ length: 30 }, () => corpusText('contract.en.txt')).join('\n\n');
    const short = file('short.it.txt', 'Il contratto dura due anni.\n\nIl canone è di 500 euro.\n\nAddio.\n');
    const result = await aligned(short, file('long.en.txt', long));
    expect(count(result, 'source')).toBe(3);
    expect(count(result, 'target')).toBeGreaterThan(1_000);
    expect(result.summary.related).toBe(false);
  });

  it('with sentences of 50,000 characters lose no character', async () => {
    const endless = (name: string, turns: number): string =>
      Array.from({ length: 3 }, (_, i) =>
        `${i} ${corpusText(name).replace(/[^\p{L} ]+/gu, ' ')} `.repeat(turns).slice(0, 50_000).trim(),
      ).join('\n\n');
    const [it, en] = [endless('story.it.txt', 20), endless('story.en.txt', 20)];
    const result = await aligned(file('endless.it.txt', it), file('endless.en.txt', en));
    const letters = (text: string): number => text.replaceAll(/\s/g, '').length;
    for (const [side, text] of [
      ['source', it],
      ['target', en],
    ] as const) {
      const found = result.beads.map((bead) => sideContent(bead, side).text).join('');
      expect(letters(found)).toBe(letters(text));
    }
    expect(result.beads.length).toBeLessThan(10);
  });

  it('of which one is no text are refused by the name of the file and what is in it', async () => {
    const noise = file(
      'noise.en.txt',
      Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 256),
    );
    await expect(refused(corpus('letter.it.txt'), noise)).rejects.toMatchObject({
      code: 'format',
      message: expect.stringMatching(/noise\.en\.txt:1: .*binary data/),
    });
    const zip = file('brief.en.txt', Uint8Array.of(0x50, 0x4b, 3, 4, ...Array.from({ length: 60 }, () => 0)));
    await expect(refused(corpus('letter.it.txt'), zip)).rejects.toThrow(/brief\.en\.txt: .*ZIP/);
  });

  it('of which one is a folder, or no kind of document, are refused', async () => {
    await expect(refused(corpus('letter.it.txt'), test.folder)).rejects.toMatchObject({ code: 'fileUnreadable' });
    const picture = file('picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0));
    await expect(refused(corpus('letter.it.txt'), picture)).rejects.toThrow(/picture\.png/);
  });

  it('are all left out when one of several cannot be read', async () => {
    const before = await test.client.call('document.list', { project });
    const pairs = [
      { source: corpus('letter.it.txt'), target: corpus('letter.en.txt') },
      { source: corpus('story.it.txt'), target: join(test.folder, 'none.txt') },
    ];
    await expect(test.client.run('align.add', { project, pairs })).rejects.toThrow(/none\.txt/);
    expect(await test.client.call('document.list', { project })).toEqual(before);
  });
});

describe('folders that are no pair', () => {
  const languages = { sourceLang: 'it', targetLang: 'en' };

  it('yield no pair: every file is named as left alone', async () => {
    const [italian, english] = [join(test.folder, 'it'), join(test.folder, 'en')];
    mkdirSync(italian);
    mkdirSync(english);
    writeFileSync(join(italian, 'racconto.txt'), corpusText('story.it.txt'));
    writeFileSync(join(english, 'board.txt'), corpusText('minutes.en.txt'));
    expect(await test.client.call('align.pairs', { source: italian, target: english, ...languages })).toEqual({
      pairs: [],
      alone: [join(italian, 'racconto.txt'), join(english, 'board.txt')],
    });
  });

  it('of one name but other contents are proposed with a warning', async () => {
    const [left, right] = [join(test.folder, 'left'), join(test.folder, 'right')];
    mkdirSync(left);
    mkdirSync(right);
    writeFileSync(join(left, 'report.txt'), corpusText('story.it.txt'));
    writeFileSync(join(right, 'report.txt'), corpusText('minutes.en.txt'));
    const { pairs } = await test.client.call('align.pairs', { source: left, target: right, ...languages });
    expect(pairs).toEqual([
      { source: join(left, 'report.txt'), target: join(right, 'report.txt'), by: 'name', confirmed: false },
    ]);
  });

  it('that are empty or missing give an empty answer or a clear one', async () => {
    const empty = join(test.folder, 'nothing');
    mkdirSync(empty);
    expect(await test.client.call('align.pairs', { source: empty, target: empty, ...languages })).toEqual({
      pairs: [],
      alone: [],
    });
    await expect(
      test.client.call('align.pairs', { source: empty, target: join(test.folder, 'missing'), ...languages }),
    ).rejects.toMatchObject({ code: 'fileNotFound' });
  });
});

describe('a long alignment', () => {
  /** Starts one, cancels it as soon as it tells of a phase, and returns the phases it told of. */
  async function cancelledIn(phase: string, source: string, target: string): Promise<Set<string>> {
    const seen = new Set<string>();
    const { promise, resolve: reached } = Promise.withResolvers<void>();
    const stop = test.client.transport.on('job.progress', (told) => {
      seen.add(told.phase);
      if (told.phase === phase) reached();
    });
    const { job } = (await test.client.call('align.add', { project, pairs: [{ source, target }] })) as { job: string };
    await promise;
    await test.client.call('job.cancel', { job });
    await expect(test.client.outcome(job)).rejects.toMatchObject({ code: 'cancelled' });
    stop();
    return seen;
  }

  const TABLES = [
    'document',
    'original',
    'original_content',
    'unit',
    'bead',
    'alignment',
    'word_table',
    'version',
    'step',
  ];

  /** How many rows the tables of the project have that an alignment writes to. */
  function storedRows(): Record<string, number> {
    const file = readProjectFile(project, { log: () => undefined });
    try {
      const count = (table: string): number =>
        file.get<{ rows: number }>(`SELECT count(*) AS rows FROM ${table}`)?.rows ?? -1;
      return Object.fromEntries(TABLES.map((table) => [table, count(table)]));
    } finally {
      file.close();
    }
  }

  it('tells how far it is in every phase, and leaves nothing behind when it is cancelled in one', async () => {
    const long = (name: string): string => Array.from({ length: 25 }, () => corpusText(name)).join('\n\n');
    const source = file('long.it.txt', long('contract.it.txt'));
    const target = file('long2.en.txt', long('contract.en.txt'));
    const before = await test.client.call('document.list', { project });
    const rows = storedRows();
    const threads = new StartedThreads();
    expect(await cancelledIn('job.reading', source, target)).toContain('job.reading');
    const phases = await cancelledIn('job.aligning', source, target);
    expect([...phases]).toEqual(expect.arrayContaining(['job.reading', 'job.aligning']));
    // Each job has a thread, which takes those it started with it.
    expect(threads.started).toBeGreaterThanOrEqual(2);
    await expect.poll(() => threads.left).toBe(0);
    threads.end();
    expect(storedRows()).toEqual(rows);
    expect(await test.client.call('document.list', { project })).toEqual(before);
    const { summary } = await aligned(corpus('letter.it.txt'), corpus('letter.en.txt'));
    expect(summary.related).toBe(true);
  }, 240_000);
});
