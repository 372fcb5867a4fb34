import { isMarked, newBead, type Bead, type Sentence } from '../bitext/bead.ts';
import type { Change } from '../bitext/change.ts';
import { joinAll } from '../bitext/sentences.ts';
import { changeBetween } from './change-between.ts';
import { compare } from './compare.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { BeadChange } from './model.ts';
import { runContent, textDifference, type TextChange } from './text-change.ts';
import { countWords } from './words.ts';

/** A sentence of the new edition, before it has a number. */
export type NewSentence = Omit<Sentence, 'id'>;

export type UpdateKind = 'unchanged' | 'changed' | 'moved' | 'new' | 'deleted' | 'split' | 'merged';

/** What became of sentences of the old edition. */
export interface SentenceUpdate {
  readonly kind: UpdateKind;
  /** True when it stands elsewhere than before, whatever else happened to it. */
  readonly moved: boolean;
  /** Positions in the old and in the new edition, from 0. */
  readonly old: readonly number[];
  readonly new: readonly number[];
  /** How sure it is that these correspond, 0 to 1; null for new and deleted ones. */
  readonly confidence: number | null;
}

/** What became of a bead. */
export interface BeadUpdate {
  readonly kind: UpdateKind;
  readonly moved: boolean;
  /** The beads as they were, with the old source, target and status; none for what is new. */
  readonly old: readonly Bead[];
  /** The bead as it is now; null when its sentences were deleted. */
  readonly now: Bead | null;
  /** The difference between the old source and the new one; null when they are equal, or one is missing. */
  readonly source: Omit<TextChange, 'kind'> | null;
}

export interface SourceUpdate {
  /** The bitext of the new edition. */
  readonly beads: Bead[];
  /** The change on the old bitext that gives it: one undoable step. */
  readonly change: Change;
  /** In the order of the new edition; what was deleted stands where it stood. */
  readonly sentences: readonly SentenceUpdate[];
  readonly updates: readonly BeadUpdate[];
  /** Beads and source words of each kind; those of deleted beads are words of the old edition. */
  readonly statistics: Readonly<Record<UpdateKind, { readonly beads: number; readonly words: number }>>;
  /** Locked beads that change otherwise than by taking another place, with their rows in the old bitext. */
  readonly locked: readonly { readonly row: number; readonly bead: Bead }[];
  /** The share of the old edition's source, in characters, that was recognised in the new one, 0 to 1. */
  readonly recognised: number;
}

export interface UpdateOptions {
  /** BCP 47, of the source. */
  readonly sourceLang: string;
  /** In a translation the targets of merged beads become one sentence. */
  readonly kind: 'translation' | 'alignment';
  /** Fresh numbers for beads and sentences; never used twice in a project. */
  readonly nextId: () => number;
}

/**
 * Carries a bitext over to a new edition of its source. Beads whose source is unchanged keep target and status, also
 * when they moved; where the source changed, was split or merged, the target stays as a draft; new sentences get beads
 * of their own; beads whose source is gone are left out and listed. Beads without a source follow the bead they stood
 * behind.
 */
export function updateSource(
  old: readonly Bead[],
  sentences: readonly NewSentence[],
  options: UpdateOptions,
): SourceUpdate {
  const owners: number[] = [];
  const oldSentences: Sentence[] = [];
  old.forEach((bead, i) => {
    for (const sentence of bead.source) {
      owners.push(i);
      oldSentences.push(sentence);
    }
  });
  const single = (sentence: NewSentence, i: number): Bead => newBead(-1 - i, [{ ...sentence, id: -1 - i }]);
  const side = { sourceLang: options.sourceLang, targetLang: options.sourceLang, identity: null, complete: false };
  const { changes, relation } = compare(
    { ...side, beads: oldSentences.map(single) },
    { ...side, beads: sentences.map(single) },
  );
  const numbered = numberSentences(sentences, oldSentences, changes, options.nextId);
  const updates: BeadUpdate[] = [];
  const heirs = new Map<Bead, Bead>();
  for (const cluster of clusters(changes, owners, old)) {
    for (const update of carriedOver(cluster, numbered, options)) {
      updates.push(update);
      if (update.now) for (const bead of update.old) if (!heirs.has(bead)) heirs.set(bead, update.now);
    }
  }
  const rowOf = new Map(numbered.map((sentence, row) => [sentence.id, row]));
  const place = (update: BeadUpdate): number => rowOf.get(update.now?.source[0]?.id ?? -1) ?? -1;
  const placed = updates.filter((update) => update.now !== null).sort((x, y) => place(x) - place(y));
  const ordered = withDeleted(placed, updates, old);
  const beads = withTargetsOnly(
    placed.flatMap((update) => update.now ?? []),
    old,
    heirs,
  );
  return {
    beads,
    change: changeBetween(old, beads),
    sentences: changes.map(sentenceUpdate),
    updates: ordered,
    statistics: statisticsOf(ordered),
    locked: lockedOf(updates, old),
    recognised: relation.paired,
  };
}

