import { basename } from 'node:path';
import { statSync } from 'node:fs';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { ImportReport } from '../../../../shared/contract/types.ts';
import { languageKey, primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import { exchangeMessage } from '../../../../shared/formats/bilingual/messages.ts';
import type { Annotation, Attributes, TmxHeader } from '../../../../shared/formats/bilingual/model.ts';
import type { Notice } from '../../../../shared/formats/bilingual/notice.ts';
import type { BulkVariant, UnitRow } from '../../store/memory/bulk-insert.ts';
import { BulkInsert } from '../../store/memory/bulk-insert.ts';
import { ImageWriter } from '../../store/memory/images.ts';
import { TextBlockWriter } from '../../store/memory/text-blocks.ts';
import {
  contentOf,
  countUnits,
  insertBatch,
  lastUnit,
  nextGeneration,
  removeBatch,
  textDigest,
} from '../../store/memory/units.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Incoming } from './merge-unit.ts';
import { findMerged } from './merge-unit.ts';
import { readTmxBatches } from './read-tmx-batches.ts';
import type { FileVariant, TmxBatch } from './tmx-batches.ts';
import { eachUnit } from './tmx-batches.ts';
import type { ByteProgress } from './tmx-file.ts';

/** How many rejected or repaired units a report lists one by one. */
const LISTED = 1_000;
/** Bytes of a file for each unit there is already from which making the indexes at the end pays. */
const BYTES_A_UNIT = 2_000;
/** Language codes remembered; a hostile file may hold any number. */
const MOST_CODES = 1_000;

export interface ImportOptions {
  /** Only variants in these languages; units left with fewer than two are skipped. All when absent. */
  readonly languages?: readonly string[] | undefined;
  readonly now: number;
  readonly progress: ByteProgress;
  /** Told the matching text of each variant that is added; nothing of it stands until the import has returned. */
  readonly onVariant?: (language: string, variant: number, norm: string) => void;
}

/**
 * Adds the units of a TMX file to a memory as one batch, or nothing at all when anything goes wrong. A unit whose texts
 * the memory has already is not added again: what it says besides is merged into the unit that is there, and it is
 * skipped when that is nothing new. Throws FormatError or CoreError for a file that cannot be used or holds no unit.
 */
export function importTmx(memory: WriteConnection, file: string, options: ImportOptions): ImportReport {
  return memory.transaction(() => new Import(memory, file, options).run());
}

/** One import on its way. */
class Import {
  readonly #memory: WriteConnection;
  readonly #file: string;
  readonly #options: ImportOptions;
  readonly #batch: number;
  readonly #generation: number;
  /** The newest unit before the import. */
  readonly #last: number;
  readonly #rows: BulkInsert;
  readonly #texts: TextBlockWriter;
  readonly #images: ImageWriter;
  /** Variants added, by language as the file writes it. */
  readonly #languages = new Map<string, number>();
  readonly #rejected: ImportReport['rejected'][number][] = [];
  readonly #repaired: ImportReport['repaired'][number][] = [];
  readonly #primary = new Map<string, string>();
  #header: TmxHeader | null = null;
  #read = 0;
  #added = 0;
  #merged = 0;
  #skipped = 0;

  constructor(memory: WriteConnection, file: string, options: ImportOptions) {
    this.#memory = memory;
    this.#file = file;
    this.#options = options;
    this.#last = lastUnit(memory);
    this.#batch = insertBatch(memory, { kind: 'import', name: basename(file), at: options.now }, null);
    this.#generation = nextGeneration(memory);
    // While units have to be found by their texts, the indexes stay.
    const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const later = this.#last === 0 && bytes > BYTES_A_UNIT;
    this.#rows = new BulkInsert(memory, this.#batch, this.#generation, later);
    this.#texts = new TextBlockWriter(memory);
    this.#images = new ImageWriter(memory);
  }

  run(): ImportReport {
    const { languages, progress } = this.#options;
    const report = readTmxBatches(this.#file, languages, progress, (batch) => this.#take(batch));
    if (this.#read + report.rejected === 0) {
      throw new CoreError(
        'format',
        `${this.#file}: the file holds no translation units, so there is nothing to import; choose another file`,
        { path: this.#file, key: 'tmx.noUnits' },
      );
    }
    this.#rows.close();
    this.#texts.close();
    this.#images.close();
    if (this.#added + this.#merged === 0) removeBatch(this.#memory, this.#batch);
    else {
      this.#memory.run('UPDATE batch SET header = ? WHERE id = ?', JSON.stringify(this.#header), this.#batch);
      countUnits(this.#memory, this.#batch, this.#added);
    }
    return {
      batch: this.#added + this.#merged === 0 ? 0 : this.#batch,
      read: report.units + report.rejected,
      added: this.#added,
      merged: this.#merged,
      skipped: this.#skipped,
      rejected: this.#rejected,
      repaired: this.#repaired,
      languages: this.#languageCounts(),
    };
  }

  #languageCounts(): ImportReport['languages'] {
    const counts = new Map<string, number>();
    for (const [lang, variants] of this.#languages) {
      const key = languageKey(lang);
      counts.set(key, (counts.get(key) ?? 0) + variants);
    }
    return [...counts].map(([language, variants]) => ({ language, variants }));
  }

  #take(batch: TmxBatch): void {
    this.#header ??= batch.header;
    this.#read += batch.read;
    this.#skipped += batch.skipped;
    for (const notice of batch.notices) this.#note(notice);
    eachUnit(batch, (unit, variants) => this.#unit(unit, variants));
  }

  #unit(unit: UnitRow, variants: readonly FileVariant[]): void {
    const rows = variants.map((variant) => ({ ...variant, language: this.#language(variant.lang) }));
    if (this.#last > 0 && this.#isKnown(unit, rows)) return;
    this.#added++;
    for (const { lang, language } of rows) {
      if (!this.#languages.has(lang)) this.#texts.begin(language);
      this.#languages.set(lang, (this.#languages.get(lang) ?? 0) + 1);
    }
    this.#rows.add(unit, rows);
    let id = this.#rows.lastVariant - rows.length;
    for (const { language, norm, folded } of rows) {
      this.#texts.add(language, ++id, folded);
      this.#options.onVariant?.(language, id, norm);
    }
  }

  /** The same few codes come a million times. */
  #language(lang: string): string {
    const known = this.#primary.get(lang);
    if (known !== undefined) return known;
    const language = primaryLanguage(lang);
    if (this.#primary.size < MOST_CODES) this.#primary.set(lang, language);
    return language;
  }

  /** True for a unit whose texts are there already; what it says besides is then merged. */
  #isKnown(unit: UnitRow, rows: readonly BulkVariant[]): boolean {
    const digest = textDigest(rows.map(({ hash }) => hash));
    const found = findMerged(this.#memory, () => incomingOf(unit, rows), digest, this.#last);
    if (!found) return false;
    if (found.after === found.before) this.#skipped++;
    else {
      this.#merged++;
      this.#images.update(found.unit, found.before, found.after);
      this.#log(found.unit, found.before, found.after);
    }
    return true;
  }

  /** Keeps what the unit was, for the day when the import is taken back; a second merge leaves the first state. */
  #log(unit: number, before: unknown, after: unknown): void {
    this.#memory.run(
      `INSERT INTO merged (batch, unit, before, after) VALUES (?, ?, ?, ?)
       ON CONFLICT (batch, unit) DO UPDATE SET after = excluded.after`,
      this.#batch,
      unit,
      JSON.stringify(before),
      JSON.stringify(after),
    );
  }

  #note({ kind, key, values, line = 0 }: Notice): void {
    const text = exchangeMessage(key, values);
    if (kind === 'rejected' && this.#rejected.length < LISTED) this.#rejected.push({ line, reason: text, key, values });
    if (kind === 'repair' && this.#repaired.length < LISTED) this.#repaired.push({ line, what: text, key, values });
  }
}

function incomingOf(unit: UnitRow, rows: readonly BulkVariant[]): Incoming {
  const { document, author, changedAt } = unit;
  return {
    attributes: JSON.parse(unit.attributes) as Attributes,
    annotations: JSON.parse(unit.annotations) as Annotation[],
    variants: rows.map((row) => ({
      lang: row.lang,
      attributes: JSON.parse(row.attributes) as Attributes,
      annotations: JSON.parse(row.annotations) as Annotation[],
      content: contentOf(row),
    })),
    document,
    author,
    changedAt,
  };
}
