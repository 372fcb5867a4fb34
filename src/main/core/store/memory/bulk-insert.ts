import { USUAL_CACHE_KB } from '../sqlite.ts';
import type { WriteConnection } from '../sqlite.ts';
import { lastUnit, textDigest } from './units.ts';

/** A unit as its row is written. */
export interface UnitRow {
  readonly attributes: string;
  readonly annotations: string;
  readonly document: string | null;
  readonly author: string | null;
  readonly changedAt: number | null;
}

/** A variant as its row is written. */
export interface BulkVariant {
  readonly lang: string;
  /** The primary language of `lang`. */
  readonly language: string;
  readonly text: string;
  readonly codes: string | null;
  readonly norm: string;
  readonly hash: number;
  readonly attributes: string;
  readonly annotations: string;
}

type Value = string | number | null;

const UNIT = 8;
const VARIANT = 12;
/** Rows written by one statement: most of what a statement costs does not depend on its rows. */
const UNITS = 40;
const VARIANTS = 80;

const rowsOf = (count: number, columns: number): string =>
  Array.from({ length: count }, () => `(${Array.from({ length: columns }, () => '?').join(',')})`).join(',');

const INTO_UNIT = 'INSERT INTO unit (id, batch, attributes, annotations, document, author, changed_at, digest) VALUES ';
const INTO_VARIANT =
  'INSERT INTO variant (id, unit, position, lang, language, text, codes, own_norm, hash, attributes, annotations, generation) VALUES ';
const MANY_UNITS = INTO_UNIT + rowsOf(UNITS, UNIT);
const MANY_VARIANTS = INTO_VARIANT + rowsOf(VARIANTS, VARIANT);
const ONE_UNIT = INTO_UNIT + rowsOf(1, UNIT);
const ONE_VARIANT = INTO_VARIANT + rowsOf(1, VARIANT);

/** The indexes that are made faster at the end than kept while a memory grows to many times its size. */
const LATER = ['unit_batch', 'unit_digest', 'variant_hash', 'variant_generation'];

/**
 * While rows are only added at the end, few pages are needed at a time; what would be held of the others is memory lost.
 * The indexes are then sorted by two threads, since the one that reads the file has nothing left to do.
 */
const WHILE_ADDING = 'PRAGMA cache_size = -8000; PRAGMA threads = 1';
const AFTERWARDS = `PRAGMA cache_size = -${USUAL_CACHE_KB}; PRAGMA threads = 0`;

/** Adds very many units to a memory, in a transaction; the rows are there after `flush`, the indexes after `close`. */
export class BulkInsert {
  readonly #memory: WriteConnection;
  readonly #batch: number;
  readonly #generation: number;
  readonly #indexes: readonly string[];
  #unit: number;
  #variant: number;
  #units: Value[] = [];
  #variants: Value[] = [];

  /** `later`: indexes are made at the end; until then only the numbers of units lead to them. */
  constructor(memory: WriteConnection, batch: number, generation: number, later: boolean) {
    this.#memory = memory;
    this.#batch = batch;
    this.#generation = generation;
    this.#unit = Math.max(lastUnit(memory), lastNumber(memory, 'unit'));
    this.#variant = lastNumber(memory, 'variant');
    this.#indexes = later ? takeIndexes(memory) : [];
    if (later) memory.script(WHILE_ADDING);
  }

  /** The number of the variant added last. */
  get lastVariant(): number {
    return this.#variant;
  }

  add(unit: UnitRow, variants: readonly BulkVariant[]): void {
    const id = ++this.#unit;
    const digest = textDigest(variants.map(({ hash }) => hash));
    const { attributes, annotations, document, author, changedAt } = unit;
    this.#units.push(id, this.#batch, attributes, annotations, document, author, changedAt, digest);
    for (let i = 0; i < variants.length; i++) {
      const variant = variants[i] as BulkVariant;
      const { lang, language, text, codes, norm } = variant;
      this.#variants.push(
        ++this.#variant,
        id,
        i,
        lang,
        language,
        text,
        codes,
        norm === text ? null : norm,
        variant.hash,
        variant.attributes,
        variant.annotations,
        this.#generation,
      );
    }
    if (this.#units.length === UNITS * UNIT) this.flush();
  }

  flush(): void {
    const units = this.#units;
    this.#units = [];
    this.#write(units, UNIT, UNITS, MANY_UNITS, ONE_UNIT);
    const variants = this.#variants;
    this.#variants = [];
    this.#write(variants, VARIANT, VARIANTS, MANY_VARIANTS, ONE_VARIANT);
  }

  close(): void {
    this.flush();
    if (this.#indexes.length === 0) return;
    for (const sql of this.#indexes) this.#memory.script(sql);
    this.#memory.script(AFTERWARDS);
  }

  #write(values: readonly Value[], width: number, rows: number, many: string, one: string): void {
    let at = 0;
    for (; at + rows * width <= values.length; at += rows * width) {
      this.#memory.run(many, ...values.slice(at, at + rows * width));
    }
    for (; at < values.length; at += width) this.#memory.run(one, ...values.slice(at, at + width));
  }
}

/** The last number that was given away, also to what is gone since. */
function lastNumber(memory: WriteConnection, table: 'unit' | 'variant'): number {
  return memory.get<{ seq: number }>('SELECT seq FROM sqlite_sequence WHERE name = ?', table)?.seq ?? 0;
}

/** Drops the indexes that are made at the end; returns how to make them. */
function takeIndexes(memory: WriteConnection): string[] {
  const indexes = memory.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name IN (SELECT value FROM json_each(?))",
    JSON.stringify(LATER),
  );
  for (const { name } of indexes) memory.script(`DROP INDEX ${name}`);
  return indexes.map(({ sql }) => sql);
}
