/**
 * How long the alignment view takes on a bitext of 100,000 rows, in a real Chromium: from a key to the frame that shows
 * it, for the caret, the way down, typing, merging, splitting, and while scrolling.
 * The same keys in a bare text field on an empty page show what the browser itself takes.
 *
 * Usage: node test/bench/align-window.ts [rows, 100000 by default]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { buildAll } from '../../scripts/build.ts';
import { hosts, newHome } from '../e2e/hosts.ts';
import { bifronte } from '../support/cli.ts';

const rows = Number(process.argv[2] ?? 100_000);
const subjects = [
  ['Il presidente', 'The president'],
  ['La commissione', 'The committee'],
  ['Il traduttore', 'The translator'],
  ['La relazione', 'The report'],
] as const;
const objects = [
  ['il bilancio', 'the budget'],
  ['la proposta', 'the proposal'],
  ['un nuovo impianto', 'a new plant'],
  ['le condizioni', 'the conditions'],
  ['la seconda fase', 'the second phase'],
] as const;

/** An alignment as this program writes it, with confidences; every hundredth row has no counterpart. */
function bitext(): string {
  const units: string[] = [];
  for (let i = 0; i < rows; i++) {
    const [subject, who] = subjects[(i * 7 + (i >> 3)) % subjects.length] ?? ['', ''];
    const [object, what] = objects[(i * 11 + (i >> 4)) % objects.length] ?? ['', ''];
    const source = `${subject} esamina ${object} numero ${i + 1} entro la fine dell’anno, e poi riferisce.`;
    const target = `${who} examines ${what} number ${i + 1} before the end of the year, and then reports.`;
    units.push(
      `<unit id="u${i}"><mda:metadata><mda:metaGroup category="bifronte:segment s${i}">` +
        `<mda:meta type="confidence">${i % 40 === 7 ? 0.7 : 0.99}</mda:meta></mda:metaGroup></mda:metadata>` +
        `<segment id="s${i}" state="translated"><source>${source}</source>` +
        `${i % 100 === 57 ? '' : `<target>${target}</target>`}</segment></unit>`,
    );
  }
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" ' +
    'xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0" version="2.1" srcLang="it" trgLang="en">\n' +
    `<file id="f1">\n${units.join('\n')}\n</file>\n</xliff>\n`
  );
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

