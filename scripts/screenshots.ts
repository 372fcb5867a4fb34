import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { newHome } from '../test/e2e/hosts.ts';
import { buildAll } from './build.ts';
import { LARGE, openWindow, pick, PICTURES, set, signAs, SMALL } from './pictures.ts';

/**
 * Takes the pictures of docs/screenshots through the real web host and the sample project:
 * `node scripts/screenshots.ts [name…]` takes all, or those whose names contain one of the words.
 */

const wanted = process.argv.slice(2);

interface Look {
  readonly language: 'en' | 'it';
  readonly theme: 'light' | 'dark' | 'contrast';
  readonly size: typeof LARGE | typeof SMALL;
}

const THEMES = { light: /light|chiaro/i, dark: /dark|scuro/i, contrast: /contrast|contrasto/i } as const;

async function dress(page: Page, look: Look): Promise<void> {
  await page.setViewportSize(look.size);
  await set(page, 'setting-language', look.language === 'it' ? /^Italiano$/ : /^English$/);
  await set(page, 'setting-theme', THEMES[look.theme]);
}

async function translate(page: Page): Promise<void> {
  await page.getByTestId('rail-translate').click();
  await page.getByTestId('grid').waitFor();
}

/** A few sentences that are like one another, so that the memory has something to say. */
const OFFER = [
  'La fornitura comprende 12 lampade da tavolo, consegnate entro il 15 marzo.',
  'Il prezzo include il trasporto fino al magazzino del cliente.',
  'La fornitura comprende 24 lampade da tavolo, consegnate entro il 30 aprile.',
  'Il prezzo non include il trasporto fino al magazzino del cliente.',
  'Per ogni altra domanda siamo a vostra disposizione.',
];

const OFFER_IN_ENGLISH = [
  'The supply consists of 12 table lamps, to be delivered by 15 March.',
  'The price includes transport to the customer’s warehouse.',
];

/** Adds a short document and confirms its first rows. */
async function work(page: Page, home: string): Promise<void> {
  const file = path.join(home, 'offerta.it.txt');
  writeFileSync(file, `${OFFER.join('\n\n')}\n`);
  await page.getByTestId('grid').waitFor();
  await signAs(page, 'Anna Rossi');
  await page.getByTestId('rail-project').click();
  await page.getByTestId('add-document').click();
  await pick(page, file);
  await page.getByTestId('add-documents-run').click();
  await page.locator('.title-document', { hasText: 'offerta' }).waitFor();
  for (const sentence of OFFER_IN_ENGLISH) {
    await page.getByTestId('target-editor').waitFor();
    await page.keyboard.type(sentence);
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(300);
  }
}

async function openDocument(page: Page, name: string): Promise<void> {
  await translate(page);
  await page.getByTestId('document-menu').click();
  await page.getByRole('menuitem').filter({ hasText: name }).click();
  await page.locator('.title-document', { hasText: name }).waitFor();
  await page.waitForTimeout(400);
  await page.keyboard.press('F2');
  await page.getByTestId('target-editor').waitFor();
}

const scenes: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  translate: async (page) => {
    await openDocument(page, 'manual-2');
    await page.getByTestId('panel-matches').click();
    await page.getByTestId('match-1').waitFor();
  },
  matches: async (page) => {
    await openDocument(page, 'offerta');
    await page.getByTestId('match-1').waitFor();
  },
  codes: async (page) => {
    await openDocument(page, 'manual-2');
    await page.keyboard.press('Control+g');
    await page.getByTestId('goto-row').fill('44');
    await page.keyboard.press('Enter');
    await page.getByTestId('match-1').waitFor();
  },
  replace: async (page) => {
    await openDocument(page, 'manual-2');
    await page.keyboard.press('Control+h');
    await page.getByTestId('replace-find').fill('controller');
    await page.getByTestId('replace-with').fill('control unit');
    await page.getByTestId('replace-run').and(page.locator(':not([disabled])')).waitFor();
  },
  project: async (page) => {
    await page.getByTestId('rail-project').click();
    await page.getByTestId('documents').waitFor();
  },
  settings: async (page) => {
    await page.getByTestId('rail-settings').click();
    await page.getByTestId('srx-sentences').waitFor();
  },
  palette: async (page) => {
    await translate(page);
    await page.keyboard.press('Control+k');
    await page.getByTestId('palette').waitFor();
  },
};

const shots: readonly { readonly scene: string; readonly look: Look }[] = [
  { scene: 'translate', look: { language: 'en', theme: 'light', size: LARGE } },
  { scene: 'translate', look: { language: 'it', theme: 'light', size: LARGE } },
  { scene: 'translate', look: { language: 'en', theme: 'dark', size: LARGE } },
  { scene: 'translate', look: { language: 'it', theme: 'dark', size: SMALL } },
  { scene: 'translate', look: { language: 'en', theme: 'light', size: SMALL } },
  { scene: 'translate', look: { language: 'en', theme: 'contrast', size: SMALL } },
  { scene: 'matches', look: { language: 'en', theme: 'light', size: LARGE } },
  { scene: 'matches', look: { language: 'it', theme: 'dark', size: LARGE } },
  { scene: 'codes', look: { language: 'en', theme: 'light', size: SMALL } },
  { scene: 'replace', look: { language: 'en', theme: 'dark', size: LARGE } },
  { scene: 'palette', look: { language: 'it', theme: 'light', size: LARGE } },
  { scene: 'project', look: { language: 'it', theme: 'light', size: LARGE } },
  { scene: 'project', look: { language: 'en', theme: 'dark', size: SMALL } },
  { scene: 'settings', look: { language: 'en', theme: 'light', size: LARGE } },
  { scene: 'settings', look: { language: 'it', theme: 'dark', size: SMALL } },
];

async function takeAll(page: Page, home: string): Promise<void> {
  await work(page, home);
  for (const { scene, look } of shots) {
    const name = `${scene}-${look.theme}-${look.language}-${look.size.width}x${look.size.height}`;
    if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
    await dress(page, look);
    await scenes[scene]?.(page);
    await page.mouse.move(0, 0);
    await page.waitForTimeout(400);
    await page.screenshot({ path: path.join(PICTURES, `${name}.png`) });
    await page.keyboard.press('Escape');
    process.stdout.write(`${name}.png\n`);
  }
}

await buildAll();
mkdirSync(PICTURES, { recursive: true });
const temporary = newHome();
// Its name is seen in the pictures.
const home = path.join(temporary.home, 'Bifronte');
mkdirSync(home);
const { page, close } = await openWindow({ home });
try {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await takeAll(page, home);
} finally {
  await close();
  temporary.remove();
}
