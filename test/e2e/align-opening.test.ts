import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, it } from 'vitest';
import {
  activeRow,
  alignPair,
  caretBefore,
  CORPUS,
  counterparts,
  eventually,
  goTo,
  newProject,
  pickIn,
  rows,
  saved,
} from './align-support.ts';
import { onEveryHost } from './every-host.ts';
import type { Running } from './hosts.ts';
import { newHome } from './hosts.ts';

const PLACES = ['Verona', 'Trento', 'Padova', 'Milano', 'Torino', 'Genova', 'Bologna', 'Napoli', 'Bari', 'Lecce'];
const THINGS: readonly (readonly [source: string, target: string])[] = [
  ['il treno', 'the train'],
  ['il museo', 'the museum'],
  ['la biblioteca', 'the library'],
];
const SENTENCES = 30;

/** A text of numbered days, and its translation, which lacks some. */
function diary(lacks: (day: number) => boolean): { source: string; target: string } {
  const source: string[] = [];
  const target: string[] = [];
  for (let day = 1; day <= SENTENCES; day++) {
    const place = PLACES[day % PLACES.length];
    const [thing, translated] = THINGS[day % THINGS.length] ?? ['', ''];
    source.push(`A ${place} trovammo ${thing} chiuso per ${day * 13} ore.\n`);
    if (!lacks(day)) target.push(`In ${place} we found ${translated} closed for ${day * 13} hours.\n`);
  }
  return { source: source.join(''), target: target.join('') };
}

onEveryHost('opening texts to align', (host) => {
  const { home, remove } = newHome();
  let running: Running;
  let page: Page;

  beforeAll(async () => {
    const { source, target } = diary((day) => day > 10 && day <= 18);
    writeFileSync(path.join(home, 'diario.it.txt'), source);
    writeFileSync(path.join(home, 'diario.en.txt'), target);
    const folder = (name: string, ...files: (readonly [from: string, as: string])[]): void => {
      mkdirSync(path.join(home, name));
      for (const [from, as] of files) copyFileSync(path.join(CORPUS, from), path.join(home, name, as));
    };
    folder('testi', ['story.it.txt', 'racconto.it.txt'], ['news.it.txt', 'notizie.it.txt']);
    // By name each has its counterpart; by content one of them is none.
    folder('traduzioni', ['story.en.txt', 'racconto.en.txt'], ['story.en.txt', 'notizie.en.txt']);
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

  const shown = (name: string): Promise<void> =>
    eventually(() => page.getByTestId('alignment-menu').innerText()).toContain(name);

  it('shows a missing passage as one row, opened and closed by key', async () => {
    await alignPair(running, home, 'diario.it.txt', 'diario.en.txt');
    await page.getByTestId('align-grid').waitFor();
    const passage = page.locator('.row-passage');
    await passage.waitFor();
    await eventually(() => passage.innerText()).toContain('8 sentences');
    await goTo(page, 11);
    await eventually(() => activeRow(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('o');
    await eventually(() => passage.getAttribute('aria-expanded')).toBe('true');
    await eventually(async () => (await rows(page, 12, 12))[0]?.target).toEqual([]);
    await page.keyboard.press('o');
    await eventually(() => passage.getAttribute('aria-expanded')).toBe('false');
    await eventually(() => rows(page, 12, 12)).toEqual([]);
    await saved(page);
  });

  it('marks the counterpart of the word at the caret, from either side', async () => {
    await goTo(page, 3);
    for (const [side, word] of [
      ['source', 'Milano'],
      ['target', 'Milano'],
    ] as const) {
      await caretBefore(page, side, word);
      await eventually(() => counterparts(page)).toBe(1);
    }
  });

  it('offers to exchange sides that are the wrong way round, and exchanges them', async () => {
    await alignPair(running, CORPUS, 'story.en.txt', 'story.it.txt');
    const warning = page.getByTestId('align-warning');
    await eventually(() => warning.innerText()).toContain('look exchanged');
    await page.getByTestId('swap-sides').focus();
    await page.keyboard.press('Enter');
    await warning.waitFor({ state: 'detached' });
    await eventually(() => page.locator('.grid-align .row .cell-source .text').first().getAttribute('data-side')).toBe(
      'source',
    );
    await eventually(() => page.locator('.grid-align .cell-source').first().getAttribute('lang')).toBe('it');
    await shown('story');
    await eventually(() => page.locator('.grid-align .row').count()).toBeGreaterThan(5);
  });

  it('warns of texts that are no translations of each other', async () => {
    await alignPair(running, CORPUS, 'news.it.txt', 'story.en.txt');
    await eventually(() => page.getByTestId('align-warning').innerText()).toContain('translations of each other');
  });

  it('pairs the files of two folders by name, and ticks those whose texts agree', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('align two folders');
    await page.keyboard.press('Enter');
    await page.getByTestId('align-folders').waitFor();
    await pickIn(path.join(home, 'testi'), running, 'folder-source');
    await pickIn(path.join(home, 'traduzioni'), running, 'folder-target');
    const found = page.locator('.pair-list .list-row');
    await eventually(() => found.count()).toBe(2);
    const pair = (name: string) => found.filter({ hasText: name });
    await eventually(() => pair('racconto.it.txt').innerText()).toContain('the texts agree');
    await eventually(() => pair('notizie.it.txt').innerText()).toContain('the texts do not agree');
    const ticked = (name: string) => pair(name).locator('input').isChecked();
    await eventually(() => ticked('racconto.it.txt')).toBe(true);
    await eventually(() => ticked('notizie.it.txt')).toBe(false);
    await page.getByTestId('align-run').click();
    await shown('racconto');
  });
});
