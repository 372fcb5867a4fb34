import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEMORY_VERSION } from '../../src/main/core/store/memory-file.ts';
import { bifronte, succeed } from '../support/cli.ts';
import { writeClientFile, writeMemoryFiles } from '../support/memory-files.ts';
import { olderMemory } from '../support/older-memory.ts';
import { hosts, newHome } from './hosts.ts';
import type { Running } from './hosts.ts';
import { onEveryHost } from './every-host.ts';
import { pickFile } from './files-support.ts';
import { chooseFile, goTo } from './translate-support.ts';

const web = hosts.filter(({ name }) => name === 'web');

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
    await pickFile(page, files.good);
    const run = page.getByTestId('memory-preview-import');
    await run.and(page.locator(':not([disabled])')).waitFor();
    expect(await run.textContent()).toContain(String(files.units));
    expect(await found()).toBe(0);
    await run.click();
    await page.getByTestId('memory-report').waitFor();
    await page.getByTestId('memory-report-done').click();
    await expect.poll(found).toBe(files.units);
  });

  it('the headings stand over what they name', async () => {
    const left = (selector: string): Promise<number> =>
      page
        .locator(selector)
        .first()
        .evaluate((cell) => {
          if (cell instanceof HTMLInputElement) return cell.getBoundingClientRect().left;
          const range = document.createRange();
          range.selectNodeContents(cell);
          return range.getBoundingClientRect().left;
        });
    const columns = [
      ['.grid-head .cell:nth-child(2)', '.unit .cell-source .text'],
      ['.grid-head .cell:nth-child(3)', '.unit .cell-target .text'],
      ['.grid-head .cell-facts', '.unit .cell-facts .unit-fact'],
      ['.grid-head .units-check', '.unit .units-check'],
    ] as const;
    for (const [head, cell] of columns)
      expect(Math.abs((await left(`.units ${head}`)) - (await left(cell)))).toBeLessThan(1);
  });

  it('what cannot be used and what is repaired is said with its line, before and after', async () => {
    await page.getByTestId('memory-import').click();
    await pickFile(page, files.odd);
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

  it('what a regular expression finds is marked, and one that takes for ever is refused without holding up the window', async () => {
    await page.getByTestId('memory-find-regex').click();
    await search(String.raw`\d{2,}%`);
    await expect.poll(found).toBe(1);
    await expect.poll(() => page.locator('.unit-mark').allTextContents()).toEqual(['100%', '100%']);
    await search('(.*.*)*!');
    await page.getByText('Make it simpler').first().waitFor();
    await page.keyboard.press('Control+h');
    await page.getByTestId('memory-replace-problem').waitFor();
    await page.getByTestId('memory-tab-unit').click();
    await search('');
    await page.getByTestId('memory-find-regex').click();
    await expect.poll(found).toBe(files.units + 5);
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

  it('what splitting off and merging will bring is shown before either is done', async () => {
    const part = path.join(home, 'Parte.bmem');
    await search('tappeto');
    await expect.poll(found).toBe(5);
    await page.getByTestId('memory-more').click();
    await page.getByRole('menuitem', { name: 'Split off' }).click();
    await expect.poll(() => page.getByTestId('memory-split').locator('.unit-sample li').count()).toBe(5);
    await chooseFile(app, () => page.getByTestId('memory-split-run').click(), part);
    await page.getByText('5 units written').first().waitFor();
    await page.getByTestId('memory-more').click();
    await chooseFile(app, () => page.getByRole('menuitem', { name: 'Merge another' }).click(), part);
    const merge = page.getByTestId('memory-merge');
    await expect.poll(() => merge.locator('.figures dd').allTextContents()).toEqual(['5', '0', '0', '5']);
    expect(await page.getByTestId('memory-merge-run').isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await search('');
    await expect.poll(found).toBe(files.units + 5);
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

onEveryHost('memories beside the text', (host) => {
  const { home, remove } = newHome();
  const files = writeMemoryFiles(home);
  const project = path.join(home, 'Catalogo.bifronte');
  const text = path.join(home, 'manuale.it.txt');
  const client = path.join(home, 'Cliente.bmem');
  let app: Running;
  let page: Page;

  /** Drops a file on the window. */
  const drop = async (file: string): Promise<void> => {
    const given = { name: path.basename(file), content: readFileSync(file, 'utf8') };
    await page.evaluate(({ name, content }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
      document.querySelector('.shell')?.dispatchEvent(event);
    }, given);
  };
  const first = (): Promise<string> => page.getByTestId('match-1').innerText({ timeout: 5_000 });
  const concordance = (words: string): Promise<void> => page.getByTestId('concordance-text').fill(words);
  const hits = (): Promise<number> => page.locator('.concordance .match').count();

  beforeAll(async () => {
    writeFileSync(
      text,
      'Il prezzo per la poltrona comprende il montaggio.\n\nSconto del 50% sul trasporto\n\nNon usare acqua calda per pulire il tavolo.\n\n' +
        'Nota\n\nTitolo\n\nFine\n\nNota\n\nTitolo\n\nAltro\n\nNota\n\nTitolo\n\nFine\n',
    );
    succeed(['project', 'new', project, '--langs', 'it-en'], home);
    succeed(['project', 'add', project, text], home);
    succeed(['memory', 'import', client, writeClientFile(home)], home);
    app = await host.start({ home, files: [project] });
    ({ page } = app);
    await page.getByTestId('target-editor').waitFor();
  });

  afterAll(async () => {
    await app?.close();
    remove();
  });

  it('a dropped file shows what it would bring first, and the matches follow the import without a key', async () => {
    expect(await page.getByTestId('match-1').count()).toBe(0);
    await drop(files.good);
    const run = page.getByTestId('memory-preview-import');
    await run.and(page.locator(':not([disabled])')).waitFor();
    expect(await page.getByTestId('match-1').count()).toBe(0);
    await run.click();
    await page.getByTestId('memory-report-done').click();
    await expect.poll(first).toContain('79%');
  });

  it('an attached memory gives matches at once, with its penalty named', async () => {
    await goTo(page, 3);
    await expect.poll(() => page.locator('.matches .match').count()).toBe(0);
    await page.getByTestId('matches-memories').click();
    await chooseFile(app, () => page.getByTestId('matches-attach').click(), client);
    await expect.poll(() => page.getByTestId('matches-memories').textContent()).toContain('Cliente');
    await page.getByTestId('memory-penalty-2').click();
    await page.getByRole('option', { name: '−5', exact: true }).click();
    await page.keyboard.press('Escape');
    await expect.poll(first).toContain('penalty');
    expect(await first()).toContain('negation');
  });

  it('a number is repaired, marked as such, and inserted by key', async () => {
    await goTo(page, 2);
    await expect.poll(first).toContain('Repaired: numbers');
    expect(await page.locator('.match-fixed').first().textContent()).toContain('50');
    await page.keyboard.press('Control+1');
    await expect.poll(() => page.getByTestId('target-editor').textContent()).toBe('50% off transport');
  });

  it('a confirmed row is worth more where its neighbours are the same', async () => {
    await goTo(page, 5);
    await page.getByTestId('target-editor').click();
    await page.keyboard.type('Title');
    await page.keyboard.press('Control+Enter');
    await goTo(page, 8);
    await expect.poll(first).toMatch(/^101%\s*identical, one neighbour too/);
    await goTo(page, 11);
    await expect.poll(first).toMatch(/^102%\s*identical, both neighbours too/);
  });

  it('the matches of a second window follow what is confirmed and attached in the first', async ({ skip }) => {
    skip(app.system !== null, 'the Electron hosts have one window');
    const second = await page.context().newPage();
    try {
      await second.goto(new URL('/', page.url()).href);
      await second.getByTestId('target-editor').waitFor();
      const shown = (): Promise<string> => second.getByTestId('match-1').innerText({ timeout: 1_000 });
      await goTo(second, 7);
      await expect.poll(() => second.locator('.matches .match').count()).toBe(0);
      await goTo(page, 4);
      await page.getByTestId('target-editor').click();
      await page.keyboard.type('Note');
      await page.keyboard.press('Control+Enter');
      await expect.poll(shown).toMatch(/^10[0-2]%/);
      expect(await shown()).toContain('Note');
      // Taken back in the one, it is no match in the other any more.
      await page.keyboard.press('Control+z');
      await expect.poll(() => second.locator('.matches .match').count()).toBe(0);
      // Which memories are used is the same in both.
      await expect.poll(() => second.getByTestId('matches-memories').textContent()).toContain('Cliente');
    } finally {
      await second.close();
    }
  });

  it.each([
    ['100%', 1],
    ["l'acqua", 1],
    ['a_b', 1],
    ['"', 1],
    ['*', 1],
    ['garanzie', 12],
    ['prezzo montaggio', 6],
    ['nulla di simile', 0],
    ['', 0],
  ])('the concordance of %s', async (words, count) => {
    await page.getByTestId('panel-concordance').click();
    await concordance(words);
    await expect.poll(hits).toBe(count);
  });

  it('the translation of the found words is marked, and a hit is inserted by key', async () => {
    await concordance('prodotti abrasivi');
    await expect.poll(() => page.locator('.mark-counterpart').allTextContents()).toContain('abrasive');
    await goTo(page, 1);
    await page.getByTestId('target-editor').click();
    await page.keyboard.press('Control+1');
    await expect.poll(() => page.getByTestId('target-editor').textContent()).toContain('abrasive products');
  });

  it('a detached memory gives no matches any more', async () => {
    await page.getByTestId('panel-matches').click();
    await goTo(page, 3);
    await page.getByTestId('matches-memories').click();
    await page.getByTestId('detach-Cliente').click();
    await page.getByTestId('detach-Cliente').waitFor({ state: 'detached' });
    // Keys still reach the dialog after the button has gone that was pressed.
    await page.keyboard.press('Escape');
    await page.locator('.memories-uses').waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.matches .match').count()).toBe(0);
  });

  it('an older memory is brought up to date as soon as it is attached, and used then', async () => {
    const older = path.join(home, 'Vecchia.bmem');
    olderMemory(older, 1_500);
    await page.getByTestId('matches-memories').click();
    await chooseFile(app, () => page.getByTestId('matches-attach').click(), older);
    await expect.poll(() => existsSync(`${older}.before-v${MEMORY_VERSION}`)).toBe(true);
    const entry = page.locator('.memory-row', { hasText: '1500 units' });
    await entry.waitFor();
    await expect.poll(() => entry.locator('.list-notice').count()).toBe(0);
    await page.keyboard.press('Escape');
  });
});
