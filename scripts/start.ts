import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildAll } from './build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = process.argv.slice(2);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs a program of this project's packages with this same Node. Returns its exit code, or null when it was ended. */
function runBin(program: string, args: readonly string[], quiet: boolean, timeout?: number): number | null {
  const result = spawnSync(process.execPath, [path.join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: quiet ? 'ignore' : 'inherit',
    ...(timeout === undefined ? {} : { timeout }),
  });
  return result.status;
}

const hasElectron = (): boolean => existsSync(path.join(root, 'node_modules/electron/path.txt'));

/** True when Electron's own program is there, fetching it first where that is possible. */
function electronReady(): boolean {
  if (hasElectron()) return true;
  say('Electron’s program is not on this machine yet; trying to fetch it …');
  runBin('electron/install.js', [], true, 120_000);
  return hasElectron();
}

await buildAll();

if (electronReady()) {
  say('Starting Bifronte in Electron.');
  process.exitCode = runBin('@electron-forge/cli/dist/electron-forge.js', ['start', '--', ...files], false) ?? 1;
} else {
  say('Electron could not be fetched (no network, or it is blocked). Bifronte starts in a browser window instead:');
  say('the same program, the same files.');
  process.exitCode = runBin('../bin/bifronte.js', ['open', ...files], false) ?? 1;
}
