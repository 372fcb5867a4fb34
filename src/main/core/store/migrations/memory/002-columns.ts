import type { Migration } from '../../migrate.ts';

/** The columns that fuzzy lookup scans, so that they need not be built anew each time a memory is opened. */
export const columns: Migration = {
  version: 2,
  sql: `
-- Texts of one language, in the form in which the scan kernel reads them. Bucket -1 says what the others hold.
CREATE TABLE column_bucket (
  language TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  -- The generation of the memory that the columns stand for.
  generation INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (language, bucket)
) STRICT;
`,
};
