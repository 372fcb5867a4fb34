import path from 'node:path';
import type { Page } from 'playwright';

/** Goes to a folder in the window's own file browser, by its address, and waits until it is shown. */
export async function openFolder(page: Page, folder: string): Promise<void> {
  const address = page.getByTestId('files-address');
  await address.fill(folder);
  await address.press('Enter');
  await page.locator(`.files-list[data-folder="${folder}"]`).waitFor();
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
