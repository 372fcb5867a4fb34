import { defineConfig } from 'vite';

/** A sandboxed preload is a CommonJS script; the plugin's own settings make it one. */
export default defineConfig({ build: { target: 'node24', sourcemap: true } });
