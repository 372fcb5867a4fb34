#!/usr/bin/env node
// Starts the command line or the window. Bifronte needs Node 24 (for SQLite and for running TypeScript); an older Node
// hands over to the one that comes with the project's packages.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;

function handOver() {
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const bundled = fileURLToPath(new URL(`../node_modules/node/bin/${exe}`, import.meta.url));
  if (!existsSync(bundled)) {
    process.stderr.write(
      `bifronte: Node ${NEEDED} or later is needed and this is ${process.version}; run "npm ci" in the project folder first\n`,
    );
    process.exit(3);
  }
  const child = spawn(bundled, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

if (Number(process.versions.node.split('.')[0]) < NEEDED) handOver();
else {
  // Compiled code is kept from one start to the next, for this thread and, through the environment, for the workers.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
  const [command, ...rest] = process.argv.slice(2);
  if (command === 'open') {
    process.argv.splice(2, process.argv.length - 2, ...rest);
    await import('../src/main/hosts/web/main.ts');
  } else {
    await import('../src/main/hosts/cli/main.ts');
  }
}
