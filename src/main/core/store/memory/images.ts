import type { Annotation, Attributes, TranslationUnit, Variant } from '../../../../shared/formats/bilingual/model.ts';
import { addToCounter } from '../meta.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';
import {
  asJson,
  contentOf,
  deleteVariant,
  deleteVariants,
  deleteVariantsOf,
  insertVariants,
  nextGeneration,
  unitDigest,
} from './units.ts';

/** A unit with everything the memory keeps of it, as the log of steps stores it. */
export interface UnitImage extends TranslationUnit {
  readonly batch: number;
  readonly origin: string | null;
  readonly document: string | null;
  readonly previous: number | null;
  readonly next: number | null;
  readonly author: string | null;
  readonly changedAt: number | null;
}

interface Row {
  readonly id: number;
  readonly batch: number;
  readonly origin: string | null;
  readonly attributes: string;
  readonly annotations: string;
  readonly document: string | null;
  readonly previous: number | null;
  readonly next: number | null;
  readonly author: string | null;
  readonly changedAt: number | null;
}

interface VariantRow {
  readonly unit: number;
  readonly lang: string;
  readonly attributes: string;
  readonly annotations: string;
  readonly text: string;
  readonly codes: string | null;
}

const COLUMNS = `id, batch, origin, attributes, annotations, document, previous_hash AS previous, next_hash AS next, author,
  changed_at AS changedAt`;
const VARIANT_COLUMNS = 'unit, lang, attributes, annotations, text, codes';

/** A unit as it is now; null when there is none. Its JSON is the same whenever the unit is the same. */
export function readImage(memory: ReadConnection, unit: number): UnitImage | null {
  const row = memory.get<Row>(`SELECT ${COLUMNS} FROM unit WHERE id = ?`, unit);
  if (!row) return null;
  return imageOf(
    row,
    memory.all<VariantRow>(`SELECT ${VARIANT_COLUMNS} FROM variant WHERE unit = ? ORDER BY position`, unit),
  );
}

/** Units as they are now, by number; those that are gone are missing. */
export function readImages(memory: ReadConnection, units: readonly number[]): Map<number, UnitImage> {
  const list = JSON.stringify(units);
  const rows = memory.all<Row>(`SELECT ${COLUMNS} FROM unit WHERE id IN (SELECT value FROM json_each(?))`, list);
  const variants = Map.groupBy(
    memory.all<VariantRow>(
      `SELECT ${VARIANT_COLUMNS} FROM variant WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY unit, position`,
      list,
    ),
    ({ unit }) => unit,
  );
  return new Map(rows.map((row) => [row.id, imageOf(row, variants.get(row.id) ?? [])]));
}

function imageOf({ id: _, attributes, annotations, ...rest }: Row, variants: readonly VariantRow[]): UnitImage {
  return {
    ...rest,
    attributes: JSON.parse(attributes) as Attributes,
    annotations: JSON.parse(annotations) as Annotation[],
    variants: variants.map(variantOf),
  };
}

function variantOf(row: VariantRow): Variant {
  return {
    lang: row.lang,
    attributes: JSON.parse(row.attributes) as Attributes,
    annotations: JSON.parse(row.annotations) as Annotation[],
    content: contentOf(row),
  };
}

/** What becomes of a unit. */
export interface UnitChange {
  readonly unit: number;
  readonly before: UnitImage;
  readonly after: UnitImage;
}

/** A variant that takes the place of another. */
interface ChangedText {
  readonly unit: number;
  readonly position: number;
  readonly variant: Variant;
}

/** Writes images of units and counts what comes and goes; `close` notes the counts. One generation for all of them. */
export class ImageWriter {
  readonly #memory: WriteConnection;
  readonly #generation: number;
  readonly #counts = new Map<number, number>();

  constructor(memory: WriteConnection) {
    this.#memory = memory;
    this.#generation = nextGeneration(memory);
  }

