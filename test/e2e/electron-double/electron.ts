/**
 * A double of the `electron` module for tests: the real main entry and the real preload run on it, in a real Chromium.
 *
 * It keeps Electron's rules where our code relies on them: messages between window and host pass a structured clone,
 * the preload can require `electron` only, a custom scheme answers only through `protocol.handle`, navigation and
 * window opening ask the handlers the program installed. The page lives on `https://app.bifronte.invalid` inside
 * Chromium, since a browser cannot be taught the scheme from outside; URLs are translated at the boundary.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright';
import type { BrowserContext, Frame, Page, Route } from 'playwright';
import { chromiumOptions } from '../../support/chromium.ts';
import type { FromDouble, ToDouble } from './messages.ts';

const INSIDE = 'https://app.bifronte.invalid/';
const OUTSIDE = 'bifronte://app/';

const toOutside = (url: string): string => (url.startsWith(INSIDE) ? OUTSIDE + url.slice(INSIDE.length) : url);
const toInside = (url: string): string => (url.startsWith(OUTSIDE) ? INSIDE + url.slice(OUTSIDE.length) : url);

const root = path.resolve(import.meta.dirname, '../../..');
const home = process.env['BIFRONTE_HOME'] ?? '';

function tell(message: FromDouble): void {
  process.send?.(message);
}

type Handler = (event: unknown, ...args: unknown[]) => unknown;

class IpcMain {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.#handlers.set(channel, handler);
  }

  /** What the window's `invoke` does: the arguments and the answer are cloned, as between processes. */
  async deliver(channel: string, event: unknown, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`no handler for ${channel}`);
    return structuredClone(await handler(event, ...structuredClone([...args])));
  }
}

export const ipcMain = new IpcMain();

class App extends EventEmitter {
  readonly isPackaged = false;
  #ready: Promise<void> | null = null;

  whenReady(): Promise<void> {
    this.#ready ??= startChromium();
    return this.#ready;
  }

  getAppPath(): string {
    return root;
  }

  getPath(name: string): string {
    return path.join(home, name);
  }

  getVersion(): string {
    return (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }).version;
  }

  getLocale(): string {
    return process.env['BIFRONTE_LOCALE'] ?? 'en-GB';
  }

  requestSingleInstanceLock(): boolean {
    return true;
  }

  addRecentDocument(): void {}

  quit(): void {
    for (const window of BrowserWindow.getAllWindows()) window.emit('close');
    let stopped = false;
    this.emit('will-quit', { preventDefault: () => (stopped = true) });
    if (!stopped) void browser?.close().finally(() => process.exit(0));
  }
}

export const app = new App();

type SchemeHandler = (request: Request) => Promise<Response>;
const schemes = new Map<string, SchemeHandler>();
let privileged: unknown = null;

export const protocol = {
  registerSchemesAsPrivileged: (list: unknown): void => void (privileged = list),
  handle: (scheme: string, handler: SchemeHandler): void => void schemes.set(scheme, handler),
};

type Permission = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: { requestingUrl: string },
) => void;
let askPermission: Permission | null = null;
let checkPermission: ((contents: unknown, permission: string, origin: string) => boolean) | null = null;

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: Permission): void => void (askPermission = handler),
    setPermissionCheckHandler: (handler: typeof checkPermission): void => void (checkPermission = handler),
    setDevicePermissionHandler: (): void => {},
  },
};

export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };

const opened: string[] = [];
export const shell = {
  openExternal: async (url: string): Promise<void> => void opened.push(url),
  showItemInFolder: (file: string): void => void opened.push(file),
};

const dialogAnswers: (readonly string[])[] = [];
export const dialog = {
  showOpenDialog: async (): Promise<{ canceled: boolean; filePaths: readonly string[] }> => {
    const filePaths = dialogAnswers.shift() ?? [];
    return { canceled: filePaths.length === 0, filePaths };
  },
  showSaveDialog: async (): Promise<{ canceled: boolean; filePath: string }> => {
    const [filePath] = dialogAnswers.shift() ?? [];
    return { canceled: filePath === undefined, filePath: filePath ?? '' };
  },
};

interface MenuItem {
  readonly label?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}

let menu: readonly MenuItem[] = [];
export const Menu = {
  buildFromTemplate: (template: readonly MenuItem[]): readonly MenuItem[] => template,
  setApplicationMenu: (template: readonly MenuItem[]): void => void (menu = template),
};

function findItem(items: readonly MenuItem[], label: string): MenuItem | undefined {
  for (const item of items) {
    if (item.label === label && item.click) return item;
    const inside = findItem(item.submenu ?? [], label);
    if (inside) return inside;
  }
  return undefined;
}

class Contents extends EventEmitter {
  page: Page | null = null;
  opener: ((details: { url: string }) => { action: string }) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.opener = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    const message = { channel, args: structuredClone(args) };
    void this.page
      ?.evaluate((given) => {
        (globalThis as unknown as { __emit?: (message: unknown) => void }).__emit?.(given);
      }, message)
      .catch(() => undefined);
  }
}

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences: {
    readonly preload: string;
    readonly sandbox: boolean;
    readonly contextIsolation: boolean;
    readonly nodeIntegration: boolean;
  };
}

