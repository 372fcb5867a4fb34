import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newHome, startDouble } from './hosts.ts';
import type { RunningDouble } from './hosts.ts';

/** The rules of the Electron host, tried on the real main entry and preload with the double of Electron. */
describe('the Electron host', () => {
  const { home, remove } = newHome();
  let app: RunningDouble;

  beforeAll(async () => {
    mkdirSync(path.join(home, 'projects'), { recursive: true });
    app = await startDouble({ home });
    await app.page.getByTestId('rail-project').waitFor();
  });

  afterAll(async () => {
    await app.close();
    remove();
  });

  it('gives its window a sandbox, an isolated context and no Node', async () => {
    expect(await app.ask('preferences')).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('serves the window from a standard, secure scheme of its own', async () => {
    expect(await app.ask('scheme')).toEqual([
      { scheme: 'bifronte', privileges: expect.objectContaining({ standard: true, secure: true }) },
    ]);
  });

  it('exposes two functions to the page, and nothing of Electron or Node', async () => {
    const exposed = await app.page.evaluate(() => ({
      bridge: Object.keys((globalThis as unknown as { bifronte: object }).bifronte).toSorted(),
      node: ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in globalThis),
    }));
    expect(exposed).toEqual({ bridge: ['call', 'on'], node: [] });
  });

  it('answers its own page', async () => {
    const result = await app.page.evaluate(() =>
      (globalThis as unknown as { bifronte: { call: (m: string, i: unknown) => Promise<unknown> } }).bifronte.call(
        'app.info',
        {},
      ),
    );
    expect(result).toMatchObject({ ok: true, value: { host: 'electron', nativeDialogs: true } });
  });

  it.each([
    ['a page of another origin', { url: 'https://evil.example/', top: true }],
    ['a look-alike of our scheme', { url: 'bifronte://app.evil.example/', top: true }],
    ['a user name before the host', { url: 'bifronte://app@evil.example/', top: true }],
    ['a frame inside our page', { url: 'bifronte://app/', top: false }],
    ['a file', { url: 'file:///etc/passwd', top: true }],
    ['a frame that is gone', { url: null, top: true }],
  ])('refuses calls from %s', async (_, sender) => {
    expect(await app.invokeFrom(sender, ['app.info', {}])).toMatchObject({ ok: false, code: 'unauthorised' });
  });

  it('refuses a method that is no text, and one that does not exist', async () => {
    const own = { url: 'bifronte://app/', top: true };
    expect(await app.invokeFrom(own, [{ toString: 'app.info' }, {}])).toMatchObject({ ok: false });
    expect(await app.invokeFrom(own, ['__proto__', {}])).toMatchObject({ ok: false, code: 'badRequest' });
  });

  it('grants no permission', async () => {
    expect(await app.ask('permissions')).toEqual([]);
  });

  it('stays on its page when something tries to navigate it away', async () => {
    const before = app.page.url();
    await app.page.evaluate(() => void (location.href = 'https://evil.example/steal'));
    await app.page.waitForTimeout(300);
    expect(app.page.url()).toBe(before);
    expect(await app.page.getByTestId('rail-project').isVisible()).toBe(true);
  });

  it('opens no second window, and hands only safe links to the system', async () => {
    await app.page.evaluate(() => {
      window.open('https://example.org/manual');
      window.open('file:///etc/passwd');
    });
    await expect.poll(() => app.ask('opened')).toEqual(['https://example.org/manual']);
    expect(app.page.context().pages()).toHaveLength(1);
  });

  it('runs no inline script and turns no string into markup', async () => {
    const outcome = await app.page.evaluate(() => {
      const script = document.createElement('script');
      try {
        script.textContent = 'window.__ran = true';
        document.body.append(script);
      } catch {
        return 'refused';
      }
      return '__ran' in window ? 'ran' : 'refused';
    });
    expect(outcome).toBe('refused');
    const markup = await app.page.evaluate(() => {
      try {
        document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>';
        return 'allowed';
      } catch {
        return 'refused';
      }
    });
    expect(markup).toBe('refused');
  });

  it('fetches nothing from outside', async () => {
    const outcome = await app.page.evaluate(() =>
      fetch('https://evil.example/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(outcome).toBe('refused');
  });
});
