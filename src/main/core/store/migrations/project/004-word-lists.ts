import type { Migration } from '../../migrate.ts';

/** What is known about a word list besides its pairs, and removing one in a way that can be taken back. */
export const wordLists: Migration = {
  version: 4,
  sql: `
-- Where it was read from.
ALTER TABLE word_list ADD COLUMN path TEXT NOT NULL DEFAULT '';
ALTER TABLE word_list ADD COLUMN format TEXT NOT NULL DEFAULT 'table' CHECK (format IN ('table', 'tbx'));
-- As the file names them; empty: those of the project.
ALTER TABLE word_list ADD COLUMN source_lang TEXT NOT NULL DEFAULT '';
ALTER TABLE word_list ADD COLUMN target_lang TEXT NOT NULL DEFAULT '';
ALTER TABLE word_list ADD COLUMN added_at INTEGER;
ALTER TABLE word_list ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
`,
};
