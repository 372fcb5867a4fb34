import path from 'node:path';
import type { Page } from 'playwright';
import type { Running, Start } from '../test/e2e/hosts.ts';
import { hosts, root } from '../test/e2e/hosts.ts';

/* What the scripts have in common that take pictures of the window, through the real web host. */

/** The folder of the pictures. */
export const PICTURES = path.join(root, 'docs', 'screenshots');

export const LARGE = { width: 1440, height: 900 } as const;
export const SMALL = { width: 1024, height: 700 } as const;

/** Starts the program and its window; what goes wrong in the window is printed. */
export async function openWindow(options: Start): Promise<Running> {
  const host = hosts.find(({ name }) => name === 'web');
  if (!host) throw new Error('there is no web host');
  const running = await host.start(options);
  const { page } = running;
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`window: ${message.text()}\n`);
  });
  page.on('pageerror', (error) => process.stderr.write(`window: ${error.stack ?? error.message}\n`));
  return running;
}

/** Says in the settings who works here. */
export async function signAs(page: Page, author: string): Promise<void> {
  await page.getByTestId('rail-settings').click();
  await page.getByTestId('setting-author').fill(author);
}

interface Look {
  readonly language: string;
  /** How the names of the pictures of this look end. */
  readonly suffix: string;
  readonly start: Required<Pick<Start, 'viewport' | 'locale' | 'colorScheme'>>;
}

/** The look asked for on the command line: language, theme and width, by default `en light 1440`. */
export function lookAsked(): Look {
  const [language = 'en', theme = 'light', width = '1440'] = process.argv.slice(2);
  const small = width !== '1440';
  return {
    language,
    suffix: `${language === 'en' ? '' : `-${language}`}${theme === 'light' ? '' : `-${theme}`}${small ? '-small' : ''}`,
    start: {
      viewport: small ? SMALL : LARGE,
      locale: language === 'it' ? 'it-IT' : 'en-GB',
      colorScheme: theme === 'dark' ? 'dark' : 'light',
    },
  };
}

/** Chooses files of one folder in the window's file browser, which has just been opened. */
export async function pick(page: Page, ...files: readonly [string, ...string[]]): Promise<void> {
  // The field is filled in by the first listing.
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.files-address')?.value !== '');
  await page.getByTestId('files-address').fill(path.dirname(files[0]));
  await page.keyboard.press('Enter');
  for (const file of files) await page.locator('.files-entry', { hasText: path.basename(file) }).click();
  await page.getByTestId('files-done').click();
}

/** Chooses an option of a setting. */
export async function set(page: Page, testId: string, option: RegExp): Promise<void> {
  await page.getByTestId('rail-settings').click();
  await page.getByTestId(testId).click();
  await page.getByRole('option', { name: option }).click();
}
