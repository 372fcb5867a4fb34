import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createCore } from '../../core/core.ts';
import { nodeFolders } from '../../core/ports/folders.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { findBrowser, openAppWindow } from './browser.ts';
import { startWebHost } from './server.ts';

/** How long the core waits for a window to come back (a reload, a sleeping laptop) before it ends. */
const GRACE_MS = 5_000;

const root = fileURLToPath(new URL('../../../../', import.meta.url));

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { window: { type: 'boolean', default: true } },
  allowNegative: true,
});

const folders = nodeFolders(process.env);
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const ports: Ports = {
  dataFolder: folders.data,
  documentsFolder: folders.documents,
  corpusFolder: folders.corpus,
  info: () => ({
    version,
    host: 'web',
    platform: process.platform,
    dataFolder: folders.data,
    nativeDialogs: false,
    open: positionals.map((file) => path.resolve(file)),
  }),
  dialogs: null,
  shell: null,
  log: (level, message) => {
    if (level !== 'info') process.stderr.write(`bifronte: ${message}\n`);
  },
};

const core = createCore(ports);
const host = await startWebHost(core, path.join(root, 'dist', 'renderer'));

let closing = false;
async function end(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  await host.close();
  await core.close();
  process.exit(code);
}
process.on('SIGINT', () => void end(0));
process.on('SIGTERM', () => void end(0));

const browser = values.window ? findBrowser(process.platform, process.env) : null;
if (browser) {
  openAppWindow(browser, host.link(), path.join(folders.data, 'window')).on('error', (error) => {
    say(`The browser could not be started (${error.message}). Open this link instead; it works once:`);
    say(host.link());
  });
  say('Bifronte is open in a window of its own. Close that window to end it.');
  let waiting: NodeJS.Timeout | undefined;
  host.onWindows((count) => {
    clearTimeout(waiting);
    if (count === 0) waiting = setTimeout(() => void end(0), GRACE_MS);
  });
} else {
  if (values.window) say('No Chromium browser or screen was found.');
  say('Open this link in a Chromium browser on this machine; it works once. Ctrl+C ends Bifronte.');
  say(host.link());
}
