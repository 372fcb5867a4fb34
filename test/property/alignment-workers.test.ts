import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { alignInWorkers } from '../../src/main/core/alignment/align-in-workers.ts';
import type { AlignRequest } from '../../src/main/core/workers/align-worker.ts';
import { align } from '../../src/shared/alignment/align.ts';
import { StartedThreads } from '../support/started-threads.ts';
import { randomNumbers } from '../support/random.ts';
import { inventedPairs, perturbed, recall } from '../unit/alignment/texts.ts';

const next = randomNumbers(21);
const long = perturbed(inventedPairs(2_600, next), next, { merge: 0.05, drop: 0.02 });
const LANGUAGES = ['xx', 'yy'] as const;
const input = {
  documents: [{ source: { sentences: long.source }, target: { sentences: long.target } }],
  languages: LANGUAGES,
};

/** Long enough to be searched coarsely first. */
const shorter = {
  documents: [{ source: { sentences: long.source.slice(0, 700) }, target: { sentences: long.target.slice(0, 690) } }],
  languages: LANGUAGES,
};

describe('a text long enough to be cut into chunks', () => {
  it('comes out the same for any number of workers, and in this thread', { timeout: 240_000 }, async () => {
    const here = align({ ...input, passes: 1 });
    const one = await alignInWorkers({ ...input, passes: 1 }, { workers: 1 });
    const three = await alignInWorkers({ ...input, passes: 1 }, { workers: 3 });
    expect(one.documents).toEqual(here.documents);
    expect(three.documents).toEqual(here.documents);
    expect(recall(long.gold, here.documents[0]!.beads)).toBeGreaterThan(0.95);
  });
});

describe('an alignment in workers', () => {
  it('tells its progress', { timeout: 240_000 }, async () => {
    const shares: number[] = [];
    await alignInWorkers({ ...input, passes: 0 }, { workers: 2, onProgress: (share) => shares.push(share) });
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it('can be stopped', { timeout: 240_000 }, async () => {
    const controller = new AbortController();
    const promise = alignInWorkers(input, {
      workers: 2,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(promise).rejects.toThrow('enough');
  });

  it(
    'can be stopped while its threads work on a piece, which ends them, and the next one works',
    { timeout: 240_000 },
    async () => {
      for (const kind of ['search', 'chunks', 'train']) {
        const controller = new AbortController();
        const threads = new StartedThreads();
        const send = Reflect.get(Worker.prototype, 'postMessage') as (request: AlignRequest) => void;
        const sent = vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (
          this: Worker,
          request: AlignRequest,
        ) {
          send.call(this, request);
          // The piece is on its way or being worked on, and nothing of it has come back.
          if (request.kind === 'task' && request.task.kind === kind) setImmediate(() => controller.abort('enough'));
        });
        try {
          await expect(alignInWorkers(shorter, { workers: 2, signal: controller.signal })).rejects.toBe('enough');
          expect(threads.started).toBeGreaterThan(2);
          await expect.poll(() => threads.left).toBe(0);
        } finally {
          sent.mockRestore();
          threads.end();
        }
      }
      const after = await alignInWorkers(shorter, { workers: 2 });
      expect(after.documents).toEqual(align(shorter).documents);
    },
  );

  it('ends its threads when whoever is told its progress gives up', { timeout: 240_000 }, async () => {
    const threads = new StartedThreads();
    try {
      const enough = new Error('enough');
      const onProgress = (share: number): void => {
        if (share > 0.3) throw enough;
      };
      await expect(alignInWorkers(shorter, { workers: 2, onProgress })).rejects.toBe(enough);
      await expect.poll(() => threads.left).toBe(0);
    } finally {
      threads.end();
    }
  });

  it('does not start when it has been stopped before', async () => {
    await expect(alignInWorkers(input, { signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow('never');
  });

  it('refuses wrong input as the aligner does', async () => {
    const documents = [{ ...input.documents[0]!, locks: [{ source: [-1], target: [0] }] }];
    await expect(alignInWorkers({ ...input, documents })).rejects.toThrow('there is no such sentence');
  });
});

describe('memory', () => {
  it('of a process that aligns a long text in two workers stays under 400 MB', { timeout: 240_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'alignment-'));
    try {
      writeFileSync(join(folder, 'source.txt'), long.source.join('\n'));
      writeFileSync(join(folder, 'target.txt'), long.target.join('\n'));
      const script = fileURLToPath(new URL('../bench/alignment-run.ts', import.meta.url));
      const output = execFileSync(
        process.execPath,
        [script, join(folder, 'source.txt'), join(folder, 'target.txt'), LANGUAGES.join('-'), '2'],
        { encoding: 'utf8', maxBuffer: 1 << 26 },
      );
      const [head = '', ...beads] = output.trimEnd().split('\n');
      expect((JSON.parse(head) as { megabytes: number }).megabytes).toBeLessThan(400);
      expect(beads.length).toBeGreaterThan(2_400);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
