import type { Bead, BeadStatus, Comment } from '../bitext/bead.ts';
import { sideContent } from '../bitext/bead.ts';
import { Item, Items, Vocabulary } from './items.ts';
import { identityPairs } from './identity.ts';
import type { BeadChange, ChangeKind } from './model.ts';
import { pairRows, type Pair } from './pairing.ts';
import { relationOf, type Relation } from './relation.ts';
import type { OnShare } from './similar.ts';
import type { Snapshot } from './snapshot.ts';
import { statisticsOf, type Statistics } from './statistics.ts';
import { sameSide, textChange } from './text-change.ts';

/** Told how many of all pieces of work are done. May throw to give the comparison up. */
export type OnProgress = (done: number, total: number) => void;

export interface Comparison {
  readonly a: Snapshot;
  readonly b: Snapshot;
  /** Whether numbers of beads and sentences mean the same on both sides. */
  readonly sameIdentity: boolean;
  /** Every bead of both versions, in the order of the later one; what was deleted stands where it stood. */
  readonly changes: readonly BeadChange[];
  readonly statistics: Statistics;
  /** Whether these are two versions of one text at all, and why not. */
  readonly relation: Relation;
}

/**
 * Compares two states of a bitext. Beads are paired by identity first, then by their sources (beads without a source
 * by their targets), so that what was inserted, deleted, split, merged or moved does not change what follows it.
 * Never refuses: `relation` says when the two have nothing to do with each other.
 */
export function compare(a: Snapshot, b: Snapshot, onProgress: OnProgress = () => undefined): Comparison {
  // Finding what belongs together and saying what differs take about as long as each other.
  const half = (share: number, done: number): void => onProgress(Math.round(500 * (share + done)), 1000);
  const places = ordered(
    a.beads,
    b.beads,
    pairsOf(a, b, (share) => half(share, 0)),
  );
  const changes = places.map((place, index): BeadChange => {
    if (index % 256 === 0) half(index / places.length, 1);
    return describe(place, index, a, b);
  });
  return {
    a,
    b,
    sameIdentity: sameIdentity(a, b),
    changes,
    statistics: statisticsOf(a, b, changes),
    relation: relationOf(a, b, changes),
  };
}

/** The rows of two states that belong together, as {@link compare} finds them. */
export function pairsOf(a: Snapshot, b: Snapshot, onShare?: OnShare): Pair[] {
  const vocabulary = new Vocabulary();
  const known = sameIdentity(a, b) ? identityPairs(a.beads, b.beads) : [];
  return pairRows(itemsOf(a.beads, vocabulary), itemsOf(b.beads, vocabulary), known, onShare);
}

/** Whether numbers of beads and sentences mean the same in both. */
export function sameIdentity(a: Snapshot, b: Snapshot): boolean {
  return a.identity !== null && a.identity === b.identity;
}

function itemsOf(beads: readonly Bead[], vocabulary: Vocabulary): Items {
  return new Items(beads.length, (row) => {
    const bead = beads[row] as Bead;
    const target = sideContent(bead, 'target');
    return new Item(vocabulary, bead.source.length > 0 ? sideContent(bead, 'source') : null, target);
  });
}

interface Place {
  readonly rowsA: readonly number[];
  readonly rowsB: readonly number[];
  readonly pair: Pair | null;
}

/** All rows of both sides in the order of `b`; rows of `a` alone after the row in place that they followed. */
function ordered(a: readonly Bead[], b: readonly Bead[], pairs: readonly Pair[]): Place[] {
  const ofA: (Pair | undefined)[] = Array.from({ length: a.length });
  const ofB: (Pair | undefined)[] = Array.from({ length: b.length });
  for (const pair of pairs) {
    for (const i of pair.a) ofA[i] = pair;
    for (const j of pair.b) ofB[j] = pair;
  }
  const out: Place[] = [];
  const standing = pairs.filter((pair) => !pair.moved).map((pair) => pair.a[0] as number);
  let passed = 0;
  let i = 0;
  const deletedBeforeNext = (): void => {
    const end = standing[passed] ?? a.length;
    for (; i < end; i++) if (!ofA[i]) out.push({ rowsA: [i], rowsB: [], pair: null });
  };
  deletedBeforeNext();
  ofB.forEach((pair, j) => {
    if (pair === undefined) out.push({ rowsA: [], rowsB: [j], pair: null });
    else if (pair.b[0] === j) {
      out.push({ rowsA: pair.a, rowsB: pair.b, pair });
      if (pair.moved) return;
      passed++;
      deletedBeforeNext();
    }
  });
  return out;
}

