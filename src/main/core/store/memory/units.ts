import { crc32 } from 'node:zlib';
import { primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import type {
  Annotation,
  Attributes,
  TmxHeader,
  TranslationUnit,
  Variant,
} from '../../../../shared/formats/bilingual/model.ts';
import { matchText } from '../../../../shared/matching/normal.ts';
import type { Content, InlineCode } from '../../../../shared/text/content.ts';
import { addToCounter } from '../meta.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';
import { dropEmptyBlocks } from './text-blocks.ts';

/** A unit on its way into a memory, with what lookup needs besides what TMX says. */
export interface NewUnit {
  readonly unit: TranslationUnit;
  /** Which bead of which project it comes from. */
  readonly origin: string | null;
  readonly document: string | null;
  /** The sentences before and after in the source, as text; null when unknown. */
  readonly previous: string | null;
  readonly next: string | null;
  readonly author: string | null;
  readonly changedAt: number | null;
}

/** The number under which a matching text is found again; equal texts have equal numbers. */
export function textHash(norm: string): number {
  return crc32(norm);
}

/** The hash of a neighbouring sentence, null when there is none. */
export function contextHash(text: string | null): number | null {
  return text === null ? null : textHash(matchText({ text, codes: [] }));
}

/** A variant as its row is written. */
export interface VariantRow {
  readonly lang: string;
  readonly text: string;
  readonly codes: string | null;
  readonly norm: string;
  readonly hash: number;
  readonly attributes: string;
  readonly annotations: string;
}

/** Attributes, or props and notes, as JSON. */
export function asJson(value: Attributes | readonly Annotation[]): string {
  // Nearly all variants have none.
  if (Object.keys(value).length > 0) return JSON.stringify(value);
  return Array.isArray(value) ? '[]' : '{}';
}

export function variantRow({ lang, attributes, annotations, content }: Variant): VariantRow {
  const norm = matchText(content);
  return {
    lang,
    text: content.text,
    codes: content.codes.length === 0 ? null : JSON.stringify(content.codes),
    norm,
    hash: textHash(norm),
    attributes: asJson(attributes),
    annotations: asJson(annotations),
  };
}

/** A number for the texts of a unit, from their hashes in order; units with the same texts have the same. */
export function textDigest(hashes: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < hashes.length; i++) sum += (hashes[i] as number) * (2 * i + 1);
  return sum;
}

/** The digest of a unit's texts. */
export function unitDigest({ variants }: Pick<TranslationUnit, 'variants'>): number {
  return textDigest(variants.map(({ content }) => textHash(matchText(content))));
}

/** Starts a change of the memory; caches learn from the number what changed since they looked. */
export function nextGeneration(memory: WriteConnection): number {
  return addToCounter(memory, 'generation', 1);
}

export function insertBatch(
  memory: WriteConnection,
  batch: {
    readonly kind: 'import' | 'project';
    readonly name: string;
    readonly at: number;
    /** The lasting name of the project whose units these are. */
    readonly project?: string;
  },
  header: TmxHeader | null,
): number {
  return memory.insert(
    'INSERT INTO batch (kind, name, at, units, header, project) VALUES (?, ?, ?, 0, ?, ?)',
    batch.kind,
    batch.name,
    batch.at,
    header === null ? null : JSON.stringify(header),
    batch.project ?? null,
  );
}

/** Notes how many units a batch has gained or lost. */
export function countUnits(memory: WriteConnection, batch: number, delta: number): void {
  memory.run('UPDATE batch SET units = units + ? WHERE id = ?', delta, batch);
  addToCounter(memory, 'units', delta);
}

/** Units that may have the same texts as one with that digest, numbered up to `last`; the oldest first. */
export function unitsLike(memory: ReadConnection, digest: number, last: number): number[] {
  return memory
    .all<{ id: number }>(
      `SELECT id FROM unit WHERE digest = ? AND id <= ? ORDER BY id LIMIT ${MOST_ALIKE}`,
      digest,
      last,
    )
    .map(({ id }) => id);
}

/** Units that differ in codes only have one digest; of very many, only the first are looked at. */
const MOST_ALIKE = 50;

/** The number of the newest unit, 0 for none. */
export function lastUnit(memory: ReadConnection): number {
  return memory.get<{ id: number | null }>('SELECT max(id) AS id FROM unit')?.id ?? 0;
}

