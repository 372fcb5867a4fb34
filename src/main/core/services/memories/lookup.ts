import type { MatchParts, MemoryMatch } from '../../../../shared/contract/types.ts';
import { languageMatch, primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import type { Variant } from '../../../../shared/formats/bilingual/model.ts';
import type { Explanation } from '../../../../shared/matching/explain.ts';
import { explain } from '../../../../shared/matching/explain.ts';
import { matchText } from '../../../../shared/matching/normal.ts';
import { repair } from '../../../../shared/matching/repair.ts';
import type { Neighbours, Score } from '../../../../shared/matching/score.ts';
import { score as scoreOf } from '../../../../shared/matching/score.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import type { StoredUnit } from '../../store/memory/units.ts';
import { contextHash, readUnit, textHash, unitsOfVariants } from '../../store/memory/units.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { IndexCache } from './index-cache.ts';

export interface Query {
  readonly content: Content;
  /** The sentences before and after, as text; null at an end of the document. */
  readonly previous: string | null;
  readonly next: string | null;
  readonly sourceLang: string;
  readonly targetLang: string;
  /** Percent. */
  readonly threshold: number;
  readonly limit: number;
}

/** A memory to look into, and what is taken off its matches. */
export interface Source {
  readonly connection: ReadConnection;
  readonly name: string;
  readonly penalty: number;
}

interface Found {
  readonly source: Source;
  readonly unit: StoredUnit;
  readonly from: Variant;
  readonly to: Variant;
  readonly score: Score;
}

/** Several times the wanted number, because equal translations are shown once. */
const SURPLUS = 4;

/** Matches from several memories, best first; of equal ones the earlier memory, then the newer unit. */
export async function lookup(query: Query, sources: readonly Source[], indexes: IndexCache): Promise<MemoryMatch[]> {
  const found: Found[] = [];
  for (const source of sources) found.push(...(await findIn(source, query, indexes)));
  // A stable sort keeps the order of the memories.
  found.sort((a, b) => b.score.score - a.score.score || b.score.base - a.score.base);
  return distinct(found)
    .slice(0, query.limit)
    .map((one) => describe(one, query));
}

/** Without those that say the same as one before them. */
function distinct(found: readonly Found[]): Found[] {
  const seen = new Set<string>();
  return found.filter(({ from, to }) => {
    const key = JSON.stringify([from.content, to.content]);
    return seen.size < seen.add(key).size;
  });
}

async function findIn(source: Source, query: Query, indexes: IndexCache): Promise<Found[]> {
  const { connection } = source;
  const norm = matchText(query.content);
  if (norm === '') return [];
  const language = primaryLanguage(query.sourceLang);
  const exact = equalTexts(connection, language, norm, query);
  for (let wanted = query.limit * SURPLUS; ; wanted *= SURPLUS) {
    const similar = (await indexes.lookup(connection, language, norm, query.threshold, wanted)).map(({ id }) => id);
    const found = score([...exact, ...similar], source, query);
    // Units without the target language, or that say the same, may have taken the places of others.
    if (similar.length < wanted || distinct(found).length >= query.limit) return found;
  }
}

/** Variants with exactly the text of the query: those that stood between the same sentences first, then the newest. */
function equalTexts(connection: ReadConnection, language: string, norm: string, query: Query): number[] {
  return connection
    .all<{ id: number }>(
      `SELECT variant.id FROM variant JOIN unit ON unit.id = variant.unit
       WHERE variant.language = ? AND variant.hash = ? AND variant.norm = ?
       ORDER BY (unit.previous_hash IS ?) + (unit.next_hash IS ?) DESC, variant.id DESC LIMIT ?`,
      language,
      textHash(norm),
      norm,
      contextHash(query.previous) ?? -1,
      contextHash(query.next) ?? -1,
      query.limit * SURPLUS,
    )
    .map(({ id }) => id);
}

/** The units of variants as matches of the query; those that do not reach its threshold are left out. */
function score(variants: readonly number[], source: Source, query: Query): Found[] {
  const penalties = source.penalty > 0 ? [{ reason: source.name, points: source.penalty }] : [];
  const found: Found[] = [];
  for (const id of unitsOfVariants(source.connection, variants)) {
    const unit = readUnit(source.connection, id);
    const from = unit && bestVariant(unit.variants, query.sourceLang, null);
    const to = unit && bestVariant(unit.variants, query.targetLang, from ?? null);
    if (!unit || !from || !to) continue;
    const result = scoreOf(query.content, from.content, neighbours(unit, query), penalties);
    if (result.score >= query.threshold) found.push({ source, unit, from, to, score: result });
  }
  return found.sort((a, b) => (b.unit.changedAt ?? 0) - (a.unit.changedAt ?? 0));
}

/** How many of the sentences around the query also stood around the unit. */
function neighbours(unit: StoredUnit, query: Query): Neighbours {
  const previous = query.previous !== null && contextHash(query.previous) === unit.previousHash ? 1 : 0;
  const next = query.next !== null && contextHash(query.next) === unit.nextHash ? 1 : 0;
  return (previous + next) as Neighbours;
}

/** The variant in the language that fits best, other than `taken`; undefined when the unit lacks the language. */
export function bestVariant(
  variants: readonly Variant[],
  language: string,
  taken: Variant | null,
): Variant | undefined {
  let best: Variant | undefined;
  let fit = 0;
  for (const variant of variants) {
    const match = variant === taken ? 0 : languageMatch(language, variant.lang);
    if (match > fit) {
      best = variant;
      fit = match;
    }
  }
  return best;
}

const DIFF_KINDS = { same: 'same', del: 'delete', ins: 'insert' } as const;

function describe({ source, unit, from, to, score: result }: Found, query: Query): MemoryMatch {
  const { content, sourceLang, targetLang } = query;
  const explanation = explain(content, from.content, sourceLang);
  const repaired = result.exact
    ? undefined
    : repair({ query: content, source: from.content, target: to.content, sourceLang, targetLang });
  return {
    score: result.score,
    base: result.base,
    source: from.content,
    target: to.content,
    repaired: repaired?.target ?? null,
    memory: source.connection.path,
    memoryName: source.name,
    unit: unit.id,
    parts: partsOf(explanation),
    negation: explanation.negation !== 'none',
    diff: explanation.diff.map(({ kind, content: run }) => ({ kind: DIFF_KINDS[kind], text: visibleText(run) })),
    author: unit.author,
    changedAt: unit.changedAt,
    origin: unit.document,
  };
}

/** How many places of each kind differ. */
function partsOf({ parts }: Explanation): MatchParts {
  const differing = ({ same, of }: { readonly same: number; readonly of: number }): number => of - same;
  return {
    words: differing(parts.words),
    numbers: differing(parts.numbers),
    codes: differing(parts.codes),
    punctuation: differing(parts.punctuation),
    case: differing(parts.case),
    space: differing(parts.whitespace),
  };
}
