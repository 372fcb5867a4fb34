import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { RecentProject } from '../../../shared/contract/types.ts';
import { writeFileAtomically } from '../store/atomic-file.ts';

export type Settings = Readonly<Record<string, unknown>>;

const RECENT_LIMIT = 20;

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Missing, or spoilt by another program: settings are conveniences and begin afresh.
    return undefined;
  }
}

function writeJson(path: string, value: unknown): void {
  writeFileAtomically(path, [`${JSON.stringify(value, null, 2)}\n`]);
}

/** The user's settings: `settings.json` in the data folder. */
export function readSettings(dataFolder: string): Settings {
  const value = readJson(join(dataFolder, 'settings.json'));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Settings) : {};
}

/** Merges values into the settings; null removes a key. Returns the settings as they now are. */
export function changeSettings(dataFolder: string, values: Settings): Settings {
  const merged = Object.fromEntries(
    Object.entries({ ...readSettings(dataFolder), ...values }).filter(([, value]) => value !== null),
  );
  mkdirSync(dataFolder, { recursive: true });
  writeJson(join(dataFolder, 'settings.json'), merged);
  return merged;
}

/** The name changes are signed with: the setting `author`, else the account's name. */
export function authorName(dataFolder: string): string {
  const { author } = readSettings(dataFolder);
  if (typeof author === 'string' && author.trim() !== '') return author.trim();
  try {
    return userInfo().username;
  } catch {
    // An account without a name, as in some containers.
    return 'user';
  }
}

/** The language of the window: the setting `window.language`, else that of the system if we speak it. */
export function windowLanguage(settings: Settings): 'it' | 'en' {
  const chosen = settings['window.language'];
  if (chosen === 'it' || chosen === 'en') return chosen;
  return new Intl.DateTimeFormat().resolvedOptions().locale.startsWith('it') ? 'it' : 'en';
}

interface StoredRecent {
  readonly path: string;
  readonly name: string;
  readonly opened: number;
}

function storedRecent(dataFolder: string): StoredRecent[] {
  const value = readJson(join(dataFolder, 'recent.json'));
  return Array.isArray(value) ? (value as StoredRecent[]).filter(({ path }) => typeof path === 'string') : [];
}

/** The projects opened last, newest first. */
export function recentProjects(dataFolder: string): RecentProject[] {
  return storedRecent(dataFolder).map((recent) => ({ ...recent, exists: existsSync(recent.path) }));
}

export function rememberProject(dataFolder: string, project: StoredRecent): void {
  const others = storedRecent(dataFolder).filter(({ path }) => path !== project.path);
  mkdirSync(dataFolder, { recursive: true });
  writeJson(join(dataFolder, 'recent.json'), [project, ...others].slice(0, RECENT_LIMIT));
}

export function forgetProject(dataFolder: string, path: string): void {
  writeJson(
    join(dataFolder, 'recent.json'),
    storedRecent(dataFolder).filter((recent) => recent.path !== path),
  );
}