/** Adds a unit without counting it; `countUnits` follows for many at once. */
export function insertUnit(memory: WriteConnection, batch: number, generation: number, added: NewUnit): number {
  const { unit } = added;
  const rows = unit.variants.map(variantRow);
  const id = memory.insert(
    `INSERT INTO unit (batch, origin, attributes, annotations, document, previous_hash, next_hash, author, changed_at, digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    batch,
    added.origin,
    asJson(unit.attributes),
    asJson(unit.annotations),
    added.document,
    contextHash(added.previous),
    contextHash(added.next),
    added.author,
    added.changedAt,
    textDigest(rows.map(({ hash }) => hash)),
  );
  insertRows(memory, id, generation, rows);
  return id;
}

/** Adds variants to a unit, the first of them at `position`. */
export function insertVariants(
  memory: WriteConnection,
  unit: number,
  generation: number,
  variants: readonly Variant[],
  position = 0,
): void {
  insertRows(memory, unit, generation, variants.map(variantRow), position);
}

function insertRows(
  memory: WriteConnection,
  unit: number,
  generation: number,
  rows: readonly VariantRow[],
  position = 0,
): void {
  rows.forEach(({ lang, text, codes, norm, hash, attributes, annotations }, i) => {
    memory.insert(
      `INSERT INTO variant
         (unit, position, lang, language, text, codes, own_norm, hash, attributes, annotations, generation)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      unit,
      position + i,
      lang,
      primaryLanguage(lang),
      text,
      codes,
      norm === text ? null : norm,
      hash,
      attributes,
      annotations,
      generation,
    );
  });
}

export function deleteVariants(memory: WriteConnection, unit: number, generation: number): void {
  memory.run('INSERT INTO gone (variant, generation) SELECT id, ? FROM variant WHERE unit = ?', generation, unit);
  memory.run('DELETE FROM variant WHERE unit = ?', unit);
}

/** Deletes the variants of many units, given as a JSON list of numbers. */
export function deleteVariantsOf(memory: WriteConnection, units: string, generation: number): void {
  const variants = 'SELECT id FROM variant WHERE unit IN (SELECT value FROM json_each(?))';
  memory.run(`INSERT INTO gone (variant, generation) SELECT id, ? FROM (${variants})`, generation, units);
  memory.run('DELETE FROM variant WHERE unit IN (SELECT value FROM json_each(?))', units);
}

export function deleteVariant(memory: WriteConnection, unit: number, position: number, generation: number): void {
  memory.run(
    'INSERT INTO gone (variant, generation) SELECT id, ? FROM variant WHERE unit = ? AND position = ?',
    generation,
    unit,
    position,
  );
  memory.run('DELETE FROM variant WHERE unit = ? AND position = ?', unit, position);
}

/** Writes the unit of a bead: adds it, or brings it up to date. Calling it twice leaves one unit. */
export function putByOrigin(memory: WriteConnection, batch: number, generation: number, unit: NewUnit): void {
  const present = memory.get<{ id: number }>('SELECT id FROM unit WHERE origin = ?', unit.origin);
  if (!present) {
    insertUnit(memory, batch, generation, unit);
    countUnits(memory, batch, 1);
    return;
  }
  const { attributes, annotations, variants } = unit.unit;
  memory.run(
    `UPDATE unit SET attributes = ?, annotations = ?, document = ?, previous_hash = ?, next_hash = ?, author = ?,
       changed_at = ?, digest = ? WHERE id = ?`,
    asJson(attributes),
    asJson(annotations),
    unit.document,
    contextHash(unit.previous),
    contextHash(unit.next),
    unit.author,
    unit.changedAt,
    unitDigest(unit.unit),
    present.id,
  );
  deleteVariants(memory, present.id, generation);
  insertVariants(memory, present.id, generation, variants);
}

/** Takes back the unit of a bead, if it is there. */
export function removeByOrigin(memory: WriteConnection, generation: number, origin: string): void {
  const unit = memory.get<{ id: number; batch: number }>('SELECT id, batch FROM unit WHERE origin = ?', origin);
  if (!unit) return;
  deleteVariants(memory, unit.id, generation);
  memory.run('DELETE FROM unit WHERE id = ?', unit.id);
  countUnits(memory, unit.batch, -1);
}

