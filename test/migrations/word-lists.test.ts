import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../src/main/core/store/migrate.ts';
import { initial } from '../../src/main/core/store/migrations/project/001-initial.ts';
import { alignment } from '../../src/main/core/store/migrations/project/002-alignment.ts';
import { versions } from '../../src/main/core/store/migrations/project/003-versions.ts';
import { PROJECT_APPLICATION_ID, openProjectFile } from '../../src/main/core/store/project-file.ts';
import { readDictionary, readWordLists } from '../../src/main/core/store/project/word-lists.ts';
import { openForWriting } from '../../src/main/core/store/sqlite.ts';
import { removeFolder, temporaryFolder } from '../contract/harness.ts';

describe('word lists of an older project', () => {
  let folder: string;
  beforeAll(() => {
    folder = temporaryFolder();
  });
  afterAll(() => removeFolder(folder));

  it('are kept, in the languages of the project, without saying what was not recorded then', async () => {
    const path = join(folder, 'old.bifronte');
    const options = { log: () => undefined };
    const old = openForWriting(path, { ...options, create: true });
    await migrate(old, PROJECT_APPLICATION_ID, [initial, alignment, versions]);
    old.run(`INSERT INTO word_list (name, size, entries) VALUES ('a.csv', 1, '[["gatto","cat"]]')`);
    old.close();
    const project = await openProjectFile(path, options, false);
    expect(readWordLists(project, { sourceLang: 'it', targetLang: 'en' })).toEqual([
      {
        id: 1,
        name: 'a.csv',
        path: '',
        format: 'table',
        sourceLang: 'it',
        targetLang: 'en',
        entries: 1,
        addedAt: null,
      },
    ]);
    expect(readDictionary(project)).toEqual([{ source: 'gatto', target: 'cat' }]);
    project.close();
  });
});
