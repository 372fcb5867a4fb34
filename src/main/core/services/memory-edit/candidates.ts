import { languageMatch } from '../../../../shared/formats/bilingual/language.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

/** Two languages of a memory. */
export interface LanguagePair {
  readonly sourceLang: string;
  readonly targetLang: string;
}

export interface CandidateText {
  readonly lang: string;
  readonly text: string;
  readonly codes: string | null;
  /** As matching compares it. */
  readonly norm: string;
}

/** A unit as filters look at it. */
export interface Candidate {
  readonly unit: number;
  readonly batch: number;
  readonly author: string | null;
  readonly changedAt: number | null;
  readonly document: string | null;
  /** Props and notes as JSON. */
  readonly annotations: string;
  readonly source: CandidateText | null;
  readonly target: CandidateText | null;
  /** The languages of its other variants. */
  readonly others: readonly string[];
}

interface UnitRow {
  readonly unit: number;
  readonly batch: number;
  readonly author: string | null;
  readonly changedAt: number | null;
  readonly document: string | null;
  readonly annotations: string;
}

interface VariantRow extends CandidateText {
  readonly unit: number;
}

const UNIT = 'id AS unit, batch, author, changed_at AS changedAt, document, annotations';
const VARIANT = 'unit, lang, text, codes, norm';

/** The units numbered from after `from` to `to`, in order. */
export function candidatesBetween(memory: ReadConnection, from: number, to: number, pair: LanguagePair): Candidate[] {
  return join(
    memory.all<UnitRow>(`SELECT ${UNIT} FROM unit WHERE id > ? AND id <= ? ORDER BY id`, from, to),
    memory.all<VariantRow>(
      `SELECT ${VARIANT} FROM variant WHERE unit > ? AND unit <= ? ORDER BY unit, position`,
      from,
      to,
    ),
    pair,
  );
}

/** The units of these numbers, in the order of the numbers; those that are gone are left out. */
export function candidatesOf(memory: ReadConnection, units: readonly number[], pair: LanguagePair): Candidate[] {
  const list = JSON.stringify(units);
  const found = join(
    memory.all<UnitRow>(`SELECT ${UNIT} FROM unit WHERE id IN (SELECT value FROM json_each(?))`, list),
    memory.all<VariantRow>(
      `SELECT ${VARIANT} FROM variant WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY unit, position`,
      list,
    ),
    pair,
  );
  const byUnit = new Map(found.map((candidate) => [candidate.unit, candidate]));
  return units.flatMap((unit) => byUnit.get(unit) ?? []);
}

function join(units: readonly UnitRow[], variants: readonly VariantRow[], pair: LanguagePair): Candidate[] {
  const byUnit = Map.groupBy(variants, ({ unit }) => unit);
  return units.map((row) => {
    const all = byUnit.get(row.unit) ?? [];
    const source = best(all, pair.sourceLang, null);
    const target = best(all, pair.targetLang, source);
    const others = all.filter((variant) => variant !== source && variant !== target).map(({ lang }) => lang);
    return { ...row, source, target, others };
  });
}

function best(variants: readonly VariantRow[], language: string, taken: VariantRow | null): VariantRow | null {
  let found: VariantRow | null = null;
  let fit = 0;
  for (const variant of variants) {
    const match = variant === taken ? 0 : languageMatch(language, variant.lang);
    if (match > fit) {
      found = variant;
      fit = match;
    }
  }
  return found;
}
