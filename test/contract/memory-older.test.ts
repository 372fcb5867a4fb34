import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEMORY_VERSION, openMemoryFile } from '../../src/main/core/store/memory-file.ts';
import { bifronte } from '../support/cli.ts';
import { olderMemory } from '../support/older-memory.ts';
import type { TestCore } from './harness.ts';
import { startTestCore } from './harness.ts';

const UNITS = 1_500;
const options = { log: () => undefined };

describe('a large memory of an older version', () => {
  let subject: TestCore;
  beforeAll(() => {
    subject = startTestCore();
  });
  afterAll(() => subject.end());

  it('is brought up to date by a task that tells how far it is, and is whole afterwards', async () => {
    const path = join(subject.folder, 'old.bmem');
    olderMemory(path, UNITS);
    const { client } = subject;
    expect(await client.call('memoryEdit.open', { path })).toBeNull();
    const phases = new Set<string>();
    const stop = subject.core.on((event, payload) => {
      if (event === 'job.progress' && 'phase' in payload) phases.add(payload.phase);
    });
    await client.run('memoryEdit.prepare', { path });
    stop();
    expect(phases).toContain('job.updating');
    expect(existsSync(`${path}.before-v${MEMORY_VERSION}`)).toBe(true);
    expect(await client.call('memoryEdit.open', { path })).toMatchObject({ units: UNITS, name: 'Old', undo: null });

    const memory = await openMemoryFile(path, options);
    // Hashes in order with odd weights, as new units get it.
    expect(memory.all('SELECT digest FROM unit WHERE id IN (1, 1500) ORDER BY id')).toEqual([
      { digest: 1 + 3 * 6 },
      { digest: 1500 + 3 * 1505 },
    ]);
    expect(memory.get('SELECT text, own_norm, norm FROM variant WHERE unit = 7 AND position = 1')).toEqual({
      text: 'Number 7  ',
      own_norm: 'Number 7',
      norm: 'Number 7',
    });
    expect(memory.get('SELECT count(*) AS n FROM variant')).toEqual({ n: 2 * UNITS });
    expect(memory.get('SELECT count(*) AS n FROM text_block')).toEqual({ n: 2 });
    expect(memory.get('PRAGMA quick_check')).toEqual({ quick_check: 'ok' });
    expect(memory.all('PRAGMA foreign_key_check')).toEqual([]);
    memory.close();

    const query = { find: { text: 'numero 77', matchCase: false, wholeWord: true, regex: false } };
    const request = { memory: path, query, sourceLang: 'it', targetLang: 'en', from: 0, count: 10 };
    let page = await client.call('memoryEdit.page', { ...request, fresh: true });
    while (!page.complete) page = await client.call('memoryEdit.page', request);
    expect(page.rows.map(({ unit }) => unit)).toEqual([77]);
  });

  it('stays as it is when one gives up', async () => {
    const path = join(subject.folder, 'given-up.bmem');
    olderMemory(path, UNITS);
    for (const stopAfter of [0, 2, 4, 6]) {
      let told = 0;
      const opening = openMemoryFile(path, options, () => {
        if (told++ === stopAfter) throw new Error('given up');
      });
      await expect(opening).rejects.toThrow('given up');
      expect(existsSync(`${path}.before-v${MEMORY_VERSION}`)).toBe(false);
      expect(await subject.client.call('memoryEdit.open', { path })).toBeNull();
    }
    (await openMemoryFile(path, options)).close();
    expect(await subject.client.call('memoryEdit.open', { path })).toMatchObject({ units: UNITS });
  });

  it('is brought up to date by a task, too, when it is attached or a project that has it is opened', async () => {
    const { client } = subject;
    const path = join(subject.folder, 'attached.bmem');
    olderMemory(path, UNITS);
    const { project } = await client.call('project.create', {
      path: join(subject.folder, 'P'),
      name: 'P',
      sourceLang: 'it',
      targetLang: 'en',
    });
    expect(await client.call('memory.attach', { project, path })).toMatchObject({ units: UNITS, problem: 'older' });
    const find = async () => {
      const search = { project, side: 'target', text: 'Number 77', limit: 5, wholeWords: true } as const;
      return (await client.call('memory.concordance', search)).map(({ unit }) => unit);
    };
    // Until then it is not used, and nothing fails for it.
    expect(await find()).toEqual([]);
    const edit = { type: 'delete' as const, units: [1] };
    await expect(client.call('memoryEdit.run', { memory: path, command: edit })).rejects.toMatchObject({
      code: 'conflict',
      values: { key: 'memory.older' },
    });
    await client.call('project.close', { project });
    const problems = async () => {
      const { memories } = await client.call('project.open', { path: project });
      return memories.filter((it) => it.path === path).map(({ problem }) => problem);
    };
    expect(await problems()).toEqual(['older']);

    const phases = new Set<string>();
    const stop = client.transport.on('job.progress', ({ phase }) => void phases.add(phase));
    await client.run('memoryEdit.prepare', { path });
    stop();
    expect(phases).toContain('job.updating');
    expect((await client.call('memory.list', { project })).map(({ problem }) => problem)).toEqual([null, null]);
    expect(await find()).toEqual([77]);
    expect(await problems()).toEqual([null]);
  });

  it('is brought up to date at once when it is small', async () => {
    const { client } = subject;
    const path = join(subject.folder, 'small.bmem');
    olderMemory(path, 5);
    const { project } = await client.call('project.create', {
      path: join(subject.folder, 'Q'),
      name: 'Q',
      sourceLang: 'it',
      targetLang: 'en',
    });
    expect(await client.call('memory.attach', { project, path })).toMatchObject({ units: 5, problem: null });
    expect(existsSync(`${path}.before-v${MEMORY_VERSION}`)).toBe(true);
  });

  it('is brought up to date before the command line searches it', () => {
    const path = join(subject.folder, 'closed.bmem');
    olderMemory(path, UNITS);
    const search = ['memory', 'search', path, 'Number 77', '--words', '--langs', 'en-it'];
    expect(bifronte(search, subject.folder)).toMatchObject({ code: 0, out: expect.stringContaining('Number 77') });
    expect(existsSync(`${path}.before-v${MEMORY_VERSION}`)).toBe(true);
  });
});
