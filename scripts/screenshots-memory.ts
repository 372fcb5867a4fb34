import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { newHome } from '../test/e2e/hosts.ts';
import { succeed } from '../test/support/cli.ts';
import { writeMemoryFiles } from '../test/support/memory-files.ts';
import { buildAll } from './build.ts';
import { lookAsked, openWindow, pick, PICTURES } from './pictures.ts';

/**
 * Takes docs/screenshots/memory-*.png through the real web host: a file imported after a look at it, searched, edited,
 * replaced in, cleaned, split; then its matches and its concordance beside a text.
 * `node scripts/screenshots-memory.ts [it|en] [light|dark] [width]`
 */

const { suffix, start } = lookAsked();

async function found(page: Page): Promise<void> {
  await page.waitForTimeout(350);
  await page.locator('[data-testid="memory-found"][data-complete="true"]').waitFor();
}

async function run(): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await buildAll();
  const { home, remove } = newHome();
  const { good, odd } = writeMemoryFiles(home);
  const project = path.join(home, 'Catalogo.bifronte');
  const text = path.join(home, 'ordine.it.txt');
  writeFileSync(
    text,
    [
      'Consegniamo la libreria alta entro dieci giorni lavorativi.',
      'Sconto del 50% sul trasporto',
      'il prezzo per la poltrona comprende il montaggio',
      'Chi sceglie la sedia pieghevole non riceve anche una garanzia di cinque anni.',
    ].join('\n\n'),
  );
  succeed(['project', 'new', project, '--langs', 'it-en'], home);
  succeed(['project', 'add', project, text], home);
  const { page, close } = await openWindow({ home, files: [project], ...start });
  page.setDefaultTimeout(10_000);
  let number = 0;
  const shoot = async (name: string): Promise<void> => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(PICTURES, `memory-${++number}-${name}${suffix}.png`) });
  };
  const load = async (file: string): Promise<void> => {
    await page.getByTestId('memory-import').click();
    await pick(page, file);
    await page.getByTestId('memory-preview-import').and(page.locator(':not([disabled])')).waitFor();
  };
  try {
    await page.getByTestId('target-editor').waitFor();
    await page.getByTestId('rail-memory').click();
    await page.getByTestId('units').waitFor();
    await shoot('empty');
    await load(good);
    await page.getByTestId('memory-preview-import').click();
    await page.getByTestId('memory-report-done').click();
    await load(odd);
    await shoot('preview');
    await page.getByTestId('memory-preview-import').click();
    await page.getByTestId('memory-report').waitFor();
    await shoot('report');
    await page.getByTestId('memory-report-done').click();
    await found(page);
    await shoot('list');
    await page.getByTestId('memory-find').fill('garanzia');
    await found(page);
    await page.getByTestId('unit-1').dblclick();
    await page.getByTestId('unit-editor-source').waitFor();
    await shoot('edit');
    await page.keyboard.press('Escape');
    await page.getByTestId('memory-clear').click();
    await page.getByTestId('memory-quality').click();
    await page.getByRole('menuitem').nth(6).click();
    await found(page);
    await shoot('conflicts');
    await page.getByTestId('memory-clear').click();
    await found(page);
    await page.locator('.units .grid-scroll').focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowDown');
    await page.getByTestId('memory-tab-replace').click();
    await page.getByTestId('memory-replace-find').fill('lamp');
    await page.getByTestId('memory-replace-with').fill('light');
    await page.locator('.memory-hits li').first().waitFor();
    await shoot('replace');
    await page.getByTestId('memory-tab-imports').click();
    await page.locator('.memory-imports li').first().waitFor();
    await shoot('imports');
    await page.locator('.units .grid-scroll').focus();
    await page.getByTestId('memory-more').click();
    await page.getByRole('menuitem').nth(2).click();
    await page.locator('.unit-sample li').first().waitFor();
    await shoot('split');
    await page.keyboard.press('Escape');
    await page.getByTestId('rail-translate').click();
    await page.getByTestId('target-editor').waitFor();
    await page.keyboard.press('Control+ArrowDown');
    await page.getByTestId('match-1').waitFor();
    await shoot('matches');
    await page.getByTestId('matches-memories').click();
    await page.getByTestId('memories').waitFor();
    await shoot('uses');
    await page.keyboard.press('Escape');
    await page.getByTestId('panel-concordance').click();
    await page.getByTestId('concordance-text').fill('garanzia');
    await page.locator('.mark-counterpart').first().waitFor();
    await shoot('concordance');
  } finally {
    await close();
    remove();
  }
}

await run();
