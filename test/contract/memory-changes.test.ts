import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { plain } from '../../src/shared/text/content.ts';
import type { TestCore } from './harness.ts';
import { startTestCore } from './harness.ts';

/** What shows matches or units follows `memory.changed`: whatever changes units has to tell of it. */

const SOURCES = ['Apri la porta.', 'Chiudi la finestra.', 'Spegni la luce.'];
const TARGETS = ['Open the door.', 'Close the window.', 'Turn off the light.'];

let test: TestCore;
let memory: string;
let changes: string[] = [];
let stop: () => void;

const file = (name: string, content: string): string => {
  const path = join(test.folder, name);
  writeFileSync(path, content);
  return path;
};

/** A project that writes to the memory, with the sentences as its document. */
async function newProject(name: string, sentences: readonly string[]): Promise<{ project: string; document: number }> {
  const path = join(test.folder, name);
  const { project } = await test.client.call('project.create', { path, name, sourceLang: 'it', targetLang: 'en' });
  await test.client.call('memory.attach', { project, path: memory, writable: true });
  const added = await test.client.run('document.add', {
    project,
    path: file(`${name}.txt`, `${sentences.join('\n\n')}\n`),
  });
  return { project, document: added.id };
}

async function bead(project: string, document: number, place: number): Promise<number> {
  const { beads } = await test.client.call('bitext.load', { project, document, from: 0, count: 10 });
  return beads[place]?.id ?? 0;
}

beforeAll(async () => {
  test = startTestCore();
  ({ path: memory } = await test.client.call('memory.create', { path: join(test.folder, 'Comune'), name: 'Comune' }));
  stop = test.client.transport.on('memory.changed', (payload) => void changes.push(payload.memory));
});
afterAll(async () => {
  stop();
  await test.end();
});

/** The memories that told of a change while `action` ran. */
async function told(action: () => Promise<unknown>): Promise<readonly string[]> {
  changes = [];
  await action();
  return changes;
}

it('an import tells of its units, and so does taking it back', async () => {
  const unit = '<tu><tuv xml:lang="it"><seg>Ciao</seg></tuv><tuv xml:lang="en"><seg>Hello</seg></tuv></tu>';
  const tmx = file('ciao.tmx', `<tmx version="1.4"><header srclang="it"/><body>${unit}</body></tmx>`);
  let batch = 0;
  const imported = await told(async () => ({ batch } = await test.client.run('memory.import', { memory, file: tmx })));
  expect(imported).toContain(memory);
  expect(await told(() => test.client.run('memoryFile.rollback', { memory, batch }))).toContain(memory);
});

it('sending an alignment tells of the memory that receives it', async () => {
  const path = join(test.folder, 'Allinea');
  const { project } = await test.client.call('project.create', {
    path,
    name: 'Allinea',
    sourceLang: 'it',
    targetLang: 'en',
  });
  const pair = { source: file('a.it.txt', SOURCES.join('\n\n')), target: file('a.en.txt', TARGETS.join('\n\n')) };
  const [added] = await test.client.run('align.add', { project, pairs: [pair] });
  const document = added?.id ?? 0;
  await test.client.call('bitext.run', {
    project,
    document,
    command: { type: 'confirm', bead: await bead(project, document, 0) },
  });
  // The project's own memory may tell of the confirmed bead at the same time.
  const sent = await told(() => test.client.run('align.send', { project, document, memory, confidence: null }));
  expect(sent).toContain(memory);
});

it('a confirmed row of one project is a match in another that reads the same memory, and gone when it is reopened', async () => {
  const first = await newProject('Primo', SOURCES);
  const second = await newProject('Secondo', SOURCES);
  const lookup = async (): Promise<readonly string[]> => {
    const found = await test.client.call('memory.lookup', {
      ...second,
      content: plain('Spegni la luce.'),
      previous: null,
      next: null,
      threshold: 90,
      limit: 5,
    });
    return found.map(({ target }) => target.text);
  };
  expect(await lookup()).toEqual([]);
  const id = await bead(first.project, first.document, 2);
  const content = plain('Switch the light off.');
  changes = [];
  await test.client.call('bitext.run', { ...first, command: { type: 'confirm', bead: id, content } });
  await expect.poll(() => changes).toContain(memory);
  expect(await lookup()).toEqual(['Switch the light off.']);
  changes = [];
  await test.client.call('bitext.run', { ...first, command: { type: 'setStatus', beads: [id], status: 'draft' } });
  await expect.poll(() => changes).toContain(memory);
  expect(await lookup()).toEqual([]);
});

it('a match with the neighbours of its row is worth more than a full one', async () => {
  const { project, document } = await newProject('Contesto', [
    'Nota.',
    'Titolo.',
    'Fine.',
    'Nota.',
    'Titolo.',
    'Altro.',
  ]);
  const id = await bead(project, document, 1);
  await test.client.call('bitext.run', {
    project,
    document,
    command: { type: 'confirm', bead: id, content: plain('Title.') },
  });
  const score = async (previous: string | null, next: string | null): Promise<number | undefined> => {
    const input = { project, document, content: plain('Titolo.'), previous, next, threshold: 90, limit: 1 };
    return (await test.client.call('memory.lookup', input))[0]?.score;
  };
  expect(await score('Nota.', 'Fine.')).toBe(102);
  expect(await score('Nota.', 'Altro.')).toBe(101);
  expect(await score(null, 'Fine.')).toBe(101);
  expect(await score('Prima.', 'Dopo.')).toBe(100);
});

it('a row confirmed anew, after the project writes elsewhere, tells of the memory that loses it, too', async () => {
  const where = await newProject('Trasloco', ['Sposta la sedia.']);
  const id = await bead(where.project, where.document, 0);
  const confirm = (text: string) =>
    test.client.call('bitext.run', { ...where, command: { type: 'confirm', bead: id, content: plain(text) } });
  changes = [];
  await confirm('Move the chair.');
  await expect.poll(() => changes).toContain(memory);
  const other = await test.client.call('memory.create', { path: join(test.folder, 'Altra'), name: 'Altra' });
  await test.client.call('memory.attach', { project: where.project, path: other.path, writable: true });
  changes = [];
  await confirm('Shift the chair.');
  await expect.poll(() => [...new Set(changes)].toSorted()).toEqual([memory, other.path].toSorted());
  expect((await test.client.call('memory.stats', { path: other.path })).units).toBe(1);
});
