import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { succeed } from '../support/cli.ts';
import { onEveryHost } from './every-host.ts';
import { pickFile } from './files-support.ts';
import { newHome } from './hosts.ts';
import type { Running } from './hosts.ts';

const SENTENCES = ['Il gatto dorme.', 'Piove forte.', 'Uno due tre.', 'La porta è chiusa.'];
const DRAFT = ['The cat sleeps.', 'It rains hard.', 'One two three.', 'The door is shut.'];

/** Answers the dialog that the step asks for a file, wherever the host asks for it. */
async function answerFile({ page, system }: Running, file: string, step: () => Promise<void>): Promise<void> {
  await system?.answerDialog([file]);
  await step();
  if (system === null) await pickFile(page, file);
}

async function saved(page: Page): Promise<void> {
  await page.getByTestId('save-state').and(page.locator('[data-state="saved"]')).waitFor();
}

/** Chooses an item of the menu of review. */
async function more(page: Page, item: RegExp): Promise<void> {
  await page.getByTestId('review-more').click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function rewrite(page: Page, text: string): Promise<void> {
  await page.getByTestId('target-editor').waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
  await page.keyboard.press('Control+ArrowDown');
}

onEveryHost('review', (host) => {
  const { home, remove } = newHome();
  const project = path.join(home, 'Review.bifronte');
  let app: Running;

  beforeAll(async () => {
    const source = path.join(home, 'text.txt');
    writeFileSync(source, `${SENTENCES.join('\n\n')}\n`);
    succeed(['project', 'new', project, '--langs', 'it-en'], home);
    succeed(['project', 'add', project, source], home);
    app = await host.start({ home, files: [project] });
    for (const text of DRAFT) await rewrite(app.page, text);
    await app.page.getByTestId('save-state').and(app.page.locator('[data-state="saved"]')).waitFor();
  });

  afterAll(async () => {
    await app?.close();
    remove();
  });

  it('keeps a version, shows what changed since, and walks the changes by key', async () => {
    const { page } = app;
    await page.keyboard.press('Control+Shift+5');
    await page.getByTestId('review-more').click();
    await page.getByRole('menuitem', { name: /Versions/ }).click();
    await page.getByTestId('version-name').fill('Draft');
    await page.getByTestId('version-create').click();
    await page.getByTestId('rail-translate').click();
    await page.locator('[data-testid="grid"] [aria-rowindex="2"]').click();
    await page.keyboard.press('F2');
    await rewrite(page, 'A cat is asleep.');
    await rewrite(page, 'It rains hard.');
    await rewrite(page, 'One, two, three.');
    await page.getByTestId('save-state').and(page.locator('[data-state="saved"]')).waitFor();
    await page.getByTestId('rail-review').click();
    await page.getByTestId('state-a').click();
    await page.getByRole('menuitem', { name: /Draft/ }).click();
    await page.getByText('Change 1 of 2').waitFor();
    expect(await page.locator('[data-testid="change-0"] del').allTextContents()).toContain('The');
    // The line runs on below brackets and commas, which else would seem not to have changed.
    const inserted = page.locator('[data-testid="change-0"] ins').first();
    expect(await inserted.evaluate((mark) => getComputedStyle(mark).textDecorationSkipInk)).toBe('none');
    await page.getByTestId('change-0').focus();
    await page.keyboard.press('n');
    await page.getByText('Change 2 of 2').waitFor();
    await page.keyboard.press('Shift+N');
    await page.getByText('Change 1 of 2').waitFor();
    await page.keyboard.press('v');
    await page.locator('.rev-grid-side').waitFor();
    await page.keyboard.press('v');
  });

  it('rejects a change by key, and takes it back', async () => {
    const { page } = app;
    await page.getByTestId('change-0').focus();
    await page.keyboard.press('r');
    await page.getByText('Change 1 of 1').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Change 1 of 2').waitFor();
    await page.getByTestId('accept-0').click();
    await page.locator('[data-testid="change-0"] .rev-verdict').waitFor();
  });

  it('accepts with a reason, which the change then says', async () => {
    const { page } = app;
    await page.getByTestId('change-1').focus();
    await page.keyboard.press('Shift+A');
    await page.getByTestId('reason-text').fill('As agreed');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid="change-1"] .rev-verdict', { hasText: 'As agreed' }).waitFor();
  });

  it('renames a version by key; one Escape then closes the dialog', async () => {
    const { page } = app;
    await more(page, /Versions/);
    const dialog = page.getByTestId('versions');
    await dialog.getByRole('button', { name: 'Rename “Draft”' }).focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('version-new-name').waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('First draft');
    await page.keyboard.press('Enter');
    const renamed = dialog.getByRole('button', { name: 'Rename “First draft”' });
    await renamed.and(page.locator(':focus')).waitFor();
    await page.getByRole('tooltip').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByTestId('state-a').filter({ hasText: 'First draft' }).waitFor();
  });

  it('takes a text of two older states into the translation, and undoes it', async () => {
    const { page } = app;
    await more(page, /Versions/);
    await page.getByTestId('version-name').fill('Revised');
    await page.getByTestId('version-create').click();
    await page.getByTestId('rail-translate').click();
    await page.locator('[data-testid="grid"] [aria-rowindex="2"]').click();
    await page.keyboard.press('F2');
    await rewrite(page, 'Cats sleep.');
    await saved(page);
    await page.getByTestId('rail-review').click();
    await page.getByTestId('state-b').click();
    await page.getByRole('menuitem', { name: /Revised/ }).click();
    await page.getByText('Change 1 of 2').waitFor();
    await page.getByTestId('change-0').focus();
    await page.keyboard.press('a');
    await page.locator('[data-testid="change-0"] .rev-verdict', { hasText: 'Revised' }).waitFor();
    await page.getByText('Change 2 of 2').waitFor();
    await page.keyboard.press('Shift+N');
    await page.getByText('Change 1 of 2').waitFor();
    await page.getByTestId('change-0').focus();
    await page.keyboard.press('r');
    const row = page.locator('[data-testid="grid"] [aria-rowindex="2"]');
    await page.locator('[data-testid="change-0"] .rev-verdict', { hasText: 'First draft' }).waitFor();
    await page.getByTestId('rail-translate').click();
    await row.getByText('The cat sleeps.').waitFor();
    await page.getByTestId('rail-review').click();
    await page.getByTestId('change-0').focus();
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.getByTestId('rail-translate').click();
    await row.getByText('Cats sleep.').waitFor();
  });

  it('carries out keys that come faster than the answers, each on the change it was pressed on', async () => {
    const { page } = app;
    const text = (row: number) => page.locator(`[data-testid="grid"] [aria-rowindex="${row + 1}"]`);
    await page.getByTestId('rail-review').click();
    await page.getByTestId('change-0').focus();
    await page.keyboard.press('Home');
    // A reason is asked for in a dialog, which leaves the focus on the next change.
    await page.keyboard.press('Shift+R');
    await page.getByTestId('reason-text').fill('Better so');
    await page.keyboard.press('Enter');
    await page.locator('[data-testid="change-1"][aria-selected="true"]:focus').waitFor();
    await page.keyboard.press('r');
    await page.locator('[data-testid="change-0"] .rev-verdict', { hasText: 'Better so' }).waitFor();
    await page.keyboard.press('Home');
    for (const key of ['a', 'a', 'Home', 'r', 'r']) await page.keyboard.press(key);
    for (const change of [0, 1]) {
      await page.locator(`[data-testid="change-${change}"] .rev-verdict`, { hasText: 'First draft' }).waitFor();
    }
    await page.getByTestId('rail-translate').click();
    await text(1).getByText('The cat sleeps.').waitFor();
    await text(3).getByText('One two three.').waitFor();
    await page.getByTestId('rail-review').click();
    await page.getByTestId('change-0').focus();
    for (let step = 0; step < 6; step++) await page.keyboard.press('Control+z');
    await page.getByText('Change 1 of 2').waitFor();
    await page.getByTestId('rail-translate').click();
    await text(1).getByText('Cats sleep.').waitFor();
    await text(3).getByText('One, two, three.').waitFor();
  });

  it('shows what each version changed, as a chart and in a table', async () => {
    const { page } = app;
    await page.getByTestId('rail-review').click();
    await more(page, /Figures over/);
    const table = page.getByTestId('series-table');
    await table.waitFor();
    const names = await table.locator('tbody th').allTextContents();
    expect(names.map((name) => /First draft|Revised|Present state/.exec(name)?.[0])).toEqual([
      'First draft',
      'Revised',
      'Present state',
    ]);
    expect(await page.locator('.series-value').allTextContents()).toEqual(
      await table.locator('tbody td:nth-child(3)').allTextContents(),
    );
    await page.keyboard.press('Escape');
    await table.waitFor({ state: 'detached' });
  });

  it('compares with a document of another project', async () => {
    const { page } = app;
    const other = path.join(home, 'Other.bifronte');
    const source = path.join(home, 'other.txt');
    writeFileSync(source, `${SENTENCES.slice(0, 2).join('\n\n')}\n`);
    succeed(['project', 'new', other, '--langs', 'it-en'], home);
    succeed(['project', 'add', other, source], home);
    await answerFile(app, other, async () => {
      await page.getByTestId('state-b').click();
      await page.getByRole('menuitem', { name: /project/ }).click();
    });
    await page.getByTestId('state-b').filter({ hasText: 'Other' }).waitFor();
    await page.locator('[data-testid="change-2"] .rev-kind', { hasText: 'Deleted' }).waitFor();
  });

  it.runIf(host.name === 'web')('merges what came back, with conflicts resolved by key', async () => {
    const { page } = app;
    const sent = path.join(home, 'sent.tsv');
    const returned = path.join(home, 'returned.tsv');
    await app.close();
    succeed(['project', 'export', project, '--format', 'tsv', '-o', sent], home);
    writeFileSync(
      returned,
      readFileSync(sent, 'utf8').replace('The door is shut.', 'The door is closed.').replace('rains hard', 'pours'),
    );
    app = await host.start({ home, files: [project] });
    const window = app.page;
    await window.locator('[data-testid="grid"] [aria-rowindex="5"]').click();
    await window.keyboard.press('F2');
    await rewrite(window, 'The door is barred.');
    await window.getByTestId('save-state').and(window.locator('[data-state="saved"]')).waitFor();
    await window.getByTestId('rail-review').click();
    await window.getByTestId('review-more').click();
    await window.getByRole('menuitem', { name: /Merge/ }).click();
    await window.getByTestId('merge-file').click();
    await pickFile(window, returned);
    await window.getByTestId('merge-look').click();
    await window.getByTestId('conflict-0').focus();
    await window.keyboard.press('2');
    await window.getByText('No open conflict.').waitFor();
    await window.keyboard.press('e');
    await window.getByTestId('conflict-text').waitFor();
    await window.keyboard.press('End');
    await window.keyboard.type(' Now');
    await window.keyboard.press('Enter');
    await window.locator('.rev-typed', { hasText: 'The door is closed. Now' }).waitFor();
    await window.keyboard.press('Control+Enter');
    await window.getByText(/^Merged/).waitFor();
    await window.getByTestId('rail-translate').click();
    await window.getByText('The door is closed. Now').first().waitFor();
    await window.getByText('It pours.').first().waitFor();
    expect(page).not.toBe(window);
  });

  it.runIf(host.name === 'web')('shows below a row what it was before a new edition changed its source', async () => {
    const { page } = app;
    const edition = path.join(home, 'edition.txt');
    writeFileSync(edition, `${SENTENCES.join('\n\n').replace('Piove forte', 'Piove molto forte')}\n`);
    await page.getByTestId('rail-review').click();
    await page.getByTestId('review-more').click();
    await page.getByRole('menuitem', { name: /edition/ }).click();
    await page.getByTestId('source-file').click();
    await pickFile(page, edition);
    await page.getByTestId('source-updates').waitFor();
    await page.getByTestId('source-update').click();
    await page.getByText('New edition taken over').waitFor();
    await page.getByTestId('rail-translate').click();
    await page.getByTestId('new-source').waitFor();
    await page.locator('[data-testid="grid"] [aria-rowindex="2"]').click();
    await page.keyboard.press('Alt+ArrowDown');
    const row = page.locator('[data-testid="grid"] [aria-rowindex="3"]');
    await row.and(page.locator('[aria-selected="true"]')).waitFor();
    expect(await row.locator('.earlier ins').textContent()).toContain('molto');
    expect(await row.locator('[data-testid^="earlier-target"]').textContent()).toContain('It pours.');
    await page.keyboard.press('Alt+0');
    await row.locator('.earlier').first().waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+0');
    await row.locator('.earlier').first().waitFor();
  });
});
