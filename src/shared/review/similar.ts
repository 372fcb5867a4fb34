import { likeness, shared, union, type Item } from './items.ts';
import { keepsOrder } from './sequence.ts';

/** Two groups of neighbouring items that say nearly the same; positions in the given lists. */
export interface SimilarPair {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly likeness: number;
}

/** Below this likeness two texts in the same place are a deletion and an insertion, not a change. */
const IN_PLACE = 0.4;
/** In a stretch too long to be searched in full, what is as alike as this anchors the search. */
const ANCHOR = 0.6;
/** How many items one may have been split into, or merged from. */
const LARGEST_GROUP = 4;
/** The share of its words a piece must find in the counterpart to count as split off from it. */
const OWN_SHARE = 0.5;
/** What another piece in a group costs, in words counted double. */
const PIECE_COST = 1;
/** Stretches up to this many pairs of items are searched in full. */
const FULL_SEARCH = 40_000;
/** Two words that stand together in more items than this are no reason to compare these. */
const COMMON = 24;
/** How many of the rarest pairs of words of an item lead to others. */
const RAREST = 4;
/** In a long stretch, texts at the same distance from the last pair that are as alike as this are paired in passing. */
const IN_PASSING = 0.7;
/** How many texts in a row may have no counterpart at their place before the rest is searched otherwise. */
const PASSED_OVER = 64;
/** From this many pairs of items on, some items are tried first: texts that have nothing in common are not searched. */
const TRIED_FIRST = 4_000_000;
const TRIED = 300;
/** At least this share of the tried must find a counterpart. */
const PROMISING = 0.01;

/** Told what share of the search is done, 0 to 1. May throw to give it up. */
export type OnShare = (share: number) => void;

/**
 * Pairs two stretches of items in order by what they share, 1-1, 1-n and n-1: the pairing in which the words found on
 * the other side, less a threshold, weigh most (dynamic programming over all pairs). Long stretches are divided first:
 * at pairs found in passing, and what then is still long at its most alike items.
 */
export function pairSimilar(a: readonly Item[], b: readonly Item[], onShare: OnShare = () => undefined): SimilarPair[] {
  if (a.length === 0 || b.length === 0) return [];
  if (a.length * b.length <= FULL_SEARCH) return searchInFull(a, b);
  const passed = inPassing(a, b, onShare);
  const pairs = passed.length > 0 ? divided(a, b, passed, searchLong) : searchLong(a, b);
  onShare(1);
  return pairs;

  function searchLong(left: readonly Item[], right: readonly Item[]): SimilarPair[] {
    if (!isPromising(left, right, onShare)) return [];
    const anchors = inOrder(mostAlike(left, right, ANCHOR, 1, onShare));
    // A stretch that no anchor divides further is left alone: its texts have nothing in common that is rare.
    return anchors.length === 0 ? [] : divided(left, right, anchors, () => []);
  }
}

/** Anchors with what is found between them; `search` is for the stretches too long to be searched in full. */
function divided(
  a: readonly Item[],
  b: readonly Item[],
  anchors: readonly SimilarPair[],
  search: (a: readonly Item[], b: readonly Item[]) => SimilarPair[],
): SimilarPair[] {
  const out: SimilarPair[] = [];
  let i = 0;
  let j = 0;
  const between = (iTo: number, jTo: number): void => {
    const [iFrom, jFrom] = [i, j];
    if (iTo === iFrom || jTo === jFrom) return;
    const find = (iTo - i) * (jTo - j) > FULL_SEARCH ? search : searchInFull;
    for (const pair of find(a.slice(i, iTo), b.slice(j, jTo))) {
      out.push({ ...pair, a: pair.a.map((k) => k + iFrom), b: pair.b.map((k) => k + jFrom) });
    }
  };
  for (const anchor of anchors) {
    const [anchorA, anchorB] = [anchor.a[0] as number, anchor.b[0] as number];
    between(anchorA, anchorB);
    out.push(anchor);
    i = anchorA + 1;
    j = anchorB + 1;
  }
  between(a.length, b.length);
  return out;
}

/**
 * The pairs that are found by walking along both stretches side by side, as when every text was changed a little: much
 * alike, and more alike than either is to its counterpart's neighbour. Stops where the two part for long.
 */
function inPassing(a: readonly Item[], b: readonly Item[], onShare: OnShare): SimilarPair[] {
  const out: SimilarPair[] = [];
  const alike = (i: number, j: number): number => {
    const [left, right] = [a[i], b[j]];
    return left && right ? likeness(left.bag(), right.bag()) : 0;
  };
  let missed = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length && missed < PASSED_OVER; i++, j++) {
    if (i % 256 === 0) onShare(i / a.length);
    const here = alike(i, j);
    if (here >= IN_PASSING && here > alike(i, j + 1) && here > alike(i + 1, j)) {
      out.push({ a: [i], b: [j], likeness: here });
      missed = 0;
    } else missed++;
  }
  return out;
}

/** Whether it is worth while to search two long stretches: whether some of one find a counterpart in the other. */
function isPromising(a: readonly Item[], b: readonly Item[], onShare: OnShare): boolean {
  if (a.length * b.length <= TRIED_FIRST) return true;
  // The shorter is tried: an extract is found in the whole, not the whole in an extract.
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a];
  const step = Math.max(1, Math.floor(shorter.length / TRIED));
  const tried = shorter.filter((_, i) => i % step === 0);
  return mostAlike(longer, tried, ANCHOR, 1, onShare).length >= PROMISING * tried.length;
}

/**
 * The pairs (1-1) at least as alike as `threshold` that have two neighbouring words, or the first or last, in common,
 * wherever they stand; the most alike first, no item twice.
 */
