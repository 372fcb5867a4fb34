import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import base from './vite.config.ts';

/** The window as Forge packages it: the same build, put where the packager looks for it. */
export default mergeConfig(
  base,
  defineConfig({ build: { outDir: fileURLToPath(new URL('.vite/renderer/main_window', import.meta.url)) } }),
);
