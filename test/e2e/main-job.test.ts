import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEveryHost } from './every-host.ts';
import { dtdErrors, hasData } from '../formats/tmx-support.ts';
import { bifronte, succeed } from '../support/cli.ts';
import { hasXliffSchemas, xliffErrors } from '../support/xliff-schema.ts';
import { newHome, root } from './hosts.ts';
import type { Running } from './hosts.ts';

/** A real article where the shared material is at hand, the corpus news report elsewhere. */
const seed = path.join(root, '../shared/corpus/seed.it.txt');
const article = existsSync(seed) ? seed : path.join(root, 'corpus/news.it.txt');

const COUNT = 30;
const sentence = (i: number): string => `Sentence ${i} of “the article”, in English.`;

async function saved(page: Page): Promise<void> {
  await page.getByTestId('save-state').and(page.locator('[data-state="saved"]')).waitFor();
}

/** The target texts of the rows on the screen, by row number. */
async function targets(page: Page): Promise<Map<number, string>> {
  const rows = await page
    .locator('[data-testid^="row-"]')
    .evaluateAll((elements) =>
      elements.map((row) => [
        Number(row.getAttribute('aria-rowindex')) - 1,
        row.querySelector('.cell-target')?.textContent ?? '',
      ]),
    );
  return new Map(rows as [number, string][]);
}

onEveryHost('the main job', (host) => {
  const { home, remove } = newHome();
  const project = path.join(home, 'Article.bifronte');
  const source = path.join(home, 'article.it.txt');
  let app: Running;

  beforeAll(async () => {
    copyFileSync(article, source);
    succeed(['project', 'new', project, '--langs', 'it-en'], home);
    succeed(['project', 'add', project, source], home);
    app = await host.start({ home, files: [project] });
    await app.page.getByTestId('target-editor').waitFor();
  });

  afterAll(async () => {
    await app?.close();
    remove();
  });

  it('thirty sentences are translated and confirmed by keyboard alone', async () => {
    const { page } = app;
    for (let i = 1; i <= COUNT; i++) {
      await page.keyboard.type(sentence(i));
      await page.keyboard.press('Control+Enter');
    }
    await page.keyboard.type('An unfinished sent');
    await saved(page);
    await expect.poll(() => page.getByTestId('status-line').textContent()).toContain(String(COUNT));
  });

  it('a killed program comes back with everything that was typed, where one was', async () => {
    await app.kill();
    app = await host.start({ home, files: [project] });
    const { page } = app;
    await page.getByTestId('target-editor').waitFor();
    await expect.poll(async () => (await targets(page)).get(COUNT + 1)).toContain('An unfinished sent');
    await expect.poll(async () => (await targets(page)).get(COUNT)).toBe(sentence(COUNT));
    expect(await page.getByTestId('target-editor').textContent()).toContain('An unfinished sent');
  });

  it('what was done before the kill is undone after it, step by step', async () => {
    const { page } = app;
    await page.keyboard.press('Control+z');
    await expect.poll(async () => (await targets(page)).get(COUNT + 1)).not.toContain('An unfinished');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(async () => (await targets(page)).get(COUNT + 1)).toContain('An unfinished sent');
    await saved(page);
  });

  it('TMX, XLIFF and the translated text come out whole', async () => {
    await app.close();
    const out = (name: string): string => path.join(home, name);
    for (const [format, name] of [
      ['tmx', 'article.tmx'],
      ['xliff', 'article.xlf'],
      ['tsv', 'article.tsv'],
      ['html', 'article.html'],
      ['document', 'article.en.txt'],
    ] as const) {
      const said = bifronte(['project', 'export', project, '--format', format, '-o', out(name)], home);
      expect(said.err.replaceAll(/bifronte: \d+ sentences have no translation yet\n/g, '')).toBe('');
      expect(said.code).toBe(0);
    }
    const tmx = readFileSync(out('article.tmx'), 'utf8');
    const xliff = readFileSync(out('article.xlf'), 'utf8');
    expect(tmx.match(/<tu[ >]/g)?.length).toBeGreaterThanOrEqual(COUNT);
    expect(tmx).toContain(sentence(7));
    expect(xliff.match(/<target[ >]/g)?.length).toBeGreaterThanOrEqual(COUNT);

    const lines = (file: string): string[] => readFileSync(file, 'utf8').split('\n');
    const [before, after] = [lines(source), lines(out('article.en.txt'))];
    expect(after).toHaveLength(before.length);
    expect(after[0]).toBe(sentence(1));
    expect(after.map((line) => line === '')).toEqual(before.map((line) => line === ''));
  });

  it('what came out is valid: TMX by its DTD, XLIFF by the OASIS schemas', async ({ skip }) => {
    skip(!hasData || !hasXliffSchemas, 'the DTD and the schemas of ../shared/data are not here');
    expect(dtdErrors(readFileSync(path.join(home, 'article.tmx'), 'utf8'))).toEqual([]);
    expect(await xliffErrors(readFileSync(path.join(home, 'article.xlf'), 'utf8'))).toEqual([]);
  });
});
