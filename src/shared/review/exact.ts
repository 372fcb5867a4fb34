import { diffIndexes } from '../text/word-diff.ts';
import { keepsOrder } from './sequence.ts';

type Keys = readonly number[];
type Range = readonly [aFrom: number, aTo: number, bFrom: number, bTo: number];

/**
 * Pairs equal keys of two sequences in order: first at both ends, then at keys that occur once on each side (the
 * longest chain of them, as in Bram Cohen's patience diff), and so on within each gap; where nothing is unique, by the
 * shortest edit script. Near linear when most keys are equal. Calls `pair` with positions in the two sequences.
 */
export function pairEqual(a: Keys, b: Keys, pair: (i: number, j: number) => void): void {
  const ranges: Range[] = [[0, a.length, 0, b.length]];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    let [aFrom, aTo, bFrom, bTo] = range;
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) pair(aFrom++, bFrom++);
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) pair(--aTo, --bTo);
    if (aFrom === aTo || bFrom === bTo) continue;
    const rest: Range = [aFrom, aTo, bFrom, bTo];
    const gaps = pairAnchors(a, b, rest, pair);
    if (gaps !== null) ranges.push(...gaps);
    else pairInFull(a, b, rest, pair);
  }
}

/** By the shortest edit script; keys that only one range has are left out first, as they only cost time. */
function pairInFull(a: Keys, b: Keys, [aFrom, aTo, bFrom, bTo]: Range, pair: (i: number, j: number) => void): void {
  const inA = new Set(a.slice(aFrom, aTo));
  const inB = new Set(b.slice(bFrom, bTo));
  const rowsA: number[] = [];
  const rowsB: number[] = [];
  for (let i = aFrom; i < aTo; i++) if (inB.has(a[i] as number)) rowsA.push(i);
  for (let j = bFrom; j < bTo; j++) if (inA.has(b[j] as number)) rowsB.push(j);
  const runs = diffIndexes(
    rowsA.map((i) => a[i] as number),
    rowsB.map((j) => b[j] as number),
    Object.is,
  );
  for (const run of runs) {
    if (run.kind !== 'same') continue;
    for (let k = 0; k < run.aTo - run.aFrom; k++) {
      pair(rowsA[run.aFrom + k] as number, rowsB[run.bFrom + k] as number);
    }
  }
}

/** Pairs only keys that occur once on each side, or once on each side of a gap between such pairs. */
export function pairUnique(a: Keys, b: Keys, pair: (i: number, j: number) => void): void {
  const ranges: Range[] = [[0, a.length, 0, b.length]];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    ranges.push(...(pairAnchors(a, b, range, pair) ?? []));
  }
}

/** Pairs the unique keys of two ranges that keep their order, and returns the gaps between; null when there are none. */
function pairAnchors(a: Keys, b: Keys, range: Range, pair: (i: number, j: number) => void): Range[] | null {
  const [aFrom, aTo, bFrom, bTo] = range;
  const anchors = uniqueAnchors(a, b, range);
  if (anchors.length === 0) return null;
  const gaps: Range[] = [];
  let i = aFrom;
  let j = bFrom;
  for (const [anchorA, anchorB] of anchors) {
    pair(anchorA, anchorB);
    if (anchorA > i && anchorB > j) gaps.push([i, anchorA, j, anchorB]);
    i = anchorA + 1;
    j = anchorB + 1;
  }
  if (aTo > i && bTo > j) gaps.push([i, aTo, j, bTo]);
  return gaps;
}

/** Positions of keys that occur once in each range, those that keep their order. */
function uniqueAnchors(a: Keys, b: Keys, [aFrom, aTo, bFrom, bTo]: Range): [number, number][] {
  const inA = onlyPositions(a, aFrom, aTo);
  const inB = onlyPositions(b, bFrom, bTo);
  const pairs: [number, number][] = [];
  for (const [key, i] of inA) {
    const j = inB.get(key);
    if (i >= 0 && j !== undefined && j >= 0) pairs.push([i, j]);
  }
  const keeps = keepsOrder(pairs.map(([, j]) => j));
  return pairs.filter((_, k) => keeps[k]);
}

/** The position of each key of a range, or -1 when it occurs more than once; in order of first occurrence. */
function onlyPositions(keys: Keys, from: number, to: number): Map<number, number> {
  const out = new Map<number, number>();
  for (let i = from; i < to; i++) out.set(keys[i] as number, out.has(keys[i] as number) ? -1 : i);
  return out;
}