function lockedOf(updates: readonly BeadUpdate[], old: readonly Bead[]): SourceUpdate['locked'] {
  const changed = new Set(
    updates.flatMap((update) => (update.kind === 'unchanged' || update.kind === 'moved' ? [] : update.old)),
  );
  return old.flatMap((bead, row) => (isMarked(bead, 'locked') && changed.has(bead) ? [{ row, bead }] : []));
}

function sentenceUpdate(change: BeadChange): SentenceUpdate {
  const { moved, rowsA, rowsB, confidence } = change;
  return { kind: kindOf(change), moved, old: rowsA, new: rowsB, confidence };
}

function kindOf({ kind, source }: BeadChange): UpdateKind {
  if (kind === 'inserted') return 'new';
  if (kind === 'deleted' || kind === 'split' || kind === 'merged' || kind === 'moved') return kind;
  return source === null ? 'unchanged' : 'changed';
}

/** The new sentences with numbers: that of the sentence they come from where there is one, so that history goes on. */
function numberSentences(
  sentences: readonly NewSentence[],
  old: readonly Sentence[],
  changes: readonly BeadChange[],
  nextId: () => number,
): Sentence[] {
  const heirs = new Map<number, number>();
  for (const { rowsA, rowsB } of changes) {
    const before = old[rowsA[0] ?? -1];
    if (before && rowsB[0] !== undefined) heirs.set(rowsB[0], before.id);
  }
  return sentences.map(({ unit, lead, content, trail }, row) => ({
    id: heirs.get(row) ?? nextId(),
    unit,
    lead,
    content,
    trail,
  }));
}

/** Old beads that share a change, with all changes of their sentences. */
interface Cluster {
  readonly beads: readonly Bead[];
  readonly changes: readonly BeadChange[];
}

function clusters(changes: readonly BeadChange[], owners: readonly number[], old: readonly Bead[]): Cluster[] {
  const sets = new DisjointSets(old.length + changes.length);
  changes.forEach(({ rowsA }, i) => {
    for (const row of rowsA) sets.join(owners[row] as number, old.length + i);
  });
  const found = new Map<number, { beads: Bead[]; changes: BeadChange[] }>();
  const clusterOf = (member: number): { beads: Bead[]; changes: BeadChange[] } => {
    const root = sets.root(member);
    let cluster = found.get(root);
    if (!cluster) found.set(root, (cluster = { beads: [], changes: [] }));
    return cluster;
  };
  old.forEach((bead, i) => {
    if (bead.source.length > 0) clusterOf(i).beads.push(bead);
  });
  changes.forEach((change, i) => clusterOf(old.length + i).changes.push(change));
  return [...found.values()];
}

function carriedOver(cluster: Cluster, sentences: readonly Sentence[], options: UpdateOptions): BeadUpdate[] {
  const { beads, changes } = cluster;
  const rows = changes.flatMap((change) => change.rowsB).sort((x, y) => x - y);
  const moved = changes.some((change) => change.moved);
  const [first] = beads;
  if (!first) {
    return rows.map((row): BeadUpdate => {
      const now = newBead(options.nextId(), sentences.slice(row, row + 1));
      return { kind: 'new', moved: false, old: [], now, source: null };
    });
  }
  if (rows.length === 0) return [{ kind: 'deleted', moved: false, old: beads, now: null, source: null }];
  // Sentences that went apart cannot stay in one bead: the first of them keeps the target.
  const [main = [], ...others] = runsOf(rows);
  const source = main.map((row) => sentences[row] as Sentence);
  const asBefore =
    beads.length === 1 &&
    others.length === 0 &&
    changes.every((change) => change.source === null) &&
    changes.flatMap((change) => change.rowsA).length === rows.length &&
    inOrder(changes);
  if (asBefore) {
    return [{ kind: moved ? 'moved' : 'unchanged', moved, old: beads, now: { ...first, source }, source: null }];
  }
  const target = targetOf(beads, options);
  const now: Bead = {
    ...first,
    source,
    target,
    status: target.length === 0 ? 'untranslated' : 'draft',
    // A lock protects a translation that is right; this one is to be looked at again.
    marks: first.marks.filter((mark) => mark !== 'locked'),
    comments: beads.flatMap((bead) => bead.comments),
    confidence: null,
    reasons: [],
  };
  const kinds = new Set(changes.map(kindOf));
  const kind =
    beads.length > 1 || kinds.has('merged') ? 'merged' : kinds.has('split') || others.length > 0 ? 'split' : 'changed';
  const difference = textDifference(runContent(beads, 'source'), runContent([now], 'source'), options.sourceLang);
  return [
    { kind, moved, old: beads, now, source: difference },
    ...others.map((run): BeadUpdate => {
      const apart = newBead(
        options.nextId(),
        run.map((row) => sentences[row] as Sentence),
      );
      return { kind, moved, old: beads, now: apart, source: null };
    }),
  ];
}

