import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
  'vivaldi',
];

/** Where a Chromium may be, most likely first: every place on PATH, then the usual folders of the system. */
function browserCandidates(platform: NodeJS.Platform, environment: Environment): string[] {
  if (platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser', 'Vivaldi'];
    return apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => environment[name] ?? []);
    const programs = [
      'Microsoft/Edge/Application/msedge.exe',
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
    ];
    return roots.flatMap((root) => programs.map((program) => path.join(root, program)));
  }
  const folders = (environment['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first installed Chromium, or null. */
export function installedBrowser(platform: NodeJS.Platform, environment: Environment): string | null {
  return browserCandidates(platform, environment).find(isExecutable) ?? null;
}

/** The browser to open the window in, or null: without one, or without a screen, the link is printed instead. */
export function findBrowser(platform: NodeJS.Platform, environment: Environment): string | null {
  const screenless = platform === 'linux' && !environment['DISPLAY'] && !environment['WAYLAND_DISPLAY'];
  return screenless ? null : installedBrowser(platform, environment);
}

/** Opens the link in a window of its own, with a profile of its own below `profile`. */
export function openAppWindow(browser: string, link: string, profile: string): ChildProcess {
  return spawn(
    browser,
    [
      `--app=${link}`,
      `--user-data-dir=${profile}`,
      '--window-size=1440,900',
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-sync',
    ],
    { stdio: 'ignore' },
  );
}
