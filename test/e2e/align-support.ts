import path from 'node:path';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { Side } from '../../src/shared/bitext/bead.ts';
import { succeed } from '../support/cli.ts';
import { openFolder } from './files-support.ts';
import type { Running } from './hosts.ts';
import { root } from './hosts.ts';

/** What somebody does who aligns two texts in the window, by keyboard. */

export const CORPUS = path.join(root, 'corpus');

/** Waits for what takes its time on a busy machine. */
export function eventually<T>(read: () => Promise<T>): ReturnType<typeof expect.poll<T>> {
  // oxlint-disable-next-line vitest/require-awaited-expect-poll -- awaited where it is used
  return expect.poll(read, { timeout: 45_000 });
}

/** A project with one document to translate, made by the command line. */
export function newProject(home: string): string {
  const project = path.join(home, 'Prova.bifronte');
  succeed(['project', 'new', project, '--langs', 'it-en'], home);
  succeed(['project', 'add', project, path.join(CORPUS, 'story.it.txt')], home);
  return project;
}

/** Chooses files of a folder, or without names the folder: in the host's own dialog, or in the window's file browser. */
export async function pickIn(
  folder: string,
  { page, system }: Running,
  button: string,
  ...names: string[]
): Promise<void> {
  if (system) {
    await system.answerDialog(names.length === 0 ? [folder] : names.map((name) => path.join(folder, name)));
    await page.getByTestId(button).click();
    return;
  }
  await page.getByTestId(button).click();
  await openFolder(page, folder);
  for (const name of names) {
    await page
      .getByTestId('file-browser')
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click();
  }
  await page.getByTestId('files-done').click();
}

/** Aligns two files through the dialog that a key opens, once it has said what it thinks of them. */
export async function alignPair(running: Running, folder: string, source: string, target: string): Promise<void> {
  const { page } = running;
  await page.keyboard.press('Control+Shift+d');
  await pickIn(folder, running, 'pair-source', source, target);
  await eventually(() => page.locator('.pair-verdict').innerText()).not.toContain('Choose a document');
  await page.getByTestId('align-run').click();
  await page.getByTestId('align-open').waitFor({ state: 'detached' });
}

export const activeRow = (page: Page) => page.locator('.grid-align .row-active');

export const rowNumber = async (page: Page): Promise<number> =>
  Number(await activeRow(page).locator('.cell-number').textContent());

export const textOf = (page: Page, side: Side): Promise<string> => activeRow(page).locator(`.cell-${side}`).innerText();

export async function saved(page: Page): Promise<void> {
  await eventually(() => page.getByTestId('save-state').getAttribute('data-state')).toBe('saved');
}

/** Goes to a row, by a 1-based number, from wherever the attention is. */
export async function goTo(page: Page, row: number): Promise<void> {
  await eventually(async () => {
    await activeRow(page).focus();
    await page.keyboard.press('Home');
    return rowNumber(page);
  }).toBe(1);
  for (let i = 1; i < row; i++) await page.keyboard.press('ArrowDown');
  await eventually(() => rowNumber(page)).toBe(row);
}

/** A row as it is read: the sentences of both sides. */
export interface ShownRow {
  readonly source: readonly string[];
  readonly target: readonly string[];
}

/** The rows from one to another, by 1-based numbers; they must be few enough to be drawn at once. */
export function rows(page: Page, from: number, to: number): Promise<ShownRow[]> {
  return page.evaluate(
    ([first = 0, last = 0]) => {
      const sentences = (row: Element, side: string): string[] =>
        [...row.querySelectorAll(`.cell-${side} [data-sentence]`)].map((it) => it.textContent ?? '');
      return [...document.querySelectorAll('.grid-align .row')]
        .map((row) => ({ number: Number(row.querySelector('.cell-number')?.textContent ?? 0), row }))
        .filter(({ number }) => number >= first && number <= last)
        .toSorted((a, b) => a.number - b.number)
        .map(({ row }) => ({ source: sentences(row, 'source'), target: sentences(row, 'target') }));
    },
    [from, to],
  );
}

/** Puts the caret, by keyboard, before a text of the active row, within as many words as a row of a test has. */
export async function caretBefore(page: Page, side: Side, text: string): Promise<void> {
  const caret = (): Promise<{ side: string; sentence: string; after: string }> =>
    page.evaluate(() => {
      const caret = document.querySelector('.row-active [data-sentence] > .place');
      const sentence = caret?.parentElement;
      if (!caret || !sentence) return { side: '', sentence: '', after: '' };
      const range = document.createRange();
      range.selectNodeContents(sentence);
      range.setStartAfter(caret);
      const { side = '', sentence: number = '' } = sentence.dataset;
      return { side, sentence: number, after: range.toString() };
    });
  if ((await caret()).side !== side) {
    await page.keyboard.press('t');
    await eventually(async () => (await caret()).side).toBe(side);
  }
  for (let step = 0; step < 40; step++) {
    const here = await caret();
    if (here.side === side && here.after.startsWith(text)) return;
    await page.keyboard.press('ArrowRight');
    await eventually(caret).not.toEqual(here);
  }
  throw new Error(`the caret did not come to "${text}"`);
}

/** How many words the window marks as counterparts. */
export const counterparts = (page: Page): Promise<number> =>
  page.evaluate(() => CSS.highlights.get('counterpart')?.size ?? 0);