export function mostAlike(
  a: readonly Item[],
  b: readonly Item[],
  threshold: number,
  leastWords = 1,
  onShare: OnShare = () => undefined,
): SimilarPair[] {
  const postings = new Map<number, number[]>();
  const work = a.length + b.length;
  b.forEach((item, j) => {
    if (j % 256 === 0) onShare(j / work);
    for (const pair of item.pairs()) {
      const list = postings.get(pair);
      if (list === undefined) postings.set(pair, [j]);
      else if (list.length <= COMMON) list.push(j);
    }
  });
  const found: { i: number; j: number; likeness: number }[] = [];
  a.forEach((item, i) => {
    if (i % 256 === 0) onShare((b.length + i) / work);
    if (item.bag().length < 2 * leastWords) return;
    const candidates = new Set<number>();
    const lists = [...item.pairs()].flatMap((pair) => {
      const list = postings.get(pair);
      return list && list.length <= COMMON ? [list] : [];
    });
    lists.sort((x, y) => x.length - y.length);
    for (const list of lists.slice(0, RAREST)) for (const j of list) candidates.add(j);
    for (const j of candidates) {
      const other = b[j] as Item;
      if (other.bag().length < 2 * leastWords) continue;
      const alike = likeness(item.bag(), other.bag());
      if (alike >= threshold) found.push({ i, j, likeness: alike });
    }
  });
  found.sort((x, y) => y.likeness - x.likeness || Math.abs(x.i - x.j) - Math.abs(y.i - y.j) || x.i - y.i);
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  const out: SimilarPair[] = [];
  for (const { i, j, likeness: alike } of found) {
    if (usedA.has(i) || usedB.has(j)) continue;
    usedA.add(i);
    usedB.add(j);
    out.push({ a: [i], b: [j], likeness: alike });
  }
  return out;
}

/**
 * How much of `piece` is found in what `whole` holds beyond `parts`, 0 to 1: whether the piece was split off from it.
 */
export function newShare(piece: Item, whole: readonly Item[], parts: readonly Item[]): number {
  const bag = piece.bag();
  if (bag.length === 0) return 0;
  const target = union(whole.map((item) => item.bag()));
  const before = union(parts.map((item) => item.bag()));
  return (shared(union([before, bag]), target) - shared(before, target)) / bag.length;
}

/** True when a piece found to this share in its counterpart counts as split off from it. */
export function isPart(share: number): boolean {
  return share >= OWN_SHARE;
}

function inOrder(pairs: readonly SimilarPair[]): SimilarPair[] {
  const sorted = pairs.toSorted((x, y) => (x.a[0] as number) - (y.a[0] as number));
  const keeps = keepsOrder(sorted.map((pair) => pair.b[0] as number));
  return sorted.filter((_, i) => keeps[i]);
}

interface Step {
  readonly da: number;
  readonly db: number;
}

function searchInFull(a: readonly Item[], b: readonly Item[]): SimilarPair[] {
  const columns = b.length + 1;
  const best = new Float64Array((a.length + 1) * columns);
  const steps: (Step | undefined)[] = Array.from({ length: best.length });
  const relax = (i: number, j: number, step: Step, gain: number): void => {
    const from = best[i * columns + j] as number;
    const to = (i + step.da) * columns + j + step.db;
    if (steps[to] === undefined || from + gain > (best[to] as number)) {
      best[to] = from + gain;
      steps[to] = step;
    }
  };
  const skipA: Step = { da: 1, db: 0 };
  const skipB: Step = { da: 0, db: 1 };
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      if (i < a.length) relax(i, j, skipA, 0);
      if (j < b.length) relax(i, j, skipB, 0);
      const left = a[i];
      const right = b[j];
      if (left === undefined || right === undefined) continue;
      growing(left, b, j, (count, gain) => relax(i, j, { da: 1, db: count }, gain));
      growing(right, a, i, (count, gain) => {
        if (count > 1) relax(i, j, { da: count, db: 1 }, gain);
      });
    }
  }
  const out: SimilarPair[] = [];
  for (let i = a.length, j = b.length; i > 0 || j > 0;) {
    const { da, db } = steps[i * columns + j] as Step;
    i -= da;
    j -= db;
    if (da === 0 || db === 0) continue;
    const left = Array.from({ length: da }, (_, k) => i + k);
    const right = Array.from({ length: db }, (_, k) => j + k);
    const bagOf = (items: readonly Item[], members: readonly number[]): Int32Array =>
      union(members.map((k) => (items[k] as Item).bag()));
    out.push({ a: left, b: right, likeness: likeness(bagOf(a, left), bagOf(b, right)) });
  }
  return out.reverse();
}

/** Calls `report` with the gain of pairing `whole` with 1, 2, … of the pieces from `from` on, while each adds its own. */
function growing(
  whole: Item,
  pieces: readonly Item[],
  from: number,
  report: (count: number, gain: number) => void,
): void {
  const target = whole.bag();
  let parts: Int32Array | undefined;
  let found = 0;
  for (let count = 1; count <= LARGEST_GROUP && from + count <= pieces.length; count++) {
    const bag = (pieces[from + count - 1] as Item).bag();
    const joined = parts === undefined ? bag : union([parts, bag]);
    const now = shared(joined, target);
    if (now === found) return;
    // The first piece, too, must be mostly part of the whole once there is a second.
    if (count > 1 && now - found < OWN_SHARE * bag.length) return;
    if (count === 2 && found < OWN_SHARE * (parts as Int32Array).length) return;
    const gain = 2 * now - IN_PLACE * (joined.length + target.length) - PIECE_COST * (count - 1);
    if (gain > 0) report(count, gain);
    parts = joined;
    found = now;
  }
}
