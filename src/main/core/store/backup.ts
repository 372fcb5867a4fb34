import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { CoreError } from '../../../shared/contract/errors.ts';
import type { BackupInfo } from '../../../shared/contract/types.ts';
import { putInPlace, temporaryName } from './atomic-file.ts';
import type { SqliteOptions, WriteConnection } from './sqlite.ts';
import { checkCopy } from './sqlite.ts';
import { PROJECT_APPLICATION_ID } from './project-file.ts';

/** `<project folder>/<name>.backups`. */
function backupFolder(project: string): string {
  return join(dirname(project), `${basename(project, extname(project))}.backups`);
}

/** `20261122-101500` in UTC, which sorts by time. */
function stamp(at: number): string {
  return new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[-:]/g, '')
    .replace('T', '-');
}

const NAME = /-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.bifronte$/;

/** The backups of a project, newest first. */
export function listBackups(project: string): BackupInfo[] {
  const folder = backupFolder(project);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const match = NAME.exec(name);
      if (!match) return [];
      const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
      const path = join(folder, name);
      return [{ path, at: Date.UTC(year, month - 1, day, hour, minute, second), bytes: statSync(path).size }];
    })
    .sort((a, b) => b.at - a.at);
}

/** Copies an open project into its folder of backups, makes sure the copy is whole, and keeps the newest `keep`. */
export async function makeBackup(
  project: WriteConnection,
  now: number,
  keep: number,
  options: SqliteOptions,
): Promise<BackupInfo> {
  const folder = backupFolder(project.path);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${basename(project.path, extname(project.path))}-${stamp(now)}.bifronte`);
  const temporary = temporaryName(path);
  try {
    await project.backup(temporary);
    verify(temporary, options);
    putInPlace(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  for (const old of listBackups(project.path).slice(keep)) rmSync(old.path, { force: true });
  return { path, at: Math.floor(now / 1000) * 1000, bytes: statSync(path).size };
}

/**
 * Puts a backup in the place of a project that nobody has open. The present file is kept beside it (its path is
 * returned, null when there was none). Throws CoreError when the backup is not whole, before anything is touched.
 */
export function restoreBackup(project: string, backup: string, now: number, options: SqliteOptions): string | null {
  const temporary = temporaryName(project);
  try {
    copyFileSync(backup, temporary);
    verify(temporary, options);
    const kept = keepPresent(project, now);
    putInPlace(temporary, project);
    return kept;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Moves the present file aside, its journal with it, since the journal may hold the last changes. */
function keepPresent(project: string, now: number): string | null {
  if (!statSync(project, { throwIfNoEntry: false })) return null;
  const extension = extname(project);
  const kept = `${project.slice(0, -extension.length)} before restore ${stamp(now)}${extension}`;
  for (const suffix of ['-wal', '-shm', '']) {
    if (statSync(`${project}${suffix}`, { throwIfNoEntry: false }))
      renameSync(`${project}${suffix}`, `${kept}${suffix}`);
  }
  return kept;
}

function verify(copy: string, options: SqliteOptions): void {
  const problem = checkCopy(copy, PROJECT_APPLICATION_ID, options);
  if (problem === null) return;
  throw new CoreError(
    'projectDamaged',
    `${copy}: the copy is not a whole project (${problem}); try another backup, and check the disk`,
    { path: copy, detail: problem },
  );
}
