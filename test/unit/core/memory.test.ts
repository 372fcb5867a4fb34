import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TranslationUnit } from '../../../src/shared/formats/bilingual/model.ts';
import { matchText } from '../../../src/shared/matching/normal.ts';
import { baseScore } from '../../../src/shared/matching/score.ts';
import { plain } from '../../../src/shared/text/content.ts';
import type { Content } from '../../../src/shared/text/content.ts';
import { KERNEL_PATH } from '../../../src/main/core/memory/kernel.ts';
import { concordance } from '../../../src/main/core/services/memories/concordance.ts';
import { importTmx } from '../../../src/main/core/services/memories/import-tmx.ts';
import { scanIndexes } from '../../../src/main/core/services/memories/fuzzy-index.ts';
import { IndexCache } from '../../../src/main/core/services/memories/index-cache.ts';
import { lookup } from '../../../src/main/core/services/memories/lookup.ts';
import { TextSearch } from '../../../src/main/core/services/memories/text-search.ts';
import { memoryStats } from '../../../src/main/core/services/memories/stats.ts';
import { createMemoryFile } from '../../../src/main/core/store/memory-file.ts';
import { foldForSearch, searchText } from '../../../src/main/core/store/memory/search-text.ts';
import { refreshBlocks } from '../../../src/main/core/store/memory/text-blocks.ts';
import {
  insertBatch,
  insertUnit,
  iterateUnits,
  nextGeneration,
  putByOrigin,
  removeBatch,
  removeByOrigin,
} from '../../../src/main/core/store/memory/units.ts';
import type { WriteConnection } from '../../../src/main/core/store/sqlite.ts';
import { currentKernel } from '../../support/kernel.ts';
import { removeFolder, temporaryFolder } from '../../contract/harness.ts';

const unitOf = (source: Content | string, target: Content | string, targetLang = 'en'): TranslationUnit => {
  const variant = (lang: string, content: Content | string) => ({
    lang,
    attributes: {},
    annotations: [],
    content: typeof content === 'string' ? plain(content) : content,
  });
  return { attributes: {}, annotations: [], variants: [variant('it', source), variant(targetLang, target)] };
};

