import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuLanguage, menuTemplate } from '../../src/main/hosts/electron/menu.ts';
import { externalUrl, filePathOf, isTrustedSender, mayNavigate, mayUse } from '../../src/main/hosts/electron/policy.ts';
import { catalogue } from '../../src/renderer/app/commands/catalogue.ts';
import { placeWindow } from '../../src/main/hosts/electron/window-state.ts';

describe('links handed to the system', () => {
  it.each(['https://example.org/', 'https://example.org/a?b=c#d', 'mailto:anna@example.org'])('may be %s', (url) => {
    expect(externalUrl(url)).toBe(url);
  });

  it.each([
    'http://example.org/',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'smb://server/share',
    'ms-msdt:/id PCWDiagnostic',
    'vscode://file/etc/passwd',
    'https://user:secret@example.org/',
    'https://example.org/\u0000',
    'https://example.org/\r\nX: y',
    ' https://example.org/',
    'https://',
    'mailto:',
    'mailto:a@b.example?attach=/etc/passwd',
    'mailto:a@b.example,c@d.example@x',
    '//example.org',
    '',
    'https:\\\\example.org\u2028',
  ])('may not be %j', (url) => {
    expect(externalUrl(url)).toBeNull();
  });
});

describe('navigation', () => {
  it('may only reload the page', () => {
    expect(mayNavigate('bifronte://app/')).toBe(true);
    expect(mayNavigate('bifronte://app/#row-3')).toBe(true);
  });

  it.each([
    'bifronte://app/other.html',
    'bifronte://evil/',
    'bifronte://app:80/x',
    'bifronte://a@app/',
    'https://app/',
    'about:blank',
    'file:///index.html',
    'nonsense',
  ])('may not go to %s', (url) => {
    expect(mayNavigate(url)).toBe(false);
  });
});

describe('senders', () => {
  it('are our page in a top frame, and nothing else', () => {
    expect(isTrustedSender({ url: 'bifronte://app/', top: true })).toBe(true);
    expect(isTrustedSender({ url: 'bifronte://app/', top: false })).toBe(false);
    expect(isTrustedSender({ url: 'bifronte://app.evil/', top: true })).toBe(false);
    expect(isTrustedSender({ url: null, top: true })).toBe(false);
    expect(isTrustedSender({ url: 'about:blank', top: true })).toBe(false);
  });
});

describe('permissions', () => {
  it('are none but writing text to the clipboard from our page', () => {
    expect(mayUse('clipboard-sanitized-write', 'bifronte://app/')).toBe(true);
    expect(mayUse('clipboard-sanitized-write', 'https://evil.example/')).toBe(false);
    for (const name of [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'fullscreen',
      'openExternal',
      'hid',
    ]) {
      expect(mayUse(name, 'bifronte://app/')).toBe(false);
    }
  });
});

describe('files of the scheme', () => {
  it('are those of the window', () => {
    expect(filePathOf('bifronte://app/')).toBe('/');
    expect(filePathOf('bifronte://app/assets/app.js')).toBe('/assets/app.js');
  });

  it.each([
    'bifronte://app/..%2f..%2fetc/passwd',
    'bifronte://app/assets/%5c..%5csecret',
    'bifronte://app/.env',
    'bifronte://app/a%00b',
    'bifronte://app/%E0%A4%A',
    'bifronte://other/index.html',
    'https://app/index.html',
  ])('are never outside it: %s', (url) => {
    expect(filePathOf(url)).toBeNull();
  });
});

describe('the window’s place', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const at = (x: number, y: number): Partial<Record<string, number>> =>
    placeWindow({ bounds: { x, y, width: 1200, height: 800 }, maximized: false }, screens);

  it('is where it was, when it can be seen there', () => {
    expect(at(100, 50)).toEqual({ x: 100, y: 50, width: 1200, height: 800 });
  });

  it('is left to the system when the screen it was on is gone', () => {
    expect(at(4000, 50)).toEqual({ width: 1200, height: 800 });
    expect(at(100, -5000)).toEqual({ width: 1200, height: 800 });
  });

  it('never shrinks below what the window needs', () => {
    const tiny = placeWindow({ bounds: { x: 0, y: 0, width: 10, height: 10 }, maximized: false }, screens);
    expect(tiny.width).toBeGreaterThanOrEqual(800);
  });
});

describe('the menu', () => {
  it('says the same in both languages and sends commands of the window', () => {
    const sent: string[] = [];
    const shape = (language: 'en' | 'it'): number =>
      JSON.stringify(menuTemplate(language, 'linux', (command) => sent.push(command))).split('"label"').length;
    expect(shape('it')).toBe(shape('en'));
    const [file] = menuTemplate('en', 'linux', (command) => sent.push(command));
    const items = file?.submenu as { label?: string; click?: () => void }[];
    items.find(({ label }) => label === 'Export…')?.click?.();
    expect(sent).toEqual(['project.export']);
  });

  it('follows the system’s language', () => {
    expect(menuLanguage('it-CH')).toBe('it');
    expect(menuLanguage('de-DE')).toBe('en');
  });
});

describe('the commands of the menu', () => {
  it('are all commands of the window', () => {
    const known = new Set(catalogue.map(({ id }) => id));
    const sent: string[] = [];
    const click = (items: readonly MenuItemConstructorOptions[]): void => {
      for (const item of items) {
        (item.click as (() => void) | undefined)?.();
        if (Array.isArray(item.submenu)) click(item.submenu);
      }
    };
    click(menuTemplate('en', 'linux', (command) => sent.push(command)));
    expect(sent.length).toBeGreaterThan(5);
    expect(sent.filter((command) => !known.has(command))).toEqual([]);
  });
});
