import { baseScore } from '../../../shared/matching/score.ts';
import type { Candidate } from './columns.ts';

/** A unit whose base score against the query reaches the threshold. */
export interface Hit {
  readonly id: number;
  /** Percent, not rounded. */
  readonly base: number;
}

/** Where lookup finds candidates: every unit that can reach the threshold must be among them. */
export interface CandidateSource {
  candidates(text: string, threshold: number): Candidate[];
}

/** The matching texts of units, in the order of the ids; undefined for a unit that is no longer there. */
export type TextReader = (ids: readonly number[]) => readonly (string | undefined)[];

/** Most segments have enough good matches or none; asking for these first takes a tenth of the time. */
const FIRST_THRESHOLD = 85;
const BATCH = 64;

/**
 * The `limit` best units whose base against `text` reaches `threshold`, best first, equals by id. None that reaches it
 * is missed. Throws RangeError for a threshold not above 0 or above 100, or a limit below 1.
 */
export function lookup(
  source: CandidateSource,
  read: TextReader,
  text: string,
  threshold: number,
  limit: number,
): Hit[] {
  for (const step of steps(threshold, limit)) {
    const hits = rescore(source.candidates(text, step), read, text, step, limit);
    if (hits.length >= limit || step === threshold) return hits;
  }
  return [];
}

/**
 * The thresholds at which to ask, one after another, until there are `limit` hits. Throws RangeError for a threshold
 * not above 0 or above 100, or a limit below 1.
 */
export function steps(threshold: number, limit: number): number[] {
  if (!(threshold > 0 && threshold <= 100))
    throw new RangeError(`threshold ${threshold}: give more than 0, at most 100`);
  if (!(limit >= 1)) throw new RangeError(`limit ${limit}: give 1 or more`);
  return threshold < FIRST_THRESHOLD && limit !== Infinity ? [FIRST_THRESHOLD, threshold] : [threshold];
}

/** The `limit` best of the candidates that truly reach the threshold, best first, equals by id. */
export function rescore(
  candidates: Candidate[],
  read: TextReader,
  text: string,
  threshold: number,
  limit: number,
): Hit[] {
  candidates.sort((a, b) => b.bound - a.bound || a.id - b.id);
  let hits: Hit[] = [];
  for (let from = 0; from < candidates.length; from += BATCH) {
    const worst = hits.length >= limit ? hits.at(-1) : undefined;
    if (worst !== undefined && (candidates[from] as Candidate).bound < worst.base) break;
    const batch = candidates.slice(from, from + BATCH);
    const texts = read(batch.map((candidate) => candidate.id));
    batch.forEach(({ id }, i) => {
      const source = texts[i];
      if (source === undefined) return;
      const base = baseScore(text, source);
      if (base >= threshold) hits.push({ id, base });
    });
    hits.sort((a, b) => b.base - a.base || a.id - b.id);
    if (hits.length > limit) hits = hits.slice(0, limit);
  }
  return hits;
}
