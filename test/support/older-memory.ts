import Database from 'better-sqlite3';
import { MEMORY_APPLICATION_ID } from '../../src/main/core/store/memory-file.ts';
import { initial } from '../../src/main/core/store/migrations/memory/001-initial.ts';
import { columns } from '../../src/main/core/store/migrations/memory/002-columns.ts';
import { steps } from '../../src/main/core/store/migrations/memory/003-steps.ts';

/** A memory of the third version, with texts long enough that bringing it up to date is a task of its own. */
export function olderMemory(path: string, units: number): void {
  const database = new Database(path);
  for (const { sql } of [initial, columns, steps]) database.exec(sql);
  database.exec(`
    PRAGMA application_id = ${MEMORY_APPLICATION_ID};
    PRAGMA user_version = 3;
    INSERT INTO meta VALUES ('uuid', 'u'), ('name', 'Old'), ('generation', '1'), ('units', '${units}');
    INSERT INTO batch (kind, name, at, units) VALUES ('import', 'old.tmx', 0, ${units});
    WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${units})
    INSERT INTO unit (batch, attributes, annotations, digest) SELECT 1, '{}', '[]', i * 7919 % 1000 FROM n;
    INSERT INTO variant (unit, position, lang, language, text, norm, hash, attributes, annotations, generation)
      SELECT id, 0, 'it', 'it', text, text, id, '{}', '[]', 1
      FROM (SELECT id, printf('%.1000c', 'x') || ' numero ' || id AS text FROM unit);
    INSERT INTO variant (unit, position, lang, language, text, norm, hash, attributes, annotations, generation)
      SELECT id, 1, 'en', 'en', text || '  ', text, id + 5, '{}', '[]', 1 FROM (SELECT id, 'Number ' || id AS text FROM unit);
    INSERT INTO word (rowid, text) SELECT id, norm FROM variant;
    INSERT INTO fragment (rowid, text) SELECT id, norm FROM variant;
  `);
  database.close();
}
