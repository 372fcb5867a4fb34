/**
 * How long the window takes on a document of 100,000 sentences, in a real Chromium:
 * from a key to the frame that shows it, from Ctrl+Enter to the next sentence ready for typing, and while scrolling.
 * The same keys in a bare text field on an empty page show what the browser itself takes.
 *
 * Usage: node test/bench/window.ts [sentences, 100000 by default]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildAll } from '../../scripts/build.ts';
import { hosts, newHome } from '../e2e/hosts.ts';
import { bifronte } from '../support/cli.ts';
import type { Watched } from './frames.ts';
import { browserItself, keysOf, press, print, scroll, take, watchKeys } from './frames.ts';

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

const sentence = keysOf('The committee examines the second phase of the proposal before the end of the year.');
const limit = await browserItself(page, sentence);
await page.getByTestId('target-editor').click();
await watchKeys(page);
const keys = await press(page, sentence);

/** Notes how long it takes from a key until another row holds the focus and the frame that shows it was drawn. */
async function watchConfirms(): Promise<void> {
  await page.evaluate(() => {
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
          (globalThis as unknown as Watched).noteFrame('confirms', start);
        };
        requestAnimationFrame(look);
      },
      true,
    );
  });
}

await watchConfirms();
for (let i = 0; i < 40; i++) {
  await press(page, keysOf('Done.'));
  await page.keyboard.press('Control+Enter');
  await page.waitForTimeout(150);
}
const confirms = await take(page, 'confirms');
const frames = await scroll(page);
print([
  { what: 'key to frame, bare text field (the browser itself)', values: limit },
  { what: 'key to frame, target editor', values: keys },
  { what: 'Ctrl+Enter to the next sentence ready', values: confirms },
  { what: 'between frames while scrolling', values: frames },
]);
await app.close();
remove();