function targetOf(beads: readonly Bead[], { kind }: UpdateOptions): Bead['target'] {
  const sentences = beads.flatMap((bead) => bead.target);
  if (kind === 'alignment' || beads.length === 1) return sentences;
  const joined = joinAll(sentences);
  return joined ? [joined] : [];
}

function inOrder(changes: readonly BeadChange[]): boolean {
  const byOld = changes.toSorted((x, y) => (x.rowsA[0] ?? 0) - (y.rowsA[0] ?? 0));
  return byOld.every((change, i) => i === 0 || (change.rowsB[0] ?? 0) > (byOld[i - 1]?.rowsB[0] ?? 0));
}

/** Sorted numbers as runs without a gap. */
function runsOf(rows: readonly number[]): number[][] {
  const out: number[][] = [];
  for (const row of rows) {
    const last = out.at(-1);
    if (last?.at(-1) === row - 1) last.push(row);
    else out.push([row]);
  }
  return out;
}

/** The updates in the order of the new edition, deleted beads behind the bead they followed. */
function withDeleted(
  placed: readonly BeadUpdate[],
  updates: readonly BeadUpdate[],
  old: readonly Bead[],
): BeadUpdate[] {
  const deleted = new Map(updates.filter(({ now }) => now === null).map((update) => [update.old[0], update]));
  if (deleted.size === 0) return [...placed];
  const behind = new Map<Bead | null, BeadUpdate[]>();
  const standing = new Set(placed.filter(({ moved }) => !moved).map((update) => update.old[0]));
  let last: Bead | null = null;
  for (const bead of old) {
    const gone = deleted.get(bead);
    if (gone) behind.set(last, [...(behind.get(last) ?? []), gone]);
    else if (standing.has(bead)) last = bead;
  }
  const seen = new Set<Bead>();
  return [
    ...(behind.get(null) ?? []),
    ...placed.flatMap((update) => {
      const [first] = update.old;
      if (!first || update.moved || seen.has(first)) return [update];
      seen.add(first);
      return [update, ...(behind.get(first) ?? [])];
    }),
  ];
}

function withTargetsOnly(beads: readonly Bead[], old: readonly Bead[], heirs: ReadonlyMap<Bead, Bead>): Bead[] {
  const followers = new Map<Bead | null, Bead[]>();
  let last: Bead | null = null;
  for (const bead of old) {
    const heir = heirs.get(bead);
    if (heir) last = heir;
    else if (bead.source.length === 0) followers.set(last, [...(followers.get(last) ?? []), bead]);
  }
  return [...(followers.get(null) ?? []), ...beads.flatMap((bead) => [bead, ...(followers.get(bead) ?? [])])];
}

function statisticsOf(updates: readonly BeadUpdate[]): SourceUpdate['statistics'] {
  const kinds: Record<UpdateKind, { beads: number; words: number }> = {
    unchanged: { beads: 0, words: 0 },
    changed: { beads: 0, words: 0 },
    moved: { beads: 0, words: 0 },
    new: { beads: 0, words: 0 },
    deleted: { beads: 0, words: 0 },
    split: { beads: 0, words: 0 },
    merged: { beads: 0, words: 0 },
  };
  for (const { kind, old, now } of updates) {
    kinds[kind].beads++;
    for (const bead of now ? [now] : old) {
      for (const sentence of bead.source) kinds[kind].words += countWords(sentence.content.text);
    }
  }
  return kinds;
}
