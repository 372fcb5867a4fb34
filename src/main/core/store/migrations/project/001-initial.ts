import type { Migration } from '../../migrate.ts';

/** Documents, their bitexts, the change log, attached memories and what still has to reach them. */
export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('translation', 'alignment')),
  source_lang TEXT NOT NULL,
  target_lang TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  position INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1))
) STRICT;

-- Maintained with every change, so that progress is never counted afresh.
CREATE TABLE progress (
  document INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
  beads INTEGER NOT NULL,
  untranslated INTEGER NOT NULL,
  draft INTEGER NOT NULL,
  translated INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  locked INTEGER NOT NULL,
  words INTEGER NOT NULL,
  words_left INTEGER NOT NULL
) STRICT;

-- The files a document was made from: one, or one a side for an alignment.
CREATE TABLE original (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('source', 'target')),
  path TEXT NOT NULL,
  format TEXT NOT NULL,
  encoding TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified REAL NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (document, side)
) STRICT, WITHOUT ROWID;

-- Apart from their description, so that reading that never touches the pages of the content. Deflated.
CREATE TABLE original_content (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('source', 'target')),
  skeleton BLOB NOT NULL,
  bytes BLOB NOT NULL,
  UNIQUE (document, side)
) STRICT;

CREATE TABLE unit (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('source', 'target')),
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  context TEXT,
  content TEXT NOT NULL,
  PRIMARY KEY (document, side, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE bead (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  -- Numbered with gaps, so that a bead can be put between two others.
  position INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('untranslated', 'draft', 'translated', 'confirmed')),
  -- 1 while there is work to do: neither confirmed nor locked nor excluded.
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  data TEXT NOT NULL
) STRICT;
CREATE INDEX bead_position ON bead (document, position);
CREATE INDEX bead_open ON bead (document, position) WHERE open = 1;

-- The change log: rows are added, never altered. Scope 0 is the project itself, any other a document.
CREATE TABLE change (
  scope INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  -- The first and last step an undo or redo took back or did again.
  target_from INTEGER,
  target_to INTEGER,
  -- Edits of one visit to a bead, undone together.
  visit TEXT,
  -- JSON, deflated when that pays.
  deflated INTEGER NOT NULL CHECK (deflated IN (0, 1)),
  operations BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (scope, seq)
) STRICT, WITHOUT ROWID;

-- Where undo and redo stand: the state of each step of the log.
CREATE TABLE step (
  scope INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
  visit TEXT,
  PRIMARY KEY (scope, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_state ON step (scope, state, seq);

-- Which changes touched a bead.
CREATE TABLE change_bead (
  bead INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  scope INTEGER NOT NULL,
  PRIMARY KEY (bead, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE memory (
  path TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  priority INTEGER NOT NULL,
  readable INTEGER NOT NULL CHECK (readable IN (0, 1)),
  writable INTEGER NOT NULL CHECK (writable IN (0, 1)),
  penalty REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- Beads whose memory unit has to be written, brought up to date or taken back.
CREATE TABLE outbox (
  bead INTEGER PRIMARY KEY,
  document INTEGER NOT NULL
) STRICT;

-- In which memory the unit of a bead stands.
CREATE TABLE delivered (
  bead INTEGER PRIMARY KEY,
  memory TEXT NOT NULL
) STRICT;
`,
};
