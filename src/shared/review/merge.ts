import type { Bead, BeadStatus, Comment, Mark, Sentence, Side } from '../bitext/bead.ts';
import { isMarked } from '../bitext/bead.ts';
import type { Change } from '../bitext/change.ts';
import { compact, type Content } from '../text/content.ts';
import { adopt, adoptTargets, type AdoptOptions } from './adopt.ts';
import { changeBetween } from './change-between.ts';
import { compare, type Comparison } from './compare.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { mergeTexts } from './merge-text.ts';
import type { BeadChange } from './model.ts';
import { place, type Placement } from './placing.ts';
import { RowList } from './row-list.ts';
import type { Snapshot } from './snapshot.ts';
import { sameSide } from './text-change.ts';

/** How a conflict is resolved: by one of the three states, or by a target text typed for it. */
export type Choice = 'ours' | 'theirs' | 'base' | { readonly target: Content };

/** What both sides changed, and not alike. */
export interface Conflict {
  /** The position in the list of conflicts, which names the conflict. */
  readonly index: number;
  /**
   * `text`: both changed the same words. `deleted`: one took out what the other changed. `structure`: both split,
   * merged or moved sentences otherwise. `place`: both moved it to different places. `locked`: ours is locked, and
   * theirs changed, moved or took it out.
   */
  readonly kind: 'text' | 'deleted' | 'structure' | 'place' | 'locked';
  /** For `text`: the sides on which they differ. */
  readonly sides: readonly Side[];
  readonly base: readonly Bead[];
  readonly ours: readonly Bead[];
  readonly theirs: readonly Bead[];
  /** What was chosen; undefined while it is open. Then ours stands, and nothing is lost. */
  readonly choice: Choice | undefined;
}

export interface Merge {
  /** Ours with what theirs changed. */
  readonly beads: Bead[];
  /** The change on ours that gives `beads`. */
  readonly change: Change;
  readonly conflicts: readonly Conflict[];
  /** Numbers of beads in which edits of both were merged word by word; they become drafts, to be read again. */
  readonly mergedBeads: readonly number[];
  /** Numbers of beads taken from theirs, inserted, or moved as theirs has them. */
  readonly takenBeads: readonly number[];
  readonly ours: Comparison;
  readonly theirs: Comparison;
}

export interface MergeOptions {
  /** Fresh numbers for beads, sentences and comments; never used twice in a project. */
  readonly nextId: () => number;
  /** `target` takes targets, statuses and comments only, as a translation needs it. Default: `both`. */
  readonly sides?: 'both' | 'target';
  /** By index of the conflict. */
  readonly choices?: ReadonlyMap<number, Choice>;
}

/**
 * Merges what came back (`theirs`) into what stands here (`ours`), both made from `base`. What only one side changed
 * is taken; edits of both in different words of a text are merged word by word; everything else both changed is a
 * conflict, listed with all three states, in which ours stands until it is resolved (call again with `choices`).
 * Insertions of both are kept, once where they are alike. Where both changed only the status, the lesser one stands.
 */
export function mergeThreeWay(base: Snapshot, ours: Snapshot, theirs: Snapshot, options: MergeOptions): Merge {
  return new Merger(base, ours, theirs, options).run();
}

/** Beads of the base that either side treats as one, with what became of them. */
interface Cluster {
  readonly base: Bead[];
  readonly ours: Set<BeadChange>;
  readonly theirs: Set<BeadChange>;
}

interface Decision {
  /** What stands instead of ours; null to leave it. */
  readonly put: readonly Bead[] | null;
  readonly relocate: boolean;
}

class Merger {
  readonly #base: Snapshot;
  readonly #ours: Comparison;
  readonly #theirs: Comparison;
  readonly #options: MergeOptions;
  readonly #rows: RowList;
  readonly #adopting: AdoptOptions;
  readonly #conflicts: Conflict[] = [];
  readonly #merged: number[] = [];

