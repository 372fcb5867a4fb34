import type { Bead } from '../bitext/bead.ts';
import type { BeadChange, ChangeKind } from './model.ts';
import type { Snapshot } from './snapshot.ts';
import type { TextChange } from './text-change.ts';
import { countWords } from './words.ts';

/** How much changed, in total or by one author. */
export interface Amount {
  /** Rows of the comparison that are not the same. */
  readonly changes: number;
  /** Words of the target deleted, inserted and touched; a word replaced by another is touched once. */
  readonly wordsDeleted: number;
  readonly wordsInserted: number;
  readonly wordsTouched: number;
  /** Levenshtein distance of the targets, in characters, added up. */
  readonly distance: number;
}

export interface Statistics extends Amount {
  readonly beadsA: number;
  readonly beadsB: number;
  /** Words of the targets. */
  readonly wordsA: number;
  readonly wordsB: number;
  readonly kinds: Readonly<Record<ChangeKind, number>>;
  /** Rows whose source differs. */
  readonly sources: number;
  readonly statusChanges: number;
  /** By who made the later state, most words first; null when the version does not say. */
  readonly authors: readonly (Amount & { readonly by: string | null })[];
}

const NOTHING: Amount = { changes: 0, wordsDeleted: 0, wordsInserted: 0, wordsTouched: 0, distance: 0 };

/** The figures of a comparison, in total and by author. */
export function statisticsOf(a: Snapshot, b: Snapshot, changes: readonly BeadChange[]): Statistics {
  const kinds: Record<ChangeKind, number> = {
    same: 0,
    changed: 0,
    annotated: 0,
    moved: 0,
    inserted: 0,
    deleted: 0,
    split: 0,
    merged: 0,
    regrouped: 0,
  };
  let total = NOTHING;
  let sources = 0;
  let statusChanges = 0;
  const authors = new Map<string | null, Amount>();
  let [wordsA, wordsB] = [0, 0];
  for (const change of changes) {
    const before = words(change.a);
    wordsA += before;
    wordsB += change.target === null ? before : words(change.b);
    kinds[change.kind]++;
    if (change.kind === 'same') continue;
    if (change.source !== null) sources++;
    if (change.status !== null) statusChanges++;
    total = plus(total, change.target);
    authors.set(change.by, plus(authors.get(change.by) ?? NOTHING, change.target));
  }
  return {
    ...total,
    beadsA: a.beads.length,
    beadsB: b.beads.length,
    wordsA,
    wordsB,
    kinds,
    sources,
    statusChanges,
    authors: [...authors]
      .map(([by, amount]) => ({ by, ...amount }))
      .sort((x, y) => y.wordsTouched - x.wordsTouched || y.changes - x.changes),
  };
}

function plus(amount: Amount, change: TextChange | null): Amount {
  return {
    changes: amount.changes + 1,
    wordsDeleted: amount.wordsDeleted + (change?.wordsDeleted ?? 0),
    wordsInserted: amount.wordsInserted + (change?.wordsInserted ?? 0),
    wordsTouched: amount.wordsTouched + (change?.wordsTouched ?? 0),
    distance: amount.distance + (change?.distance ?? 0),
  };
}

function words(beads: readonly Bead[]): number {
  let count = 0;
  for (const bead of beads) for (const sentence of bead.target) count += countWords(sentence.content.text);
  return count;
}
