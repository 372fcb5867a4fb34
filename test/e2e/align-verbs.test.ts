import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ShownRow } from './align-support.ts';
import {
  activeRow,
  alignPair,
  caretBefore,
  eventually,
  goTo,
  newProject,
  rowNumber,
  rows,
  saved,
} from './align-support.ts';
import { onEveryHost } from './every-host.ts';
import type { Running } from './hosts.ts';
import { newHome } from './hosts.ts';

/** A text and its translation, line by line; the verbs are tried on the first rows. */
const PAIRS: readonly (readonly [source: string, target: string])[] = [
  ['La biblioteca di Verona apre alle 9.', 'The library of Verona opens at 9.'],
  ['Marta porta 12 libri, e Paolo la saluta.', 'Marta brings 12 books, and Paolo greets her.'],
  ['Il direttore Rossi conta le sedie.', 'Director Rossi counts the chairs.'],
  ['Oggi ne mancano 34.', 'Today 34 are missing.'],
  ['Il treno per Trento parte alle 11.', 'The train to Trento leaves at 11.'],
  ['Paolo compra 3 giornali.', 'Paolo buys 3 newspapers.'],
  ['La signora Bianchi ride.', 'Mrs Bianchi laughs.'],
  ['A Milano piove da 5 giorni.', 'In Milan it has rained for 5 days.'],
  ['Il museo Correr costa 18 euro.', 'The Correr museum costs 18 euros.'],
  ['Nel 1897 la piazza era vuota.', 'In 1897 the square was empty.'],
  ['Luca suona il violino con Teresa.', 'Luca plays the violin with Teresa.'],
  ['Il ponte misura 250 metri.', 'The bridge measures 250 metres.'],
  ['La nonna di Giorgio vive a Padova.', 'The grandmother of Giorgio lives in Padua.'],
  ['Sandro legge il capitolo 7.', 'Sandro reads chapter 7.'],
];

/** How many rows are looked at: all of them are drawn at once. */
const SHOWN = 8;
const at = (pair: number): ShownRow => {
  const [source = '', target = ''] = PAIRS[pair - 1] ?? [];
  return { source: [source], target: [target] };
};
const source = (pair: number): readonly string[] => at(pair).source;
const target = (pair: number): readonly string[] => at(pair).target;
/** The rows of pairs, each by itself. */
const pairs = (...numbers: number[]): ShownRow[] => numbers.map(at);
/** Rows without the white space at the cuts. */
const trimmed = (shown: readonly ShownRow[]): ShownRow[] =>
  shown.map((row) => ({ source: row.source.map((it) => it.trim()), target: row.target.map((it) => it.trim()) }));
const first = pairs(...Array.from({ length: SHOWN }, (_, i) => i + 1));

