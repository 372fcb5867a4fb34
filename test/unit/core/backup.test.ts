import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBackups, makeBackup, restoreBackup } from '../../../src/main/core/store/backup.ts';
import { readMeta, writeMeta } from '../../../src/main/core/store/meta.ts';
import { createProjectFile, openProjectFile } from '../../../src/main/core/store/project-file.ts';
import { removeFolder, temporaryFolder } from '../../contract/harness.ts';

const options = { log: () => undefined };
const START = Date.UTC(2026, 10, 22, 10, 15, 0);
const MINUTE = 60_000;

describe('backups', () => {
  let folder: string;
  let path: string;
  beforeAll(() => {
    folder = temporaryFolder();
    path = join(folder, 'Prova.bifronte');
  });
  afterAll(() => removeFolder(folder));

  it('stand in a folder beside the project, the newest first, and only so many are kept', async () => {
    const project = await createProjectFile(path, options);
    for (let i = 0; i < 5; i++) {
      writeMeta(project, 'state', String(i));
      const backup = await makeBackup(project, START + i * MINUTE, 3, options);
      expect(backup).toMatchObject({ at: START + i * MINUTE });
    }
    project.close();
    const backups = listBackups(path);
    expect(backups.map(({ at }) => (at - START) / MINUTE)).toEqual([4, 3, 2]);
    expect(dirname(backups[0]?.path ?? '')).toBe(join(folder, 'Prova.backups'));
    expect(readdirSync(join(folder, 'Prova.backups'))).toHaveLength(3);
  });

  it('hold what had been committed when they were made', async () => {
    const [, second] = listBackups(path);
    const kept = restoreBackup(path, second?.path ?? '', START, options);
    const restored = await openProjectFile(path, options, true);
    expect(readMeta(restored, 'state')).toBe('3');
    restored.close();
    const before = await openProjectFile(kept ?? '', options, true);
    expect(readMeta(before, 'state')).toBe('4');
    before.close();
  });

  it('that are damaged are refused before the project is touched', async () => {
    const [newest] = listBackups(path);
    writeFileSync(newest?.path ?? '', 'damaged '.repeat(2000));
    expect(() => restoreBackup(path, newest?.path ?? '', START, options)).toThrow(/not a whole project/);
    expect(existsSync(path)).toBe(true);
    const project = await openProjectFile(path, options, true);
    expect(readMeta(project, 'state')).toBe('3');
    project.close();
  });

  it('put a project back that had been deleted', async () => {
    const oldest = listBackups(path).at(-1);
    const place = join(folder, 'Elsewhere.bifronte');
    expect(restoreBackup(place, oldest?.path ?? '', START, options)).toBeNull();
    const project = await openProjectFile(place, options, true);
    expect(readMeta(project, 'state')).toBe('2');
    project.close();
  });

  it('of a project without any are none', () => {
    expect(listBackups(join(folder, 'Other.bifronte'))).toEqual([]);
  });
});
