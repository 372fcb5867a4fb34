import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TextSearch } from '../../../src/main/core/services/memories/text-search.ts';
import { WarmUp } from '../../../src/main/core/services/memories/warm-up.ts';
import { createMemoryFile, readMemoryFile } from '../../../src/main/core/store/memory-file.ts';
import { writeMeta } from '../../../src/main/core/store/meta.ts';
import type { ReadConnection, WriteConnection } from '../../../src/main/core/store/sqlite.ts';
import { removeFolder, temporaryFolder } from '../../contract/harness.ts';

const options = { log: () => undefined };

/** Searches whose preparation only counts its turns. */
class CountedTurns extends TextSearch {
  turns: string[] = [];
  fails = false;
  override *prepare(memory: () => ReadConnection, languages: readonly string[]): Generator<undefined> {
    for (let turn = 1; turn <= 3; turn++) {
      if (this.fails) throw new Error('the file is gone');
      this.turns.push(`${memory().path.slice(-6)} ${languages.join('+')} ${turn}`);
      yield;
    }
  }
}

describe('reading ahead for the first search', () => {
  let folder: string;
  const written: WriteConnection[] = [];
  const readers = new Map<string, ReadConnection>();
  const open = (path: string): ReadConnection => readers.get(path) as ReadConnection;

  let texts: CountedTurns;
  let clock: number;
  let due: { readonly action: () => void; readonly at: number }[];
  let logged: string[];
  let warmUp: WarmUp;

  beforeAll(async () => {
    folder = temporaryFolder();
    for (const [name, units] of [
      ['a', 1_000_000],
      ['b', 1_000_000],
      ['c', 10],
    ] as const) {
      const path = join(folder, `${name}.bmem`);
      const memory = await createMemoryFile(path, name, options);
      writeMeta(memory, 'units', String(units));
      written.push(memory);
      readers.set(path, readMemoryFile(path, options));
    }
  });
  afterAll(() => {
    for (const connection of [...written, ...readers.values()]) connection.close();
    removeFolder(folder);
  });
  beforeEach(() => {
    texts = new CountedTurns();
    clock = 1_000;
    due = [];
    logged = [];
    const later = (action: () => void, delay: number): void => void due.push({ action, at: clock + delay });
    warmUp = new WarmUp({ open, texts, later, now: () => clock, log: (_, message) => void logged.push(message) });
  });

  const path = (name: string): string => join(folder, `${name}.bmem`);
  /** Lets time pass until nothing is due. */
  const wait = (until = Number.POSITIVE_INFINITY): void => {
    for (let next = due.shift(); next; next = due.shift()) {
      if (next.at > until) return void due.unshift(next);
      clock = Math.max(clock, next.at);
      next.action();
    }
  };

  it('goes on turn by turn until everything is read, and is not begun again', () => {
    warmUp.begin(path('a'), ['it', 'en']);
    expect(texts.turns).toEqual([]);
    wait();
    expect(texts.turns).toEqual(['a.bmem it+en 1', 'a.bmem it+en 2', 'a.bmem it+en 3']);
    warmUp.begin(path('a'), ['it', 'en']);
    wait();
    expect(texts.turns).toHaveLength(3);
  });

  it('does nothing while requests are answered', () => {
    warmUp.begin(path('a'), ['it', 'en']);
    for (const end = clock + 1_000; clock < end; clock += 20) {
      warmUp.noteAnswer();
      wait(clock + 10);
    }
    expect(texts.turns).toEqual([]);
    wait();
    expect(texts.turns).toHaveLength(3);
  });

  it('leaves small memories alone', () => {
    warmUp.begin(path('c'), ['it', 'en']);
    wait();
    expect(texts.turns).toEqual([]);
  });

  it('turns to the memory that was opened last, and stops when files are let go', () => {
    warmUp.begin(path('a'), ['it', 'en']);
    warmUp.begin(path('b'), ['en', 'it']);
    wait();
    expect(texts.turns.map((turn) => turn.slice(0, 12))).toEqual(Array(3).fill('b.bmem en+it'));
    warmUp.begin(path('a'), ['it', 'en']);
    warmUp.stop();
    wait();
    expect(texts.turns).toHaveLength(3);
  });

  it('gives up when a memory cannot be read', () => {
    texts.fails = true;
    warmUp.begin(path('a'), ['it', 'en']);
    wait();
    expect(logged).toEqual(['a memory could not be read ahead: Error: the file is gone']);
    expect(due).toEqual([]);
  });
});