onEveryHost('the verbs of alignment', (host) => {
  const { home, remove } = newHome();
  let running: Running;
  let page: Page;

  beforeAll(async () => {
    for (const [side, name] of ['sala.it.txt', 'sala.en.txt'].entries()) {
      writeFileSync(path.join(home, name), PAIRS.map((pair) => `${pair[side]}\n`).join(''));
    }
    running = await host.start({ home, files: [newProject(home)] });
    page = running.page;
    await page.getByTestId('grid').waitFor();
    await page.getByTestId('rail-align').click();
    await page.getByTestId('align-open-pair').waitFor();
  });
  afterAll(async () => {
    await running?.close();
    remove();
  });

  /** Waits until the first rows are these. */
  const shows = (expected: readonly ShownRow[]): Promise<void> =>
    eventually(() => rows(page, 1, expected.length)).toEqual(expected);
  /** Presses a key and waits for the first rows to become these. */
  const press = async (key: string, expected: readonly ShownRow[]): Promise<void> => {
    await page.keyboard.press(key);
    await shows(expected);
  };
  /** Takes steps back until the document is as it was, and finds it so. */
  const takeBack = async (steps: number): Promise<void> => {
    for (let i = 0; i < steps; i++) await page.keyboard.press('Control+z');
    await shows(first);
    await saved(page);
  };
  const classOf = async (row: number): Promise<string> =>
    (await page.locator(`.grid-align .row[aria-rowindex="${row + 1}"]`).getAttribute('class')) ?? '';

  it('aligns two texts line by line', async () => {
    await alignPair(running, home, 'sala.it.txt', 'sala.en.txt');
    await page.getByTestId('align-grid').waitFor();
    await shows(first);
    await saved(page);
  });

  it('merges rows with the one below and the one above', async () => {
    await goTo(page, 3);
    const merged = { source: [...source(3), ...source(4)], target: [...target(3), ...target(4)] };
    await press('m', [...pairs(1, 2), merged, ...pairs(5, 6, 7)]);
    await press('Control+z', first);
    await goTo(page, 4);
    await press('Control+Backspace', [...pairs(1, 2), merged, ...pairs(5, 6, 7)]);
    await takeBack(1);
  });

  it('splits a row on both sides, so that both move down, and moves both up again', async () => {
    await goTo(page, 2);
    await caretBefore(page, 'source', 'e Paolo');
    await page.keyboard.press('Control+Enter');
    await eventually(async () => trimmed(await rows(page, 2, 3))).toEqual([
      { source: ['Marta porta 12 libri,'], target: ['Marta brings 12 books,'] },
      { source: ['e Paolo la saluta.'], target: ['and Paolo greets her.'] },
    ]);
    await goTo(page, 3);
    await page.keyboard.press('Control+Backspace');
    await eventually(() => rows(page, 3, 4)).toEqual(pairs(3, 4));
    await takeBack(2);
  });

  it('moves a sentence down and up', async () => {
    await goTo(page, 3);
    await page.keyboard.press('m');
    await eventually(() => rows(page, 4, 4)).toEqual(pairs(5));
    await caretBefore(page, 'target', 'Today');
    await press('Alt+ArrowDown', [
      ...pairs(1, 2),
      { source: [...source(3), ...source(4)], target: target(3) },
      { source: source(5), target: [...target(4), ...target(5)] },
      ...pairs(6, 7),
    ]);
    await goTo(page, 4);
    await caretBefore(page, 'target', 'Today');
    await page.keyboard.press('Alt+ArrowUp');
    await eventually(() => rows(page, 4, 5)).toEqual(pairs(5, 6));
    await takeBack(3);
  });

  it('moves part of a sentence down, and up', async () => {
    await goTo(page, 2);
    await caretBefore(page, 'target', 'and Paolo');
    await page.keyboard.press('Enter');
    const cut = async () => trimmed(await rows(page, 2, 3)).map((row) => row.target);
    await eventually(cut).toEqual([['Marta brings 12 books,'], ['and Paolo greets her.', ...target(3)]]);
    await takeBack(1);
    await goTo(page, 2);
    await caretBefore(page, 'target', 'and Paolo');
    await page.keyboard.press('Backspace');
    const pulled = async () => trimmed(await rows(page, 1, 2)).map((row) => row.target);
    await eventually(pulled).toEqual([[...target(1), 'Marta brings 12 books,'], ['and Paolo greets her.']]);
    await takeBack(1);
  });

  it('unlinks the sides of a row, and links halves wherever they stand, across each other', async () => {
    await goTo(page, 3);
    await page.keyboard.press('u');
    await eventually(() => rows(page, 3, 4)).toEqual([
      { source: source(3), target: [] },
      { source: [], target: target(3) },
    ]);
    await goTo(page, 6);
    await page.keyboard.press('u');
    await eventually(() => rows(page, 6, 7)).toEqual([
      { source: source(5), target: [] },
      { source: [], target: target(5) },
    ]);
    // The third text with the fifth translation, and the other way round.
    await goTo(page, 3);
    await page.keyboard.press('l');
    await eventually(() => classOf(3)).toContain('row-linking');
    await goTo(page, 7);
    await page.keyboard.press('l');
    await eventually(() => rows(page, 3, 3)).toEqual([{ source: source(3), target: target(5) }]);
    await goTo(page, 4);
    await page.keyboard.press('l');
    await eventually(() => classOf(4)).toContain('row-linking');
    await goTo(page, 6);
    await press('l', [
      ...pairs(1, 2),
      { source: source(3), target: target(5) },
      ...pairs(4),
      { source: source(5), target: target(3) },
      ...pairs(6, 7),
    ]);
    await takeBack(4);
  });

  it('swaps a side with the row below', async () => {
    await goTo(page, 4);
    await caretBefore(page, 'target', 'Today');
    await press('x', [
      ...pairs(1, 2, 3),
      { source: source(4), target: target(5) },
      { source: source(5), target: target(4) },
      ...pairs(6),
    ]);
    await takeBack(1);
  });

  it('marks a text as not translated, in one step', async () => {
    await goTo(page, 5);
    await press('d', [
      ...pairs(1, 2, 3, 4),
      { source: source(5), target: [] },
      { source: [], target: target(5) },
      ...pairs(6),
    ]);
    await eventually(() => classOf(5)).toContain('row-pinned');
    await takeBack(1);
    expect(await classOf(5)).not.toContain('row-pinned');
  });

  it('splits a sentence within its row, and joins the parts', async () => {
    await goTo(page, 2);
    await caretBefore(page, 'source', 'e Paolo');
    await page.keyboard.press('Shift+Enter');
    const parts = async () => trimmed(await rows(page, 2, 2))[0]?.source;
    await eventually(parts).toEqual(['Marta porta 12 libri,', 'e Paolo la saluta.']);
    await goTo(page, 2);
    await caretBefore(page, 'source', 'Marta');
    await press('j', first);
    await page.keyboard.press('Control+z');
    await eventually(parts).toEqual(['Marta porta 12 libri,', 'e Paolo la saluta.']);
    await takeBack(1);
  });

  it('edits the text of either side, and takes the edits back', async () => {
    for (const side of ['source', 'target'] as const) {
      await goTo(page, 6);
      await caretBefore(page, side, 'Paolo');
      await page.keyboard.press('e');
      await page.getByTestId('sentence-editor').waitFor();
      await page.keyboard.press('Home');
      await page.keyboard.type('Qui ');
      await page.keyboard.press('Escape');
      await eventually(async () => (await rows(page, 6, 6))[0]?.[side]).toEqual([`Qui ${at(6)[side][0]}`]);
    }
    await saved(page);
    await takeBack(2);
  });

  it('confirms a row and goes on, and confirms all above', async () => {
    await goTo(page, 2);
    await page.keyboard.press('Space');
    await eventually(() => rowNumber(page)).toBe(3);
    await eventually(() => classOf(2)).toContain('row-pinned');
    await goTo(page, 5);
    await page.keyboard.press('c');
    for (const row of [1, 2, 3, 4, 5]) await eventually(() => classOf(row)).toContain('row-pinned');
    expect(await classOf(6)).not.toContain('row-pinned');
    await page.keyboard.press('Control+z');
    await eventually(() => classOf(4)).not.toContain('row-pinned');
    expect(await classOf(2)).toContain('row-pinned');
    await page.keyboard.press('Control+z');
    await eventually(() => classOf(2)).not.toContain('row-pinned');
  });

  it('bookmarks a row, finds it again, and excludes one', async () => {
    await goTo(page, 7);
    await page.keyboard.press('b');
    const marks = activeRow(page).locator('.standing [aria-label]');
    await eventually(() => marks.count()).toBe(1);
    await goTo(page, 1);
    await page.keyboard.press('Shift+b');
    await eventually(() => rowNumber(page)).toBe(7);
    await page.keyboard.press('Shift+x');
    await eventually(() => classOf(7)).toContain('row-excluded');
    await page.keyboard.press('Control+z');
    await eventually(() => classOf(7)).not.toContain('row-excluded');
    await page.keyboard.press('Control+z');
    await eventually(() => marks.count()).toBe(0);
  });

  it('finds a text on either side, marks it and goes from row to row', async () => {
    const field = page.getByTestId('align-find');
    const count = page.getByTestId('align-find-count');
    const focusIs = (place: string): Promise<boolean> =>
      page.evaluate((selector) => document.activeElement?.matches(selector) === true, place);
    await goTo(page, 1);
    await page.keyboard.press('Control+f');
    await eventually(() => focusIs('[data-testid="align-find"]')).toBe(true);
    await field.fill('PAOLO');
    await eventually(() => count.innerText()).toBe('2 rows');
    await eventually(() => page.evaluate(() => CSS.highlights.get('found')?.size)).toBe(4);
    await page.keyboard.press('Enter');
    await eventually(() => rowNumber(page)).toBe(2);
    await eventually(() => count.innerText()).toBe('1 of 2');
    await page.keyboard.press('Enter');
    await eventually(() => rowNumber(page)).toBe(6);
    await page.keyboard.press('Shift+Enter');
    await eventually(() => rowNumber(page)).toBe(2);
    await page.keyboard.press('Escape');
    await eventually(() => focusIs('.grid-align .row-active')).toBe(true);
    await page.keyboard.press('F3');
    await eventually(() => rowNumber(page)).toBe(6);
    await page.keyboard.press('F3');
    await eventually(() => rowNumber(page)).toBe(2);
    await page.keyboard.press('Control+Shift+f');
    await eventually(() => field.inputValue()).toBe('');
    await eventually(() => page.evaluate(() => CSS.highlights.has('found'))).toBe(false);
  });

  it('goes to a row by its number, ready for the next verb', async () => {
    await page.keyboard.press('Control+g');
    await page.getByTestId('goto-row').fill('7');
    await page.keyboard.press('Enter');
    await eventually(() => rowNumber(page)).toBe(7);
    await page.getByTestId('goto').waitFor({ state: 'detached' });
    await eventually(() => page.evaluate(() => document.activeElement?.matches('.row-active') === true)).toBe(true);
    await page.keyboard.press('ArrowUp');
    await eventually(() => rowNumber(page)).toBe(6);
  });

  it('pins a row, and aligns again what the pins leave open', async () => {
    await goTo(page, 2);
    await page.keyboard.press('p');
    await eventually(() => classOf(2)).toContain('row-pinned');
    await goTo(page, 7);
    await page.keyboard.press('p');
    await eventually(() => classOf(7)).toContain('row-pinned');
    await goTo(page, 4);
    await caretBefore(page, 'target', 'Today');
    await page.keyboard.press('x');
    await eventually(() => rows(page, 4, 4)).toEqual([{ source: source(4), target: target(5) }]);
    await press('r', first);
    await page.keyboard.press('Control+z');
    await eventually(() => rows(page, 4, 4)).toEqual([{ source: source(4), target: target(5) }]);
    for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
    await eventually(() => classOf(2)).not.toContain('row-pinned');
    await takeBack(0);
  });
});