  constructor(base: Snapshot, ours: Snapshot, theirs: Snapshot, options: MergeOptions) {
    this.#base = base;
    this.#ours = compare(base, ours);
    this.#theirs = compare(base, theirs);
    this.#options = options;
    this.#rows = new RowList(ours.beads);
    this.#adopting = {
      states: ours.complete && theirs.complete && ours.identity !== null && ours.identity === theirs.identity,
      hasStatus: base.hasStatus !== false && theirs.hasStatus !== false,
      nextId: options.nextId,
      isTaken: (id) => this.#rows.has(id),
    };
  }

  run(): Merge {
    const placements: Placement[] = [];
    for (const cluster of this.#clusters()) {
      const decision = this.#decide(cluster);
      placements.push(...this.#placementsOf(cluster, decision));
    }
    placements.push(...this.#insertions());
    if (this.#options.sides === 'target') {
      for (const { put } of placements) for (const bead of put ?? []) this.#rows.replace([bead.id], [bead]);
    } else place(this.#rows, placements);
    const beads = this.#rows.beads();
    const change = changeBetween(this.#ours.b.beads, beads);
    const merged = new Set(this.#merged);
    return {
      beads,
      change,
      conflicts: this.#conflicts,
      mergedBeads: this.#merged,
      takenBeads: touched(change).filter((id) => !merged.has(id)),
      ours: this.#ours,
      theirs: this.#theirs,
    };
  }

  #clusters(): Cluster[] {
    const { beads } = this.#base;
    const sets = new DisjointSets(beads.length);
    for (const { changes } of [this.#ours, this.#theirs]) {
      for (const { rowsA } of changes) for (const row of rowsA) sets.join(rowsA[0] as number, row);
    }
    const clusters = new Map<number, Cluster>();
    const clusterOf = (row: number): Cluster => {
      const root = sets.root(row);
      let cluster = clusters.get(root);
      if (!cluster) clusters.set(root, (cluster = { base: [], ours: new Set(), theirs: new Set() }));
      return cluster;
    };
    beads.forEach((bead, row) => clusterOf(row).base.push(bead));
    for (const change of this.#ours.changes)
      if (change.rowsA[0] !== undefined) clusterOf(change.rowsA[0]).ours.add(change);
    for (const change of this.#theirs.changes) {
      if (change.rowsA[0] !== undefined) clusterOf(change.rowsA[0]).theirs.add(change);
    }
    return [...clusters.values()];
  }

  #decide(cluster: Cluster): Decision {
    if (oursOf(cluster).some((bead) => isMarked(bead, 'locked'))) return this.#decideLocked(cluster);
    const oursMoved = some(cluster.ours, (change) => change.moved);
    const theirsMoved = some(cluster.theirs, (change) => change.moved);
    const put = this.#contentOf(cluster);
    if (!theirsMoved) return { put, relocate: false };
    const ours = oursOf(cluster);
    const here = put ?? ours;
    if (here.length === 0) return { put, relocate: false };
    if (!oursMoved) return { put: here, relocate: true };
    if (this.#samePlace(cluster)) return { put, relocate: false };
    const choice = this.#conflict('place', [], cluster);
    return choice === 'theirs' ? { put: here, relocate: true } : { put, relocate: false };
  }

  /** A locked bead stays as it is until somebody says otherwise; only comments are added to it. */
  #decideLocked(cluster: Cluster): Decision {
    const ours = oursOf(cluster);
    const theirs = theirsOf(cluster);
    const targetOnly = this.#options.sides === 'target';
    const moved =
      !targetOnly && some(cluster.theirs, (change) => change.moved) && theirs.length > 0 && !this.#samePlace(cluster);
    if (!moved && !this.#isTextChanged(cluster)) return { put: this.#commented(cluster), relocate: false };
    const choice = this.#conflict('locked', [], cluster);
    const put = this.#resolved(choice, cluster);
    const kept = put?.map((bead, i): Bead => ({ ...bead, marks: ours[i]?.marks ?? bead.marks })) ?? null;
    return { put: kept, relocate: choice === 'theirs' && moved };
  }

  /** Whether theirs says something else than ours, and than what was sent. */
  #isTextChanged(cluster: Cluster): boolean {
    const ours = oursOf(cluster);
    const theirs = theirsOf(cluster);
    if (this.#options.sides === 'target') {
      const changed = some(cluster.theirs, (change) => change.target !== null);
      return changed && theirs.length > 0 && !sameSide(ours, theirs, 'target');
    }
    const sameShape = theirs.length === cluster.base.length;
    const changed = some(cluster.theirs, (change) => change.source !== null || change.target !== null);
    return (changed || !sameShape) && !sameBeads(ours, theirs);
  }

  /** Ours with the comments of theirs; null when there is nothing to add. */
  #commented(cluster: Cluster): readonly Bead[] | null {
    if (!some(cluster.theirs, (change) => change.comments !== null)) return null;
    const [base] = cluster.base;
    const [own] = oursOf(cluster);
    const [other] = theirsOf(cluster);
    if (!base || !own || !other || oursOf(cluster).length > 1) return null;
    const [taken] = this.#take([own], [other]);
    return taken ? [{ ...own, comments: this.#notes(base, own, other, taken).comments }] : null;
  }

  /** What stands instead of ours, by content alone; null when ours stays. */
  #contentOf(cluster: Cluster): readonly Bead[] | null {
    const theirsChanged = some(cluster.theirs, isContentChange);
    if (!theirsChanged) return null;
    const ours = oursOf(cluster);
    const theirs = theirsOf(cluster);
    if (this.#options.sides === 'target' && (ours.length === 0 || theirs.length === 0)) return null;
    if (!some(cluster.ours, isContentChange)) return this.#take(ours, theirs);
    const [base] = cluster.base;
    const [own] = ours;
    const [other] = theirs;
    if (base && own && other && cluster.base.length === 1 && ours.length === 1 && theirs.length === 1) {
      return this.#mergeBead(cluster, base, own, other);
    }
    if (sameBeads(ours, theirs)) return null;
    const kind = ours.length === 0 || theirs.length === 0 ? 'deleted' : 'structure';
    return this.#resolved(this.#conflict(kind, [], cluster), cluster);
  }

  #take(ours: readonly Bead[], theirs: readonly Bead[]): readonly Bead[] {
    return this.#options.sides === 'target'
      ? adoptTargets(ours, theirs, this.#adopting)
      : adopt(ours, theirs, this.#adopting);
  }

  /** A conflict as it was decided; null to leave ours. */
  #resolved(choice: Choice | undefined, cluster: Cluster): readonly Bead[] | null {
    if (choice === undefined || choice === 'ours') return null;
    const ours = oursOf(cluster);
    if (choice === 'theirs') return this.#take(ours, theirsOf(cluster));
    if (choice === 'base') return this.#take(ours, cluster.base);
    const [first, ...rest] = ours.length > 0 ? ours : this.#take([], theirsOf(cluster));
    return first ? [this.#typed(first, choice.target), ...rest] : null;
  }

  #typed(bead: Bead, content: Content): Bead {
    const [first] = bead.target;
    const text = compact(content);
    const sentence: Sentence = first
      ? { ...first, content: text, trail: bead.target.at(-1)?.trail ?? '' }
      : { id: this.#options.nextId(), unit: bead.source[0]?.unit ?? null, lead: '', content: text, trail: '' };
    return text.text === ''
      ? { ...bead, target: [], status: 'untranslated', origin: null }
      : { ...bead, target: [sentence], status: 'draft', origin: { kind: 'typed' } };
  }

  #mergeBead(cluster: Cluster, base: Bead, ours: Bead, theirs: Bead): readonly Bead[] | null {
    const taken =
      this.#options.sides === 'target'
        ? adoptTargets([ours], [theirs], this.#adopting)[0]
        : adopt([ours], [theirs], this.#adopting)[0];
    if (!taken) return null;
    let result: Bead = { ...ours, ...this.#notes(base, ours, theirs, taken) };
    const open: Side[] = [];
    let mergedWords = false;
    let textFromTheirs = false;
    for (const side of this.#options.sides === 'target' ? (['target'] as const) : (['source', 'target'] as const)) {
      if (sameSide([base], [theirs], side) || sameSide([ours], [theirs], side)) continue;
      if (sameSide([base], [ours], side)) {
        result = { ...result, [side]: taken[side] };
        textFromTheirs ||= side === 'target';
        continue;
      }
      const merged = this.#mergeSide(base[side], ours[side], theirs[side], side);
      if (merged === null) open.push(side);
      else {
        result = { ...result, [side]: merged };
        mergedWords = true;
      }
    }
    if (open.length > 0) {
      const choice = this.#conflict('text', open, cluster);
      if (choice === undefined || choice === 'ours') return [result];
      if (typeof choice === 'object') return [this.#typed(result, choice.target)];
      const chosen = choice === 'theirs' ? taken : adopt([ours], [base], this.#adopting)[0];
      if (!chosen) return [result];
      for (const side of open) result = { ...result, [side]: chosen[side] };
      return [{ ...result, status: chosen.status, origin: chosen.origin, by: chosen.by, at: chosen.at }];
    }
    if (mergedWords) {
      this.#merged.push(ours.id);
      return [{ ...result, status: result.target.length === 0 ? 'untranslated' : 'draft' }];
    }
    return [textFromTheirs ? { ...result, origin: taken.origin, by: taken.by, at: taken.at } : result];
  }

  #mergeSide(
    base: readonly Sentence[],
    ours: readonly Sentence[],
    theirs: readonly Sentence[],
    side: Side,
  ): Sentence[] | null {
    if (base.length === 0 || base.length !== ours.length || base.length !== theirs.length) return null;
    const lang = side === 'source' ? this.#base.sourceLang : this.#base.targetLang;
    const out: Sentence[] = [];
    for (const [i, sentence] of base.entries()) {
      const [own, other] = [ours[i], theirs[i]];
      const merged = own && other ? mergeTexts(sentence.content, own.content, other.content, lang) : null;
      if (!own || merged === null) return null;
      out.push({ ...own, content: merged });
    }
    return out;
  }

  /**
   * Status, marks and comments of both. A status belongs to the text it was given to: it comes with the target; for
   * one target in all three, what one side changed is taken, and of two changes the lesser.
   */
  #notes(base: Bead, ours: Bead, theirs: Bead, taken: Bead): Pick<Bead, 'status' | 'marks' | 'comments'> {
    const oursText = !sameSide([base], [ours], 'target');
    const theirsText = !sameSide([base], [theirs], 'target');
    let status = ours.status;
    if (theirsText && !oursText) ({ status } = taken);
    else if (oursText === theirsText && this.#adopting.hasStatus && theirs.status !== base.status) {
      status = ours.status === base.status ? theirs.status : lesser(ours.status, theirs.status);
    }
    const commentKey = (comment: Comment): string => JSON.stringify([comment.author, comment.text]);
    const { states } = this.#adopting;
    return {
      status,
      marks: states ? mergeLists<Mark>(base.marks, ours.marks, theirs.marks, String) : ours.marks,
      comments: states ? mergeLists(base.comments, ours.comments, theirs.comments, commentKey) : taken.comments,
    };
  }

  #conflict(kind: Conflict['kind'], sides: readonly Side[], cluster: Cluster): Choice | undefined {
    const index = this.#conflicts.length;
    const choice = this.#options.choices?.get(index);
    this.#conflicts.push({
      index,
      kind,
      sides,
      base: cluster.base,
      ours: oursOf(cluster),
      theirs: theirsOf(cluster),
      choice,
    });
    return choice;
  }

  /** True when both sides put it behind the same bead of the base. */
  #samePlace(cluster: Cluster): boolean {
    const before = (comparison: Comparison, changes: Set<BeadChange>): number | null | undefined => {
      const [change] = changes;
      if (change?.rowsB[0] === undefined) return undefined;
      const previous = comparison.changes
        .slice(0, change.index)
        .findLast((other) => other.a.length > 0 && other.b.length > 0);
      return previous?.rowsA[0] ?? null;
    };
    const ours = before(this.#ours, cluster.ours);
    return ours !== undefined && ours === before(this.#theirs, cluster.theirs);
  }

  #placementsOf(cluster: Cluster, { put, relocate }: Decision): Placement[] {
    const ours = [...cluster.ours];
    const here = oursOf(cluster);
    const theirs = [...cluster.theirs];
    const anchor = !some(cluster.ours, (change) => change.moved) && !some(cluster.theirs, (change) => change.moved);
    return [
      {
        here,
        rowsHere: ours.flatMap((change) => change.rowsB),
        rowsThere: theirs.flatMap((change) => change.rowsB),
        put,
        relocate,
        anchor,
      },
    ];
  }

  /** What theirs inserted, but for what ours inserted alike. */
  #insertions(): Placement[] {
    const own = new Map<string, Bead[]>();
    for (const { kind, b } of this.#ours.changes) {
      if (kind !== 'inserted') continue;
      for (const bead of b) own.set(textOf(bead), [...(own.get(textOf(bead)) ?? []), bead]);
    }
    return this.#theirs.changes
      .filter((change) => change.kind === 'inserted')
      .map((change): Placement => {
        const twin = own.get(textOf(change.b[0] as Bead))?.shift();
        const wanted = !twin && this.#options.sides !== 'target';
        return {
          here: [],
          rowsHere: [],
          rowsThere: change.rowsB,
          put: wanted ? this.#take([], change.b) : null,
          relocate: false,
          anchor: false,
        };
      });
  }
}

const RANK: readonly BeadStatus[] = ['untranslated', 'draft', 'translated', 'confirmed'];

function lesser(a: BeadStatus, b: BeadStatus): BeadStatus {
  return RANK.indexOf(a) < RANK.indexOf(b) ? a : b;
}

function isContentChange(change: BeadChange): boolean {
  return change.kind !== 'same' && change.kind !== 'moved';
}

function oursOf(cluster: Cluster): Bead[] {
  return [...cluster.ours].flatMap((change) => change.b);
}

function theirsOf(cluster: Cluster): Bead[] {
  return [...cluster.theirs].flatMap((change) => change.b);
}

/** The numbers of the beads that a change sets or puts in. */
function touched(change: Change): number[] {
  return change.flatMap((operation) =>
    operation.type === 'set' ? [operation.bead] : operation.insert.map((bead) => bead.id),
  );
}

/** Equal for beads that say the same on both sides. */
function textOf(bead: Bead): string {
  return JSON.stringify(
    [bead.source, bead.target].map((side) =>
      side.map(({ content }) => [content.text, content.codes.map(({ kind, id, data }) => [kind, id, data])]),
    ),
  );
}

function some<T>(members: Iterable<T>, test: (member: T) => boolean): boolean {
  for (const member of members) if (test(member)) return true;
  return false;
}

function sameBeads(a: readonly Bead[], b: readonly Bead[]): boolean {
  return (
    a.length === b.length &&
    a.every((bead, i) => {
      const other = b[i];
      return other !== undefined && sameSide([bead], [other], 'source') && sameSide([bead], [other], 'target');
    })
  );
}

/** Ours with what theirs added and without what theirs took out. */
function mergeLists<T>(base: readonly T[], ours: readonly T[], theirs: readonly T[], key: (member: T) => string): T[] {
  const [inBase, inOurs, inTheirs] = [base, ours, theirs].map((list) => new Set(list.map(key)));
  const kept = ours.filter((member) => !(inBase?.has(key(member)) && !inTheirs?.has(key(member))));
  return [...kept, ...theirs.filter((member) => !inBase?.has(key(member)) && !inOurs?.has(key(member)))];
}
