import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { createCore } from '../src/main/core/core.ts';
import { nodeFolders } from '../src/main/core/ports/folders.ts';
import type { InputOf, MethodName } from '../src/shared/contract/contract.ts';
import { sideContent } from '../src/shared/bitext/bead.ts';
import type { BitextPage, DocumentInfo, ProjectInfo } from '../src/shared/contract/types.ts';
import type { ComparisonInfo } from '../src/shared/contract/review.ts';
import { newHome, root } from '../test/e2e/hosts.ts';
import { buildAll } from './build.ts';
import { LARGE, openWindow, pick, PICTURES, set, SMALL } from './pictures.ts';

/**
 * Takes the pictures of review in docs/screenshots through the real web host: a contract in three states, a returned
 * review with conflicts, and a new edition of the source. `node scripts/screenshots-review.ts`
 */

const { home, remove } = newHome();
const corpus = (name: string): string => path.join(root, 'corpus', name);
const state = (name: string): string => corpus(`versions/contract/${name}`);
const projectFile = path.join(home, 'Contract.bifronte');
const returned = path.join(home, 'reviewed.xlf');

const folders = nodeFolders({ ...process.env, BIFRONTE_HOME: home });

/** Makes the project as a translator, her reviewer and her client would have made it. */
async function prepare(): Promise<void> {
  const core = createCore({
    dataFolder: folders.data,
    documentsFolder: folders.documents,
    corpusFolder: folders.corpus,
    info: () => ({
      version: '0',
      host: 'cli',
      platform: process.platform,
      dataFolder: folders.data,
      nativeDialogs: false,
      open: [],
    }),
    dialogs: null,
    shell: null,
    log: (_, message) => void process.stderr.write(`${message}\n`),
  });
  const call = async <T>(method: MethodName, input: InputOf<MethodName>): Promise<T> => {
    const result = await core.call(method, input);
    if (!result.ok) throw new Error(`${method}: ${result.message}`);
    return result.value as T;
  };
  const job = <T>(method: MethodName, input: InputOf<MethodName>): Promise<T> =>
    new Promise((done, fail) => {
      const stop = core.on((event, payload) => {
        if (event === 'job.done') done((payload as { value: T }).value);
        else if (event === 'job.failed') fail(new Error((payload as { message: string }).message));
        else return;
        stop();
      });
      call(method, input).catch(fail);
    });
  const as = (author: string): Promise<unknown> => call('settings.set', { values: { author } });
  await as('Anna Rossi');
  const { project } = await call<ProjectInfo>('project.create', {
    path: projectFile,
    name: 'Contract',
    sourceLang: 'it',
    targetLang: 'en',
  });
  const align = async (target: string): Promise<number> => {
    const pairs = [{ source: corpus('contract.it.txt'), target: state(target) }];
    return (await job<DocumentInfo[]>('align.add', { project, pairs }))[0]?.id ?? 0;
  };
  const load = async (document: number): Promise<BitextPage['beads']> =>
    (await call<BitextPage>('bitext.load', { project, document, from: 0, count: 1000 })).beads;
  const edit = (document: number, bead: number, text: string): Promise<unknown> => {
    const command = { type: 'edit', bead, side: 'target', content: { text, codes: [] } } as const;
    return call('bitext.run', { project, document, command });
  };
  const document = (await job<DocumentInfo>('document.add', { project, path: corpus('contract.it.txt') })).id;
  const drafted = await align('draft.en.txt');
  const draft = new Map(
    (await load(drafted)).map((bead) => [sideContent(bead, 'source').text, sideContent(bead, 'target').text]),
  );
  await call('document.remove', { project, document: drafted });
  for (const bead of await load(document)) {
    const text = draft.get(sideContent(bead, 'source').text);
    if (text === undefined || text === '') continue;
    await edit(document, bead.id, text);
    await call('bitext.run', { project, document, command: { type: 'confirm', bead: bead.id } });
  }
  const become = async (target: string, name: string): Promise<void> => {
    const other = await align(target);
    const file = path.join(home, `${target}.xlf`);
    await job('export.run', { project, documents: [other], format: 'xliff', path: file });
    await call('document.remove', { project, document: other });
    const b = { kind: 'file' as const, path: file };
    const info = await call<ComparisonInfo>('review.compare', { project, document, a: { kind: 'current' }, b });
    const decision = { project, document, handle: info.handle, verdict: 'accepted' as const };
    await call('review.decide', { ...decision, selection: { filter: {} } });
    await call('versions.create', { project, document, name });
  };
  await call('versions.create', { project, document, name: 'Draft' });
  await as('Marco Bianchi');
  await become('revised.en.txt', 'Self-revised');
  await as('Anna Rossi');
  await job('export.run', { project, documents: [document], format: 'xliff', path: path.join(home, 'contract.xlf') });
  const third = await align('reviewed.en.txt');
  await job('export.run', { project, documents: [third], format: 'xliff', path: returned });
  await call('document.remove', { project, document: third });
  // Meanwhile the translator goes on, in some of the same sentences.
  const beads = await load(document);
  const edits: readonly (readonly [RegExp, string])[] = [
    [/\bThis contract\b/, 'This deed'],
    [/\bpro tempore\b/, 'in office'],
    [/\bmeet its needs\b/, 'suit its purposes'],
    [/\bput into service\b/, 'start up'],
    [/\bBusiness Days’ written\b/, 'Business Days’ prior written'],
  ];
  for (const bead of beads) {
    const text = sideContent(bead, 'target').text;
    const [from, to] = edits.find(([pattern]) => pattern.test(text)) ?? [];
    if (from === undefined || to === undefined) continue;
    await edit(document, bead.id, text.replace(from, to));
  }
  await core.close();
}

