import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const HOUR = 3_600_000;

function newest(patterns: readonly string[]): number {
  return Math.max(
    ...patterns
      .flatMap((pattern) => globSync(pattern, { cwd: root }))
      .map((file) => statSync(path.join(root, file)).mtimeMs),
  );
}

/** Files of a folder, by their paths in it; the page itself last, since it names all the others. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted((a, b) => Number(a === 'index.html') - Number(b === 'index.html'));
}

/**
 * Builds the window into `dist/renderer`, unless what stands there is newer than its sources. A new build replaces the
 * old file by file, the page last: a window that is being opened meanwhile finds either build whole. What only the old
 * build had goes an hour later.
 */
async function buildWindow(): Promise<void> {
  const shown = path.join(root, 'dist/renderer');
  const page = path.join(shown, 'index.html');
  const sources = ['src/renderer/**/*.*', 'src/shared/**/*.ts', 'vite.config.ts', 'package-lock.json'];
  if (existsSync(page) && statSync(page).mtimeMs > newest(sources)) return;
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  const fresh = mkdtempSync(path.join(root, 'dist/building-'));
  try {
    await build({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: fresh } });
    const files = filesOf(fresh);
    for (const file of files) {
      mkdirSync(path.dirname(path.join(shown, file)), { recursive: true });
      renameSync(path.join(fresh, file), path.join(shown, file));
    }
    const kept = new Set(files);
    for (const file of filesOf(shown)) {
      const old = path.join(shown, file);
      if (!kept.has(file) && Date.now() - (statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? 0) > HOUR) {
        rmSync(old, { force: true });
      }
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
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
