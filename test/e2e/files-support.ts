import path from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';

/** Goes to a folder in the window's own file browser, by its address, and waits until it is shown. */
export async function openFolder(page: Page, folder: string): Promise<void> {
  // A dialog takes the focus a moment after it is drawn; a key pressed before would go to what it focuses.
  await page.locator('.files-list[data-folder]').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[data-testid="file-browser"]') !== null);
  const address = page.getByTestId('files-address');
  const shown = page.locator(`.files-list[data-folder="${folder}"]`);
  await expect
    .poll(async () => {
      await address.fill(folder);
      await address.press('Enter');
      return shown.waitFor({ timeout: 5_000 }).then(
        () => true,
        () => false,
      );
    })
    .toBe(true);
}

/** Chooses a file in the window's own file browser, among all files where it is not of the usual kind. */
export async function pickFile(page: Page, file: string): Promise<void> {
  const name = path.basename(file);
  await openFolder(page, path.dirname(file));
  if (await page.getByTestId('files-name').isVisible()) await page.getByTestId('files-name').fill(name);
  else {
    const entry = page.locator('.files-entry', { has: page.getByText(name, { exact: true }) });
    if (!(await entry.isVisible())) await page.getByTestId('file-browser').getByText('Show all files').click();
    await entry.click();
  }
  await page.getByTestId('files-done').click();
}
