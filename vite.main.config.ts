import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';
import { builds } from './forge.builds.ts';

const require = createRequire(import.meta.url);

/** Puts SQLite's native binding, for the platform that is packaged for, and the scan kernel beside the bundle. */
function binaries(): Plugin {
  let out = '';
  return {
    name: 'bifronte:binaries',
    configResolved: (config) => void (out = path.resolve(config.root, config.build.outDir)),
    closeBundle: () => {
      const platform = process.env['npm_config_target_platform'] ?? process.platform;
      const arch = process.env['npm_config_target_arch'] ?? process.arch;
      const home = path.dirname(require.resolve('better-sqlite3/package.json'));
      mkdirSync(out, { recursive: true });
      copyFileSync(path.join(home, 'prebuilds', `${platform}-${arch}.node`), path.join(out, 'better_sqlite3.node'));
      const script = path.join(import.meta.dirname, 'scripts/build-kernel.ts');
      execFileSync(process.execPath, [script, '--if-stale'], { stdio: 'inherit' });
      copyFileSync(path.join(import.meta.dirname, 'dist/kernel/scan.wasm'), path.join(out, 'scan.wasm'));
    },
  };
}

const entry = builds[0]?.entry ?? {};

/** The main process and the core's workers: modules of their own beside each other, everything but Electron bundled. */
export default defineConfig({
  plugins: [binaries()],
  build: {
    target: 'node24',
    sourcemap: true,
    minify: false,
    lib: { entry, formats: ['es'], fileName: (_, name) => `${name}.js` },
    // Packages that call `require` for Node's own modules need Node's require around them.
    rolldownOptions: { platform: 'node', output: { chunkFileNames: 'chunk-[name]-[hash].js' } },
  },
});