/** Deletes a batch with all its units, as if it had never been imported. Belongs in a transaction. */
export function removeBatch(memory: WriteConnection, batch: number): number {
  const generation = nextGeneration(memory);
  const variants = 'SELECT variant.id FROM unit JOIN variant ON variant.unit = unit.id WHERE unit.batch = ?';
  memory.run(`INSERT INTO gone (variant, generation) SELECT id, ? FROM (${variants})`, generation, batch);
  memory.run(`DELETE FROM variant WHERE id IN (${variants})`, batch);
  const removed = memory.run('DELETE FROM unit WHERE batch = ?', batch);
  memory.run('DELETE FROM batch WHERE id = ?', batch);
  dropEmptyBlocks(memory);
  addToCounter(memory, 'units', -removed);
  return removed;
}

interface UnitRow {
  readonly id: number;
  readonly origin: string | null;
  readonly document: string | null;
  readonly attributes: string;
  readonly annotations: string;
  readonly previous: number | null;
  readonly next: number | null;
  readonly author: string | null;
  readonly changedAt: number | null;
}

interface StoredVariant {
  readonly unit: number;
  readonly lang: string;
  readonly text: string;
  readonly codes: string | null;
  readonly attributes: string;
  readonly annotations: string;
}

/** A unit as it stands in a memory. */
export interface StoredUnit extends TranslationUnit {
  readonly id: number;
  readonly document: string | null;
  readonly previousHash: number | null;
  readonly nextHash: number | null;
  readonly author: string | null;
  readonly changedAt: number | null;
}

const UNIT_COLUMNS = `id, origin, document, attributes, annotations, previous_hash AS previous, next_hash AS next, author,
  changed_at AS changedAt`;

export function contentOf(row: { readonly text: string; readonly codes: string | null }): Content {
  return { text: row.text, codes: row.codes === null ? [] : (JSON.parse(row.codes) as InlineCode[]) };
}

function variantOf(row: StoredVariant): Variant {
  return {
    lang: row.lang,
    attributes: JSON.parse(row.attributes) as Attributes,
    annotations: JSON.parse(row.annotations) as Annotation[],
    content: contentOf(row),
  };
}

function unitOf(row: UnitRow, variants: readonly Variant[]): StoredUnit {
  return {
    id: row.id,
    attributes: JSON.parse(row.attributes) as Attributes,
    annotations: JSON.parse(row.annotations) as Annotation[],
    variants,
    document: row.document,
    previousHash: row.previous,
    nextHash: row.next,
    author: row.author,
    changedAt: row.changedAt,
  };
}

export function readUnit(memory: ReadConnection, id: number): StoredUnit | undefined {
  const row = memory.get<UnitRow>(`SELECT ${UNIT_COLUMNS} FROM unit WHERE id = ?`, id);
  if (!row) return undefined;
  const variants = memory.all<StoredVariant>(
    'SELECT unit, lang, text, codes, attributes, annotations FROM variant WHERE unit = ? ORDER BY position',
    id,
  );
  return unitOf(row, variants.map(variantOf));
}

/** Every unit of a memory in order, read in slices so that a memory of any size passes. */
export function* iterateUnits(memory: ReadConnection): IterableIterator<StoredUnit> {
  let last = 0;
  for (;;) {
    const rows = memory.all<UnitRow>(`SELECT ${UNIT_COLUMNS} FROM unit WHERE id > ? ORDER BY id LIMIT 1000`, last);
    const end = rows.at(-1)?.id;
    if (end === undefined) return;
    const variants = Map.groupBy(
      memory.all<StoredVariant>(
        `SELECT unit, lang, text, codes, attributes, annotations FROM variant
         WHERE unit > ? AND unit <= ? ORDER BY unit, position`,
        last,
        end,
      ),
      ({ unit }) => unit,
    );
    for (const row of rows) yield unitOf(row, (variants.get(row.id) ?? []).map(variantOf));
    last = end;
  }
}

/** The units of some variants, without repetition and in the order of the variants. */
export function unitsOfVariants(memory: ReadConnection, variants: readonly number[]): number[] {
  const units = new Set<number>();
  for (const id of variants) {
    const row = memory.get<{ unit: number }>('SELECT unit FROM variant WHERE id = ?', id);
    if (row) units.add(row.unit);
  }
  return [...units];
}
