import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

function newest(patterns: readonly string[]): number {
  return Math.max(
    ...patterns
      .flatMap((pattern) => globSync(pattern, { cwd: root }))
      .map((file) => statSync(path.join(root, file)).mtimeMs),
  );
}

/** Builds the window into `dist/renderer`, unless what stands there is newer than its sources. */
async function buildWindow(): Promise<void> {
  const page = path.join(root, 'dist/renderer/index.html');
  const sources = ['src/renderer/**/*.*', 'src/shared/**/*.ts', 'vite.config.ts', 'package-lock.json'];
  if (existsSync(page) && statSync(page).mtimeMs > newest(sources)) return;
  await build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' });
}

/** Compiles the scan kernel, unless it was made from its source as it stands. */
function buildKernel(): void {
  const script = path.join(root, 'scripts/build-kernel.ts');
  const { status } = spawnSync(process.execPath, [script, '--if-stale'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the scan kernel could not be built; see the messages above');
}

/** Everything that has to be built before the program can run from its sources. */
export async function buildAll(): Promise<void> {
  buildKernel();
  await buildWindow();
}

if (import.meta.main) await buildAll();
