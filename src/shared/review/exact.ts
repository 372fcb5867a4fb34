import { diffIndexes } from '../text/word-diff.ts';
import { keepsOrder } from './sequence.ts';

/** Ranges without a key that is unique on both sides are compared in full up to this many pairs. */
const FULL_COMPARISON = 4_000_000;

/**
 * Pairs equal keys of two sequences in order: first at both ends, then at keys that occur once on each side (the
 * heaviest chain of them, as in Bram Cohen's patience diff), and so on within each gap; where nothing is unique, by the
 * shortest edit script. Near linear when most keys are equal. Calls `pair` with positions in the two sequences.
 */
export function pairEqual(
  a: readonly number[] | Int32Array,
  b: readonly number[] | Int32Array,
  pair: (i: number, j: number) => void,
): void {
  const ranges: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let range = ranges.pop(); range !== undefined; range = ranges.pop()) {
    let [aFrom, aTo, bFrom, bTo] = range;
    while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) pair(aFrom++, bFrom++);
    while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) pair(--aTo, --bTo);
    if (aFrom === aTo || bFrom === bTo) continue;
    const anchors = uniqueAnchors(a, b, aFrom, aTo, bFrom, bTo);
    if (anchors.length === 0) {
      if ((aTo - aFrom) * (bTo - bFrom) > FULL_COMPARISON) continue;
      const runs = diffIndexes(Array.from(a.slice(aFrom, aTo)), Array.from(b.slice(bFrom, bTo)), Object.is);
      for (const run of runs) {
        if (run.kind !== 'same') continue;
        for (let k = 0; k < run.aTo - run.aFrom; k++) pair(aFrom + run.aFrom + k, bFrom + run.bFrom + k);
      }
      continue;
    }
    let i = aFrom;
    let j = bFrom;
    for (const [anchorA, anchorB] of anchors) {
      pair(anchorA, anchorB);
      if (anchorA > i && anchorB > j) ranges.push([i, anchorA, j, anchorB]);
      i = anchorA + 1;
      j = anchorB + 1;
    }
    if (aTo > i && bTo > j) ranges.push([i, aTo, j, bTo]);
  }
}

/** Positions of keys that occur once in each range, those that keep their order. */
function uniqueAnchors(
  a: readonly number[] | Int32Array,
  b: readonly number[] | Int32Array,
  aFrom: number,
  aTo: number,
  bFrom: number,
  bTo: number,
): [number, number][] {
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
function onlyPositions(keys: readonly number[] | Int32Array, from: number, to: number): Map<number, number> {
  const out = new Map<number, number>();
  for (let i = from; i < to; i++) out.set(keys[i] as number, out.has(keys[i] as number) ? -1 : i);
  return out;
}
