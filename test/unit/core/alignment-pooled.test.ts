import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sideContent } from '../../../src/shared/bitext/bead.ts';
import { readWordTables } from '../../../src/main/core/store/project/alignment.ts';
import { readProjectFile } from '../../../src/main/core/store/project-file.ts';
import type { TestCore } from '../../contract/harness.ts';
import { startTestCore } from '../../contract/harness.ts';

/** What a project has learnt of its words, where it keeps it, and what it is good for (ALIGNMENT section 3.5). */

let test: TestCore;
const CORPUS = resolve(import.meta.dirname, '../../../corpus');
const corpus = (name: string) => ({ source: join(CORPUS, `${name}.it.txt`), target: join(CORPUS, `${name}.en.txt`) });

beforeAll(() => {
  test = startTestCore();
});
afterAll(() => test.end());

async function newProject(name: string): Promise<string> {
  const made = await test.client.call('project.create', { path: null, name, sourceLang: 'it', targetLang: 'en' });
  return made.project;
}

const add = (project: string, ...pairs: { source: string; target: string }[]) =>
  test.client.run('align.add', { project, pairs });

/** The word tables in the file of a project, of documents or of memories: what each was learnt from, and its state. */
function tables(project: string, of: 'document' | 'memory' = 'document'): Map<string, string> {
  const connection = readProjectFile(project, { log: () => undefined });
  try {
    const rows = readWordTables(connection, { sourceLang: 'it', targetLang: 'en' });
    return new Map(rows.flatMap(({ origin, stamp }) => (origin.startsWith(of) ? [[origin, stamp]] : [])));
  } finally {
    connection.close();
  }
}

interface Gold {
  readonly source: { readonly sentences: readonly { readonly text: string }[] };
  readonly target: { readonly sentences: readonly { readonly text: string }[] };
  readonly beads: readonly (readonly [readonly number[], readonly number[]])[];
}

/** A few beads from the middle of a document of the corpus, some without their translation, as a pair of files. */
function excerpt(name: string): { source: string; target: string; gold: Set<string> } {
  const whole = JSON.parse(readFileSync(join(CORPUS, `${name}.gold.json`), 'utf8')) as Gold;
  const source: string[] = [];
  const target: string[] = [];
  const gold = new Set<string>();
  whole.beads.slice(10, 24).forEach(([left, right], k) => {
    const sources = left.map((i) => whole.source.sentences[i]?.text ?? '');
    const targets = k >= 5 && k < 8 ? [] : right.map((i) => whole.target.sentences[i]?.text ?? '');
    source.push(...sources);
    target.push(...targets);
    gold.add(`${sources.join(' ')}\t${targets.join(' ')}`);
  });
  const path = (language: string): string => join(test.folder, `${name}-excerpt.${language}.txt`);
  writeFileSync(path('it'), source.join('\n\n'));
  writeFileSync(path('en'), target.join('\n\n'));
  return { source: path('it'), target: path('en'), gold };
}

/** How many beads of the excerpts come out right, and how many are expected to be wrong. */
async function trial(project: string): Promise<{ right: number; expectedWrong: number }> {
  const excerpts = ['story', 'webpage', 'letter'].map(excerpt);
  const documents = await add(project, ...excerpts.map(({ source, target }) => ({ source, target })));
  let right = 0;
  let expectedWrong = 0;
  for (const [i, { id }] of documents.entries()) {
    const input = { project, document: id };
    expectedWrong += (await test.client.call('align.summary', input)).expectedWrong;
    const { beads } = await test.client.call('bitext.load', { ...input, from: 0, count: 100 });
    for (const bead of beads) {
      const pair = (['source', 'target'] as const).map((side) => sideContent(bead, side).text).join('\t');
      if (excerpts[i]?.gold.has(pair)) right++;
    }
  }
  return { right, expectedWrong };
}

describe('the words of a project', () => {
  let alone: { right: number; expectedWrong: number };
  let taught = '';

  beforeAll(async () => {
    alone = await trial(await newProject('Alone'));
    taught = await newProject('Taught');
    await add(taught, corpus('contract'));
    await add(taught, corpus('minutes'), corpus('news'));
  });

  it('are kept in its file, one table for each aligned document', async () => {
    const documents = await test.client.call('document.list', { project: taught });
    expect([...tables(taught).keys()].toSorted()).toEqual(documents.map(({ id }) => `document:${id}`).toSorted());
  });

  it('are there when it is opened again, and help with the next documents', async () => {
    const before = tables(taught);
    await test.client.call('project.close', { project: taught });
    await test.client.call('project.open', { path: taught });
    expect(tables(taught)).toEqual(before);
    const helped = await trial(taught);
    expect(helped.right).toBeGreaterThan(alone.right);
    expect(helped.expectedWrong).toBeLessThan(alone.expectedWrong * 0.8);
  });

  it('are learnt again from a document when its beads were confirmed', async () => {
    const [document] = await test.client.call('document.list', { project: taught });
    const id = document?.id ?? 0;
    const before = tables(taught);
    const { beads } = await test.client.call('bitext.load', { project: taught, document: id, from: 0, count: 60 });
    await test.client.call('bitext.run', {
      project: taught,
      document: id,
      command: { type: 'confirmAbove', bead: beads.at(-1)?.id ?? 0 },
    });
    await add(taught, corpus('letter'));
    const after = tables(taught);
    expect(after.get(`document:${id}`)).not.toBe(before.get(`document:${id}`));
    for (const [origin, stamp] of before) if (origin !== `document:${id}`) expect(after.get(origin)).toBe(stamp);
    expect(after.size).toBe(before.size + 1);
  });

  it('are learnt anew without a word list once it is removed', async () => {
    const list = join(test.folder, 'list.tsv');
    writeFileSync(list, 'contratto\tcontract\nverbale\tminutes\n');
    const { id } = await test.client.call('align.addWordList', { project: taught, path: list });
    const before = tables(taught);
    await test.client.call('align.removeWordList', { project: taught, list: id });
    expect(new Set(tables(taught).values())).toEqual(new Set(['']));
    await add(taught, corpus('brochure'));
    const after = tables(taught);
    for (const [origin, stamp] of before) expect(after.get(origin)).toBe(stamp);
  });

  it('are learnt from a memory of the project too, and again when the memory has grown', async () => {
    const project = await newProject('Reading');
    const memory = await test.client.call('memory.create', { path: join(test.folder, 'taught.bmem'), name: 'Taught' });
    await test.client.call('memory.attach', { project, path: memory.path, writable: false });
    const send = async (document: number): Promise<void> => {
      await test.client.run('align.send', { project: taught, document, memory: memory.path, confidence: 0.9 });
    };
    const documents = await test.client.call('document.list', { project: taught });
    for (const { id } of documents.slice(0, 2)) await send(id);
    const helped = await trial(project);
    expect(helped.expectedWrong).toBeLessThan(alone.expectedWrong);
    const origin = `memory:${memory.path}`;
    const first = tables(project, 'memory').get(origin);
    expect(first).toBeDefined();
    await send(documents[2]?.id ?? 0);
    await add(project, corpus('letter'));
    expect(tables(project, 'memory').get(origin)).not.toBe(first);
  });

  it('of texts that are no translations of each other are not learnt', async () => {
    const project = await newProject('Unrelated');
    await add(project, { source: corpus('story').source, target: corpus('minutes').target });
    expect(tables(project).size).toBe(0);
    const [letter] = await add(project, corpus('letter'));
    expect([...tables(project).keys()]).toEqual([`document:${letter?.id}`]);
  });
});
