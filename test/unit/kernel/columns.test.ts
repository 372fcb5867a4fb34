import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ColumnIndex } from '../../../src/main/core/memory/column-index.ts';
import { loadColumns, storeColumns, storedColumns } from '../../../src/main/core/memory/column-store.ts';
import { columns as columnTable } from '../../../src/main/core/store/migrations/memory/002-columns.ts';
import { Columns } from '../../../src/main/core/memory/columns.ts';
import { fold } from '../../../src/main/core/memory/fold.ts';
import { compileKernel } from '../../../src/main/core/memory/kernel.ts';
import { lookup } from '../../../src/main/core/memory/lookup.ts';
import { openForWriting, type WriteConnection } from '../../../src/main/core/store/sqlite.ts';
import { currentKernel } from '../../support/kernel.ts';

let kernel: WebAssembly.Module;
beforeAll(() => {
  kernel = currentKernel();
});

const TEXTS = new Map<number, string>(
  Array.from({ length: 500 }, (_, i) => [
    i + 1,
    `Il documento numero ${i} è stato ${'molto '.repeat(i % 40)}corretto.`,
  ]),
);
const read = (ids: readonly number[]): (string | undefined)[] => ids.map((id) => TEXTS.get(id));

function filled(): Columns {
  const columns = new Columns(kernel);
  for (const [id, text] of TEXTS) columns.add(id, text);
  return columns;
}
const query = TEXTS.get(8) as string;

describe('01 columns', () => {
  it('count what was added and removed', () => {
    const columns = filled();
    expect(columns.count).toBe(500);
    expect(columns.remove(new Set([1, 2, 3, 9999]))).toBe(3);
    expect(columns.count).toBe(497);
  });

  it('find a new text at once and a removed one no more', () => {
    const columns = filled();
    columns.add(501, 'Un testo del tutto nuovo');
    const ids = (): number[] => columns.candidates('Un testo del tutto nuovo', 90).map(({ id }) => id);
    expect(ids()).toEqual([501]);
    columns.remove(new Set([501]));
    expect(ids()).toEqual([]);
  });

  it('refuse ids that do not fit, and keep no empty text', () => {
    const columns = new Columns(kernel);
    expect(() => columns.add(0, 'a')).toThrow(/unit 0: an id must be/);
    expect(() => columns.add(2 ** 32, 'a')).toThrow(RangeError);
    columns.add(1, '');
    expect(columns.count).toBe(0);
    expect(columns.candidates('', 70)).toEqual([]);
  });

  it('come back from their bytes, in any number of pieces', () => {
    const columns = filled();
    columns.remove(new Set([8, 250]));
    const wanted = columns.candidates(query, 70).toSorted((a, b) => a.id - b.id);
    for (const size of [1, 5000, 1e9]) {
      const copy = new Columns(kernel);
      for (const piece of columns.save(columns.lengths, size)) copy.load(piece);
      expect(copy.count).toBe(498);
      expect(copy.candidates(query, 70).toSorted((a, b) => a.id - b.id)).toEqual(wanted);
    }
  });

  it('refuse bytes that are cut or empty', () => {
    const columns = filled();
    const [piece] = [...columns.save(columns.lengths, 1e9)];
    expect(() => new Columns(kernel).load((piece as Uint8Array).subarray(0, 1000))).toThrow(/damaged/);
    expect(() => new Columns(kernel).load(new Uint8Array(0))).toThrow(/damaged/);
  });

  it('take queries longer than any before', () => {
    const columns = filled();
    const long = 'parola '.repeat(3000);
    columns.add(501, long);
    expect(columns.candidates(long, 95).map(({ id }) => id)).toEqual([501]);
    expect(columns.candidates(query, 99).map(({ id }) => id)).toEqual([8]);
  });
});

describe('02 lookup', () => {
  it('gives the best first, equals by id, no more than asked for', () => {
    const columns = filled();
    const all = lookup(columns, read, query, 70, Infinity);
    expect(all.length).toBeGreaterThan(20);
    for (const limit of [1, 3, 10, 1000]) expect(lookup(columns, read, query, 70, limit)).toEqual(all.slice(0, limit));
  });

  it('leaves out a unit whose text is gone', () => {
    const columns = filled();
    expect(lookup(columns, () => [undefined], query, 95, 1)).toEqual([]);
  });

  it('refuses thresholds and limits without meaning', () => {
    const columns = filled();
    expect(() => lookup(columns, read, query, 0, 5)).toThrow(/threshold 0/);
    expect(() => lookup(columns, read, query, 101, 5)).toThrow(/threshold 101/);
    expect(() => lookup(columns, read, query, 70, 0)).toThrow(/limit 0/);
  });
});

