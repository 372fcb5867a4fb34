import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bifronte } from '../support/cli.ts';
import { writeMemoryFiles } from '../support/memory-files.ts';
import { hosts, newHome } from './hosts.ts';
import type { Running } from './hosts.ts';

const web = hosts.filter(({ name }) => name === 'web');

async function pick(page: Page, file: string): Promise<void> {
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.files-address')?.value !== '');
  await page.getByTestId('files-address').fill(path.dirname(file));
  await page.keyboard.press('Enter');
  await page.locator('.files-entry', { hasText: path.basename(file) }).click();
  await page.getByTestId('files-done').click();
}

describe.each(web)('the memory view on $name', (host) => {
  const { home, remove } = newHome();
  const files = writeMemoryFiles(home);
  const project = path.join(home, 'Catalogo.bifronte');
  let app: Running;
  let page: Page;

  /** How many units were found, once the search is over. */
  const found = async (): Promise<number> => {
    const status = page.locator('[data-testid="memory-found"][data-complete="true"]');
    return Number((await status.textContent())?.replaceAll(/\D/g, ''));
  };
  const search = (text: string): Promise<void> => page.getByTestId('memory-find').fill(text);
  const target = (row: number): Promise<string | null> =>
    page.getByTestId(`unit-${row}`).locator('.cell-target').textContent();

  beforeAll(async () => {
    bifronte(['project', 'new', project, '--langs', 'it-en'], home);
    app = await host.start({ home, files: [project] });
    ({ page } = app);
    page.setDefaultTimeout(10_000);
    await page.getByRole('heading', { name: 'Catalogo' }).waitFor();
    await page.getByTestId('rail-memory').click();
    await page.getByTestId('units').waitFor();
  });

  afterAll(async () => {
    await app?.close();
    remove();
  });

  it('a file is imported after a look at what it would bring', async () => {
    await page.getByTestId('memory-import').click();
    await pick(page, files.good);
    const run = page.getByTestId('memory-preview-import');
    await run.and(page.locator(':not([disabled])')).waitFor();
    expect(await run.textContent()).toContain(String(files.units));
    expect(await found()).toBe(0);
    await run.click();
    await page.getByTestId('memory-report').waitFor();
    await page.getByTestId('memory-report-done').click();
    await expect.poll(found).toBe(files.units);
  });

  it('what cannot be used and what is repaired is said with its line, before and after', async () => {
    await page.getByTestId('memory-import').click();
    await pick(page, files.odd);
    await page.getByTestId('notes-rejected').waitFor();
    expect(await page.getByTestId('notes-rejected').textContent()).toMatch(/line \d+/);
    await page.getByTestId('memory-preview-import').click();
    await page.getByTestId('memory-report').waitFor();
    expect(await page.getByTestId('notes-repaired').textContent()).toMatch(/line \d+/);
    await page.getByTestId('memory-report-done').click();
    await expect.poll(found).toBe(files.units + 5);
  });

  it.each([
    ['100%', 1],
    ["l'acqua", 1],
    ['garanzia', 12],
    ['nothing like it', 0],
  ])('finds %s', async (text, count) => {
    await search(text);
    await expect.poll(found).toBe(count);
  });

  it('a unit is edited in place and the edit taken back, by keyboard', async () => {
    await search('100%');
    await expect.poll(found).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByTestId('unit-editor-target').waitFor();
    await page.keyboard.type(' today');
    await page.keyboard.press('Control+z');
    await page.keyboard.type(' today');
    await page.keyboard.press('Enter');
    await page.getByTestId('unit-editor-target').waitFor({ state: 'detached' });
    await expect.poll(() => target(0)).toBe('100% off transport today');
    await page.keyboard.press('Control+z');
    await expect.poll(() => target(0)).toBe('100% off transport');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => target(0)).toBe('100% off transport today');
  });

  it('units are selected by keyboard, deleted, and brought back', async () => {
    await search('garanzia');
    await expect.poll(found).toBe(12);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => page.getByTestId('memory-selection').textContent()).toContain('3');
    await page.keyboard.press('Delete');
    await expect.poll(found).toBe(9);
    await page.keyboard.press('Control+z');
    await expect.poll(found).toBe(12);
    await page.locator('.units .grid-scroll').focus();
    await page.keyboard.press('Control+a');
    await expect.poll(() => page.getByTestId('memory-selection').textContent()).toContain('12');
    await page.keyboard.press('Escape');
    await page.getByTestId('memory-clear').click();
    await expect.poll(found).toBe(files.units + 5);
  });

  it('hits are replaced but for the one left out', async () => {
    await page.keyboard.press('Control+h');
    await page.getByTestId('memory-replace-find').fill('lamp');
    await page.getByTestId('memory-replace-with').fill('light');
    await expect.poll(() => page.locator('.memory-hits li').count()).toBe(5);
    await page.locator('.memory-hits li .checkbox').first().click();
    await page.getByTestId('memory-replace-run').click();
    await expect.poll(() => page.locator('.memory-hits li').count()).toBe(1);
    await search('table light');
    await expect.poll(found).toBe(4);
    await search('');
  });

  it('an import is rolled back, and the rollback taken back', async () => {
    await page.getByTestId('memory-tab-imports').click();
    await page.getByTestId('memory-rollback-2').click();
    await page.getByTestId('memory-rollback-sure-2').click();
    await expect.poll(found).toBe(files.units);
    await page.getByTestId('memory-undo').click();
    await expect.poll(found).toBe(files.units + 5);
  });
});
