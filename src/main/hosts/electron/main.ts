import path from 'node:path';
import { BrowserWindow, Menu, app, dialog, ipcMain, protocol, screen, session, shell } from 'electron';
import type { FileFilter, IpcMainInvokeEvent, WebContents } from 'electron';
import type { EventName } from '../../../shared/contract/contract.ts';
import type { ProjectInfo } from '../../../shared/contract/types.ts';
import { createCore } from '../../core/core.ts';
import type { Core } from '../../core/core.ts';
import { nodeFolders } from '../../core/ports/folders.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { WindowCalls } from '../../core/window-calls.ts';
import { CALL, EVENT } from './channels.ts';
import { menuLanguage, menuTemplate } from './menu.ts';
import { SCHEME, START_URL, externalUrl, isTrustedSender, mayNavigate, mayUse } from './policy.ts';
import { serveScheme } from './scheme.ts';
import { MINIMUM, placeWindow, readWindowState, storeWindowState } from './window-state.ts';

// The bundle: main, preload and worker entries side by side, the native binding beside them, the window one folder up.
const here = import.meta.dirname;
const rendererRoot = app.isPackaged
  ? path.join(here, '../renderer/main_window')
  : path.join(app.getAppPath(), 'dist/renderer');

protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);

/** The files named on a command line: whatever is no option, after the program (and the app's folder when unpackaged). */
function filesOf(argv: readonly string[], cwd: string): string[] {
  return argv
    .slice(app.isPackaged ? 1 : 2)
    .filter((argument) => !argument.startsWith('-') && argument !== '.')
    .map((file) => path.resolve(cwd, file));
}

const filters: Record<string, (name: string) => FileFilter[]> = {
  project: (name) => [{ name, extensions: ['bifronte'] }],
  memory: (name) => [{ name, extensions: ['bmem', 'tmx', 'gz', 'zip'] }],
};

function windowOf(): BrowserWindow | null {
  return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? null;
}

function portsOf(open: string[]): Ports {
  const folders = nodeFolders(process.env);
  const dataFolder = process.env['BIFRONTE_HOME'] ? folders.data : app.getPath('userData');
  return {
    dataFolder,
    documentsFolder: process.env['BIFRONTE_HOME'] ? folders.documents : path.join(app.getPath('documents'), 'Bifronte'),
    corpusFolder: app.isPackaged ? path.join(process.resourcesPath, 'corpus') : path.join(app.getAppPath(), 'corpus'),
    info: () => ({
      version: app.getVersion(),
      host: 'electron',
      platform: process.platform,
      dataFolder,
      nativeDialogs: true,
      open,
    }),
    dialogs: {
      pickFiles: async (purpose, multiple) => {
        const window = windowOf();
        const properties: ('openDirectory' | 'openFile' | 'multiSelections')[] = [
          purpose === 'folder' ? 'openDirectory' : 'openFile',
          ...(multiple ? (['multiSelections'] as const) : []),
        ];
        const options = { properties, filters: filters[purpose]?.('Bifronte') ?? [] };
        const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
        return answer.canceled ? [] : answer.filePaths;
      },
      pickSave: async (name, folder, extensions) => {
        const window = windowOf();
        const options = {
          defaultPath: folder ? path.join(folder, name) : name,
          filters: extensions.map((extension) => ({ name: extension.toUpperCase(), extensions: [extension] })),
        };
        const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
        return answer.canceled ? null : answer.filePath;
      },
    },
    shell: {
      showInFolder: async (file) => shell.showItemInFolder(file),
      openExternal: async (url) => {
        const safe = externalUrl(url);
        if (safe) await shell.openExternal(safe);
      },
    },
    log: (level, message) => {
      if (level !== 'info') process.stderr.write(`bifronte: ${message}\n`);
    },
    bundle: {
      worker: (name) => path.join(here, `${name}.js`),
      nativeBinding: path.join(here, 'better_sqlite3.node'),
      kernel: path.join(here, 'scan.wasm'),
    },
  };
}

