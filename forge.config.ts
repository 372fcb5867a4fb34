import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerDMG } from '@electron-forge/maker-dmg';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { builds, renderers } from './forge.builds.ts';

const description = 'Translation and bilingual alignment workbench';

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Bifronte',
    executableName: 'bifronte',
    appBundleId: 'org.bifronte.Bifronte',
    appCategoryType: 'public.app-category.productivity',
    // Native code cannot be loaded from inside an archive.
    asar: { unpack: '**/*.node' },
    extraResource: ['corpus'],
    extendInfo: {
      CFBundleDocumentTypes: [
        {
          CFBundleTypeName: 'Bifronte project',
          CFBundleTypeExtensions: ['bifronte'],
          CFBundleTypeRole: 'Editor',
          LSHandlerRank: 'Owner',
        },
        {
          CFBundleTypeName: 'Translation memory',
          CFBundleTypeExtensions: ['bmem', 'tmx'],
          CFBundleTypeRole: 'Viewer',
          LSHandlerRank: 'Alternate',
        },
      ],
    },
  },
  makers: [
    new MakerZIP({}, ['darwin', 'linux', 'win32']),
    new MakerDeb({
      options: {
        bin: 'bifronte',
        productName: 'Bifronte',
        genericName: 'Translation workbench',
        description,
        section: 'text',
        categories: ['Office'],
        mimeType: ['application/x-bifronte', 'application/x-tmx+xml'],
      },
    }),
    new MakerDMG({}),
    new MakerSquirrel({ name: 'bifronte', description }),
  ],
  plugins: [
    new VitePlugin({ build: [...builds], renderer: [...renderers] }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
};

export default config;
