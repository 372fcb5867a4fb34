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
import type { Watched } from './frames.ts';
import { browserItself, keysOf, press, print, scroll, take, watchKeys } from './frames.ts';

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

/** Notes how long it takes from a verb's key until another number of rows was drawn. */
async function watchChanges(page: Page): Promise<void> {
  await page.evaluate(() => {
    let turn = 0;
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
          (globalThis as unknown as Watched).noteFrame('changes', start);
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
}

const times = (key: string, count: number): string[] => Array.from({ length: count }, () => key);
const typed = keysOf('The second phase of the proposal, before the end.');

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

const limit = await browserItself(page, typed);
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
await take(page, 'changes');
const merges = await press(page, times('m', 10), 600);
const merged = await take(page, 'changes');
for (let i = 0; i < 10; i++) {
  await press(page, ['ArrowDown', 'ArrowDown']);
  await press(page, ['u'], 600);
}
const parted = await take(page, 'changes');
await press(page, times('Control+z', 20), 600);
const undone = await take(page, 'changes');
const confirms = await press(page, times('Space', 20), 300);
const frames = await scroll(page);
print([
  { what: 'key to frame, bare text field (the browser itself)', values: limit },
  { what: 'ArrowDown to frame', values: down },
  { what: 'ArrowRight, the caret by a word, to frame', values: caret },
  { what: 'N, next doubtful, to frame', values: doubtful },
  { what: 'key to frame, editor of a sentence', values: typing },
  { what: 'M to the next frame', values: merges },
  { what: 'M until the merged rows are shown', values: merged },
  { what: 'U until the parted rows are shown', values: parted },
  { what: 'Ctrl+Z until the rows are back', values: undone },
  { what: 'Space, confirm, to frame', values: confirms },
  { what: 'between frames while scrolling', values: frames },
]);
await app.close();
remove();
