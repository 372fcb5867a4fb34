import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  MEMORY_APPLICATION_ID,
  MEMORY_VERSION,
  createMemoryFile,
  openMemoryFile,
} from '../../src/main/core/store/memory-file.ts';
import { migrate } from '../../src/main/core/store/migrate.ts';
import type { Migration } from '../../src/main/core/store/migrate.ts';
import {
  PROJECT_APPLICATION_ID,
  PROJECT_VERSION,
  createProjectFile,
  openProjectFile,
} from '../../src/main/core/store/project-file.ts';
import type { ReadConnection, WriteConnection } from '../../src/main/core/store/sqlite.ts';
import { openForReading, openForWriting, pragmaNumber } from '../../src/main/core/store/sqlite.ts';
import { removeFolder, temporaryFolder } from '../contract/harness.ts';
import { refusal } from '../support/refusal.ts';

const options = { log: () => undefined };

/** The schema as SQLite keeps it, without comments and white space that do not matter. */
function schemaOf(connection: ReadConnection): string[] {
  return connection
    .all<{ sql: string }>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'word_%' AND name NOT LIKE 'fragment_%' ORDER BY name",
    )
    .map(({ sql }) => sql.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').trim());
}

describe('files', () => {
  let folder: string;
  beforeAll(() => {
    folder = temporaryFolder();
  });
  afterAll(() => removeFolder(folder));

  it('have exactly the project schema that was agreed', async () => {
    const project = await createProjectFile(join(folder, 'schema.bifronte'), options);
    expect(pragmaNumber(project, 'application_id')).toBe(PROJECT_APPLICATION_ID);
    expect(pragmaNumber(project, 'user_version')).toBe(PROJECT_VERSION);
    expect(schemaOf(project)).toMatchSnapshot();
    project.close();
  });

  it('have exactly the memory schema that was agreed', async () => {
    const memory = await createMemoryFile(join(folder, 'schema.bmem'), 'Schema', options);
    expect(pragmaNumber(memory, 'application_id')).toBe(MEMORY_APPLICATION_ID);
    expect(pragmaNumber(memory, 'user_version')).toBe(MEMORY_VERSION);
    expect(schemaOf(memory)).toMatchSnapshot();
    memory.close();
  });

  it('hold strict tables only', async () => {
    for (const path of ['schema.bifronte', 'schema.bmem']) {
      const connection = openForReading(join(folder, path), options);
      const loose = connection.all(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      );
      expect(loose).toEqual([]);
      connection.close();
    }
  });

  it('are durable: a journal, and every transaction flushed', () => {
    const project = openForWriting(join(folder, 'schema.bifronte'), options);
    expect(project.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(project.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    expect(project.get('PRAGMA foreign_keys')).toEqual({ foreign_keys: 1 });
    project.close();
  });

  it('cannot be written to through a reading connection', () => {
    const reader = openForReading(join(folder, 'schema.bifronte'), options) as WriteConnection;
    expect(() => reader.run("INSERT INTO meta (key, value) VALUES ('a', 'b')")).toThrow(/readonly/);
    reader.close();
  });

  it('of a newer version are refused with a message that says so', async () => {
    const path = join(folder, 'newer.bifronte');
    copyFileSync(join(folder, 'schema.bifronte'), path);
    const project = openForWriting(path, options);
    project.script(`PRAGMA user_version = ${PROJECT_VERSION + 1}`);
    project.close();
    const error = await refusal(openProjectFile(path, options, false));
    expect(error.code).toBe('projectNewer');
    expect(error.message).toContain('newer Bifronte');

    const memoryPath = join(folder, 'newer.bmem');
    copyFileSync(join(folder, 'schema.bmem'), memoryPath);
    const memory = openForWriting(memoryPath, options);
    memory.script(`PRAGMA user_version = ${MEMORY_VERSION + 1}`);
    memory.close();
    expect((await refusal(openMemoryFile(memoryPath, options))).code).toBe('memoryNewer');
  });

  it('of another program are refused', async () => {
    const path = join(folder, 'other.bifronte');
    openForWriting(path, { ...options, create: true }).close();
    expect((await refusal(openProjectFile(path, options, false))).code).toBe('unknownFormat');
  });
});

describe('a migration', () => {
  const first: Migration = { version: 1, sql: 'CREATE TABLE thing (id INTEGER PRIMARY KEY) STRICT;' };
  const second: Migration = { version: 2, sql: "ALTER TABLE thing ADD COLUMN name TEXT NOT NULL DEFAULT 'x';" };
  const broken: Migration = { version: 3, sql: 'CREATE TABLE other (id INTEGER) STRICT; CREATE TABLE thing (id);' };
  let folder: string;
  let connection: WriteConnection;

  beforeAll(() => {
    folder = temporaryFolder();
    connection = openForWriting(join(folder, 'file.db'), { ...options, create: true });
  });
  afterAll(() => {
    connection.close();
    removeFolder(folder);
  });

  it('of an empty file needs no copy', async () => {
    expect(await migrate(connection, 7, [first])).toBeNull();
    expect(pragmaNumber(connection, 'user_version')).toBe(1);
    expect(pragmaNumber(connection, 'application_id')).toBe(7);
  });

  it('copies the file before it changes it', async () => {
    connection.run('INSERT INTO thing (id) VALUES (1)');
    const copy = await migrate(connection, 7, [first, second]);
    expect(copy).not.toBeNull();
    expect(existsSync(copy ?? '')).toBe(true);
    const old = openForReading(copy ?? '', options);
    expect(old.all('SELECT * FROM thing')).toEqual([{ id: 1 }]);
    old.close();
    expect(connection.all('SELECT * FROM thing')).toEqual([{ id: 1, name: 'x' }]);
  });

  it('that fails leaves the file as it was', async () => {
    await expect(migrate(connection, 7, [first, second, broken])).rejects.toThrow(/already exists/);
    expect(pragmaNumber(connection, 'user_version')).toBe(2);
    expect(connection.all("SELECT name FROM sqlite_schema WHERE name = 'other'")).toEqual([]);
  });

  it('is not done twice', async () => {
    expect(await migrate(connection, 7, [first, second])).toBeNull();
  });
});
