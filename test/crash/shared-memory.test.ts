import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../src/shared/text/content.ts';
import {
  MEMORY_APPLICATION_ID,
  MEMORY_VERSION,
  openMemoryFile,
  readMemoryFile,
} from '../../src/main/core/store/memory-file.ts';
import { readCounter } from '../../src/main/core/store/meta.ts';
import { initial } from '../../src/main/core/store/migrations/memory/001-initial.ts';
import type { TestCore } from '../contract/harness.ts';
import { startTestCore } from '../contract/harness.ts';
import { bifronte } from '../support/cli.ts';

const ROOT = join(import.meta.dirname, '../..');
const BASE = 100;
const IMPORTED = 2_000;
const CONFIRMED = 60;
const OWN = 40;
const options = { log: () => undefined };

const tmx = (name: string, count: number): string => {
  const unit = (i: number) =>
    `<tu><tuv xml:lang="it"><seg>${name} numero ${i}.</seg></tuv><tuv xml:lang="en"><seg>${name} number ${i}.</seg></tuv></tu>`;
  const units = Array.from({ length: count }, (_, i) => unit(i)).join('\n');
  return `<tmx version="1.4"><header srclang="it"/><body>\n${units}\n</body></tmx>\n`;
};

/** The programs that run now; none outlives the test. */
const children = new Set<ChildProcess>();

interface Program {
  readonly child: ChildProcess;
  readonly lines: string[];
  /** The first line it writes. */
  readonly first: Promise<string>;
  /** Its exit code. */
  readonly ended: Promise<number | null>;
}

function start(args: readonly string[], home: string): Program {
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, BIFRONTE_HOME: home },
  });
  children.add(child);
  const lines: string[] = [];
  const { promise: first, resolve } = Promise.withResolvers<string>();
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    resolve(line);
  });
  const ended = once(child, 'close').then(([code]) => {
    children.delete(child);
    resolve('');
    return code as number | null;
  });
  return { child, lines, first, ended };
}

