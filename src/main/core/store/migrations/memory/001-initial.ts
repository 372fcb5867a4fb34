import type { Migration } from '../../migrate.ts';

/** Translation units as TMX describes them, the batches they came in, and the indexes lookup and concordance need. */
export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One import, or the units of one project. The header is that of the TMX file, as JSON.
CREATE TABLE batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('import', 'project')),
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  units INTEGER NOT NULL,
  header TEXT,
  -- The project whose units these are.
  project TEXT UNIQUE
) STRICT;

CREATE TABLE unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL REFERENCES batch (id),
  -- Which bead of which project it comes from; null for what was imported.
  origin TEXT UNIQUE,
  attributes TEXT NOT NULL,
  annotations TEXT NOT NULL,
  document TEXT,
  -- The normalised source sentences before and after, hashed, for context matches.
  previous_hash INTEGER,
  next_hash INTEGER,
  author TEXT,
  changed_at INTEGER,
  -- Of everything the unit says, so that importing a file twice adds nothing.
  digest INTEGER NOT NULL
) STRICT;
CREATE INDEX unit_batch ON unit (batch);
CREATE INDEX unit_digest ON unit (digest);

CREATE TABLE variant (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  -- As it stood in the file, and its primary language for lookup.
  lang TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  codes TEXT,
  -- What matching compares: NFC, white space folded, every code one symbol.
  norm TEXT NOT NULL,
  hash INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  annotations TEXT NOT NULL,
  -- The generation of the memory in which it was last changed.
  generation INTEGER NOT NULL
) STRICT;
CREATE INDEX variant_unit ON variant (unit, position);
CREATE INDEX variant_hash ON variant (language, hash);
CREATE INDEX variant_generation ON variant (generation);

-- Variants that are gone, so that caches can forget them.
CREATE TABLE gone (
  variant INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL
) STRICT;
CREATE INDEX gone_generation ON gone (generation);

CREATE VIRTUAL TABLE word USING fts5(
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE fragment USING fts5(
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram'
);
`,
};
