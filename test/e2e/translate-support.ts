import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import type { Running } from './hosts.ts';

/** What a translator does in the window of a test, by keyboard wherever there is a key. */

export const activeRow = (page: Page): Locator => page.locator('.row-active');

export const editor = (page: Page): Locator => page.getByTestId('target-editor');

/** The row with a 1-based number. */
export const row = (page: Page, number: number): Locator => page.locator(`.row[aria-rowindex="${number + 1}"]`);

export const target = (page: Page, number: number): Promise<string> =>
  row(page, number)
    .locator('.cell-target')
    .textContent()
    .then((text) => text ?? '');

export async function goTo(page: Page, number: number): Promise<void> {
  await page.keyboard.press('Control+g');
  await page.getByTestId('goto-row').fill(String(number));
  await page.keyboard.press('Enter');
  await expect.poll(() => activeRow(page).getAttribute('aria-rowindex')).toBe(String(number + 1));
  await page.getByTestId('goto').waitFor({ state: 'detached' });
}

export async function saved(page: Page): Promise<void> {
  await page.getByTestId('save-state').and(page.locator('[data-state="saved"]')).waitFor();
}

/** How many rows the document has. */
export const rowCount = (page: Page): Promise<number> =>
  page
    .getByTestId('grid')
    .getAttribute('aria-rowcount')
    .then((count) => Number(count) - 1);

/** Answers the file dialog that a key opens: the window's own file browser, or the system's. */
export async function chooseFile(app: Running, open: () => Promise<void>, file: string): Promise<void> {
  if (app.system) {
    await app.system.answerDialog([file]);
    await open();
    return;
  }
  const { page } = app;
  await open();
  const browser = page.getByTestId('file-browser');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.files-address')?.value !== '');
  await page.getByTestId('files-address').fill(path.dirname(file));
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByTestId('files-address').inputValue(), { timeout: 5_000 }).toBe(path.dirname(file));
  const name = path.basename(file);
  if (await page.getByTestId('files-name').isVisible()) await page.getByTestId('files-name').fill(name);
  else {
    if (await browser.getByText('Show all files').isVisible()) await browser.getByText('Show all files').click();
    await browser.locator('.files-entry', { hasText: name }).first().click();
  }
  await page.getByTestId('files-done').click();
}

/** The text of the newest error on show; it is closed afterwards. */
export async function errorShown(page: Page): Promise<string> {
  const notice = page.getByTestId('notice-error').last();
  await notice.waitFor();
  const text = (await notice.textContent()) ?? '';
  await notice.getByRole('button').last().click();
  return text;
}