function describe(place: Place, index: number, a: Snapshot, b: Snapshot): BeadChange {
  const { pair } = place;
  const before = place.rowsA.map((row) => a.beads[row] as Bead);
  const after = place.rowsB.map((row) => b.beads[row] as Bead);
  if (pair !== null && !pair.moved && isUntouched(before, after)) return same(place, pair, index, before, after);
  const last = latest(after);
  const base = {
    index,
    moved: pair?.moved ?? false,
    a: before,
    b: after,
    rowsA: place.rowsA,
    rowsB: place.rowsB,
    by: last?.by ?? null,
    at: last?.at ?? null,
    pairedBy: pair?.by ?? null,
    confidence: pair?.confidence ?? null,
  };
  const source = textChange(before, after, 'source', b.sourceLang);
  const target = textChange(before, after, 'target', b.targetLang);
  if (pair === null) {
    return {
      ...base,
      kind: before.length === 0 ? 'inserted' : 'deleted',
      source,
      target,
      ...NO_NOTES,
    };
  }
  const notes = notesChange(before, after, {
    complete: a.complete && b.complete,
    hasStatus: a.hasStatus !== false && b.hasStatus !== false,
  });
  const shape =
    before.length === 1 && after.length === 1
      ? null
      : before.length === 1
        ? 'split'
        : after.length === 1
          ? 'merged'
          : 'regrouped';
  const changed = source !== null || target !== null;
  const annotated = notes.status !== null || notes.marks !== null || notes.comments !== null;
  const kind: ChangeKind = shape ?? (changed ? 'changed' : annotated ? 'annotated' : base.moved ? 'moved' : 'same');
  return { ...base, kind, source, target, ...notes };
}

/** True for one bead that says the same before and after and has neither marks nor comments: most of a bitext. */
function isUntouched(before: readonly Bead[], after: readonly Bead[]): boolean {
  const [left, right] = [before[0], after[0]];
  if (!left || !right || before.length > 1 || after.length > 1) return false;
  if (left === right) return true;
  if (left.status !== right.status || !isQuiet(before) || !isQuiet(after)) return false;
  return sameSide(before, after, 'source') && sameSide(before, after, 'target');
}

function same(
  { rowsA, rowsB }: Place,
  { by: pairedBy, confidence }: Pair,
  index: number,
  a: readonly Bead[],
  b: readonly Bead[],
): BeadChange {
  const [bead] = b;
  return {
    index,
    moved: false,
    a,
    b,
    rowsA,
    rowsB,
    by: bead?.by ?? null,
    at: bead?.at ?? null,
    pairedBy,
    confidence,
    kind: 'same',
    source: null,
    target: null,
    status: null,
    marks: null,
    comments: null,
  };
}

/** The bead that was changed last. */
function latest(beads: readonly Bead[]): Bead | undefined {
  let last = beads[0];
  for (const bead of beads) if ((bead.at ?? -1) > (last?.at ?? -1)) last = bead;
  return last;
}

/** True for a single bead with no comments or marks: what most of a bitext is made of. */
function isQuiet(beads: readonly Bead[]): boolean {
  return beads.length === 1 && beads[0]?.comments.length === 0 && beads[0].marks.length === 0;
}

type Notes = Pick<BeadChange, 'status' | 'marks' | 'comments'>;

const NO_NOTES: Notes = { status: null, marks: null, comments: null };

function notesChange(
  a: readonly Bead[],
  b: readonly Bead[],
  { complete, hasStatus }: { readonly complete: boolean; readonly hasStatus: boolean },
): Notes {
  const from = lowest(a);
  const to = lowest(b);
  const status = hasStatus && from !== to ? { from, to } : null;
  if (isQuiet(a) && isQuiet(b)) return { status, marks: null, comments: null };
  const commentsA = a.flatMap((bead) => bead.comments);
  const commentsB = b.flatMap((bead) => bead.comments);
  const commentKey = (comment: Comment): string =>
    JSON.stringify([comment.author, comment.text, complete && comment.resolved === true]);
  const comments = listChange(commentsA, complete ? commentsB : [...commentsA, ...commentsB], commentKey);
  const marks = complete
    ? listChange(unique(a.flatMap((bead) => bead.marks)), unique(b.flatMap((bead) => bead.marks)), String)
    : null;
  return { status, marks, comments };
}

const RANK: readonly BeadStatus[] = ['untranslated', 'draft', 'translated', 'confirmed'];

/** The status of a run of beads: that of the one least far. */
function lowest(beads: readonly Bead[]): BeadStatus {
  if (beads.length === 1 && beads[0]) return beads[0].status;
  return RANK[Math.min(...beads.map((bead) => RANK.indexOf(bead.status)))] ?? 'untranslated';
}

function unique<T>(members: readonly T[]): readonly T[] {
  return members.length < 2 ? members : [...new Set(members)];
}

function listChange<T>(
  a: readonly T[],
  b: readonly T[],
  key: (member: T) => string,
): { readonly added: T[]; readonly removed: T[] } | null {
  if (a.length === 0 && b.length === 0) return null;
  const inA = new Set(a.map(key));
  const inB = new Set(b.map(key));
  const added = b.filter((member) => !inA.has(key(member)));
  const removed = a.filter((member) => !inB.has(key(member)));
  return added.length + removed.length > 0 ? { added, removed } : null;
}
