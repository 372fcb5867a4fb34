import type { VitePluginConfig } from '@electron-forge/plugin-vite';

/** What Forge's Vite plugin builds; the end-to-end tests build the same list the same way. */
export const builds: VitePluginConfig['build'] = [
  {
    entry: {
      main: 'src/main/hosts/electron/main.ts',
      writer: 'src/main/core/workers/writer.ts',
      reader: 'src/main/core/workers/reader.ts',
      job: 'src/main/core/workers/job.ts',
      'align-worker': 'src/main/core/workers/align-worker.ts',
      'scan-worker': 'src/main/core/workers/scan-worker.ts',
      'search-worker': 'src/main/core/workers/search-worker.ts',
      'segment-worker': 'src/main/core/workers/segment-worker.ts',
      'tmx-worker': 'src/main/core/workers/tmx-worker.ts',
    },
    config: 'vite.main.config.ts',
    target: 'main',
  },
  { entry: 'src/main/hosts/electron/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
];

export const renderers: VitePluginConfig['renderer'] = [{ name: 'main_window', config: 'vite.window.config.ts' }];
