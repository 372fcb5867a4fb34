import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeColumns } from '../../../src/main/core/memory/column-store.ts';
import { columns as columnTable } from '../../../src/main/core/store/migrations/memory/002-columns.ts';
import { Columns } from '../../../src/main/core/memory/columns.ts';
import { KERNEL_PATH } from '../../../src/main/core/memory/kernel.ts';
import { lookup } from '../../../src/main/core/memory/lookup.ts';
import { ScanPool, scanThreads, type ScanThread } from '../../../src/main/core/memory/scan-pool.ts';
import { openForWriting } from '../../../src/main/core/store/sqlite.ts';
import { currentKernel } from '../../support/kernel.ts';

const texts = Array.from(
  { length: 4000 },
  (_, i) => `Articolo ${i}: ${'la norma si applica '.repeat(i % 23)}dal ${i % 31}.`,
);
const read = (ids: readonly number[]): (string | undefined)[] => ids.map((id) => texts[id - 1]);
const script = new URL('../../../src/main/core/workers/scan-worker.ts', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'scan-pool-'));
const path = join(folder, 'memory.bmem');
let columns: Columns;
let pool: ScanPool;

beforeAll(() => {
  columns = new Columns(currentKernel());
  texts.forEach((text, i) => columns.add(i + 1, text));
  new Database(path).exec(columnTable.sql).close();
  const memory = openForWriting(path, { log: () => undefined });
  storeColumns(memory, 'it', 3, columns);
  memory.close();
  pool = new ScanPool(
    2,
    (share) => {
      const workerData: ScanThread = { kernel: KERNEL_PATH, nativeBinding: undefined, share };
      return new Worker(script, { workerData });
    },
    { onEvent: () => undefined, log: () => undefined },
  );
});
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

describe('scan threads', () => {
  it('are as many as cores are free, one at least', () => {
    expect([1, 2, 4, 8, 64].map(scanThreads)).toEqual([1, 1, 2, 4, 4]);
  });

  it('together find what one index finds', async () => {
    expect(await pool.load('m it', path, 'it')).toBe(3);
    for (const query of [texts[7], texts[1234], 'Articolo 99: la norma non si applica mai dal 5.']) {
      for (const [threshold, limit] of [
        [70, Infinity],
        [70, 5],
        [90, 10],
      ] as const) {
        const hits = await pool.lookup('m it', read, query as string, threshold, limit);
        expect(hits).toEqual(lookup(columns, read, query as string, threshold, limit));
      }
    }
  });

  it('follow what is added and removed', async () => {
    await pool.load('changing', path, 'it');
    expect(await pool.remove('changing', [8, 4000, 9999])).toBe(2);
    expect((await pool.lookup('changing', read, texts[7] as string, 100, 5)).length).toBe(0);
    await pool.add('changing', [{ id: 8, text: texts[7] as string }]);
    expect(await pool.lookup('changing', read, texts[7] as string, 100, 5)).toEqual([{ id: 8, base: 100 }]);
  });

  it('start from nothing when one share is damaged', async () => {
    const memory = openForWriting(path, { log: () => undefined });
    storeColumns(memory, 'xx', 3, columns);
    memory.run("UPDATE column_bucket SET data = x'00' WHERE bucket = 0 AND language = 'xx'");
    memory.close();
    expect(await pool.load('damaged', path, 'xx')).toBeUndefined();
    expect(await pool.lookup('damaged', read, texts[7] as string, 70, 5)).toEqual([]);
  });

  it('say that nothing is stored for a language, and take its texts one by one', async () => {
    expect(await pool.load('m en', path, 'en')).toBeUndefined();
    await pool.add('m en', [{ id: 2, text: texts[1] as string }]);
    expect(await pool.lookup('m en', read, texts[1] as string, 100, 5)).toEqual([{ id: 2, base: 100 }]);
    await pool.release('m en');
    await expect(pool.lookup('m en', read, 'x', 70, 5)).rejects.toThrow(/m en/);
  });
});
