import {
  chmodSync,
  copyFileSync,
  existsSync,
  openSync,
  ftruncateSync,
  closeSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newBead } from '../../../src/shared/bitext/bead.ts';
import type { CoreError } from '../../../src/shared/contract/errors.ts';
import { plain } from '../../../src/shared/text/content.ts';
import { runCommand } from '../../../src/main/core/services/bitext/run.ts';
import { expectedFailure } from '../../../src/main/core/store/failure.ts';
import { insertFirstBeads, readBeads } from '../../../src/main/core/store/project/beads.ts';
import { insertDocument } from '../../../src/main/core/store/project/documents.ts';
import { startProgress } from '../../../src/main/core/store/project/progress.ts';
import { createProjectFile } from '../../../src/main/core/store/project-file.ts';
import type { TestCore } from '../../contract/harness.ts';
import { startTestCore } from '../../contract/harness.ts';

async function failure(action: Promise<unknown>): Promise<CoreError> {
  return action.then(
    () => expect.fail('the call succeeded'),
    (error: CoreError) => error,
  );
}

const newProject = (test: TestCore, name: string) =>
  test.client.call('project.create', { path: join(test.folder, name), name, sourceLang: 'it', targetLang: 'en' });

describe('a project that cannot be used', () => {
  let test: TestCore;
  let sound: string;

  beforeAll(async () => {
    test = startTestCore();
    const { project } = await newProject(test, 'sound');
    const file = join(test.folder, 'text.txt');
    writeFileSync(file, Array.from({ length: 400 }, (_, i) => `Frase numero ${i}.`).join('\n\n'));
    await test.client.run('document.add', { project, path: file });
    await test.client.call('project.close', { project });
    sound = project;
  });
  afterAll(() => test.end());

  const copy = (name: string): string => {
    const path = join(test.folder, name);
    copyFileSync(sound, path);
    return path;
  };
  const open = (path: string) => failure(test.client.call('project.open', { path }));

  it('because it is not there', async () => {
    expect(await open(join(test.folder, 'nowhere.bifronte'))).toMatchObject({ code: 'fileNotFound' });
  });

  it('because it is something else', async () => {
    const path = join(test.folder, 'letter.bifronte');
    writeFileSync(path, 'Dear Sir, '.repeat(1000));
    expect(await open(path)).toMatchObject({ code: 'projectDamaged' });
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('because it is read-only', async () => {
    const path = copy('read-only.bifronte');
    chmodSync(path, 0o444);
    const error = await open(path);
    expect(error.code).toBe('projectReadOnly');
    expect(error.message).toContain(path);
    expect(error.message).toContain('copy it');
  });

  it('because it was cut off, and the last user did not close it', async () => {
    const path = copy('cut.bifronte');
    truncateSync(path, 20_480);
    leaveLock(path, 1, 'gone');
    expect(await open(path)).toMatchObject({ code: 'projectDamaged' });
  });

  it('because another process has it open, and says which', async () => {
    const path = copy('busy.bifronte');
    const other = startTestCore();
    await other.client.call('project.open', { path });
    const error = await open(path);
    expect(error).toMatchObject({ code: 'projectInUse', values: { pid: process.pid } });
    expect(error.message).toContain(String(process.pid));
    await other.client.call('project.close', { project: path });
    await test.client.call('project.open', { path });
    await test.client.call('project.close', { project: path });
    expect(existsSync(`${path}.lock`)).toBe(false);
    await other.end();
  });

  it('because a process of another computer has it open', async () => {
    const path = copy('elsewhere.bifronte');
    writeFileSync(`${path}.lock`, JSON.stringify({ pid: 1, host: 'another-computer', started: '', core: 'x' }));
    const error = await open(path);
    expect(error.code).toBe('projectInUse');
    expect(error.message).toContain('another-computer');
  });

  it('but is opened when the process that locked it is gone', async () => {
    const path = copy('stale.bifronte');
    leaveLock(path, endedProcess(), '');
    const { documents } = await test.client.call('project.open', { path });
    expect(documents).toHaveLength(1);
    await test.client.call('project.close', { project: path });
  });

  it('but is opened when only half a lock was left', async () => {
    const path = copy('half.bifronte');
    writeFileSync(`${path}.lock`, '{"pid": 12');
    await test.client.call('project.open', { path });
    await test.client.call('project.close', { project: path });
  });

  function leaveLock(path: string, pid: number, started: string): void {
    writeFileSync(`${path}.lock`, JSON.stringify({ pid, host: hostname(), started, core: 'another' }));
  }
});

/** The number of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

describe('a document that cannot be opened', () => {
  let test: TestCore;
  let project: string;

  beforeAll(async () => {
    test = startTestCore();
    ({ project } = await newProject(test, 'documents'));
  });
  afterAll(() => test.end());

  const add = (path: string) => failure(test.client.run('document.add', { project, path }));

  it('because it has 200 MB', async () => {
    const path = join(test.folder, 'huge.txt');
    const handle = openSync(path, 'w');
    ftruncateSync(handle, 200 * 2 ** 20);
    closeSync(handle);
    const error = await add(path);
    expect(error).toMatchObject({ code: 'fileTooLarge', values: { size: 200, limit: 100 } });
    expect(error.message).toContain('split it');
  });

  it('because it is empty', async () => {
    const path = join(test.folder, 'empty.txt');
    writeFileSync(path, '');
    expect(await add(path)).toMatchObject({ code: 'format', values: { key: 'format.empty' } });
  });

  it('because it is no text', async () => {
    const path = join(test.folder, 'image.txt');
    writeFileSync(path, Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 37) % 256)));
    const error = await add(path);
    expect(error.code).toBe('format');
    expect(error.message).toContain(path);
  });

  it('because it is a folder', async () => {
    expect(await add(test.folder)).toMatchObject({ code: 'fileUnreadable' });
  });

  it('and the project is as it was before', async () => {
    expect(await test.client.call('document.list', { project })).toEqual([]);
    expect(await test.client.call('project.undo', { project })).toBeNull();
  });

  it('because the user gave up', async () => {
    const path = join(test.folder, 'long.txt');
    writeFileSync(path, 'Una frase di prova, poi un’altra ancora. '.repeat(200_000).replaceAll('. ', '.\n\n'));
    const { job } = await test.client.call('document.add', { project, path });
    await test.client.call('job.cancel', { job });
    expect(await failure(test.client.outcome(job))).toMatchObject({ code: 'cancelled' });
    expect(await failure(test.client.call('job.cancel', { job }))).toMatchObject({ code: 'notFound' });
    expect(await test.client.call('document.list', { project })).toEqual([]);
  });
});

describe('a memory that cannot be used', () => {
  let test: TestCore;
  let project: string;
  let document: number;

  beforeAll(async () => {
    test = startTestCore();
    ({ project } = await newProject(test, 'memories'));
    const path = join(test.folder, 'a.txt');
    writeFileSync(path, 'Prima frase.\n\nSeconda frase.\n');
    ({ id: document } = await test.client.run('document.add', { project, path }));
  });
  afterAll(() => test.end());

  const confirm = async (index: number, value: string) => {
    const { beads } = await test.client.call('bitext.load', { project, document, from: 0, count: 10 });
    const bead = beads[index]?.id ?? 0;
    const command = { type: 'confirm', bead, content: plain(value) } as const;
    return test.client.call('bitext.run', { project, document, command });
  };
  const lookup = (value: string) =>
    test.client.call('memory.lookup', {
      project,
      document,
      content: plain(value),
      previous: null,
      next: null,
      threshold: 70,
      limit: 5,
    });

  it('is named with its reason, and the work goes on', async () => {
    const [memory] = await test.client.call('memory.list', { project });
    const path = memory?.path ?? '';
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    expect(await test.client.call('memory.list', { project })).toMatchObject([{ problem: 'missing' }]);
    await confirm(0, 'First sentence.');
    expect(await lookup('Prima frase.')).toEqual([]);
    writeFileSync(path, 'not a memory at all, '.repeat(500));
    expect(await test.client.call('memory.list', { project })).toMatchObject([{ problem: 'damaged' }]);
    rmSync(path);
  });

  it('gets what was confirmed meanwhile once another takes its place', async () => {
    const [old] = await test.client.call('memory.list', { project });
    const made = await test.client.call('memory.create', { path: join(test.folder, 'new'), name: 'New' });
    await test.client.call('memory.detach', { project, memory: old?.memory ?? '' });
    await test.client.call('memory.attach', { project, path: made.path, writable: true });
    await confirm(1, 'Second sentence.');
    expect(await lookup('Prima frase.')).toMatchObject([{ score: 100, target: plain('First sentence.') }]);
    expect(await lookup('Seconda frase.')).toMatchObject([{ score: 100 }]);
  });

  it('is refused as a TMX file when it is none, and nothing is added', async () => {
    const [memory] = await test.client.call('memory.list', { project });
    const file = join(test.folder, 'cut.tmx');
    writeFileSync(
      file,
      '<tmx version="1.4"><header srclang="it"/><body><tu><tuv xml:lang="it"><seg>Uno</seg></tuv><tuv xml:lang="en"><seg>One</seg></tuv></tu>',
    );
    const error = await failure(test.client.run('memory.import', { memory: memory?.path ?? '', file }));
    expect(error.code).toBe('format');
    writeFileSync(file, '<tmx version="1.4"><header srclang="it"/><body></body></tmx>');
    expect((await failure(test.client.run('memory.import', { memory: memory?.path ?? '', file }))).code).toBe('format');
    const stats = await test.client.call('memory.stats', { path: memory?.path ?? '' });
    expect(stats).toMatchObject({ units: 2, batches: [{ units: 2 }] });
  });

  it('serves two projects at the same time', async () => {
    const [memory] = await test.client.call('memory.list', { project });
    const other = await newProject(test, 'other');
    await test.client.call('memory.attach', { project: other.project, path: memory?.path ?? '' });
    await confirm(1, 'The second sentence.');
    const query = { content: plain('Seconda frase.'), previous: null, next: null, threshold: 70, limit: 5 };
    // The confirmation is on its way to the memory; the other project sees it as soon as it has arrived.
    await expect
      .poll(() => test.client.call('memory.lookup', { project: other.project, document: null, ...query }))
      .toMatchObject([{ target: plain('The second sentence.') }]);
  });
});

describe('a full disk', () => {
  it('refuses the change that no longer fits, and keeps every change before it', async () => {
    const test = startTestCore();
    const path = join(test.folder, 'full.bifronte');
    const project = await createProjectFile(path, { log: () => undefined });
    const bead = newBead(1, [{ id: 2, unit: 'u1', lead: '', content: plain('Frase.'), trail: '' }]);
    project.transaction(() => {
      insertDocument(project, {
        id: 1,
        name: 'a',
        kind: 'translation',
        sourceLang: 'it',
        targetLang: 'en',
        addedAt: 0,
      });
      insertFirstBeads(project, 1, [bead]);
      startProgress(project, 1, [bead]);
    });
    const pages = project.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
    project.get(`PRAGMA max_page_count = ${pages + 4}`);
    const edit = (i: number) => {
      const content = plain(
        `${i} ${Array.from({ length: 300 }, (_, k) => (i * 7919 + k * 104_729).toString(36)).join(' ')}`,
      );
      runCommand(project, 1, { type: 'edit', bead: 1, side: 'target', content }, { who: 'Ada', now: i });
    };
    let done = 0;
    let error: unknown;
    while (error === undefined && done < 1000) {
      try {
        edit(done);
        done++;
      } catch (thrown) {
        error = thrown;
      }
    }
    expect(expectedFailure(error)).toMatchObject({ code: 'diskFull', values: { path } });
    expect(done).toBeGreaterThan(0);
    const text = () => readBeads(project, 1, 0, 1)[0]?.target[0]?.content.text ?? '';
    expect(text()).toMatch(new RegExp(`^${done - 1} `));
    project.get('PRAGMA max_page_count = 1000000');
    edit(done);
    expect(text()).toMatch(new RegExp(`^${done} `));
    expect(project.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
    project.close();
    expect(readFileSync(path).length).toBeGreaterThan(0);
    await test.end();
  });
});
