import { pairEqual, pairUnique } from './exact.ts';
import { likeness, union, type Item, type Items } from './items.ts';
import { keepsOrder } from './sequence.ts';
import { isPart, mostAlike, newShare, pairSimilar, type OnShare } from './similar.ts';

/** Rows of one version and their counterpart in the other, as positions. */
export interface Pair {
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** By their numbers, by equal text, or by similar text. */
  readonly by: 'identity' | 'text' | 'likeness';
  /** True when it stands elsewhere than in the first version. */
  readonly moved: boolean;
  /** How sure it is that these belong together, 0 to 1; docs/review.md has the table. */
  readonly confidence: number;
}

interface Group extends Pair {
  readonly a: number[];
  readonly b: number[];
  moved: boolean;
  confidence: number;
}

/** Rows known to belong together. */
export type KnownPair = Pick<Group, 'a' | 'b'>;

/** What moved and changed at once must be as alike as this, and of some length, to be recognised. */
const MOVED_LIKENESS = 0.7;
const MOVED_WORDS = 3;
/** With more pairs of rows than this left, the two are no versions of one text, and nothing is sought that moved. */
const SEARCHED_ANYWHERE = 100_000_000;

/**
 * Pairs the rows of two versions: those already `known` to be the same; then equal texts in order; then equal texts
 * that moved; then nearly equal and similar texts in order, also one with several (split and merged); then similar texts that moved.
 * What is not in the result was deleted or inserted. Near linear while most rows are equal. Pairs come in the order
 * of `a`.
 */
export function pairRows(
  a: Items,
  b: Items,
  known: readonly KnownPair[] = [],
  onShare: OnShare = () => undefined,
): Pair[] {
  const work = new Pairing(a, b, known);
  const stages: ((told: OnShare) => void)[] = [
    () => work.uniqueInOrder(),
    () => work.equalInOrder((item) => item.fullKey()),
    () => work.equalInOrder((item) => item.key()),
    () => work.equalAnywhere((item) => item.fullKey()),
    () => work.equalAnywhere((item) => item.key()),
    () => work.nearlyEqualInOrder(),
    (told) => work.similarInOrder(told),
    (told) => work.similarAnywhere(told),
    () => work.attachParts(),
  ];
  stages.forEach((stage, i) => {
    onShare(i / stages.length);
    stage((share) => onShare((i + share) / stages.length));
  });
  return work.result();
}

class Pairing {
  readonly #a: Items;
  readonly #b: Items;
  /** Put in the order of `a` by `#stand`. */
  readonly #groups: Group[] = [];
  /** How many groups there were when it was last known which keep their order. */
  #settled = 0;
  readonly #ofA: (Group | undefined)[];
  readonly #ofB: (Group | undefined)[];

  constructor(a: Items, b: Items, known: readonly KnownPair[]) {
    this.#a = a;
    this.#b = b;
    this.#ofA = Array.from({ length: a.length });
    this.#ofB = Array.from({ length: b.length });
    for (const pair of known) this.#add(pair.a, pair.b, 'identity');
  }

  /** Texts that occur once on each side; repeated ones are better told apart within the gaps between these. */
  uniqueInOrder(): void {
    this.#equal((item) => item.key(), pairUnique);
  }

  equalInOrder(keyOf: (item: Item) => number): void {
    this.#equal(keyOf, pairEqual);
  }

