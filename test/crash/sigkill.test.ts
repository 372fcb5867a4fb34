import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../src/shared/bitext/change.ts';
import { lastSeq, readChange } from '../../src/main/core/store/project/changes.ts';
import { iterateBeads } from '../../src/main/core/store/project/beads.ts';
import type { ReadConnection } from '../../src/main/core/store/sqlite.ts';
import { openForWriting } from '../../src/main/core/store/sqlite.ts';
import type { TestCore } from '../contract/harness.ts';
import { startTestCore } from '../contract/harness.ts';

const KILLS = 100;
/** Projects edited side by side, so that one process starts while another is edited. */
const LANES = 4;

interface Lane {
  readonly project: string;
  readonly document: number;
}

/** Those that run now; none outlives the test. */
const children = new Set<ChildProcess>();

function startEditor(folder: string, lane: Lane, first: number, count?: number) {
  const script = join(import.meta.dirname, 'editor.ts');
  const numbers = [lane.document, first, ...(count === undefined ? [] : [count])].map(String);
  return spawn(process.execPath, [script, folder, lane.project, ...numbers], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // A hundred starts of the same program: all but the first find its code compiled.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
}

/** Lets a process edit until a random moment, kills it, and returns the numbers of the edits it acknowledged. */
async function editAndKill(folder: string, lane: Lane, first: number): Promise<number[]> {
  const child = startEditor(folder, lane, first);
  children.add(child);
  const acknowledged: number[] = [];
  let timer: NodeJS.Timeout | undefined;
  createInterface(child.stdout).on('line', (line) => {
    acknowledged.push(Number(line.split(' ')[1]));
    timer ??= setTimeout(() => child.kill('SIGKILL'), Math.random() * 80);
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  children.delete(child);
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

/** The numbers of the edits in the change log after its first `known` changes. */
function loggedEdits(project: ReadConnection, document: number, known: number): Set<number> {
  const found = new Set<number>();
  for (let seq = known + 1; seq <= lastSeq(project, document); seq++) {
    for (const operation of readChange<Change>(project, document, seq).operations) {
      if (operation.type !== 'set') continue;
      const text = operation.after.target?.[0]?.content.text;
      if (text) found.add(Number(text.split(' ')[1]));
    }
  }
  return found;
}

describe('killing the process at any moment', () => {
  let test: TestCore;
  const lanes: Lane[] = [];

  beforeAll(async () => {
    test = startTestCore();
    const file = join(test.folder, 'text.txt');
    writeFileSync(file, Array.from({ length: 40 }, (_, i) => `Questa è la frase numero ${i}.`).join('\n\n'));
    for (let lane = 0; lane < LANES; lane++) {
      const { project } = await test.client.call('project.create', {
        path: null,
        name: `Lane ${lane}`,
        sourceLang: 'it',
        targetLang: 'en',
      });
      const { id } = await test.client.run('document.add', { project, path: file });
      await test.client.call('project.close', { project });
      lanes.push({ project, document: id });
    }
    // The compiled code is kept when a process ends by itself, which none of the others will.
    for (const lane of lanes.slice(0, 1)) await once(startEditor(test.folder, lane, 1, 3), 'close');
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await test.end();
  });

  it(`loses no acknowledged edit and leaves the file whole, ${KILLS} times`, async () => {
    const check = async (lane: Lane): Promise<void> => {
      const everything: number[] = [];
      const seen = { changes: 0, edits: new Set<number>() };
      for (let kill = 0; kill < KILLS / LANES; kill++) {
        const first = (everything.at(-1) ?? 0) + 1000;
        const acknowledged = await editAndKill(test.folder, lane, first);
        expect(acknowledged.length).toBeGreaterThan(0);
        everything.push(...acknowledged);
        const project = openForWriting(lane.project, { log: () => undefined });
        try {
          expect(project.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
          expect(project.all('PRAGMA foreign_key_check')).toEqual([]);
          // What came since the kill before is read each time, and everything once more in the end.
          const last = kill + 1 >= KILLS / LANES;
          const news = loggedEdits(project, lane.document, last ? 0 : seen.changes);
          const logged = last ? news : seen.edits.union(news);
          Object.assign(seen, { changes: lastSeq(project, lane.document), edits: logged });
          expect(everything.filter((number) => !logged.has(number))).toEqual([]);
          // The state is what the log says: the last edit of each bead stands in it.
          for (const bead of iterateBeads(project, lane.document)) {
            const text = bead.target[0]?.content.text;
            if (text !== undefined) expect(logged.has(Number(text.split(' ')[1]))).toBe(true);
          }
        } finally {
          project.close();
        }
      }
    };
    await Promise.all(lanes.map(check));
  }, 600_000);

  it('brings every confirmed bead to the memory when the project is opened again', async () => {
    for (const { project, document } of lanes) {
      const { memories } = await test.client.call('project.open', { path: project });
      await test.client.call('project.close', { project });
      const { beads } = await openAndLoad(test, project, document);
      const confirmed = beads.filter(({ status }) => status === 'confirmed').length;
      const stats = await test.client.call('memory.stats', { path: memories[0]?.path ?? '' });
      expect(stats.units).toBe(confirmed);
      await test.client.call('project.close', { project });
    }
  });
});

async function openAndLoad(test: TestCore, project: string, document: number) {
  await test.client.call('project.open', { path: project });
  return test.client.call('bitext.load', { project, document, from: 0, count: 1000 });
}
