import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { chromiumOptions } from '../support/chromium.ts';
import type { FromDouble, ToDouble } from './electron-double/messages.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** How long a step waits for what it needs, in ms: a busy machine is slow, and only what fails needs so long. */
const PATIENCE = 45_000;

/** A running Bifronte with its window. */
export interface Running {
  readonly page: Page;
  /** What the system does for the Electron hosts; null on the web, where the window has its own file browser. */
  readonly system: System | null;
  /** Ends the program as a power cut would: no chance to write anything. */
  kill: () => Promise<void>;
  /** Closes the window and waits for the program to end. */
  close: () => Promise<void>;
}

export interface System {
  /** The paths that the next file dialog gives back. */
  answerDialog: (paths: readonly string[]) => Promise<void>;
  /** Starts the program a second time with these arguments. */
  startAgain: (argv: readonly string[]) => Promise<void>;
}

export interface RunningDouble extends Running {
  send: (message: ToDouble) => void;
  ask: (what: 'opened' | 'preferences' | 'permissions' | 'scheme') => Promise<unknown>;
  invokeFrom: (sender: { url: string | null; top: boolean }, args: readonly unknown[]) => Promise<unknown>;
}

export interface Start {
  /** The folder that holds all of the program's files; kept between starts. */
  readonly home: string;
  readonly files?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly locale?: string;
  readonly colorScheme?: 'light' | 'dark';
}

export interface Host {
  readonly name: 'web' | 'electron double' | 'electron';
  /** Why it cannot run on this machine, or null. */
  readonly missing: string | null;
  start: (options: Start) => Promise<Running>;
}

const environment = (options: Start): NodeJS.ProcessEnv => ({
  ...process.env,
  BIFRONTE_HOME: options.home,
  BIFRONTE_LOCALE: options.locale ?? 'en-GB',
});

function ended(child: ChildProcess): Promise<void> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => void child.once('exit', () => resolve()));
}

/** The first line of the program's output that matches, or an error with all it said when it ends without one. */
function waitForLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const read = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const found = pattern.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the program ended with ${code} and said: ${said}`)));
  });
}

async function startWeb(options: Start): Promise<Running> {
  const program = path.join(root, 'bin/bifronte.js');
  const child = spawn(process.execPath, [program, 'open', '--no-window', ...(options.files ?? [])], {
    env: environment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const link = await waitForLine(child, /http:\/\/127\.0\.0\.1:\d+\/\?ticket=[\w-]+/);
  const browser = await chromium.launch(await chromiumOptions());
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1440, height: 900 },
    locale: options.locale ?? 'en-GB',
    colorScheme: options.colorScheme ?? 'light',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(link);
  return {
    page,
    system: null,
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
      await browser.close();
    },
    close: async () => {
      await page.close({ runBeforeUnload: false });
      await browser.close();
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}

/** Starts the bundled main entry of the Electron host on the double. */
export async function startDouble(options: Start): Promise<RunningDouble> {
  const register = path.join(root, 'test/e2e/electron-double/register.ts');
  const main = path.join(root, '.vite/build/main.js');
  const child = spawn(process.execPath, ['--import', register, main, ...(options.files ?? [])], {
    cwd: root,
    env: environment(options),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  child.stdout?.resume();
  const answers = new Map<number, (value: unknown) => void>();
  let next = 1;
  const port = await new Promise<number>((resolve, reject) => {
    child.on('message', (message: FromDouble) => {
      if (message.type === 'ready') resolve(message.debuggingPort);
      else answers.get(message.id)?.(message.value);
    });
    child.once('exit', (code) => reject(new Error(`the double ended with ${code}: ${said}`)));
  });
  const browser: Browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the double opened no window');
  page.setDefaultTimeout(PATIENCE);
  if (options.viewport) await page.setViewportSize(options.viewport);
  await page.emulateMedia({ colorScheme: options.colorScheme ?? 'light' });
  const send = (message: ToDouble): void => void child.send(message);
  const answered = (id: number): Promise<unknown> => new Promise((resolve) => answers.set(id, resolve));
  return {
    page,
    system: {
      answerDialog: async (paths) => send({ type: 'answerDialog', paths }),
      startAgain: async (argv) => send({ type: 'secondInstance', argv }),
    },
    send,
    ask: (what) => {
      const id = next++;
      const answer = answered(id);
      send({ type: 'ask', id, what });
      return answer;
    },
    invokeFrom: (sender, args) => {
      const id = next++;
      const answer = answered(id);
      send({ type: 'invokeFrom', id, ...sender, args });
      return answer;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
      await browser.close().catch(() => undefined);
    },
    close: async () => {
      await page.close().catch(() => undefined);
      child.kill('SIGTERM');
      await ended(child);
      await browser.close().catch(() => undefined);
    },
  };
}

async function startElectron(options: Start): Promise<Running> {
  const app = await _electron.launch({
    args: [path.join(root), '--no-sandbox', ...(options.files ?? [])],
    cwd: root,
    env: Object.fromEntries(Object.entries(environment(options)).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >,
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(PATIENCE);
  return {
    page,
    system: {
      answerDialog: (paths) =>
        app.evaluate(({ dialog }, filePaths) => {
          Object.assign(dialog, {
            showOpenDialog: async () => ({ canceled: false, filePaths }),
            showSaveDialog: async () => ({ canceled: false, filePath: filePaths[0] }),
          });
        }, paths),
      startAgain: (argv) =>
        app.evaluate(({ app: running }, line) => void running.emit('second-instance', {}, line, process.cwd()), argv),
    },
    kill: async () => {
      app.process().kill('SIGKILL');
      await ended(app.process());
    },
    close: () => app.close(),
  };
}

const electronMissing = existsSync(path.join(root, 'node_modules/electron/path.txt'))
  ? null
  : 'Electron’s program is not installed on this machine';

/** Every host the window runs in; a test suite goes over all of them. */
export const hosts: readonly Host[] = [
  { name: 'web', missing: null, start: startWeb },
  { name: 'electron double', missing: null, start: startDouble },
  { name: 'electron', missing: electronMissing, start: startElectron },
];

/** A fresh folder for the program's files, and what removes it. */
export function newHome(): { home: string; remove: () => void } {
  const home = mkdtempSync(path.join(tmpdir(), 'bifronte-e2e-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }) };
}