describe('03 folding', () => {
  it('gives every character one class of 64, capitals that of small letters', () => {
    const out = new Uint8Array(64);
    expect(fold('Perché 👍 水?', out)).toBe(11);
    expect(out.every((value) => value < 64)).toBe(true);
    const other = new Uint8Array(64);
    fold('pERCHÉ 👍 水?', other);
    expect(other).toEqual(out);
  });
});

describe('04 the kernel file', () => {
  it('says what to do when it is missing or broken', () => {
    expect(() => compileKernel('/nowhere/scan.wasm')).toThrow(/npm run build:kernel/);
    const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
    writeFileSync(join(folder, 'scan.wasm'), 'no wasm');
    expect(() => compileKernel(join(folder, 'scan.wasm'))).toThrow(/scan kernel cannot be loaded/);
    rmSync(folder, { recursive: true });
  });
});

describe('05 columns in the memory file', () => {
  let folder = '';
  let memory: WriteConnection;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'columns-'));
    const path = join(folder, 'memory.bmem');
    const database = new Database(path);
    database.exec(columnTable.sql);
    database.close();
    memory = openForWriting(path, { log: () => undefined });
  });
  afterEach(() => {
    memory.close();
    rmSync(folder, { recursive: true });
  });

  it('come back with their generation', () => {
    expect(storedColumns(memory, 'it')).toBeUndefined();
    storeColumns(memory, 'it', 12, filled());
    expect(storedColumns(memory, 'it')).toEqual({ generation: 12, count: 500 });
    const columns = new Columns(kernel);
    expect(loadColumns(memory, 'it', columns)).toBe(12);
    expect(lookup(columns, read, query, 70, 5)).toEqual(lookup(filled(), read, query, 70, 5));
    expect(loadColumns(memory, 'en', new Columns(kernel))).toBeUndefined();
  });

  it('replace what was stored before', () => {
    storeColumns(memory, 'it', 12, filled());
    const few = new Columns(kernel);
    few.add(1, 'una sola');
    storeColumns(memory, 'it', 13, few);
    expect(storedColumns(memory, 'it')).toEqual({ generation: 13, count: 1 });
  });

  it('load in shares that together are the whole', () => {
    storeColumns(memory, 'it', 1, filled());
    const shares = [0, 1, 2].map((index) => {
      const columns = new Columns(kernel);
      loadColumns(memory, 'it', columns, { index, of: 3 });
      return columns;
    });
    expect(shares.reduce((sum, columns) => sum + columns.count, 0)).toBe(500);
  });

  it('of another format, or damaged, are as good as none', () => {
    storeColumns(memory, 'it', 1, filled());
    memory.run("UPDATE column_bucket SET data = x'00' WHERE bucket = 0");
    const index = new ColumnIndex(kernel, read);
    expect(index.load(memory, 'it')).toBeUndefined();
    expect(index.lookup(query, 70, 5)).toEqual([]);
    memory.run("UPDATE column_bucket SET data = x'ffffffff01000000' WHERE bucket = -1");
    expect(storedColumns(memory, 'it')).toBeUndefined();
  });

  it('serve an index that goes on from there', () => {
    storeColumns(memory, 'it', 5, filled());
    const index = new ColumnIndex(kernel, read);
    expect(index.load(memory, 'it')).toBe(5);
    const before = index.lookup(query, 70, 3);
    expect(before[0]?.base).toBe(100);
    index.remove(before[0]?.id ?? 0);
    expect(index.lookup(query, 70, 3)[0]?.base).toBeLessThan(100);
    const built = new ColumnIndex(kernel, read);
    built.build(Array.from(TEXTS, ([id, text]) => ({ id, text })));
    expect(built.lookup(query, 70, 3)).toEqual(before);
    expect(built.columns.count).toBe(500);
  });
});