describe('a memory', () => {
  let folder: string;
  let memory: WriteConnection;
  let batch: number;
  let files = 0;

  beforeAll(() => {
    currentKernel();
    folder = temporaryFolder();
  });
  afterAll(() => removeFolder(folder));
  beforeEach(async () => {
    memory = await createMemoryFile(join(folder, `${++files}.bmem`), 'Test', { log: () => undefined });
    batch = insertBatch(memory, { kind: 'project', name: 'p', at: 0, project: 'p' }, null);
  });
  afterEach(() => memory.close());

  const add = (
    unit: TranslationUnit,
    more: { origin?: string; previous?: string; next?: string; changedAt?: number } = {},
  ) => {
    const { origin = null, previous = null, next = null, changedAt = null } = more;
    return insertUnit(memory, batch, nextGeneration(memory), {
      unit,
      origin,
      document: null,
      previous,
      next,
      author: null,
      changedAt,
    });
  };
  const sources = () => [{ connection: memory, name: 'Test', penalty: 0 }];
  const indexes = new IndexCache(
    scanIndexes({ kernel: KERNEL_PATH, worker: 'unused', options: { log: () => undefined } }, 1),
  );
  const find = (content: Content | string, more: Partial<Parameters<typeof lookup>[0]> = {}, penalty = 0) =>
    lookup(
      {
        content: typeof content === 'string' ? plain(content) : content,
        previous: null,
        next: null,
        sourceLang: 'it',
        targetLang: 'en',
        threshold: 60,
        limit: 10,
        ...more,
      },
      [{ connection: memory, name: 'Test', penalty }],
      indexes,
    );
  const search = (text: string, more: { side?: 'source' | 'target'; wholeWords?: boolean } = {}) =>
    concordance(
      { text, side: 'source', sourceLang: 'it', targetLang: 'en', wholeWords: false, limit: 50, ...more },
      sources(),
    );

  it('scores an exact match 100, and one more for each neighbour that matches too', async () => {
    add(unitOf('Premere il tasto.', 'Press the key.'), { previous: 'Prima.', next: 'Dopo.' });
    expect((await find('Premere il tasto.'))[0]?.score).toBe(100);
    expect((await find('Premere il tasto.', { previous: 'Prima.' }))[0]?.score).toBe(101);
    expect((await find('Premere il tasto.', { previous: 'Prima.', next: 'Dopo.' }))[0]?.score).toBe(102);
    expect((await find('Premere il tasto.', { previous: 'Altro.', next: 'Dopo.' }))[0]?.score).toBe(101);
  });

  it('lowers scores by the penalty of the memory', async () => {
    add(unitOf('Premere il tasto.', 'Press the key.'));
    expect((await find('Premere il tasto.', {}, 7))[0]?.score).toBe(93);
  });

  it('shows a pair once, and prefers the newer of two translations', async () => {
    add(unitOf('Sì.', 'Yes.'), { changedAt: 1 });
    add(unitOf('Sì.', 'Yes.'), { changedAt: 2 });
    add(unitOf('Sì.', 'Indeed.'), { changedAt: 3 });
    expect((await find('Sì.')).map(({ target }) => target.text)).toEqual(['Indeed.', 'Yes.']);
  });

  it('takes the variant whose language fits best, and no other language', async () => {
    const unit = unitOf('Colore', 'Color', 'en-US');
    const british = unitOf('Colore', 'Colour', 'en-GB').variants.slice(1);
    add({ ...unit, variants: [...unit.variants, ...british] });
    add(unitOf('Colore', 'Farbe', 'de'));
    expect((await find('Colore', { targetLang: 'en-GB' })).map(({ target }) => target.text)).toEqual(['Colour']);
    expect((await find('Colore', { targetLang: 'de' })).map(({ target }) => target.text)).toEqual(['Farbe']);
  });

  it('finds every unit whose score reaches the threshold, also after changes', async () => {
    const word = fc.constantFrom('casa', 'cane', 'perché', 'città', 'è', '12', 'rosso', '漢字', '😀');
    const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(sentence, { minLength: 3, maxLength: 25 }), sentence, async (texts, query) => {
        memory.transaction(() => texts.forEach((text, i) => add(unitOf(text, `t${i} ${text}`), { origin: `p:${i}` })));
        const check = async (present: readonly string[]) => {
          const expected = present.filter((text) => Math.floor(baseScore(query, text)) >= 60).sort();
          const found = (await find(query, { limit: 100 })).map(({ source }) => source.text);
          expect(found.sort()).toEqual(expected);
        };
        await check(texts);
        removeByOrigin(memory, nextGeneration(memory), 'p:0');
        await check(texts.slice(1));
        memory.transaction(() => texts.forEach((_, i) => removeByOrigin(memory, nextGeneration(memory), `p:${i}`)));
      }),
      { numRuns: 30 },
    );
  });

  it('keeps one unit for a bead, however often it is written', () => {
    const write = (target: string) =>
      putByOrigin(memory, batch, nextGeneration(memory), {
        unit: unitOf('Uno.', target),
        origin: 'p:1',
        document: null,
        previous: null,
        next: null,
        author: 'Ada',
        changedAt: 1,
      });
    write('One.');
    write('One!');
    write('One!');
    expect([...iterateUnits(memory)].map(({ variants }) => variants[1]?.content.text)).toEqual(['One!']);
    expect(memoryStats(memory).units).toBe(1);
    expect(search('One.', { side: 'target' })).toEqual([]);
    expect(search('One!', { side: 'target' })).toHaveLength(1);
  });

  it('is searched for any text, on either side', () => {
    add(unitOf('Versare l’acqua al 100% nel campo a_b (voce «x»).', 'Pour 100% of the water.'));
    add(unitOf('Acquazzone in arrivo', 'Shower coming'));
    add(unitOf('Oggi c’è di tutto', 'There is a bit of everything'));
    for (const [text, hits] of [
      ["l'acqua", 1],
      ['L’ACQUA', 1],
      ['acqua', 2],
      ['100%', 1],
      ['%', 1],
      ['a_b', 1],
      ['"x"', 1],
      ['di', 1],
      ['campo acqua', 1],
      ['zz', 1],
      ['', 0],
      [' ', 0],
      ['*', 0],
      ['acqua*', 0],
      ['NOT acqua', 0],
      ['"', 1],
    ] as const) {
      expect([text, search(text).length]).toEqual([text, hits]);
    }
    expect(search('acqua', { wholeWords: true })).toHaveLength(1);
    expect(search('water', { side: 'target' })[0]?.source.text).toContain('acqua');
  });

  it('is searched for words in other forms after the words themselves', () => {
    add(unitOf('Premere il pulsante rosso', 'Press the red button'));
    add(unitOf('I pulsanti rossi sono due', 'There are two red buttons'));
    add(unitOf('Il pulsante è verde, il filo è rosso', 'The button is green, the wire is red'));
    const found = (text: string, side: 'source' | 'target' = 'source', wholeWords = false) =>
      search(text, { side, wholeWords }).map(({ source, target, ranges }) => {
        const from = side === 'source' ? source : target;
        return ranges.map(([start, end]) => from.text.slice(start, end)).join(' + ');
      });
    expect(found('pulsante rosso')).toEqual(['pulsante rosso', 'pulsante + rosso', 'pulsanti + rossi']);
    expect(found('pulsante')).toEqual(['pulsante', 'pulsante', 'pulsanti']);
    expect(found('buttons', 'target')).toEqual(['buttons', 'button', 'button']);
    expect(found('pulsante', 'source', true)).toEqual(['pulsante', 'pulsante']);
  });

  it('is searched the same whether its texts stand in blocks or not, whatever is done to them', () => {
    const all = (text: string, texts?: TextSearch) =>
      concordance(
        { text, side: 'source', sourceLang: 'it', targetLang: 'en', wholeWords: false, limit: 5_000 },
        sources(),
        texts,
      ).map(({ unit }) => unit);
    const kept = new TextSearch();
    const check = () => {
      for (const text of ['numero 7', 'ciò', 'perché no', '字', '😀', "l'acqua", 'x']) {
        const expected = [...iterateUnits(memory)]
          .filter(({ variants }) => searchText(variants[0]?.content.text ?? '').text.includes(text))
          .map(({ id }) => id);
        expect([text, all(text, kept).toSorted((a, b) => a - b)]).toEqual([text, expected]);
        expect(all(text)).toEqual(all(text, kept));
      }
    };
    const fill = (from: number, to: number) =>
      memory.transaction(() => {
        for (let i = from; i < to; i++) {
          const more = i % 5 === 0 ? 'CIÒ' : i % 7 === 0 ? '漢字 😀' : i % 11 === 0 ? 'L’acqua' : 'Perché  no';
          add(unitOf(`${more} ${'e così via '.repeat(90)} numero ${i}`, `Number ${i}`), { origin: `p:${i}` });
        }
      });
    const store = () => refreshBlocks(memory, 'it', memoryStats(memory).units);
    fill(0, 300);
    check();
    store();
    expect(memory.get('SELECT count(*) AS n FROM text_block')).toEqual({ n: 1 });
    check();
    fill(300, 320);
    check();
    memory.transaction(() => {
      const generation = nextGeneration(memory);
      for (let i = 0; i < 320; i += 2) removeByOrigin(memory, generation, `p:${i}`);
    });
    check();
    store();
    check();
    memory.transaction(() => removeBatch(memory, batch));
    expect(memory.get('SELECT count(*) AS n FROM text_block')).toEqual({ n: 0 });
    expect(all('numero')).toEqual([]);
    batch = insertBatch(memory, { kind: 'project', name: 'p', at: 0, project: 'p' }, null);
    fill(2_000, 2_010);
    check();
  });

  it('tells where a hit stands, also across inline codes', () => {
    const content: Content = {
      text: 'Il \uE000gatto\uE001 nero',
      codes: [
        { kind: 'open', id: '1', data: '<b>' },
        { kind: 'close', id: '1', data: '</b>' },
      ],
    };
    add(unitOf(content, 'The black cat'));
    const places = (text: string) =>
      search(text).flatMap(({ ranges, source }) => ranges.map(([from, to]) => source.text.slice(from, to)));
    expect(places('gatto')).toEqual(['gatto']);
    expect(places('gatto nero')).toEqual(['gatto\uE001 nero']);
    expect(places('il gatto')).toEqual(['Il \uE000gatto']);
  });

  it('folds a matching text as it folds the text itself', () => {
    const piece = fc.constantFrom(
      'A',
      'è',
      'É',
      'e\u0301',
      'Σ',
      'ς',
      '’',
      '`',
      '«',
      '\uE000',
      '\uE001',
      ' ',
      '\u00A0',
      '漢',
      '😀',
      'İ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'grapheme', maxLength: 2 }))), (pieces) => {
        const text = pieces.join('');
        const folded = foldForSearch(matchText({ text, codes: [] }));
        expect(searchText(text).text.trim().replaceAll(/ {2,}/g, ' ')).toBe(folded);
      }),
    );
  });

  it('folds text for searching without losing the way back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { text: folded, offsets } = searchText(text);
        expect(offsets).toHaveLength(folded.length + 1);
        expect(offsets.every((offset, i) => i === 0 || offset >= (offsets[i - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it('takes a whole TMX file or nothing, and gives a batch back whole', async () => {
    const file = join(folder, 'a.tmx');
    const tu = (i: number) =>
      `<tu><tuv xml:lang="it"><seg>Frase ${i}</seg></tuv><tuv xml:lang="en"><seg>Sentence ${i}</seg></tuv></tu>`;
    const body = Array.from({ length: 50 }, (_, i) => tu(i)).join('');
    writeFileSync(file, `<tmx version="1.4"><header srclang="it"/><body>${body}`);
    const run = (languages?: string[]) => importTmx(memory, file, { languages, now: 0, progress: () => undefined });
    expect(() => run()).toThrow(/too early|cut off/);
    expect(memoryStats(memory)).toMatchObject({ units: 0, languages: [] });
    writeFileSync(file, `<tmx version="1.4"><header srclang="it"/><body>${body}</body></tmx>`);
    const report = run();
    expect(report).toMatchObject({ read: 50, added: 50, skipped: 0 });
    expect((await find('Frase 7'))[0]).toMatchObject({ score: 100, target: plain('Sentence 7') });
    expect(run(['de', 'fr'])).toMatchObject({ added: 0, skipped: 50 });
    memory.transaction(() => removeBatch(memory, report.batch));
    expect(memoryStats(memory)).toMatchObject({ units: 0, languages: [] });
    expect(await find('Frase 7')).toEqual([]);
    expect(search('Frase')).toEqual([]);
  });
});
