import { mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { CoreError } from '../../../shared/contract/errors.ts';
import type { FolderListing } from '../../../shared/contract/types.ts';
import { writeFileAtomically } from '../store/atomic-file.ts';

const TEXT_LIMIT = 20 * 1024 * 1024;

/** What is in a folder (null: the documents folder, which is made if need be), folders first; hidden and unreadable entries are left out. */
export function listFolder(requested: string | null, documentsFolder: string): FolderListing {
  const folder = requested === null ? firstFolder(documentsFolder) : resolve(requested);
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap(({ name }) => {
      const path = join(folder, name);
      // Follows links, and passes over those that lead nowhere.
      const stat = statSync(path, { throwIfNoEntry: false });
      if (!stat) return [];
      return [{ name, path, folder: stat.isDirectory(), size: stat.size, modified: stat.mtimeMs }];
    })
    .sort((a, b) => Number(b.folder) - Number(a.folder) || a.name.localeCompare(b.name, undefined, { numeric: true }));
  const parent = dirname(folder);
  const places = [
    { name: 'documents', path: documentsFolder },
    { name: 'home', path: homedir() },
  ];
  return { folder, parent: parent === folder ? null : parent, places, entries };
}

/** The documents folder, made when it is not there yet; where it cannot be made, the home folder. */
function firstFolder(documentsFolder: string): string {
  try {
    mkdirSync(documentsFolder, { recursive: true });
    return resolve(documentsFolder);
  } catch {
    return homedir();
  }
}

/** A UTF-8 text file, such as a set of segmentation rules. */
export function readTextFile(path: string): { text: string } {
  refuseLarge(path, TEXT_LIMIT);
  const text = new TextDecoder('utf-8').decode(readFileSync(path));
  return { text };
}

export function writeTextFile(path: string, text: string): { path: string } {
  const full = requireAbsolute(path);
  writeFileAtomically(full, [text]);
  return { path: full };
}

/** Stores a file dropped on a window in the data folder, under its own name. */
export function storeUpload(dataFolder: string, name: string, base64: string): { path: string } {
  const safe = basename(name.replaceAll('\\', '/')).replaceAll(/[\p{Cc}<>:"|?*]/gu, '_');
  if (safe === '' || safe === '.' || safe === '..') {
    throw new CoreError('badRequest', `'${name}' is not a usable file name; rename the file and drop it again`, {
      name,
    });
  }
  const folder = join(dataFolder, 'uploads');
  mkdirSync(folder, { recursive: true });
  const path = freeName(join(folder, safe));
  writeFileAtomically(path, [Buffer.from(base64, 'base64')]);
  return { path };
}

/** `path`, or the first of `path 2`, `path 3`… that no file has. */
export function freeName(path: string): string {
  const extension = extname(path);
  const stem = path.slice(0, path.length - extension.length);
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? path : `${stem} ${i}${extension}`;
    if (!statSync(candidate, { throwIfNoEntry: false })) return candidate;
  }
}

/** Throws CoreError `fileNotFound` or `fileTooLarge` (with size and limit in MB). */
export function refuseLarge(path: string, limit: number): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    throw new CoreError('fileNotFound', `${path}: there is no such file; check whether it was moved or renamed`, {
      path,
    });
  }
  if (stat.isDirectory()) {
    throw new CoreError('fileUnreadable', `${path}: this is a folder; choose a file in it`, { path });
  }
  if (stat.size > limit) {
    const size = Math.ceil(stat.size / 2 ** 20);
    const most = Math.floor(limit / 2 ** 20);
    throw new CoreError(
      'fileTooLarge',
      `${path}: the file has ${size} MB and the limit is ${most} MB; split it into smaller files`,
      { path, size, limit: most },
    );
  }
}

/** Throws CoreError `badRequest` for a path that would depend on where the program was started. */
export function requireAbsolute(path: string): string {
  if (!isAbsolute(path)) {
    throw new CoreError('badRequest', `${path}: give the full path of the file, from the root of the disk`, { path });
  }
  return resolve(path);
}
