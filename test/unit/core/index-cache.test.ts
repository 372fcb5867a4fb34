import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedColumns } from '../../../src/main/core/memory/column-store.ts';
import { KERNEL_PATH } from '../../../src/main/core/memory/kernel.ts';
import { scanIndexes } from '../../../src/main/core/services/memories/fuzzy-index.ts';
import { IndexCache } from '../../../src/main/core/services/memories/index-cache.ts';
import { importTmx } from '../../../src/main/core/services/memories/import-tmx.ts';
import { refreshColumns } from '../../../src/main/core/services/memories/store-columns.ts';
import { expectedFailure } from '../../../src/main/core/store/failure.ts';
import { createMemoryFile, readMemoryFile } from '../../../src/main/core/store/memory-file.ts';
import { removeBatch } from '../../../src/main/core/store/memory/units.ts';
import { readCounter } from '../../../src/main/core/store/meta.ts';
import type { ReadConnection, WriteConnection } from '../../../src/main/core/store/sqlite.ts';
import { openForWriting } from '../../../src/main/core/store/sqlite.ts';
import { currentKernel } from '../../support/kernel.ts';
import { removeFolder, temporaryFolder } from '../../contract/harness.ts';

const options = { log: () => undefined };
const worker = new URL('../../../src/main/core/workers/scan-worker.ts', import.meta.url);
const NOUNS = ['gatto', 'cane', 'topo', 'libro', 'tavolo', 'cavallo', 'fiume', 'ponte', 'treno', 'vento'];
const sentence = (i: number) =>
  `Il ${NOUNS[i % 10]} numero ${i} vede il ${NOUNS[(i * 7) % 10]} e il ${NOUNS[(i >> 4) % 10]}.`;

describe('the indexes of a memory', () => {
  let folder: string;
  let memory: WriteConnection;
  let reader: ReadConnection;
  let kernel: WebAssembly.Module;

  beforeAll(async () => {
    kernel = currentKernel();
    folder = temporaryFolder();
    memory = await createMemoryFile(join(folder, 'm.bmem'), 'M', options);
    reader = readMemoryFile(memory.path, options);
  });
  afterAll(() => {
    reader.close();
    memory.close();
    removeFolder(folder);
  });

  const load = (from: number, to: number) => {
    const file = join(folder, `${from}.tmx`);
    const units = Array.from({ length: to - from }, (_, k) => from + k).map(
      (i) =>
        `<tu><tuv xml:lang="it"><seg>${sentence(i)}</seg></tuv><tuv xml:lang="en"><seg>Number ${i}</seg></tuv></tu>`,
    );
    writeFileSync(file, `<tmx version="1.4"><header srclang="it"/><body>${units.join('\n')}</body></tmx>`);
    return importTmx(memory, file, { now: 0, progress: () => undefined }).batch;
  };
  const cache = (cores: number, stale: string[] = []) =>
    new IndexCache(scanIndexes({ kernel: KERNEL_PATH, worker, options }, cores), (path) => stale.push(path));

  it('find the same on one thread, on several, from stored columns and from texts', async () => {
    const first = load(0, 2_500);
    const caches = [cache(1), cache(4)];
    const check = async () => {
      for (const query of [sentence(17), sentence(2_600).replace('vede', 'guarda'), 'Il treno del vento']) {
        const fresh = await cache(1).lookup(reader, 'it', query, 50, 200);
        for (const one of caches) expect(await one.lookup(reader, 'it', query, 50, 200)).toEqual(fresh);
      }
    };
    await check();
    await refreshColumns(memory, kernel, () => undefined);
    expect(storedColumns(reader, 'it')).toEqual({ generation: readCounter(reader, 'generation'), count: 2_500 });
    caches.push(cache(1), cache(4));
    await check();
    load(2_500, 3_000);
    await check();
    memory.transaction(() => removeBatch(memory, first));
    await check();
    await Promise.all(caches.map((one) => one.releaseAll()));
    await check();
  });

  it('ask for columns to be stored when a large memory has none', async () => {
    const stale: string[] = [];
    memory.run('DELETE FROM column_bucket');
    await cache(1, stale).lookup(reader, 'it', sentence(1), 70, 5);
    expect(stale).toEqual([]);
    load(10_000, 30_000);
    await cache(1, stale).lookup(reader, 'it', sentence(1), 70, 5);
    expect(stale).toEqual([memory.path]);
  });

  it('stand in a file that, while another program keeps it locked, takes no import and says why', () => {
    const locker = new Database(memory.path);
    locker.exec('BEGIN IMMEDIATE');
    const hasty = openForWriting(memory.path, { ...options, busyTimeout: 10 });
    try {
      const file = join(folder, '2500.tmx');
      importTmx(hasty, file, { now: 0, progress: () => undefined });
      throw new Error('it was imported');
    } catch (error) {
      expect(expectedFailure(error)).toMatchObject({ code: 'memoryInUse', values: { path: memory.path } });
    } finally {
      hasty.close();
      locker.close();
    }
  });
});