let preferences: unknown = null;

export class BrowserWindow extends EventEmitter {
  static readonly #all: BrowserWindow[] = [];
  readonly webContents = new Contents();
  readonly #options: WindowOptions;

  constructor(options: WindowOptions) {
    super();
    this.#options = options;
    preferences = options.webPreferences;
    BrowserWindow.#all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return BrowserWindow.#all;
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.#all[0] ?? null;
  }

  async loadURL(url: string): Promise<void> {
    if (!browser) throw new Error('a window is opened before the program is ready');
    const page = browser.pages()[0] ?? (await browser.newPage());
    this.webContents.page = page;
    await page.setViewportSize({ width: this.#options.width ?? 1280, height: this.#options.height ?? 800 });
    await connectPage(page, this.webContents, readFileSync(this.#options.webPreferences.preload, 'utf8'));
    await page.goto(toInside(url));
    this.emit('ready-to-show');
    tell({ type: 'ready', debuggingPort });
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { x: 0, y: 0, width: this.#options.width ?? 1280, height: this.#options.height ?? 800 };
  }

  isMaximized(): boolean {
    return false;
  }

  isMinimized(): boolean {
    return false;
  }

  maximize(): void {}
  restore(): void {}
  focus(): void {}
  show(): void {}
}

let browser: BrowserContext | null = null;
let debuggingPort = 0;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startChromium(): Promise<void> {
  const options = await chromiumOptions();
  debuggingPort = await freePort();
  browser = await chromium.launchPersistentContext(path.join(home, 'chromium'), {
    ...options,
    args: [...options.args, `--remote-debugging-port=${debuggingPort}`],
    locale: app.getLocale(),
  });
  browser.on('close', () => app.emit('window-all-closed'));
}

const frameOf = (frame: Frame): { url: string; parent: object | null } => ({
  url: toOutside(frame.url()),
  parent: frame.parentFrame(),
});

/** What stands between page and host in Electron: preload, messages, the scheme, navigation and window opening. */
async function connectPage(page: Page, contents: Contents, preload: string): Promise<void> {
  await page.exposeBinding('__invoke', (source, channel: string, args: unknown[]) =>
    ipcMain.deliver(channel, { senderFrame: frameOf(source.frame), sender: contents }, args),
  );
  await page.exposeBinding('__open', (_, url: string) => {
    const decision = contents.opener?.({ url: toOutside(url) });
    if (decision?.action !== 'deny') throw new Error(`a window would open for ${url}`);
  });
  await page.addInitScript(`(() => {
    if (window.top !== window) return;
    const invoke = window.__invoke;
    const open = window.__open;
    window.open = (url) => (void open(String(new URL(url, location.href))), null);
    const listeners = new Map();
    Object.defineProperty(window, '__emit', { value: ({ channel, args }) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...structuredClone(args));
    } });
    const electron = {
      contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze({ ...api }) }) },
      ipcRenderer: {
        invoke: (channel, ...args) => invoke(channel, structuredClone(args)),
        on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      },
    };
    const require = (name) => {
      if (name !== 'electron') throw new Error('a sandboxed preload may require electron only, not ' + name);
      return electron;
    };
    const module = { exports: {} };
    ((require, module, exports) => { ${preload}
    })(require, module, module.exports);
  })();`);
  await page.route('**/*', (route) => answer(route, page, contents));
}

async function answer(route: Route, page: Page, contents: Contents): Promise<void> {
  const request = route.request();
  const url = toOutside(request.url());
  const leaving = request.isNavigationRequest() && request.frame() === page.mainFrame() && page.url() !== 'about:blank';
  if (leaving) {
    let prevented = false;
    contents.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
    if (prevented) return route.abort('aborted');
  }
  const handler = schemes.get(new URL(url).protocol.slice(0, -1));
  if (!handler) return route.abort('blockedbyclient');
  const response = await handler(new Request(url));
  return route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}

process.on('message', (message: ToDouble) => {
  switch (message.type) {
    case 'answerDialog':
      dialogAnswers.push(message.paths);
      break;
    case 'clickMenu':
      findItem(menu, message.label)?.click?.();
      break;
    case 'secondInstance':
      app.emit('second-instance', {}, message.argv, process.cwd());
      break;
    case 'invokeFrom': {
      const senderFrame = message.url === null ? null : { url: message.url, parent: message.top ? null : {} };
      const sent = ipcMain.deliver('bifronte:call', { senderFrame, sender: {} }, message.args);
      void sent.then((value) => tell({ type: 'answer', id: message.id, value }));
      break;
    }
    case 'ask': {
      const asked = (permission: string): boolean => {
        let granted = false;
        askPermission?.({}, permission, (yes) => (granted = yes), { requestingUrl: OUTSIDE });
        return granted || (checkPermission?.({}, permission, 'bifronte://app') ?? true);
      };
      const permissions = [
        'media',
        'geolocation',
        'notifications',
        'midi',
        'openExternal',
        'fileSystem',
        'clipboard-read',
      ];
      const answers = {
        opened,
        preferences,
        scheme: privileged,
        permissions: permissions.filter(asked),
      };
      tell({ type: 'answer', id: message.id, value: answers[message.what] });
    }
  }
});
