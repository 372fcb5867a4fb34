import { languageMatch } from '../../../../shared/formats/bilingual/language.ts';
import type { TmxHeader, TranslationUnit } from '../../../../shared/formats/bilingual/model.ts';
import type { Notice } from '../../../../shared/formats/bilingual/notice.ts';
import type { TmxSink } from '../../../../shared/formats/tmx/builder.ts';
import type { UnitRow } from '../../store/memory/bulk-insert.ts';
import { asJson } from '../../store/memory/units.ts';

type Value = string | number | null;

/** A variant as it stands in a file, its lists as JSON. */
export interface FileVariant {
  readonly lang: string;
  readonly text: string;
  readonly codes: string | null;
  readonly attributes: string;
  readonly annotations: string;
}

/** Units of a file on their way into a memory. It can be posted to another thread. */
export interface TmxBatch {
  /** Of the file; in one batch only. */
  readonly header: TmxHeader | null;
  readonly notices: readonly Notice[];
  /** Units read, and those left out because they lack the wanted languages. */
  readonly read: number;
  readonly skipped: number;
  /** The units one value after another, since that is what threads exchange fastest. */
  readonly values: readonly Value[];
  /** How many bytes of how many are read. */
  readonly done: number;
  readonly total: number;
}

/** Units in one batch. */
const UNITS = 400;
const UNIT_VALUES = 6;
const VARIANT_VALUES = 5;

/** Gathers the units of a file into batches. */
export class TmxBatcher {
  readonly sink: TmxSink;
  readonly #languages: readonly string[] | undefined;
  readonly #take: (batch: TmxBatch) => void;
  #header: TmxHeader | null = null;
  #sawHeader = false;
  #notices: Notice[] = [];
  #read = 0;
  #skipped = 0;
  #values: Value[] = [];
  #done = 0;
  #total = 0;

  /** `languages`: only variants in these; units left with fewer than two are left out. */
  constructor(languages: readonly string[] | undefined, take: (batch: TmxBatch) => void) {
    this.#languages = languages;
    this.#take = take;
    this.sink = {
      header: (header) => {
        if (!this.#sawHeader) this.#header = header;
        this.#sawHeader = true;
      },
      unit: (unit) => this.#unit(unit),
      notice: (notice) => void this.#notices.push(notice),
    };
  }

  progress(done: number, total: number): void {
    this.#done = done;
    this.#total = total;
  }

  /** Hands over what is left. */
  end(): void {
    this.#hand();
  }

  #hand(): void {
    this.#take({
      header: this.#header,
      notices: this.#notices,
      read: this.#read,
      skipped: this.#skipped,
      values: this.#values,
      done: this.#done,
      total: this.#total,
    });
    this.#header = null;
    this.#notices = [];
    this.#read = 0;
    this.#skipped = 0;
    this.#values = [];
  }

  #unit(whole: TranslationUnit): void {
    this.#read++;
    const unit = this.#chosen(whole);
    if (unit === null) this.#skipped++;
    else this.#push(unit);
    if (this.#read === UNITS) this.#hand();
  }

  #chosen(unit: TranslationUnit): TranslationUnit | null {
    const languages = this.#languages;
    if (!languages) return unit;
    const variants = unit.variants.filter(({ lang }) => languages.some((wanted) => languageMatch(wanted, lang) > 0));
    return variants.length < 2 ? null : { ...unit, variants };
  }

  #push(unit: TranslationUnit): void {
    const values = this.#values;
    const { variants } = unit;
    values.push(
      variants.length,
      asJson(unit.attributes),
      asJson(unit.annotations),
      unit.annotations.find(({ attributes }) => attributes['type'] === 'x-document')?.text ?? null,
      latest(unit, 'changeid') ?? latest(unit, 'creationid') ?? null,
      dateOf(latest(unit, 'changedate') ?? latest(unit, 'creationdate')),
    );
    for (const { lang, attributes, annotations, content } of variants) {
      const codes = content.codes.length === 0 ? null : JSON.stringify(content.codes);
      values.push(lang, content.text, codes, asJson(attributes), asJson(annotations));
    }
  }
}

/** Calls `each` with every unit of a batch. */
export function eachUnit(
  { values }: Pick<TmxBatch, 'values'>,
  each: (unit: UnitRow, variants: readonly FileVariant[]) => void,
): void {
  for (let at = 0; at < values.length;) {
    const count = values[at] as number;
    const unit = {
      attributes: values[at + 1] as string,
      annotations: values[at + 2] as string,
      document: values[at + 3] as string | null,
      author: values[at + 4] as string | null,
      changedAt: values[at + 5] as number | null,
    };
    at += UNIT_VALUES;
    const variants: FileVariant[] = [];
    for (let i = 0; i < count; i++, at += VARIANT_VALUES) {
      variants.push({
        lang: values[at] as string,
        text: values[at + 1] as string,
        codes: values[at + 2] as string | null,
        attributes: values[at + 3] as string,
        annotations: values[at + 4] as string,
      });
    }
    each(unit, variants);
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
