import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { builds, renderers } from '../../forge.builds.ts';
import { buildAll } from '../../scripts/build.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds one target as Forge's Vite plugin does when it packages: its own worker, given the same settings. */
function forgeBuild(index: number): Promise<void> {
  const worker = `${root}/node_modules/@electron-forge/plugin-vite/dist/subprocess-worker.js`;
  const child = spawn(process.execPath, [worker], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      FORGE_VITE_PROJECT_DIR: root,
      FORGE_VITE_KIND: 'build',
      FORGE_VITE_INDEX: String(index),
      FORGE_VITE_CONFIG: JSON.stringify({ build: builds, renderer: renderers }),
    },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`Forge’s Vite plugin failed: ${said}`))));
  });
}

/** Tests in a browser need the window as it is shipped, and the Electron host as it is bundled. */
export async function setup(): Promise<void> {
  await Promise.all([buildAll(), ...builds.map((_, index) => forgeBuild(index))]);
}