  /** Adds a unit, under its old number where it had one; returns its number. */
  insert(image: UnitImage, unit: number | null): number {
    this.#memory.run(
      `INSERT INTO unit (id, batch, origin, attributes, annotations, document, previous_hash, next_hash, author,
         changed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      unit,
      image.batch,
      image.origin,
      asJson(image.attributes),
      asJson(image.annotations),
      image.document,
      image.previous,
      image.next,
      image.author,
      image.changedAt,
      unitDigest(image),
    );
    const id = unit ?? this.#memory.get<{ id: number }>('SELECT last_insert_rowid() AS id')?.id ?? 0;
    insertVariants(this.#memory, id, this.#generation, image.variants);
    this.#count(image.batch, 1);
    return id;
  }

  /** Brings a unit from one state to another; of its variants only those that differ are written. */
  update(unit: number, before: UnitImage, after: UnitImage): void {
    this.updateAll([{ unit, before, after }]);
  }

  /** The same for many units, each named once. */
  updateAll(changes: readonly UnitChange[]): void {
    const texts: ChangedText[] = [];
    for (const change of changes) this.#updateUnit(change, texts);
    const [first] = texts;
    if (!first) return;
    if (texts.length === 1) deleteVariant(this.#memory, first.unit, first.position, this.#generation);
    else this.#deletePlaces(texts);
    for (const { unit, position, variant } of texts) {
      insertVariants(this.#memory, unit, this.#generation, [variant], position);
    }
  }

  #deletePlaces(places: readonly ChangedText[]): void {
    const list = JSON.stringify(places.map(({ unit, position }) => [unit, position]));
    const variants = `SELECT variant.id FROM json_each(?) AS place CROSS JOIN variant
      ON variant.unit = place.value ->> 0 AND variant.position = place.value ->> 1`;
    this.#memory.run(`INSERT INTO gone (generation, variant) SELECT ?, id FROM (${variants})`, this.#generation, list);
    this.#memory.run(`DELETE FROM variant WHERE id IN (${variants})`, list);
  }

  #updateUnit({ unit, before, after: image }: UnitChange, texts: ChangedText[]): void {
    const digest = image.variants === before.variants ? null : unitDigest(image);
    this.#memory.run(
      `UPDATE unit SET attributes = ?, annotations = ?, document = ?, previous_hash = ?, next_hash = ?, author = ?,
         changed_at = ?, digest = coalesce(?, digest) WHERE id = ?`,
      asJson(image.attributes),
      asJson(image.annotations),
      image.document,
      image.previous,
      image.next,
      image.author,
      image.changedAt,
      digest,
      unit,
    );
    if (digest === null) return;
    if (before.variants.length === image.variants.length) {
      image.variants.forEach((variant, position) => {
        const old = before.variants[position] as Variant;
        if (variant === old) return;
        if (old.lang !== variant.lang || !sameText(old, variant)) texts.push({ unit, position, variant });
        else this.#updateVariant(unit, position, old, variant);
      });
      return;
    }
    deleteVariants(this.#memory, unit, this.#generation);
    insertVariants(this.#memory, unit, this.#generation, image.variants);
  }

  #updateVariant(unit: number, position: number, before: Variant, variant: Variant): void {
    const [attributes, annotations] = [asJson(variant.attributes), asJson(variant.annotations)];
    if (asJson(before.attributes) === attributes && asJson(before.annotations) === annotations) return;
    this.#memory.run(
      'UPDATE variant SET attributes = ?, annotations = ? WHERE unit = ? AND position = ?',
      attributes,
      annotations,
      unit,
      position,
    );
  }

  /** Deletes units; `batches` tells the batch of each. */
  remove(units: readonly number[], batches: readonly number[]): void {
    const list = JSON.stringify(units);
    deleteVariantsOf(this.#memory, list, this.#generation);
    this.#memory.run('DELETE FROM unit WHERE id IN (SELECT value FROM json_each(?))', list);
    for (const batch of batches) this.#count(batch, -1);
  }

  close(): void {
    let all = 0;
    for (const [batch, delta] of this.#counts) {
      this.#memory.run('UPDATE batch SET units = units + ? WHERE id = ?', delta, batch);
      all += delta;
    }
    addToCounter(this.#memory, 'units', all);
  }

  #count(batch: number, delta: number): void {
    this.#counts.set(batch, (this.#counts.get(batch) ?? 0) + delta);
  }
}

function sameText({ content: a }: Variant, { content: b }: Variant): boolean {
  return a.text === b.text && (a.codes === b.codes || JSON.stringify(a.codes) === JSON.stringify(b.codes));
}