  /** Texts that differ in case, punctuation or quotes only, as other programs leave them. */
  nearlyEqualInOrder(): void {
    // Texts without letters or figures are never nearly equal; each gets a number of its own.
    let none = -1;
    this.#equal(
      (item) => {
        const key = item.looseKey();
        return key < 0 ? --none : key;
      },
      pairEqual,
      'likeness',
    );
  }

  #equal(keyOf: (item: Item) => number, pairKeys: typeof pairEqual, by: Pair['by'] = 'text'): void {
    for (const [freeA, freeB] of this.#gaps()) {
      const left = freeA.map((i) => keyOf(this.#a.at(i)));
      const right = freeB.map((j) => keyOf(this.#b.at(j)));
      pairKeys(left, right, (i, j) => this.#add([freeA[i] as number], [freeB[j] as number], by));
    }
  }

  equalAnywhere(keyOf: (item: Item) => number): void {
    const freeA = free(this.#ofA);
    const freeB = free(this.#ofB);
    if (freeA.length === 0 || freeB.length === 0) return;
    const waiting = new Map<number, number[]>();
    // Last first, so that the first that waits is the one `pop` gives.
    for (const j of freeB.reverse()) {
      const key = keyOf(this.#b.at(j));
      const list = waiting.get(key);
      if (list) list.push(j);
      else waiting.set(key, [j]);
    }
    for (const i of freeA) {
      const j = waiting.get(keyOf(this.#a.at(i)))?.pop();
      if (j !== undefined) this.#add([i], [j], 'text');
    }
  }

  similarInOrder(onShare: OnShare): void {
    const gaps = this.#gaps();
    for (const [k, [freeA, freeB]] of gaps.entries()) {
      const pairs = pairSimilar(
        freeA.map((i) => this.#a.at(i)),
        freeB.map((j) => this.#b.at(j)),
        (share) => onShare((k + share) / gaps.length),
      );
      for (const pair of pairs) {
        this.#add(
          pair.a.map((i) => freeA[i] as number),
          pair.b.map((j) => freeB[j] as number),
          'likeness',
        );
      }
    }
  }

  similarAnywhere(onShare: OnShare): void {
    const freeA = free(this.#ofA);
    const freeB = free(this.#ofB);
    const size = freeA.length * freeB.length;
    if (size === 0 || size > SEARCHED_ANYWHERE) return;
    const pairs = mostAlike(
      freeA.map((i) => this.#a.at(i)),
      freeB.map((j) => this.#b.at(j)),
      MOVED_LIKENESS,
      MOVED_WORDS,
      onShare,
    );
    for (const pair of pairs) {
      this.#add([freeA[pair.a[0] as number] as number], [freeB[pair.b[0] as number] as number], 'likeness');
    }
  }

  /** Joins what is left to a neighbouring pair whose texts differ, when it was split off from it or merged into it. */
  attachParts(): void {
    for (const j of free(this.#ofB)) this.#attach(j, this.#ofB, this.#b, 'b');
    for (const i of free(this.#ofA)) this.#attach(i, this.#ofA, this.#a, 'a');
  }

  result(): Pair[] {
    this.#stand();
    const anyByText = this.#groups.some((group) => group.by === 'text');
    const timesA = anyByText ? counts(this.#a) : new Map<number, number>();
    const timesB = anyByText ? counts(this.#b) : new Map<number, number>();
    const unique = (group: Group): boolean => {
      const key = this.#a.at(group.a[0] as number).key();
      return timesA.get(key) === 1 && timesB.get(key) === 1;
    };
    for (const group of this.#groups) group.confidence = this.#sureness(group, unique);
    return this.#groups;
  }

  /**
   * How sure a pair is. By identity: 1. By equal text that occurs once: 0.99 in its place, 0.95 elsewhere; by equal
   * text that occurs more than once: 0.95 between neighbours that are paired alike, 0.8 in its place otherwise, 0.6
   * elsewhere. By likeness: half of what is missing to full likeness is doubt, and a quarter more when it moved.
   */
  #sureness(group: Group, unique: (group: Group) => boolean): number {
    const { moved } = group;
    if (group.by === 'identity') return 1;
    if (group.by === 'text') {
      if (unique(group)) return moved ? 0.95 : 0.99;
      if (moved) return 0.6;
      const [i, j] = [group.a[0] as number, group.b[0] as number];
      const follows = (step: number): boolean => {
        const neighbour = this.#ofA[i + step];
        return neighbour !== undefined && neighbour === this.#ofB[j + step] && neighbour.by === 'text';
      };
      return follows(-1) || follows(1) ? 0.95 : 0.8;
    }
    const bag = (items: Items, members: readonly number[]): Int32Array => union(members.map((k) => items.at(k).bag()));
    const alike = likeness(bag(this.#a, group.a), bag(this.#b, group.b));
    return Math.round((0.5 + alike / 2) * (moved ? 0.75 : 1) * 100) / 100;
  }

  #add(a: number[], b: number[], by: Pair['by']): void {
    const group: Group = { a, b, by, moved: false, confidence: 1 };
    this.#groups.push(group);
    for (const i of a) this.#ofA[i] = group;
    for (const j of b) this.#ofB[j] = group;
  }

  #attach(row: number, groups: (Group | undefined)[], items: Items, side: 'a' | 'b'): void {
    let best: { group: Group; share: number } | undefined;
    for (const neighbour of [row - 1, row + 1]) {
      const group = groups[neighbour];
      if (!group || this.#sameText(group)) continue;
      const [parts, whole] =
        side === 'b'
          ? [group.b.map((j) => this.#b.at(j)), group.a.map((i) => this.#a.at(i))]
          : [group.a.map((i) => this.#a.at(i)), group.b.map((j) => this.#b.at(j))];
      const share = newShare(items.at(row), whole, parts);
      if (isPart(share) && share > (best?.share ?? 0)) best = { group, share };
    }
    if (!best) return;
    const members = best.group[side];
    members.push(row);
    members.sort((x, y) => x - y);
    groups[row] = best.group;
  }

  #sameText(group: Group): boolean {
    const [i, j] = [group.a[0], group.b[0]];
    if (group.a.length !== 1 || group.b.length !== 1 || i === undefined || j === undefined) return false;
    return this.#a.at(i).key() === this.#b.at(j).key();
  }

  /** Finds out which pairs keep their order, so that as few rows as possible count as moved. */
  #stand(): void {
    if (this.#settled === this.#groups.length) return;
    this.#settled = this.#groups.length;
    this.#groups.sort((x, y) => (x.a[0] as number) - (y.a[0] as number));
    const keeps = keepsOrder(
      this.#groups.map((group) => group.b[0] as number),
      this.#groups.map((group) => group.a.length),
    );
    this.#groups.forEach((group, i) => {
      group.moved = !keeps[i];
    });
  }

  /** The unpaired rows of both sides between one pair in place and the next, where both sides have some. */
  #gaps(): [number[], number[]][] {
    const out: [number[], number[]][] = [];
    let i = 0;
    let j = 0;
    const upTo = (aTo: number, bTo: number): void => {
      const freeA: number[] = [];
      const freeB: number[] = [];
      for (; i < aTo; i++) if (!this.#ofA[i]) freeA.push(i);
      for (; j < bTo; j++) if (!this.#ofB[j]) freeB.push(j);
      if (freeA.length > 0 && freeB.length > 0) out.push([freeA, freeB]);
    };
    if (!this.#ofA.includes(undefined) || !this.#ofB.includes(undefined)) return out;
    this.#stand();
    for (const group of this.#groups) if (!group.moved) upTo(group.a[0] as number, group.b[0] as number);
    upTo(this.#a.length, this.#b.length);
    return out;
  }
}

function free(groups: readonly (Group | undefined)[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < groups.length; i++) if (!groups[i]) out.push(i);
  return out;
}

/** How often each text occurs. */
function counts(items: Items): Map<number, number> {
  const out = new Map<number, number>();
  for (let row = 0; row < items.length; row++) {
    const key = items.at(row).key();
    out.set(key, (out.get(key) ?? 0) + 1);
  }
  return out;
}