describe('a memory that several programs use at once', () => {
  let test: TestCore;
  let memory: string;
  let changes: string[] = [];

  /** A folder for another program's own files. */
  const home = (name: string): string => {
    const path = join(test.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const write = (name: string, content: string): string => {
    const path = join(test.folder, name);
    writeFileSync(path, content);
    return path;
  };

  beforeAll(async () => {
    test = startTestCore();
    test.client.transport.on('memory.changed', (payload) => void changes.push(payload.memory));
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await test.end();
  });

  /** A memory with a project of the test's own that writes to it. */
  async function prepare(name: string): Promise<{ project: string; document: number; beads: readonly number[] }> {
    ({ path: memory } = await test.client.call('memory.create', { path: join(test.folder, name), name }));
    await test.client.run('memory.import', { memory, file: write(`${name}-base.tmx`, tmx('base', BASE)) });
    const path = join(test.folder, `P-${name}`);
    const { project } = await test.client.call('project.create', { path, name, sourceLang: 'it', targetLang: 'en' });
    await test.client.call('memory.attach', { project, path: memory, writable: true });
    const text = Array.from({ length: OWN }, (_, i) => `propria numero ${i} qui.`).join('\n\n');
    const { id: document } = await test.client.run('document.add', { project, path: write(`${name}.txt`, text) });
    const { beads } = await test.client.call('bitext.load', { project, document, from: 0, count: OWN });
    return { project, document, beads: beads.map(({ id }) => id) };
  }

  const confirm = (where: { project: string; document: number }, bead: number, text: string) =>
    test.client.call('bitext.run', { ...where, command: { type: 'confirm', bead, content: plain(text) } });

  const lookup = async (where: { project: string; document: number }, text: string): Promise<readonly string[]> => {
    const input = { ...where, content: plain(text), previous: null, next: null, threshold: 100, limit: 3 };
    return (await test.client.call('memory.lookup', input)).map(({ target }) => target.text);
  };

  /** How many units the memory holds, after checking that it is whole and its counts are right. */
  function unitsOf(path: string): number {
    const connection = readMemoryFile(path, options);
    try {
      expect(connection.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
      expect(connection.all('PRAGMA foreign_key_check')).toEqual([]);
      const units = connection.get<{ n: number }>('SELECT count(*) AS n FROM unit')?.n ?? Number.NaN;
      expect(connection.get('SELECT count(*) AS n FROM variant')).toEqual({ n: 2 * units });
      expect(connection.get('SELECT coalesce(sum(units), 0) AS n FROM batch')).toEqual({ n: units });
      expect(readCounter(connection, 'units')).toBe(units);
      return units;
    } finally {
      connection.close();
    }
  }

  it('has in the end what each of them confirmed, imported and edited', async () => {
    const own = await prepare('Comune');
    const others = ['prima', 'seconda'].map((name) =>
      start([join(import.meta.dirname, 'confirmer.ts'), home(name), name, memory, String(CONFIRMED)], home(name)),
    );
    await Promise.all(others.map(({ first }) => first));
    const file = write('import.tmx', tmx('importata', IMPORTED));
    const importing = start([join(ROOT, 'bin/bifronte.js'), 'memory', 'import', memory, file], home('cli'));

    // Meanwhile the test's own core confirms and edits.
    for (const [i, bead] of own.beads.entries()) {
      await confirm(own, bead, `own number ${i} here.`);
      const content = plain(`edited ${i}`);
      const edit = { memory, command: { type: 'edit', unit: i + 1, lang: 'en', content } } as const;
      for (let attempts = 0; ; attempts++) {
        try {
          await test.client.call('memoryEdit.run', edit);
          break;
        } catch (error) {
          // What cannot be done at once is refused with a reason, and done when it is tried again.
          expect(error).toMatchObject({ code: 'memoryInUse', values: { path: memory } });
          expect(attempts).toBeLessThan(1_000);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      }
    }
    expect(await importing.ended).toBe(0);
    expect(await Promise.all(others.map(({ ended }) => ended))).toEqual([0, 0]);
    expect(others.map(({ lines }) => lines.length)).toEqual([CONFIRMED + 1, CONFIRMED + 1]);

    // What found the memory locked when its program ended waits in the project, and goes there when it is opened.
    for (const project of others.map(({ lines }) => lines[0] ?? '')) {
      await test.client.call('project.open', { path: project });
      await test.client.call('project.close', { project });
    }
    await test.client.call('project.close', { project: own.project });
    expect(unitsOf(memory)).toBe(BASE + IMPORTED + 2 * CONFIRMED + OWN);
    const connection = readMemoryFile(memory, options);
    const has = (text: string) => connection.get('SELECT count(*) AS n FROM variant WHERE text = ?', text);
    for (let i = 0; i < OWN; i++) expect(has(`edited ${i}`)).toEqual({ n: 1 });
    for (const name of ['prima', 'seconda']) {
      for (let i = 0; i < CONFIRMED; i++) expect(has(`${name} number ${i} here.`)).toEqual({ n: 1 });
    }
    connection.close();
  }, 240_000);

  it('shows each program what the other has done, soon after', async () => {
    const own = await prepare('Vista');
    expect(await lookup(own, 'altra numero 7.')).toEqual([]);
    await test.client.call('memoryEdit.open', { path: memory });
    changes = [];
    expect(bifronte(['memory', 'import', memory, write('altra.tmx', tmx('altra', 20))], home('cli')).code).toBe(0);
    await expect.poll(() => changes).toContain(memory);
    expect(await lookup(own, 'altra numero 7.')).toEqual(['altra number 7.']);
    const query = { find: { text: 'altra', matchCase: false, wholeWord: true, regex: false } };
    const request = { memory, query, sourceLang: 'it', targetLang: 'en', from: 0, count: 100, fresh: true };
    expect((await test.client.call('memoryEdit.page', request)).rows).toHaveLength(20);
    // The other way round, once the row is confirmed here.
    await confirm(own, own.beads[3] ?? 0, 'own number 3 here.');
    expect(await lookup(own, 'propria numero 3 qui.')).toEqual(['own number 3 here.']);
    const said = bifronte(['memory', 'lookup', memory, '--langs', 'it-en', 'propria numero 3 qui.'], home('cli'));
    expect(said.out).toContain('own number 3 here.');
    await test.client.call('project.close', { project: own.project });
  });

  it('keeps nobody waiting for ever while one of them has it locked', async () => {
    const own = await prepare('Occupata');
    const holder = start([join(import.meta.dirname, 'holder.ts'), memory], home('holder'));
    expect(await holder.first).toBe('held');
    const tag = { type: 'tag' as const, units: [1, 2], tag: 'x', on: true };
    await expect(test.client.call('memoryEdit.run', { memory, command: tag })).rejects.toMatchObject({
      code: 'memoryInUse',
      values: { path: memory },
    });
    // Reading, confirming and closing go on; what was confirmed waits in the project.
    expect(await lookup(own, 'base numero 5.')).toEqual(['base number 5.']);
    await confirm(own, own.beads[0] ?? 0, 'own number 0 here.');
    expect(await lookup(own, 'propria numero 0 qui.')).toEqual([]);
    await test.client.call('project.close', { project: own.project });

    // A task says that it waits, stops waiting when it is told to, and goes on when it can.
    const phases: string[] = [];
    const stop = test.client.transport.on('job.progress', ({ phase }) => void phases.push(phase));
    const startJob = async (): Promise<string> => {
      phases.length = 0;
      const { job } = (await test.core.call('memoryEdit.runMany', { memory, command: tag }).then((answer) => {
        if (!answer.ok) throw new Error(answer.message);
        return answer.value;
      })) as { job: string };
      await expect.poll(() => phases).toContain('job.waiting');
      return job;
    };
    const given = await startJob();
    const givenUp = test.client.outcome(given).catch((error: unknown) => error);
    await test.client.call('job.cancel', { job: given });
    expect(await givenUp).toMatchObject({ code: 'cancelled' });
    const job = await startJob();
    holder.child.stdin?.end();
    expect(await holder.ended).toBe(0);
    expect(await test.client.outcome(job)).toMatchObject({ changed: 2, undo: 'tag' });
    stop();

    await test.client.call('project.open', { path: own.project });
    expect(await lookup(own, 'propria numero 0 qui.')).toEqual(['own number 0 here.']);
    await test.client.call('project.close', { project: own.project });
    expect(unitsOf(memory)).toBe(BASE + 1);
  }, 240_000);

  it('is made once, and brought up to date once, when two want it at the same time', async () => {
    const file = write('due.tmx', tmx('due', 5));
    const fresh = join(test.folder, 'fresh.bmem');
    const importers = ['a', 'b'].map((name) =>
      start([join(ROOT, 'bin/bifronte.js'), 'memory', 'import', fresh, file], home(name)),
    );
    const codes = await Promise.all(importers.map(({ ended }) => ended));
    expect(codes).toContain(0);
    expect(unitsOf(fresh)).toBe(5);

    const old = join(test.folder, 'old.bmem');
    const database = new Database(old);
    database.exec(initial.sql);
    database.exec(`
      PRAGMA application_id = ${MEMORY_APPLICATION_ID};
      PRAGMA user_version = 1;
      INSERT INTO meta VALUES ('uuid', 'u'), ('name', 'Old'), ('generation', '1'), ('units', '0');
    `);
    database.close();
    const opened = await Promise.all([openMemoryFile(old, options), openMemoryFile(old, options)]);
    for (const connection of opened) connection.close();
    expect(unitsOf(old)).toBe(0);
    expect(existsSync(`${old}.before-v${MEMORY_VERSION}`)).toBe(true);
    const copy = new Database(`${old}.before-v${MEMORY_VERSION}`);
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    copy.close();
  });
});
