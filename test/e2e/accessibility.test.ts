import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hosts, newHome } from './hosts.ts';
import type { Running } from './hosts.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  readonly id: string;
  readonly nodes: readonly string[];
}

/** What axe finds wrong on the page as it stands, by WCAG 2.2 A and AA. */
async function faults(page: Page): Promise<Finding[]> {
  await page.evaluate(axe);
  // Colours that are still fading in or out are not those of the page.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  );
  return page.evaluate(async () => {
    const { axe: loaded } = globalThis as unknown as {
      axe: {
        run: (root: Document, options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await loaded.run(document, { runOnly: { type: 'tag', values: tags } });
    return violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)) }));
  });
}

const [web] = hosts;

describe.each(['light', 'dark'] as const)('the window in its %s theme', (colorScheme) => {
  const { home, remove } = newHome();
  let app: Running;

  beforeAll(async () => {
    if (!web) throw new Error('there is no web host');
    app = await web.start({ home, colorScheme });
    await app.page.getByTestId('target-editor').waitFor();
  });

  afterAll(async () => {
    await app?.close();
    remove();
  });

  it('has no accessibility fault in the grid', async () => {
    expect(await faults(app.page)).toEqual([]);
  });

  it.each(['project', 'settings'])('has no accessibility fault in the %s view', async (view) => {
    await app.page.getByTestId(`rail-${view}`).click();
    await app.page.locator(`[data-testid="rail-${view}"][aria-current="page"]`).waitFor();
    expect(await faults(app.page)).toEqual([]);
  });

  it('has no accessibility fault in the palette', async () => {
    await app.page.getByTestId('rail-translate').click();
    await app.page.keyboard.press('Control+k');
    await app.page.getByTestId('palette').waitFor();
    expect(await faults(app.page)).toEqual([]);
    await app.page.keyboard.press('Escape');
  });

  it('traps no key: every region is reached and left with F6, and Tab leaves the editor', async () => {
    const { page } = app;
    await page.getByTestId('target-editor').click();
    const region = (): Promise<string | null> =>
      page.evaluate(() => document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? null);
    const seen = new Set<string | null>();
    for (let i = 0; i < 8; i++) {
      seen.add(await region());
      await page.keyboard.press('F6');
    }
    expect(seen.size).toBeGreaterThanOrEqual(3);
    await page.getByTestId('target-editor').click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).not.toBe('target-editor');
  });
});
