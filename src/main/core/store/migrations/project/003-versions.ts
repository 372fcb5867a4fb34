import type { Migration } from '../../migrate.ts';

/** Versions of documents, what was decided about changes, and sources that a new edition replaced. */
export const versions: Migration = {
  version: 3,
  sql: `
-- A position in the change log. The state is kept only where replaying the log would be slow, or could fail.
CREATE TABLE version (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('manual', 'import', 'batch', 'delivery', 'return', 'source')),
  name TEXT NOT NULL,
  -- For a version before a batch operation: what the operation is called.
  before_label TEXT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  -- The last change it contains.
  seq INTEGER NOT NULL,
  -- The source it belongs to: the hash of its file.
  edition TEXT NOT NULL,
  -- JSON of the beads, deflated, and its checksum.
  state BLOB,
  checksum INTEGER
) STRICT;
CREATE INDEX version_seq ON version (document, seq);

-- Documents that were added before there were versions begin with the state the log begins with.
INSERT INTO version (document, kind, name, at, who, seq, edition)
  SELECT document.id, 'import', '', added_at, '', 0, ifnull(sha256, '')
  FROM document LEFT JOIN original ON original.document = document.id AND original.side = 'source';

-- Why a change was made, where somebody said so.
CREATE TABLE reason (
  scope INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (scope, seq)
) STRICT, WITHOUT ROWID;

-- What was decided about a change between two versions; it holds while the step stands.
CREATE TABLE decision (
  document INTEGER NOT NULL,
  -- Tells by content which change it was.
  fingerprint TEXT NOT NULL,
  seq INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected')),
  PRIMARY KEY (document, fingerprint, seq)
) STRICT, WITHOUT ROWID;

-- The source that is not in use: the one before a change of edition, or the one after it while that is undone.
CREATE TABLE edition (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  -- JSON.
  original TEXT NOT NULL,
  -- Deflated, as in original_content.
  skeleton BLOB NOT NULL,
  bytes BLOB NOT NULL,
  -- JSON, deflated.
  units BLOB NOT NULL,
  PRIMARY KEY (document, seq)
) STRICT;
`,
};
