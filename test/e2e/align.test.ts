import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright';
import type { Running } from './hosts.ts';
import { hosts, newHome, root } from './hosts.ts';

const CORPUS = path.join(root, 'corpus');

const command = promisify(execFile);

/** A project with one document to translate, made by the command line. */
async function newProject(home: string): Promise<string> {
  const project = path.join(home, 'Prova.bifronte');
  const env = { ...process.env, BIFRONTE_HOME: home };
  const bifronte = (...args: string[]) =>
    command(process.execPath, [path.join(root, 'bin/bifronte.js'), 'project', ...args], { env });
  await bifronte('new', project, '--langs', 'it-en');
  await bifronte('add', project, path.join(CORPUS, 'story.it.txt'));
  return project;
}

/** Chooses files in the file browser of the window. */
async function pick(page: Page, ...names: string[]): Promise<void> {
  const browser = page.getByTestId('file-browser');
  // The field is filled in by the first listing.
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.files-address')?.value !== '');
  await page.getByTestId('files-address').fill(CORPUS);
  await page.keyboard.press('Enter');
  for (const name of names) await browser.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.getByTestId('files-done').click();
}

const activeRow = (page: Page) => page.locator('.row-active');
const rowNumber = async (page: Page): Promise<number> =>
  Number(await activeRow(page).locator('.cell-number').textContent());
const textOf = (page: Page, side: 'source' | 'target') => activeRow(page).locator(`.cell-${side}`).innerText();

async function saved(page: Page): Promise<void> {
  await expect.poll(() => page.getByTestId('save-state').getAttribute('data-state')).toBe('saved');
}

async function goTo(page: Page, row: number): Promise<void> {
  await page.locator('.grid-align .row-active').focus();
  await page.keyboard.press('Home');
  for (let i = 1; i < row; i++) await page.keyboard.press('ArrowDown');
  await expect.poll(() => rowNumber(page)).toBe(row);
}

for (const host of hosts) {
  describe.skipIf(host.missing !== null)(`alignment in the ${host.name} host`, () => {
    const { home, remove } = newHome();
    let running: Running;
    let page: Page;
    let project = '';

    beforeAll(async () => {
      project = await newProject(home);
      running = await host.start({ home, files: [project] });
      page = running.page;
      page.setDefaultTimeout(15_000);
      await page.getByTestId('grid').waitFor();
      await page.getByTestId('rail-align').click();
    });
    afterAll(async () => {
      await running?.close();
      remove();
    });

    it('opens two documents and says beforehand that they belong together', async () => {
      await page.getByTestId('align-open-pair').click();
      await page.getByTestId('pair-source').click();
      await pick(page, 'story.it.txt', 'story.en.txt');
      await expect.poll(() => page.getByTestId('align-open').innerText()).toContain('look like translations');
      await page.getByTestId('align-run').click();
      await page.getByTestId('align-grid').waitFor();
      await expect.poll(() => page.locator('.grid-align .row').count()).toBeGreaterThan(5);
      await saved(page);
    });

    it('finds errors by "next doubtful", repairs them by key, and takes steps back', async () => {
      const before = await page.getByTestId('doubt-count').innerText();
      await goTo(page, 12);
      const [source, target] = [await textOf(page, 'source'), await textOf(page, 'target')];
      // The second half of the target goes down, as if the aligner had cut it there.
      await page.keyboard.press('t');
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await expect.poll(() => rowNumber(page)).toBe(13);
      await page.keyboard.press('Backspace');
      await expect.poll(() => rowNumber(page)).not.toBe(0);
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+z');
      await goTo(page, 12);
      expect(await textOf(page, 'source')).toBe(source);
      expect(await textOf(page, 'target')).toBe(target);
      expect(await page.getByTestId('doubt-count').innerText()).toBe(before);
      await saved(page);
    });

    it('aligns again between two pins, and leaves the pins alone', async () => {
      await goTo(page, 20);
      await page.keyboard.press('p');
      await expect.poll(() => activeRow(page).getAttribute('class')).toContain('row-pinned');
      await goTo(page, 28);
      await page.keyboard.press('p');
      await goTo(page, 23);
      const good = await textOf(page, 'target');
      // Swapped with the row below: an error between the pins.
      await page.keyboard.press('t');
      await page.keyboard.press('x');
      await expect.poll(() => textOf(page, 'target')).not.toBe(good);
      await page.keyboard.press('r');
      await goTo(page, 23);
      await expect.poll(() => textOf(page, 'target')).toBe(good);
      await saved(page);
    });

    it('marks the counterpart of the word under the pointer', async () => {
      const word = page.locator('.row-active .cell-source .text').first();
      const box = await word.boundingBox();
      if (!box) throw new Error('the row is not drawn');
      let found = false;
      for (let x = box.x + 10; x < box.x + box.width && !found; x += 24) {
        await page.mouse.move(x, box.y + 12);
        await page.waitForTimeout(60);
        found = await page.evaluate(() => (CSS.highlights.get('counterpart')?.size ?? 0) > 0);
      }
      expect(found).toBe(true);
    });

    it('edits the text of either side, and keeps what was typed', async () => {
      await goTo(page, 5);
      await page.keyboard.press('e');
      const editor = page.getByTestId('sentence-editor');
      await editor.waitFor();
      await page.keyboard.press('Home');
      await page.keyboard.type('Ecco: ');
      await page.keyboard.press('Escape');
      await expect.poll(() => textOf(page, 'source')).toMatch(/^Ecco: /);
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
      await expect.poll(() => activeRow(page).getAttribute('class')).toContain('row-pinned');
    });
  });
}
