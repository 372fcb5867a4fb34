import type { Migration } from '../../migrate.ts';

/** What was done to a memory in its own view, so that every step can be undone, also after a restart. */
export const steps: Migration = {
  version: 3,
  sql: `
CREATE TABLE step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  label TEXT NOT NULL,
  -- A step that was undone can be redone until something else is done.
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX step_state ON step (state, id);

-- The units of a step as JSON, whole: null before it was added, null after it was deleted.
CREATE TABLE step_unit (
  step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
  unit INTEGER NOT NULL,
  before TEXT,
  after TEXT,
  PRIMARY KEY (step, unit)
) STRICT, WITHOUT ROWID;
`,
};
