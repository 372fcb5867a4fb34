import type { Migration } from '../../migrate.ts';

/** What aligning leaves behind: what was found, what was learnt, and the user's word lists. */
export const alignment: Migration = {
  version: 2,
  sql: `
-- What the aligner found when it saw the two texts of a document.
CREATE TABLE alignment (
  document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  related INTEGER NOT NULL CHECK (related IN (0, 1)),
  findings TEXT NOT NULL,
  -- Of the length model and the shapes of beads, to align parts of the document again.
  parameters TEXT
) STRICT;

-- Words and their translations, learnt from one document or one memory; tables add up. Deflated.
CREATE TABLE word_table (
  id INTEGER PRIMARY KEY,
  source_lang TEXT NOT NULL,
  target_lang TEXT NOT NULL,
  -- 'document:<id>' or 'memory:<path>'.
  origin TEXT NOT NULL,
  -- The state of the origin it was learnt from.
  stamp TEXT NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (source_lang, target_lang, origin)
) STRICT;

CREATE TABLE word_list (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  -- JSON: pairs of a source and a target word or term.
  entries TEXT NOT NULL
) STRICT;
`,
};
