import { languageMatch } from '../../../../shared/formats/bilingual/language.ts';
import type { Attributes, TmxHeader, TranslationUnit } from '../../../../shared/formats/bilingual/model.ts';
import type { Notice } from '../../../../shared/formats/bilingual/notice.ts';
import type { TmxSink } from '../../../../shared/formats/tmx/builder.ts';
import { matchText } from '../../../../shared/matching/normal.ts';
import type { UnitRow } from '../../store/memory/bulk-insert.ts';
import { foldForSearch } from '../../store/memory/search-text.ts';
import { asJson, textHash } from '../../store/memory/units.ts';

type Value = string | number | null;

/** A variant of a file, its lists as JSON, with what lookup and search need of its text. */
export interface FileVariant {
  readonly lang: string;
  readonly text: string;
  readonly codes: string | null;
  readonly attributes: string;
  readonly annotations: string;
  /** What matching compares, and the number it is found by. */
  readonly norm: string;
  readonly hash: number;
  /** What search looks through. */
  readonly folded: string;
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
  /** What search looks through, one text a line in the order of the variants: one long text costs less than many. */
  readonly folded: string;
  /** How many bytes of how many are read. */
  readonly done: number;
  readonly total: number;
}

/** Units in one batch. */
const UNITS = 400;
const UNIT_VALUES = 6;
const VARIANT_VALUES = 7;
/** Attributes of variants that are remembered: those of each language of a file, or nearly. */
const KNOWN = 4;

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
  #folded: string[] = [];
  #done = 0;
  #total = 0;
  readonly #known: { readonly attributes: Attributes; readonly json: string }[] = [];
  #nextKnown = 0;

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
      folded: this.#folded.join('\n'),
      done: this.#done,
      total: this.#total,
    });
    this.#header = null;
    this.#notices = [];
    this.#read = 0;
    this.#skipped = 0;
    this.#values = [];
    this.#folded = [];
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
      const { text } = content;
      const codes = content.codes.length === 0 ? null : JSON.stringify(content.codes);
      const norm = matchText(content);
      values.push(lang, text, codes, this.#json(attributes), asJson(annotations));
      values.push(norm === text ? null : norm, textHash(norm));
      this.#folded.push(foldForSearch(norm));
    }
  }

  /** Those of the few that came before come as the same objects. */
  #json(attributes: Attributes): string {
    for (const known of this.#known) if (known.attributes === attributes) return known.json;
    const json = asJson(attributes);
    this.#known[this.#nextKnown] = { attributes, json };
    this.#nextKnown = (this.#nextKnown + 1) % KNOWN;
    return json;
  }
}

/** Calls `each` with every unit of a batch. */
export function eachUnit(
  { values, folded }: Pick<TmxBatch, 'values' | 'folded'>,
  each: (unit: UnitRow, variants: readonly FileVariant[]) => void,
): void {
  const lines = folded.split('\n');
  let line = 0;
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
      const text = values[at + 1] as string;
      variants.push({
        lang: values[at] as string,
        text,
        codes: values[at + 2] as string | null,
        attributes: values[at + 3] as string,
        annotations: values[at + 4] as string,
        norm: (values[at + 5] as string | null) ?? text,
        hash: values[at + 6] as number,
        folded: lines[line++] as string,
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

/** A TMX date (`20261122T101500Z`) in milliseconds since 1970-01-01 UTC; null for anything else. */
function dateOf(date: string | undefined): number | null {
  if (date === undefined || !DATE.test(date)) return null;
  const part = (from: number, to: number): number => Number(date.slice(from, to));
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(9, 11), part(11, 13), part(13, 15));
}

const DATE = /^\d{8}T\d{6}Z$/;
