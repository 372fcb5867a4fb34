import { basename } from 'node:path';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { ImportReport } from '../../../../shared/contract/types.ts';
import { languageKey, languageMatch } from '../../../../shared/formats/bilingual/language.ts';
import { exchangeMessage } from '../../../../shared/formats/bilingual/messages.ts';
import type { TmxHeader, TranslationUnit } from '../../../../shared/formats/bilingual/model.ts';
import type { Notice } from '../../../../shared/formats/bilingual/notice.ts';
import {
  countUnits,
  insertBatch,
  insertUnit,
  isKnown,
  nextGeneration,
  removeBatch,
  unitDigest,
} from '../../store/memory/units.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { ByteProgress } from './tmx-file.ts';
import { readTmxFile } from './tmx-file.ts';

/** How many rejected or repaired units a report lists one by one. */
const LISTED = 1_000;

export interface ImportOptions {
  /** Only variants in these languages; units left with fewer than two are skipped. All when absent. */
  readonly languages?: readonly string[] | undefined;
  readonly now: number;
  readonly progress: ByteProgress;
}

/**
 * Adds the units of a TMX file to a memory as one batch, or nothing at all when anything goes wrong. Units the memory
 * has word for word from elsewhere are skipped. Throws FormatError for a file that cannot be used or holds no unit.
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
  readonly #languages = new Map<string, number>();
  readonly #rejected: { line: number; reason: string }[] = [];
  readonly #repaired: { line: number; what: string }[] = [];
  #header: TmxHeader | null = null;
  #read = 0;
  #added = 0;
  #skipped = 0;

  constructor(memory: WriteConnection, file: string, options: ImportOptions) {
    this.#memory = memory;
    this.#file = file;
    this.#options = options;
    this.#batch = insertBatch(memory, { kind: 'import', name: basename(file), at: options.now }, null);
    this.#generation = nextGeneration(memory);
  }

  run(): ImportReport {
    const sink = {
      header: (header: TmxHeader) => {
        this.#header ??= header;
      },
      unit: (unit: TranslationUnit) => this.#take(unit),
      notice: (notice: Notice) => this.#note(notice),
    };
    const report = readTmxFile(this.#file, sink, this.#options.progress);
    if (this.#read + report.rejected === 0) {
      throw new CoreError(
        'format',
        `${this.#file}: the file holds no translation units, so there is nothing to import; choose another file`,
        { path: this.#file, key: 'tmx.noUnits' },
      );
    }
    if (this.#added === 0) removeBatch(this.#memory, this.#batch);
    else {
      this.#memory.run('UPDATE batch SET header = ? WHERE id = ?', JSON.stringify(this.#header), this.#batch);
      countUnits(this.#memory, this.#batch, this.#added);
    }
    return {
      batch: this.#added === 0 ? 0 : this.#batch,
      read: report.units + report.rejected,
      added: this.#added,
      merged: 0,
      skipped: this.#skipped,
      rejected: this.#rejected,
      repaired: this.#repaired,
      languages: [...this.#languages].map(([language, variants]) => ({ language, variants })),
    };
  }

  #take(whole: TranslationUnit): void {
    this.#read++;
    const unit = this.#chosen(whole);
    const digest = unit === null ? 0 : unitDigest(unit);
    if (unit === null || isKnown(this.#memory, digest, this.#batch)) {
      this.#skipped++;
      return;
    }
    this.#added++;
    for (const { lang } of unit.variants) {
      const key = languageKey(lang);
      this.#languages.set(key, (this.#languages.get(key) ?? 0) + 1);
    }
    insertUnit(
      this.#memory,
      this.#batch,
      this.#generation,
      {
        unit,
        origin: null,
        document: unit.annotations.find(({ attributes }) => attributes['type'] === 'x-document')?.text ?? null,
        previous: null,
        next: null,
        author: latest(unit, 'changeid') ?? latest(unit, 'creationid') ?? null,
        changedAt: dateOf(latest(unit, 'changedate') ?? latest(unit, 'creationdate')),
      },
      digest,
    );
  }

  #chosen(unit: TranslationUnit): TranslationUnit | null {
    const { languages } = this.#options;
    if (!languages) return unit;
    const variants = unit.variants.filter(({ lang }) => languages.some((wanted) => languageMatch(wanted, lang) > 0));
    return variants.length < 2 ? null : { ...unit, variants };
  }

  #note({ kind, key, values, line = 0 }: Notice): void {
    const text = exchangeMessage(key, values);
    if (kind === 'rejected' && this.#rejected.length < LISTED) this.#rejected.push({ line, reason: text });
    if (kind === 'repair' && this.#repaired.length < LISTED) this.#repaired.push({ line, what: text });
  }
}

/** An attribute of the unit or, failing that, of its last variant that has it. */
function latest(unit: TranslationUnit, name: string): string | undefined {
  return (
    unit.attributes[name] ??
    unit.variants.findLast(({ attributes }) => attributes[name] !== undefined)?.attributes[name]
  );
}

/** A TMX date (`20261122T101500Z`) in milliseconds since 1970-01-01 UTC. */
function dateOf(date: string | undefined): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '');
  if (!match) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
