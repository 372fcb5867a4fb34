import {
  chmodSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue } from '../../src/renderer/app/commands/catalogue.ts';
import { it as italian } from '../../src/renderer/i18n/it.ts';
import { succeed } from '../support/cli.ts';
import { onEveryHost } from './every-host.ts';
import { openFolder } from './files-support.ts';
import { newHome } from './hosts.ts';
import type { Running } from './hosts.ts';
import { activeRow, chooseFile, editor, errorShown, goTo, row, rowCount, saved, target } from './translate-support.ts';

const GUIDE = `# Guida rapida

Premete **Avvio** per cominciare. Attendete dieci secondi. Poi chiudete il coperchio e girate la chiave.

Il filtro si cambia ogni 12 mesi.

Il filtro si cambia ogni 24 mesi.

Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!
`;

const ROWS = 7;

onEveryHost('translating', (host) => {
  const { home, remove } = newHome();
  const project = path.join(home, 'Guida.bifronte');
  const guide = path.join(home, 'guida.it.md');
  let app: Running;
  let page: Page;

  const start = async (): Promise<void> => {
    app = await host.start({ home, files: [project] });
    page = app.page;
    await editor(page).waitFor();
  };

  beforeAll(async () => {
    mkdirSync(path.join(home, 'projects'), { recursive: true });
    writeFileSync(guide, GUIDE);
    succeed(['project', 'new', project, '--langs', 'it-en'], home);
    succeed(['project', 'add', project, guide], home);
    await start();
  });

  afterAll(async () => {
    await app?.close();
    remove();
  });

  const press = (keys: string): Promise<void> => page.keyboard.press(keys);
  const type = (text: string): Promise<void> => page.keyboard.type(text);

  it('shows headings as headings', async () => {
    expect(await rowCount(page)).toBe(ROWS);
    expect(await row(page, 1).getAttribute('class')).toContain('row-unit-heading');
  });

  it('inserts the codes of the source and says which are missing', async () => {
    await type('Quick guide');
    await press('Control+Enter');
    await type('Press ');
    await press('Control+.');
    await type('Start');
    await row(page, 2).locator('.standing-caution').waitFor();
    await press('Control+.');
    await type(' to begin.');
    await row(page, 2).locator('.standing-caution').waitFor({ state: 'detached' });
    expect(await row(page, 2).locator('.cell-target .chip').count()).toBe(2);
    await press('Control+Enter');
    await expect.poll(() => row(page, 2).getAttribute('class')).toContain('row-confirmed');
  });

  it('offers the codes of the source in a menu', async () => {
    await goTo(page, 2);
    await press('Control+,');
    const menu = page.getByRole('menu');
    await menu.waitFor();
    expect(await menu.getByRole('menuitem').count()).toBe(2);
    await press('Escape');
    await menu.waitFor({ state: 'detached' });
  });

  it('copies the source, and takes it back', async () => {
    await goTo(page, 3);
    await press('Control+Shift+s');
    await expect.poll(() => target(page, 3)).toBe('Attendete dieci secondi.');
    await press('Control+z');
    await expect.poll(() => target(page, 3)).toBe('');
    await press('Control+Shift+z');
    await expect.poll(() => target(page, 3)).toBe('Attendete dieci secondi.');
    await press('Control+z');
    await expect.poll(() => target(page, 3)).toBe('');
  });

  it('merges and splits sentences of a unit', async () => {
    await press('Control+j');
    await expect.poll(() => rowCount(page)).toBe(ROWS - 1);
    expect(await activeRow(page).locator('.cell-source').textContent()).toContain('secondi. Poi');
    await press('Control+z');
    await expect.poll(() => rowCount(page)).toBe(ROWS);
    await goTo(page, 4);
    await press('Alt+Enter');
    await page.locator('.split-hint').waitFor();
    await press('Enter');
    await expect.poll(() => rowCount(page)).toBe(ROWS + 1);
    await press('Control+z');
    await expect.poll(() => rowCount(page)).toBe(ROWS);
  });

  it('confirms, takes back, locks and bookmarks a row', async () => {
    await goTo(page, 3);
    await type('Wait ten seconds.');
    await press('Control+Shift+Enter');
    await expect.poll(() => row(page, 3).getAttribute('class')).toContain('row-confirmed');
    await press('Control+l');
    await expect.poll(() => row(page, 3).getAttribute('class')).toContain('row-locked');
    await type('nothing of this');
    expect(await target(page, 3)).toBe('Wait ten seconds.');
    await press('Control+l');
    await expect.poll(() => row(page, 3).getAttribute('class')).not.toContain('row-locked');
    await press('Control+b');
    await row(page, 3).getByRole('img', { name: 'Bookmark' }).waitFor();
  });

  it('keeps comments with their row', async () => {
    await press('Control+m');
    await type('Ten, or a dozen?');
    await press('Control+Enter');
    await row(page, 3)
      .getByRole('button', { name: /comment/ })
      .waitFor();
    await page.getByText('Ten, or a dozen?').waitFor();
    await press('Alt+1');
  });

  it('offers what was confirmed, repaired to fit, and inserts it by key', async () => {
    await goTo(page, 5);
    await type('The filter is changed every 12 months.');
    await press('Control+Enter');
    await expect.poll(() => activeRow(page).getAttribute('aria-rowindex')).toBe('7');
    await page.getByTestId('match-1').waitFor();
    expect(await page.getByTestId('match-1').textContent()).toContain('24 months');
    await press('Control+1');
    await expect.poll(() => target(page, 6)).toBe('The filter is changed every 24 months.');
    await press('Control+Enter');
    await saved(page);
  });

  it('finds words in the memory and inserts what it finds by key', async () => {
    await goTo(page, 4);
    await press('Control+Shift+c');
    await page.getByTestId('concordance-text').fill('filtro');
    await page.getByTestId('hit-1').waitFor();
    expect(await page.getByTestId('hit-1').locator('mark').first().textContent()).toBe('filtro');
    await press('Control+1');
    await expect.poll(() => target(page, 4)).toContain('The filter is changed every');
    await press('Control+z');
    await expect.poll(() => target(page, 4)).toBe('');
    await press('Alt+1');
  });

  it('filters by text and by regular expression', async () => {
    await press('Control+f');
    await page.getByTestId('filter-text').fill('filtro');
    await expect.poll(() => page.getByTestId('filter-count').textContent()).toBe('2 rows');
    await page.getByRole('button', { name: 'Regular expression' }).first().click();
    await page.getByTestId('filter-text').fill(String.raw`\d{2} mesi|^Guida`);
    await expect.poll(() => page.getByTestId('filter-count').textContent()).toBe('3 rows');
  });

  it('ends a regular expression that would take for ever, and stays alive', async () => {
    await page.getByTestId('filter-text').fill('(a+)+$');
    // The window answers all the while: searched in its own thread, it would never again.
    expect(await page.evaluate(() => 1 + 1)).toBe(2);
    await expect.poll(() => page.getByTestId('filter-count').textContent()).toContain('takes too long');
    await page.getByRole('button', { name: 'Regular expression' }).first().click();
    await page.getByTestId('filter-clear').click();
    await expect.poll(() => rowCount(page)).toBe(ROWS);
  });

  it('finds and replaces with a preview, as one step', async () => {
    await goTo(page, 4);
    await press('Control+h');
    await page.getByTestId('replace-find').fill('filter');
    await page.getByTestId('replace-with').fill('cartridge');
    await expect.poll(() => page.locator('.replace-hit').count()).toBe(2);
    expect(await page.locator('.replace-hit del').first().textContent()).toBe('filter');
    expect(await page.locator('.replace-hit ins').first().textContent()).toBe('cartridge');
    await page.getByTestId('replace-run').click();
    await expect.poll(() => target(page, 5)).toBe('The cartridge is changed every 12 months.');
    expect(await target(page, 6)).toBe('The cartridge is changed every 24 months.');
    await goTo(page, 4);
    await press('Control+z');
    await expect.poll(() => target(page, 6)).toBe('The filter is changed every 24 months.');
    expect(await target(page, 5)).toBe('The filter is changed every 12 months.');
    await press('Alt+1');
  });

  it('lists every command in the palette, with its keys', async () => {
    await press('Control+k');
    const options = page.getByTestId('palette').getByRole('option');
    // All but the palette itself.
    const listed = catalogue.filter(({ id }) => id !== 'window.palette');
    await expect.poll(() => options.count()).toBe(listed.length);
    const keyed = listed.filter(({ keys }) => keys.length > 0).length;
    expect(await options.filter({ has: page.locator('kbd') }).count()).toBe(keyed);
    await type('unconfirmed row');
    await press('Enter');
    await page.getByTestId('palette').waitFor({ state: 'detached' });
  });

  it('takes a key of one’s own for a command', async () => {
    await press('Control+Shift+9');
    await page.getByTestId('keys-bead.bookmark').click();
    await page.locator('.keys-recording').waitFor();
    await press('Control+Shift+k');
    await expect
      .poll(() => page.locator('.keys-row', { has: page.getByTestId('keys-bead.bookmark') }).textContent())
      .toContain('K');
    await press('Control+Shift+2');
    await editor(page).waitFor();
    await goTo(page, 3);
    await press('Control+Shift+k');
    await row(page, 3).getByRole('img', { name: 'Bookmark' }).waitFor({ state: 'detached' });
  });

  it('undoes and redoes across a restart', async () => {
    await goTo(page, 4);
    await type('Then close the cover.');
    await saved(page);
    await app.close();
    await start();
    await goTo(page, 4);
    await press('Control+z');
    await expect.poll(() => target(page, 4)).toBe('');
    // The step before: the bookmark was taken off.
    await press('Control+z');
    await row(page, 3).getByRole('img', { name: 'Bookmark' }).waitFor();
    await press('Control+Shift+z');
    await press('Control+Shift+z');
    await expect.poll(() => target(page, 4)).toBe('Then close the cover.');
  });

  it('shows the same project in a second window, which may go without harm', async ({ skip }) => {
    skip(app.system !== null, 'the Electron hosts have one window');
    const second = await page.context().newPage();
    await second.goto(new URL('/', page.url()).href);
    await second.getByTestId('grid').waitFor();
    await goTo(page, 7);
    await type('Aah!');
    await expect.poll(() => target(second, 7)).toBe('Aah!');
    await second.close();
    await press('Control+z');
    await expect.poll(() => target(page, 7)).toBe('');
  });

  it('exports by keyboard', async () => {
    const out = path.join(home, 'guida.tmx');
    await chooseFile(
      app,
      async () => {
        await press('Control+e');
        await page.getByTestId('export').waitFor();
        await page.getByTestId('export').getByRole('radio').first().focus();
        await press('ArrowDown');
        await page.getByTestId('export-run').focus();
        await press('Enter');
      },
      out,
    );
    await expect.poll(() => existsSync(out)).toBe(true);
    expect(readFileSync(out, 'utf8')).toContain('The filter is changed every 24 months.');
  });

  it('says when a file was changed by another program', async () => {
    writeFileSync(guide, `${GUIDE}\nUna riga in più.\n`);
    await press('Control+Shift+1');
    await expect.poll(() => page.getByTestId('documents').textContent()).toContain('changed by another program');
  });

  it('shows how a file is read when its encoding is a guess, before it is added', async () => {
    const old = path.join(home, 'vecchio.it.txt');
    writeFileSync(old, Buffer.from('Perch\u00e9 no? Costa 5 \u0080, cio\u00e8 poco.\n', 'latin1'));
    await chooseFile(app, () => press('Control+Shift+a'), old);
    const dialog = page.getByTestId('add-documents');
    await dialog.getByText('Perché no?').waitFor();
    expect(await dialog.getByTestId('encoding').textContent()).toContain('Windows-1252');
    expect(await dialog.textContent()).toContain('A guess');
    await page.getByTestId('add-documents-run').click();
    await expect.poll(() => page.locator('.title-document').textContent()).toBe('vecchio.it.txt');
  });

  const sparse = (file: string): void => {
    const handle = openSync(file, 'w');
    ftruncateSync(handle, 200 * 1024 * 1024);
    closeSync(handle);
  };

  it.each([
    [
      'binary',
      /not a text|binary|cannot be opened/i,
      (file: string) => writeFileSync(file, Buffer.from([0, 1, 2, 0, 255, 0, 7])),
    ],
    ['empty', /empty|nothing/i, (file: string) => writeFileSync(file, '')],
    ['huge', /200 MB/, sparse],
  ])('says what is wrong with a file that is %s', async (name, message, make) => {
    const file = path.join(home, `${name}.it.txt`);
    make(file);
    await chooseFile(app, () => press('Control+Shift+a'), file);
    const dialog = page.getByTestId('add-documents');
    await dialog.getByRole('alert').waitFor();
    const said = (await dialog.getByRole('alert').textContent()) ?? '';
    const about = await dialog.textContent();
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(said).toMatch(message);
    expect(about).toContain(`${name}.it.txt`);
  });

  it.each([
    [
      'newer',
      /newer Bifronte/,
      (file: string) => {
        succeed(['project', 'new', file, '--langs', 'it-en'], home);
        const database = new Database(file);
        database.pragma('user_version = 9999');
        database.close();
      },
    ],
    [
      'read-only',
      /read-only; copy it/,
      (file: string) => {
        succeed(['project', 'new', file, '--langs', 'it-en'], home);
        chmodSync(file, 0o444);
      },
    ],
    [
      'damaged',
      /damaged|not a .*project/i,
      (file: string) => writeFileSync(file, 'SQLite format 3\0 and nothing else'),
    ],
  ])('says what is wrong with a project that is %s', async (name, message, make) => {
    const file = path.join(home, `${name}.bifronte`);
    make(file);
    await chooseFile(app, () => press('Control+o'), file);
    expect(await errorShown(page)).toMatch(message);
  });

  it('says that a file is gone', async () => {
    const gone = path.join(home, 'gone.bifronte');
    if (app.system) {
      await app.system.startAgain(['electron', '.', gone]);
    } else {
      // Deleted between its listing and its choice.
      writeFileSync(gone, '');
      await press('Control+o');
      const browser = page.getByTestId('file-browser');
      await openFolder(page, home);
      const entry = browser.locator('.files-entry', { hasText: 'gone.bifronte' });
      await entry.waitFor();
      rmSync(gone);
      await entry.click();
      await page.getByTestId('files-done').click();
    }
    expect(await errorShown(page)).toMatch(/there is no such project/);
  });

  it('opens a project that another process has open in neither, and says who has it', async () => {
    const second = await host.start({ home, files: [project] }).catch(() => null);
    if (!second) return;
    expect(await errorShown(second.page)).toMatch(/open in process \d+/);
    await second.close();
  });

  it('speaks Italian', async () => {
    await press('Control+Shift+9');
    await page.getByTestId('setting-language').click();
    await page.getByRole('option', { name: 'Italiano' }).click();
    await expect.poll(() => page.getByTestId('rail-translate').textContent()).toBe(italian['view.translate']);
    await press('Control+Shift+2');
    await expect.poll(() => page.getByTestId('status-line').textContent()).toContain('confermate');
    rmSync(path.join(home, 'huge.it.txt'), { force: true });
  });
});