/** Notes how long it takes from a verb's key until another number of rows was drawn. */
async function watchChanges(page: Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = [];
    let turn = 0;
    Object.assign(globalThis, { __changes: times });
    const rowsNow = (): string | null =>
      document.querySelector('[data-testid="align-grid"]')?.getAttribute('aria-rowcount') ?? null;
    addEventListener(
      'keydown',
      (event) => {
        if (!['m', 'u', 'z'].includes(event.key)) return;
        const start = event.timeStamp;
        const before = rowsNow();
        const mine = ++turn;
        const look = (): void => {
          if (mine !== turn || performance.now() - start > 5_000) return;
          if (rowsNow() === before) {
            requestAnimationFrame(look);
            return;
          }
          const channel = new MessageChannel();
          channel.port1.addEventListener('message', () => times.push(performance.now() - start));
          channel.port1.start();
          channel.port2.postMessage(0);
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
}

const take = (page: Page, list: '__times' | '__changes' | '__gaps'): Promise<number[]> =>
  page.evaluate((name) => (globalThis as unknown as Record<string, number[]>)[name]?.splice(0) ?? [], list);

async function press(page: Page, keys: readonly string[], pause = 40): Promise<number[]> {
  await take(page, '__times');
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(pause);
  }
  return take(page, '__times');
}

const times = (key: string, count: number): string[] => Array.from({ length: count }, () => key);
const typed = 'The second phase of the proposal, before the end.'.split('').map((key) => (key === ' ' ? 'Space' : key));

/** The times between the frames drawn while the grid is scrolled with the wheel. */
async function scroll(page: Page): Promise<number[]> {
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
  return take(page, '__gaps');
}

function print(measured: readonly (readonly [what: string, values: readonly number[]])[]): void {
  console.log(
    `${'measured'.padEnd(56)}${'p50 ms'.padStart(9)}${'p95 ms'.padStart(9)}${'max ms'.padStart(9)}${'n'.padStart(6)}`,
  );
  for (const [what, values] of measured) {
    const cells = [percentile(values, 0.5), percentile(values, 0.95), Math.max(...values)];
    console.log(
      what.padEnd(56) + cells.map((cell) => cell.toFixed(1).padStart(9)).join('') + String(values.length).padStart(6),
    );
  }
}

await buildAll();
const { home, remove } = newHome();
mkdirSync(home, { recursive: true });
const project = path.join(home, 'large.bifronte');
const file = path.join(home, 'large.xlf');
writeFileSync(file, bitext());
const made = bifronte(['project', 'new', project, '--langs', 'it-en'], home);
if (made.code !== 0) throw new Error(made.err);

const [web] = hosts;
if (!web) throw new Error('there is no web host');
const app = await web.start({ home, files: [project] });
const { page } = app;
// The window goes to the project once it is open, and from there to the alignment.
await page.waitForTimeout(4000);
await page.getByTestId('rail-align').click();
await page.getByTestId('align-open-pair').waitFor();
await page.keyboard.press('Control+k');
await page.keyboard.type('open a bitext file');
await page.keyboard.press('Enter');
await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.files-address')?.value !== '');
await page.getByTestId('files-address').fill(home);
await page.keyboard.press('Enter');
await page
  .getByTestId('file-browser')
  .getByRole('button', { name: /^large\.xlf/ })
  .click();
const opening = performance.now();
await page.getByTestId('files-done').click();
await page.locator('.grid-align .row-active').waitFor({ timeout: 300_000 });
console.log(`${rows} rows imported and shown in ${((performance.now() - opening) / 1000).toFixed(1)} s`);
await page.waitForTimeout(6000);

const bare = await page.context().newPage();
await bare.setContent('<textarea autofocus style="width:40em;height:10em"></textarea>');
await bare.locator('textarea').focus();
await watchKeys(bare);
const limit = await press(bare, typed);
await bare.close();

await page.bringToFront();
await page.locator('.grid-align .row-active').focus();
await watchKeys(page);
await watchChanges(page);
const down = await press(page, times('ArrowDown', 60));
const caret = await press(page, times('ArrowRight', 60));
const doubtful = await press(page, times('n', 20), 200);
await page.keyboard.press('Home');
await page.keyboard.press('ArrowDown');
await page.waitForTimeout(500);
await press(page, ['e'], 500);
const typing = await press(page, typed);
await press(page, ['Escape'], 800);
await take(page, '__changes');
const merges = await press(page, times('m', 10), 600);
const merged = await take(page, '__changes');
for (let i = 0; i < 10; i++) {
  await press(page, ['ArrowDown', 'ArrowDown']);
  await press(page, ['u'], 600);
}
const parted = await take(page, '__changes');
await press(page, times('Control+z', 20), 600);
const undone = await take(page, '__changes');
const confirms = await press(page, times('Space', 20), 300);
const frames = await scroll(page);
print([
  ['key to frame, bare text field (the browser itself)', limit],
  ['ArrowDown to frame', down],
  ['ArrowRight, the caret by a word, to frame', caret],
  ['N, next doubtful, to frame', doubtful],
  ['key to frame, editor of a sentence', typing],
  ['M to the next frame', merges],
  ['M until the merged rows are shown', merged],
  ['U until the parted rows are shown', parted],
  ['Ctrl+Z until the rows are back', undone],
  ['Space, confirm, to frame', confirms],
  ['between frames while scrolling', frames],
]);
await app.close();
remove();
