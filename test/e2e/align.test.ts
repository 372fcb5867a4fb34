import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Side } from '../../src/shared/bitext/bead.ts';
import {
  activeRow,
  CORPUS,
  eventually,
  goTo,
  newProject,
  pickIn,
  rowNumber,
  rows,
  saved,
  textOf,
} from './align-support.ts';
import { onEveryHost } from './every-host.ts';
import type { Running } from './hosts.ts';
import { newHome } from './hosts.ts';

/** Puts the caret at the start of a side of the active row, by pointer. */
async function putCaret(page: Page, side: Side): Promise<void> {
  await activeRow(page)
    .locator(`.cell-${side} .text`)
    .first()
    .click({ position: { x: 1, y: 12 } });
}

onEveryHost('alignment', (host) => {
  const { home, remove } = newHome();
  let running: Running;
  let page: Page;
  let project = '';

  beforeAll(async () => {
    project = newProject(home);
    running = await host.start({ home, files: [project] });
    page = running.page;
    await page.getByTestId('grid').waitFor();
    await page.getByTestId('rail-align').click();
  });
  afterAll(async () => {
    await running?.close();
    remove();
  });

  it('opens two documents and says beforehand that they belong together', async () => {
    await page.getByTestId('align-open-pair').click();
    await pickIn(CORPUS, running, 'pair-source', 'story.it.txt', 'story.en.txt');
    await eventually(() => page.getByTestId('align-open').innerText()).toContain('look like translations');
    await page.getByTestId('align-run').click();
    await page.getByTestId('align-grid').waitFor();
    await eventually(() => page.locator('.grid-align .row').count()).toBeGreaterThan(5);
    await saved(page);
  });

  it('finds errors by "next doubtful", repairs them by key, and takes steps back', async () => {
    const before = await page.getByTestId('doubt-count').innerText();
    await goTo(page, 12);
    const paired = await rows(page, 12, 13);
    // The second half of the target goes down, as if the aligner had cut it there.
    await putCaret(page, 'target');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await eventually(() => rowNumber(page)).toBe(13);
    // Both halves are doubted now: they are what "next doubtful" leads to.
    await eventually(() => page.getByTestId('doubt-count').innerText()).not.toBe(before);
    await goTo(page, 11);
    await page.keyboard.press('n');
    await eventually(() => rowNumber(page)).toBe(12);
    await eventually(() => page.getByTestId('reasons').innerText()).toContain('pair these sentences otherwise');
    await goTo(page, 13);
    const cut = await rows(page, 12, 13);
    await page.keyboard.press('Backspace');
    await eventually(() => rows(page, 12, 13)).not.toEqual(cut);
    await page.keyboard.press('Control+z');
    await eventually(() => rows(page, 12, 13)).toEqual(cut);
    await page.keyboard.press('Control+z');
    await eventually(() => rows(page, 12, 13)).toEqual(paired);
    await eventually(() => page.getByTestId('doubt-count').innerText()).toBe(before);
    await saved(page);
  });

  it('aligns again between two pins, and leaves the pins alone', async () => {
    await goTo(page, 20);
    await page.keyboard.press('p');
    await eventually(() => activeRow(page).getAttribute('class')).toContain('row-pinned');
    await goTo(page, 28);
    await page.keyboard.press('p');
    await eventually(() => activeRow(page).getAttribute('class')).toContain('row-pinned');
    await goTo(page, 23);
    const good = await rows(page, 23, 24);
    // Swapped with the row below: an error between the pins.
    await putCaret(page, 'target');
    await page.keyboard.press('x');
    await eventually(() => rows(page, 23, 24)).not.toEqual(good);
    await page.keyboard.press('r');
    await eventually(() => rows(page, 23, 24)).toEqual(good);
    await saved(page);
  });

  it('adds a word list, says what it holds, and removes it', async () => {
    const list = path.join(home, 'client.csv');
    writeFileSync(list, 'casa;house\ncane;dog\n');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('word lists');
    await page.keyboard.press('Enter');
    await page.getByTestId('words-add').waitFor();
    await pickIn(home, running, 'words-add', 'client.csv');
    const shown = page.getByTestId('word-lists').getByRole('listitem');
    await eventually(() => shown.innerText()).toContain('2 pairs');
    await page.getByRole('button', { name: 'Remove client.csv' }).click();
    await eventually(() => shown.count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('word-lists').waitFor({ state: 'detached' });
  });

  it('marks the counterpart of the word under the pointer', async () => {
    const word = page.locator('.row-active .cell-source .text').first();
    const box = await word.boundingBox();
    if (!box) throw new Error('the row is not drawn');
    const marked = () => page.evaluate(() => (CSS.highlights.get('counterpart')?.size ?? 0) > 0);
    // The pointer rests longer on each word every time, until the window has kept up with it.
    let rest = 60;
    const sweep = async (): Promise<boolean> => {
      for (let x = box.x + 10; x < box.x + box.width; x += 24) {
        await page.mouse.move(x, box.y + 12);
        await page.waitForTimeout(rest);
        if (await marked()) return true;
      }
      rest *= 2;
      return false;
    };
    await eventually(sweep).toBe(true);
  });

  it('edits the text of either side, and keeps what was typed', async () => {
    await goTo(page, 5);
    await putCaret(page, 'source');
    await page.keyboard.press('e');
    const editor = page.getByTestId('sentence-editor');
    await editor.waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.type('Ecco: ');
    await eventually(() => editor.innerText()).toMatch(/^Ecco: /);
    await page.keyboard.press('Escape');
    await eventually(() => textOf(page, 'source')).toMatch(/^Ecco: /);
    await saved(page);
  });

  it('sends the sure rows to the memory, where a translation finds them', async () => {
    await page.getByTestId('align-send').click();
    await page.getByTestId('send-run').click();
    await page.getByText(/rows are in/).waitFor();
    await page.getByTestId('rail-translate').click();
    await page.getByTestId('grid').waitFor();
    await page.locator('.match').first().waitFor();
    expect(await page.locator('.match').first().innerText()).toMatch(/10[012]|100/);
  });

  it('has lost nothing after the program was killed', async () => {
    await page.getByTestId('rail-align').click();
    await goTo(page, 20);
    await saved(page);
    await running.kill();
    running = await host.start({ home, files: [project] });
    page = running.page;
    await page.getByTestId('grid').waitFor();
    await page.getByTestId('rail-align').click();
    await page.getByTestId('align-grid').waitFor();
    await goTo(page, 20);
    await eventually(() => activeRow(page).getAttribute('class')).toContain('row-pinned');
  });

  it('takes a comment on a row, and leads to it from anywhere', async () => {
    await goTo(page, 9);
    await page.keyboard.press('Control+m');
    const field = page.getByTestId('comment-text');
    await field.waitFor();
    await eventually(() => field.evaluate((it) => it === document.activeElement)).toBe(true);
    await page.keyboard.type('Ask the author.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.comment').first().waitFor();
    // Escape leads back to the row.
    await page.keyboard.press('Escape');
    await eventually(() => rowNumber(page)).toBe(9);
    await goTo(page, 2);
    await page.keyboard.press('Control+Shift+m');
    await eventually(() => rowNumber(page)).toBe(9);
    expect(await page.locator('.comment').first().innerText()).toContain('Ask the author.');
    expect(await activeRow(page).locator('.standing-button').count()).toBe(1);
    await page.keyboard.press('Control+\\');
    await page.getByTestId('align-comments').waitFor({ state: 'detached' });
    await saved(page);
  });
});
