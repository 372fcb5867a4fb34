import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemoryQuery } from '../../../src/shared/contract/memory-edit.ts';
import { plain } from '../../../src/shared/text/content.ts';
import type { Content } from '../../../src/shared/text/content.ts';
import { candidatesBetween } from '../../../src/main/core/services/memory-edit/candidates.ts';
import type { UnitCommand } from '../../../src/main/core/services/memory-edit/commands.ts';
import { moveMemoryStep, runUnitCommand } from '../../../src/main/core/services/memory-edit/commands.ts';
import { wanted } from '../../../src/main/core/services/memory-edit/conditions.ts';
import { MemoryResults } from '../../../src/main/core/services/memory-edit/results.ts';
import { createMemoryFile } from '../../../src/main/core/store/memory-file.ts';
import { refreshBlocks } from '../../../src/main/core/store/memory/text-blocks.ts';
import { countUnits, insertBatch, insertUnit, nextGeneration } from '../../../src/main/core/store/memory/units.ts';
import type { WriteConnection } from '../../../src/main/core/store/sqlite.ts';
import { removeFolder, temporaryFolder } from '../../contract/harness.ts';

const pair = { sourceLang: 'it', targetLang: 'en' };
const who = { who: 'anna', now: 1_000, progress: () => undefined };

describe('a search in the memory view', () => {
  let folder: string;
  let memory: WriteConnection;
  let results: MemoryResults;

  beforeEach(async () => {
    folder = temporaryFolder();
    memory = await createMemoryFile(join(folder, 'm.bmem'), 'M', { log: () => undefined });
    results = new MemoryResults(() => memory);
  });
  afterEach(() => {
    memory.close();
    removeFolder(folder);
  });

  function fill(from: number, to: number): void {
    memory.transaction(() => {
      const batch = insertBatch(memory, { kind: 'import', name: `b${from}`, at: 0 }, null);
      const generation = nextGeneration(memory);
      for (let i = from; i < to; i++) {
        const tail = 'e così via '.repeat(60);
        const it: Content =
          i % 9 === 0
            ? { text: `Premere \uE000 Invio ${tail}${i}`, codes: [{ kind: 'standalone', id: '1', data: '<br/>' }] }
            : plain(`${['CIÒ', 'L’acqua', 'Sconto del 100%', '漢字 prima'][i % 4]} ${tail}numero ${i}`);
        const texts = [
          { lang: 'it', content: it },
          { lang: 'en', content: plain(`Prima ${i % 3 === 0 ? 'Press Enter' : 'a_b'} number ${i}`) },
          // A second text of a language is not looked at.
          ...(i % 7 === 0 ? [{ lang: 'it-CH', content: plain(`svizzero ${tail}`) }] : []),
          ...(i % 5 === 0 ? [{ lang: 'de', content: plain('prima auf Deutsch') }] : []),
        ];
        insertUnit(memory, batch, generation, {
          unit: {
            attributes: {},
            annotations: [],
            variants: texts.map((text) => ({ ...text, attributes: {}, annotations: [] })),
          },
          origin: null,
          document: null,
          previous: null,
          next: null,
          author: i % 2 === 0 ? 'anna' : 'bruno',
          changedAt: i,
        });
      }
      countUnits(memory, batch, to - from);
    });
  }

  const plainly = (text: string) => ({ text, matchCase: false, wholeWord: false, regex: false });
  const find = (
    text: string,
    more: { readonly matchCase?: boolean; readonly wholeWord?: boolean } = {},
  ): MemoryQuery => ({
    find: { ...plainly(text), ...more },
  });
  const queries: MemoryQuery[] = [
    {},
    { author: 'anna' },
    { after: 20, before: 200 },
    ...['ciò', 'prima', 'numero 1', 'svizzero', 'invio', 'premere invio', '100%', 'a_b', "l'acqua", '漢', 'x'].map(
      (text) => find(text),
    ),
    find('numero 1', { wholeWord: true }),
    find('Prima', { matchCase: true }),
    { ...find('prima'), side: 'source' },
    { ...find('prima'), side: 'target', author: 'bruno' },
    { ...find('due'), side: 'both' },
  ];

  function search(query: MemoryQuery, fresh = true): number[] {
    const request = { memory: memory.path, query, ...pair, from: 0, count: 0 };
    let page = results.page({ ...request, fresh });
    while (!page.complete) page = results.page(request);
    const units = results.ids({ ...request, count: page.total });
    expect(page.total).toBe(units.length);
    return units;
  }

  /** Every unit read and looked at by itself. */
  function expected(query: MemoryQuery): number[] {
    const none = () => {
      throw new Error('nothing is learnt for these queries');
    };
    return wanted(candidatesBetween(memory, 0, 1_000_000, pair), query, none).map(({ unit }) => unit);
  }

  function check(): void {
    for (const query of queries) {
      expect([query, search(query).toSorted((a, b) => a - b)]).toEqual([query, expected(query)]);
    }
  }

  const run = (command: UnitCommand) => runUnitCommand(memory, command, who);
  const store = (): void => {
    for (const language of ['it', 'en', 'de']) refreshBlocks(memory, language, 1_000);
  };

  it('finds what reading every unit finds, whatever was done to the memory just before', () => {
    fill(0, 500);
    check();
    store();
    expect(memory.get<{ n: number }>('SELECT count(*) AS n FROM text_block')?.n).toBeGreaterThan(0);
    check();
    run({ type: 'edit', unit: 3, lang: 'it', content: plain('Due parole svizzere, prima') });
    check();
    run({ type: 'edit', unit: 15, lang: 'en', content: plain('Two words, due') });
    run({ type: 'delete', units: [1, 2, 8, 500] });
    check();
    fill(500, 540);
    check();
    run({ type: 'replace', units: [4, 5, 6, 7], lang: 'en', find: plainly('number'), replacement: 'due', except: [] });
    check();
    for (let i = 0; i < 3; i++) {
      moveMemoryStep(memory, 'undo', () => undefined);
      check();
    }
    moveMemoryStep(memory, 'redo', () => undefined);
    check();
    run({ type: 'reverse', units: [10, 11], ...pair });
    check();
  });

  it('keeps its results in step with units that are deleted, and counts them right', () => {
    fill(0, 120);
    expect(search({})).toHaveLength(120);
    expect(search(find('prima'))).toHaveLength(120);
    run({ type: 'delete', units: [1, 60, 120] });
    expect(search({}, false)).toHaveLength(117);
    expect(search(find('prima'), false)).toHaveLength(117);
    moveMemoryStep(memory, 'undo', () => undefined);
    expect(search({})).toHaveLength(120);
    expect(search(find('prima'))).toHaveLength(120);
  });

  it('shows the first rows before it has counted all', () => {
    fill(0, 400);
    store();
    const request = { memory: memory.path, query: find('prima'), ...pair, from: 0, count: 10, fresh: true };
    const page = results.page(request);
    expect(page.rows.map(({ unit }) => unit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(search(find('prima'), false)).toHaveLength(400);
  });

  it.each(['later texts are put into blocks', 'all blocks are made anew'])(
    'misses nothing when meanwhile %s',
    (what) => {
      fill(0, 400);
      store();
      fill(400, 900);
      const request = { memory: memory.path, query: find('e così'), ...pair, from: 0, count: 1 };
      const begun = results.page({ ...request, fresh: true });
      expect(begun).toMatchObject({ complete: false });
      if (what === 'all blocks are made anew') memory.run('DELETE FROM text_block');
      store();
      expect(search(request.query, false)).toEqual(expected(request.query));
    },
  );
});