/** Everything a page could ask of the browser itself is denied unless the policy names it. */
function restrict(): void {
  session.defaultSession.setPermissionRequestHandler((_, permission, answer, details) =>
    answer(mayUse(permission, details.requestingUrl)),
  );
  session.defaultSession.setPermissionCheckHandler((_, permission, origin) => mayUse(permission, `${origin}/`));
  session.defaultSession.setDevicePermissionHandler(() => false);
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-navigate', (event) => {
      if (!mayNavigate(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      const safe = externalUrl(url);
      if (safe) void shell.openExternal(safe);
      return { action: 'deny' };
    });
  });
}

function openWindow(folder: string): void {
  const state = readWindowState(folder);
  const place = placeWindow(
    state,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...place,
    minWidth: MINIMUM.width,
    minHeight: MINIMUM.height,
    show: false,
    title: 'Bifronte',
    webPreferences: {
      preload: path.join(here, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  });
  window.once('ready-to-show', () => {
    if (state.maximized) window.maximize();
    window.show();
  });
  window.on('close', () =>
    storeWindowState(folder, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  void window.loadURL(START_URL);
}

function answerCalls(core: Core): void {
  const windows = new WeakMap<object, WindowCalls>();
  const callsOf = (contents: WebContents): WindowCalls => {
    const present = windows.get(contents);
    if (present) return present;
    const calls = new WindowCalls(core);
    windows.set(contents, calls);
    return calls;
  };
  const leave = (contents: WebContents): void => {
    void windows.get(contents)?.release();
    windows.delete(contents);
  };
  app.on('web-contents-created', (_, contents) => {
    // A page that is loaded anew has nothing open yet; a page that is gone needs nothing any more.
    contents.on('did-navigate', () => leave(contents));
    contents.on('render-process-gone', () => leave(contents));
    contents.on('destroyed', () => leave(contents));
  });
  ipcMain.handle(CALL, async (event: IpcMainInvokeEvent, method: unknown, input: unknown) => {
    const frame = event.senderFrame;
    const trusted = isTrustedSender({ url: frame?.url ?? null, top: frame !== null && frame.parent === null });
    if (!trusted || typeof method !== 'string') {
      return { ok: false, code: 'unauthorised', message: 'this frame may not call Bifronte', values: {} };
    }
    const result = await callsOf(event.sender).call(method, input);
    remember(method, result);
    return result;
  });
  core.on((event, payload) => broadcast(event, payload));
}

/** Projects that were opened appear among the system's recent files. */
function remember(method: string, result: { readonly ok: boolean; readonly value?: unknown }): void {
  if (!result.ok || (method !== 'project.open' && method !== 'project.create')) return;
  app.addRecentDocument((result.value as ProjectInfo).path);
}

function broadcast(event: EventName, payload: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(EVENT, { event, payload });
}

function start(): void {
  const open = filesOf(process.argv, process.cwd());
  const ports = portsOf(open);
  const core = createCore(ports);

  app.on('second-instance', (_, argv, cwd) => {
    for (const file of filesOf(argv, cwd)) broadcast('host.command', { command: 'open', path: file });
    const window = windowOf();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    open.push(file);
    broadcast('host.command', { command: 'open', path: file });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(ports.dataFolder);
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void core.close().finally(() => {
      closed = true;
      app.quit();
    });
  });

  void app.whenReady().then(() => {
    restrict();
    protocol.handle(SCHEME, (request) => serveScheme(rendererRoot, request.url));
    answerCalls(core);
    const send = (command: string): void => broadcast('host.command', { command });
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate(menuLanguage(app.getLocale()), process.platform, send)),
    );
    openWindow(ports.dataFolder);
  });
}

// On Windows, Squirrel starts the program once to install or remove shortcuts; single instance otherwise.
if (process.argv.some((argument) => argument.startsWith('--squirrel-'))) app.quit();
else if (app.requestSingleInstanceLock()) start();
else app.quit();
