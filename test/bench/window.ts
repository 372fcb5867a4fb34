/**
 * How long the window takes on a document of 100,000 sentences, in a real Chromium:
 * from a key to the frame that shows it, from Ctrl+Enter to the next sentence ready for typing, and while scrolling.
 * The same keys in a bare text field on an empty page show what the browser itself takes.
 *
 * Usage: node test/bench/window.ts [sentences, 100000 by default]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { buildAll } from '../../scripts/build.ts';
import { hosts, newHome } from '../e2e/hosts.ts';
import { bifronte } from '../support/cli.ts';

const sentences = Number(process.argv[2] ?? 100_000);
const subjects = ['Il presidente', 'La commissione', 'L’azienda', 'Il traduttore', 'La relazione', 'Il comune'];
const verbs = ['ha approvato', 'esamina', 'respinge', 'presenterà', 'aveva previsto', 'conferma'];
const objects = ['il bilancio', 'la proposta', 'un nuovo impianto', 'le condizioni', 'gli accordi', 'la seconda fase'];

function article(): string {
  const lines: string[] = [];
  for (let i = 0; i < sentences; i++) {
    const pick = (list: readonly string[], salt: number): string => list[(i * salt + (i >> 3)) % list.length] ?? '';
    lines.push(
      `${pick(subjects, 7)} ${pick(verbs, 5)} ${pick(objects, 11)} numero ${i + 1} entro la fine dell’anno in corso.`,
    );
  }
  return `${lines.join('\n')}\n`;
}

const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

/** Notes, for every key that goes down, how long it takes until the frame that follows has been drawn. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { __times: times });
    addEventListener(
      'keydown',
      (event) => {
        const start = event.timeStamp;
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.addEventListener('message', () => times.push(performance.now() - start));
          channel.port1.start();
          channel.port2.postMessage(0);
        });
      },
      true,
    );
  });
}

const takeTimes = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { __times: number[] }).__times.splice(0));

async function type(page: Page, text: string): Promise<void> {
  for (const key of text) {
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForTimeout(30);
  }
}

interface Row {
  readonly what: string;
  readonly values: readonly number[];
}

function print(rows: readonly Row[]): void {
  console.log(
    `${'measured'.padEnd(52)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${'max ms'.padStart(9)}${'n'.padStart(6)}`,
  );
  for (const { what, values } of rows) {
    const cells = [percentile(values, 0.5), percentile(values, 0.95), Math.max(...values)];
    console.log(
      what.padEnd(52) + cells.map((cell) => cell.toFixed(1).padStart(9)).join('') + String(values.length).padStart(6),
    );
  }
}

await buildAll();
const { home, remove } = newHome();
mkdirSync(home, { recursive: true });
const project = path.join(home, 'large.bifronte');
const source = path.join(home, 'large.it.txt');
writeFileSync(source, article());
bifronte(['project', 'new', project, '--langs', 'it-en'], home);
const importing = performance.now();
const added = bifronte(['project', 'add', project, source], home);
if (added.code !== 0) throw new Error(added.err);
console.log(`${sentences} sentences imported in ${((performance.now() - importing) / 1000).toFixed(1)} s`);

const [web] = hosts;
if (!web) throw new Error('there is no web host');
const opening = performance.now();
const app = await web.start({ home, files: [project] });
const { page } = app;
await page.getByTestId('target-editor').waitFor();
console.log(`window opened and ready for typing in ${((performance.now() - opening) / 1000).toFixed(1)} s`);
await page.waitForTimeout(6000);

const bare = await page.context().newPage();
await bare.setContent('<textarea autofocus style="width:40em;height:10em"></textarea>');
await bare.locator('textarea').focus();
await watchKeys(bare);
await type(bare, 'The committee examines the second phase of the proposal before the end of the year.');
const limit = await takeTimes(bare);
await bare.close();

await page.bringToFront();
await page.getByTestId('target-editor').click();
await watchKeys(page);
await type(page, 'The committee examines the second phase of the proposal before the end of the year.');
const keys = await takeTimes(page);

/** Notes how long it takes from a key until another row holds the focus and the frame that shows it was drawn. */
async function watchConfirms(): Promise<void> {
  await page.evaluate(() => {
    const confirms: number[] = [];
    Object.assign(globalThis, { __confirms: confirms });
    const rowOf = (): string | null =>
      document.activeElement?.closest('[data-testid^="row-"]')?.getAttribute('data-testid') ?? null;
    let before: string | null = null;
    // Where the text was typed: by the time the key is heard here, the window may have moved on already.
    addEventListener('input', () => (before = rowOf()), true);
    addEventListener(
      'keydown',
      (event) => {
        if (!event.ctrlKey || event.key !== 'Enter') return;
        const start = event.timeStamp;
        const look = (): void => {
          const now = rowOf();
          if (now === null || now === before) {
            requestAnimationFrame(look);
            return;
          }
          const channel = new MessageChannel();
          channel.port1.addEventListener('message', () => confirms.push(performance.now() - start));
          channel.port1.start();
          channel.port2.postMessage(0);
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
}

/** The times between the frames drawn while the grid is scrolled with the wheel. */
async function scroll(): Promise<number[]> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    let last = 0;
    Object.assign(globalThis, { __gaps: gaps });
    const frame = (now: number): void => {
      if (last > 0) gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.mouse.move(500, 450);
  for (let i = 0; i < 120; i++) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(16);
  }
  return page.evaluate(() => (globalThis as unknown as { __gaps: number[] }).__gaps.splice(0));
}

await watchConfirms();
for (let i = 0; i < 40; i++) {
  await type(page, 'Done.');
  await page.keyboard.press('Control+Enter');
  await page.waitForTimeout(150);
}
const confirms = await page.evaluate(() => (globalThis as unknown as { __confirms: number[] }).__confirms.splice(0));
const frames = await scroll();
print([
  { what: 'key to frame, bare text field (the browser itself)', values: limit },
  { what: 'key to frame, target editor', values: keys },
  { what: 'Ctrl+Enter to the next sentence ready', values: confirms },
  { what: 'between frames while scrolling', values: frames },
]);
await app.close();
remove();
