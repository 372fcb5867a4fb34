import type { Migration, MigrationProgress } from '../../migrate.ts';
import type { WriteConnection } from '../../sqlite.ts';

/**
 * Concordance and search go through the texts themselves, which takes a million of them less time than a full-text
 * index did, instead of keeping two indexes that made every change slow. Matching texts are kept only where they differ
 * from the text, and units are known again by the hashes of their texts.
 */
export const texts: Migration = {
  version: 4,
  sql: `
-- Every entry of this index changes: made anew at the end it takes seconds, kept up to date many minutes.
DROP INDEX unit_digest;
DROP TABLE word;
DROP TABLE fragment;

-- Texts of one language, folded for searching, in the order of their variants. Those that are gone since stay in it;
-- those that came later are looked through one by one.
CREATE TABLE text_block (
  language TEXT NOT NULL,
  -- The numbers of the first and the last variant.
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  -- The number of each variant, then where each text begins: 32 bits each, little-endian.
  places BLOB NOT NULL,
  -- UTF-8, one text a line.
  data BLOB NOT NULL,
  PRIMARY KEY (language, last)
) STRICT;

CREATE TABLE variant_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  -- As it stood in the file, and its primary language for lookup.
  lang TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL,
  codes TEXT,
  -- What matching compares: NFC, white space folded, every code one symbol. Null where that is the text itself.
  own_norm TEXT,
  norm TEXT NOT NULL GENERATED ALWAYS AS (coalesce(own_norm, text)) VIRTUAL,
  hash INTEGER NOT NULL,
  attributes TEXT NOT NULL,
  annotations TEXT NOT NULL,
  -- The generation of the memory in which it was last changed.
  generation INTEGER NOT NULL
) STRICT;

-- What an import has changed in units that were there before, as JSON, for the day when it is taken back.
CREATE TABLE merged (
  batch INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
  unit INTEGER NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (batch, unit)
) STRICT, WITHOUT ROWID;
`,
  fill,
};

/** Rows copied between two looks at whether the user gave up. */
const SLICE = 20_000;

/** What makes the indexes anew; each a sort of the whole table. */
const INDEXES = [
  'CREATE INDEX variant_unit ON variant (unit, position)',
  'CREATE INDEX variant_hash ON variant (language, hash)',
  'CREATE INDEX variant_generation ON variant (generation)',
  'CREATE INDEX unit_digest ON unit (digest)',
];

function fill(memory: WriteConnection, progress: MigrationProgress): void {
  const last = (table: 'variant' | 'unit'): number =>
    memory.get<{ id: number | null }>(`SELECT max(id) AS id FROM ${table}`)?.id ?? 0;
  const [variants, units] = [last('variant'), last('unit')];
  const total = variants + units + INDEXES.length * units;
  for (let from = 0; from < variants; from += SLICE) {
    progress(from, total);
    memory.run(
      `INSERT INTO variant_new
         (id, unit, position, lang, language, text, codes, own_norm, hash, attributes, annotations, generation)
       SELECT id, unit, position, lang, language, text, codes, nullif(norm, text), hash, attributes, annotations, generation
       FROM variant WHERE id > ? AND id <= ? ORDER BY id`,
      from,
      from + SLICE,
    );
  }
  // The digest of a unit is made of the hashes of its texts, so that units with the same texts are found.
  for (let from = 0; from < units; from += SLICE) {
    progress(variants + from, total);
    memory.run(
      `UPDATE unit SET digest =
         coalesce((SELECT sum(hash * (2 * position + 1)) FROM variant WHERE variant.unit = unit.id), 0)
       WHERE id > ? AND id <= ?`,
      from,
      from + SLICE,
    );
  }
  memory.script(`
-- Numbers are never used again, also those of variants that are gone.
DELETE FROM sqlite_sequence WHERE name = 'variant_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'variant_new', seq FROM sqlite_sequence WHERE name = 'variant';
DROP TABLE variant;
ALTER TABLE variant_new RENAME TO variant;
`);
  INDEXES.forEach((sql, i) => {
    progress(variants + (i + 1) * units, total);
    memory.script(sql);
  });
}
