import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { pickFile } from './files-support.ts';
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
  await open();
  await pickFile(app.page, file);
}

/** The text of the newest error on show; it is closed afterwards. */
export async function errorShown(page: Page): Promise<string> {
  const notice = page.getByTestId('notice-error').last();
  await notice.waitFor();
  const text = (await notice.textContent()) ?? '';
  await notice.getByRole('button').last().click();
  return text;
}