const LOOKS = [
  { name: 'light', theme: /light|chiaro/i, language: /^English$/, size: LARGE },
  { name: 'dark', theme: /dark|scuro/i, language: /^Italiano$/, size: LARGE },
  { name: 'small', theme: /light|chiaro/i, language: /^English$/, size: SMALL },
] as const;

type Look = (typeof LOOKS)[number];

async function wear(page: Page, { theme, language, size }: Look): Promise<void> {
  await page.setViewportSize(size);
  await set(page, 'setting-language', language);
  await set(page, 'setting-theme', theme);
}

async function shot(page: Page, scene: string, { name }: Look): Promise<void> {
  await page.waitForTimeout(350);
  await page.screenshot({ path: path.join(PICTURES, `review-${scene}-${name}.png`) });
}

async function more(page: Page, item: RegExp): Promise<void> {
  await page.getByTestId('review-more').click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function compareWith(page: Page, side: 'a' | 'b', item: RegExp): Promise<void> {
  await page.getByTestId(`state-${side}`).click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.getByTestId('change-1').waitFor();
}

/** Everything of review but the new edition, which changes the document for good. */
async function pictures(page: Page, look: Look): Promise<void> {
  await page.getByTestId('rail-review').click();
  await compareWith(page, 'a', /Draft/);
  await page.getByTestId('change-1').click();
  await shot(page, 'inline', look);
  await page.getByTestId('bead-history').evaluate((history) => history.scrollIntoView());
  await shot(page, 'history', look);
  await page.getByTestId('review-layout').click();
  await page.getByTestId('review-spaces').click();
  await shot(page, 'side', look);
  await page.getByTestId('review-spaces').click();
  await page.getByTestId('review-layout').click();
  await compareWith(page, 'b', /Self-revised/);
  await shot(page, 'older', look);
  await compareWith(page, 'b', /Present state|Stato attuale/);
  await page.getByTestId('open-series').click();
  await page.getByTestId('series-table').waitFor();
  await shot(page, 'series', look);
  await page.keyboard.press('Escape');
  await more(page, /Merge|Fondi|Unisci/i);
  await page.getByTestId('merge-file').click();
  await pick(page, returned);
  await page.getByTestId('merge-look').click();
  await page.getByTestId('conflict-0').focus();
  await page.keyboard.press('2');
  await page.keyboard.press('e');
  await page.getByTestId('conflict-text').waitFor();
  await shot(page, 'merge', look);
  await page.keyboard.press('Escape');
  await page
    .locator('.rev-bar')
    .getByRole('button', { name: /Cancel|Annulla/ })
    .click();
  await more(page, /edition|edizione/i);
  await page.getByTestId('source-file').click();
  await pick(page, state('source-2.it.txt'));
  await page.getByTestId('source-updates').waitFor();
  await shot(page, 'source', look);
  await page.keyboard.press('Escape');
  await more(page, /^Versions|^Versioni/);
  await page.getByTestId('version-name').waitFor();
  await shot(page, 'versions', look);
  await page.keyboard.press('Escape');
}

async function takeEdition(page: Page): Promise<void> {
  await page.getByTestId('rail-review').click();
  await more(page, /edition|edizione/i);
  await page.getByTestId('source-file').click();
  await pick(page, state('source-2.it.txt'));
  await page.getByTestId('source-updates').waitFor();
  await page.getByTestId('source-update').click();
  await page.getByTestId('source').waitFor({ state: 'detached' });
  await page.locator('.notice').getByRole('button').click();
}

/** The translation after a new edition of its source. */
async function editionPicture(page: Page, look: Look): Promise<void> {
  await page.getByTestId('rail-translate').click();
  await page.getByTestId('new-source').click();
  await page.getByTestId('target-editor').waitFor();
  await shot(page, 'edition', look);
}

mkdirSync(PICTURES, { recursive: true });
await buildAll();
await prepare();
const { page, close } = await openWindow({ home, files: [projectFile] });
try {
  await page.locator('.title-document').waitFor();
  for (const look of LOOKS) {
    await wear(page, look);
    await pictures(page, look);
  }
  await takeEdition(page);
  for (const look of LOOKS) {
    await wear(page, look);
    await editionPicture(page, look);
  }
} finally {
  await close();
  remove();
}
