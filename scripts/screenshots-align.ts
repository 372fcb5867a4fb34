import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { newHome, root } from '../test/e2e/hosts.ts';
import { succeed } from '../test/support/cli.ts';
import { buildAll } from './build.ts';
import { lookAsked, openWindow, pick, PICTURES, signAs } from './pictures.ts';

/**
 * Takes docs/screenshots/align-*.png through the real web host: two documents opened, three deliberate errors found by
 * "next doubtful", repaired by keyboard, aligned again between pins, sent to the memory, matched in a translation.
 * `node scripts/screenshots-align.ts [it|en] [light|dark] [width]`
 */

const corpus = path.join(root, 'corpus');
const { language, suffix, start } = lookAsked();

/** True for a picture of this very look: without a suffix of another one. */
const isOurs = (file: string): boolean => suffix !== '' || !/-(it|dark|small)\.png$/.test(file);

async function goTo(page: Page, row: number): Promise<void> {
  await page.locator('.grid-align .row-active').focus();
  await page.keyboard.press('Home');
  for (let i = 1; i < row; i++) await page.keyboard.press('ArrowDown');
}

async function run(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  for (const file of readdirSync(PICTURES)) {
    if (new RegExp(`^align-\\d+-[a-z-]*?${suffix}\\.png$`).test(file) && isOurs(file))
      rmSync(path.join(PICTURES, file));
  }
  await buildAll();
  const { home, remove } = newHome();
  const project = path.join(home, 'Notizie.bifronte');
  const list = path.join(home, 'Glossario.csv');
  writeFileSync(list, 'partenariato;partnership\nvertice;summit\nuranio;uranium\n');
  succeed(['project', 'new', project, '--langs', 'it-en'], home);
  succeed(['project', 'add', project, path.join(corpus, 'news.it.txt')], home);
  const { page, close } = await openWindow({ home, files: [project], ...start });
  page.setDefaultTimeout(8_000);
  let number = 0;
  const shoot = async (name: string): Promise<void> => {
    await page.waitForTimeout(350);
    await page.screenshot({ path: path.join(PICTURES, `align-${++number}-${name}${suffix}.png`) });
  };
  try {
    await page.getByTestId('grid').waitFor();
    await signAs(page, 'Anna Rossi');
    await page.getByTestId('rail-align').click();
    await page.getByTestId('align-open-pair').waitFor();
    await shoot('start');
    await page.getByTestId('align-open-pair').click();
    await page.getByTestId('pair-source').click();
    await pick(page, path.join(corpus, 'news.it.txt'), path.join(corpus, 'news.en.txt'));
    await page.locator('.pair-good').waitFor();
    await shoot('open');
    await page.getByTestId('align-run').click();
    await page.getByTestId('align-grid').waitFor();
    await shoot('aligned');
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) {
        await page.keyboard.press(key);
        await page.waitForTimeout(120);
      }
    };
    // Three errors, as a hasty hand would make them: two texts swapped, a sentence cut, two rows merged.
    await goTo(page, 16);
    await press('t', 'x');
    await goTo(page, 24);
    await press('t', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
    await goTo(page, 34);
    await press('m');
    await page.waitForTimeout(900);
    await goTo(page, 11);
    await press('n');
    await shoot('first-error');
    await press('t', 'x');
    await page.waitForTimeout(600);
    await press('n');
    await shoot('second-error');
    // The rest of the sentence is pulled up, and joined with its beginning.
    await press('ArrowDown', 't', 'Alt+ArrowUp');
    await page.waitForTimeout(400);
    await press('ArrowUp', 'j');
    await page.waitForTimeout(600);
    await shoot('repaired');
    await goTo(page, 28);
    await press('Space', 'n', 'n');
    await shoot('third-error');
    // Aligned again between two pins.
    await goTo(page, 40);
    await press('p');
    await page.waitForTimeout(800);
    await goTo(page, 34);
    await shoot('aligned-again');
    await goTo(page, 27);
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight');
    await shoot('words');
    await press('Control+m');
    await page.getByTestId('comment-text').waitFor();
    await page.keyboard.type(language === 'it' ? 'Chiedere all’autore.' : 'To be asked of the author.');
    await press('Control+Enter', 'Escape');
    await page.locator('.comment').waitFor();
    await shoot('comment');
    await press('Control+\\');
    await page.getByTestId('align-menu').click();
    await shoot('verbs');
    await page.keyboard.press('Escape');
    await press('Control+k');
    await page.keyboard.type(language === 'it' ? 'elenchi' : 'word lists');
    await press('Enter');
    await page.getByTestId('words-add').click();
    await pick(page, list);
    await page.locator('.words-list').waitFor();
    await shoot('word-lists');
    await press('Escape');
    await page.getByTestId('align-send').click();
    await shoot('send');
    await page.getByTestId('send-run').click();
    await page.locator('.notice').first().waitFor();
    await page.getByTestId('rail-translate').click();
    await page.getByTestId('grid').waitFor();
    for (let i = 0; i < 3; i++) await press('Control+ArrowDown');
    await page.waitForTimeout(800);
    await shoot('matched');
  } finally {
    await close();
    remove();
  }
}

await run();
