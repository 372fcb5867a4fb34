import { existsSync, globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

function newest(patterns: readonly string[]): number {
  return Math.max(
    ...patterns
      .flatMap((pattern) => globSync(pattern, { cwd: root }))
      .map((file) => statSync(`${root}/${file}`).mtimeMs),
  );
}

/** Builds the window into `dist/renderer`, unless what stands there is newer than its sources. */
export async function buildWindow(): Promise<void> {
  const page = `${root}/dist/renderer/index.html`;
  const sources = ['src/renderer/**/*.*', 'src/shared/**/*.ts', 'vite.config.ts', 'package-lock.json'];
  if (existsSync(page) && statSync(page).mtimeMs > newest(sources)) return;
  await build({ configFile: `${root}/vite.config.ts`, logLevel: 'warn' });
}

if (import.meta.main) await buildWindow();
