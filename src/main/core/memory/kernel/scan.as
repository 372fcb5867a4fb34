/**
 * The scan kernel of translation memories: which of many folded texts of one length lie within k edits of a query.
 *
 * Texts are one byte a letter, of 64 classes; folding letters into classes can only shrink distances, so nothing that
 * truly lies within k edits is lost. Every text goes through lower bounds of rising cost, the last being the distance:
 *
 * 1. Histogram. Beside each text stands a histogram of its letters from column `split` on, 32 buckets of one byte, kept
 *    for 16 texts at a time so that one register holds one bucket of all of them. Let H be the letters that the text's
 *    end has beyond those of the query's end, the latter cut so that both ends are as long as each other (or the whole
 *    query if it is too short for that). However an alignment cuts the query, the ends alone cost at least H edits.
 * 2. Head. Let G be the least distance of the text's first `split` letters to any beginning of the query. G + H edits
 *    are needed at least. G is computed in a band of diagonals, outside which it is known to exceed half the band.
 * 3. Band. The whole distance in a band of k + 1 diagonals, given up as soon as the diagonal that ends in the last cell
 *    exceeds k: values never fall along a diagonal, so that is a true lower bound.
 *
 * Bit-parallel recurrences: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances",
 * Nordic Journal of Computing 10 (2003); in the banded form the column of vertical differences slides one row a column.
 * Rows above the query (0 and less) match nothing and start without differences, which gives D[0][j] = j.
 */

/** Letters of the query as classes. */
let query: usize = 0;
let queryLength: i32 = 0;
/** For each class, the rows of the query that have it, as bits; row r (1-based) is bit r + PAD. */
let rows: usize = 0;
let rowStride: i32 = 0;
/** For columns 1..HEAD, for each class, the rows of the band around the main diagonal: 16 and 32 diagonals. */
let head16: usize = 0;
let head32: usize = 0;
let endHistogram: usize = 0;
let survivors: usize = 0;
let scores: usize = 0;
let vertical: usize = 0;

/** Rows of padding before the first row: more than the widest single-word band reaches up. */
const PAD: i32 = 127;
/** Columns for which the head tables are made. */
const HEAD: i32 = 48;

/** Where free memory begins. */
export function heapBase(): usize {
  return __heap_base;
}

/** Bytes of scratch memory for queries of up to `length` letters and chunks of up to `chunk` texts. */
export function scratchSize(length: i32, chunk: i32): i32 {
  return align(length) + 64 * stride(length) + HEAD * 64 * 6 + 512 + chunk * 8 + 64 + (length / 64 + 4) * 16;
}

function align(value: i32): i32 {
  return (value + 15) & ~15;
}

function stride(length: i32): i32 {
  return align((length + PAD + 64 + 64) >> 3) + 16;
}

/** Takes the scratch memory at `at`; the query's letters are to be written there. */
export function useScratch(at: usize, length: i32, chunk: i32): void {
  query = at;
  rowStride = stride(length);
  rows = query + align(length);
  head16 = rows + 64 * rowStride;
  head32 = head16 + HEAD * 64 * 2;
  endHistogram = head32 + HEAD * 64 * 4;
  survivors = endHistogram + 512;
  scores = survivors + chunk * 4;
  vertical = scores + chunk + 64;
}

/** Makes the tables for the query of `length` letters that stands in the scratch memory. */
export function prepare(length: i32): void {
  queryLength = length;
  memory.fill(rows, 0, 64 * rowStride);
  for (let r = 1; r <= length; r++) {
    const letter = <i32>load<u8>(query + r - 1);
    const at = rows + letter * rowStride + ((r + PAD) >> 3);
    store<u8>(at, load<u8>(at) | (<u8>1 << <u8>((r + PAD) & 7)));
  }
  memory.fill(head16, 0, HEAD * 64 * 6);
  for (let j = 1; j <= HEAD; j++) {
    for (let b = 0; b < 32; b++) {
      const r = j - 16 + b;
      if (r < 1 || r > length) continue;
      const letter = <usize>load<u8>(query + r - 1);
      const wide = head32 + ((((<usize>j - 1) << 6) + letter) << 2);
      store<u32>(wide, load<u32>(wide) | (1 << b));
      if (b >= 8 && b < 24) {
        const narrow = head16 + ((((<usize>j - 1) << 6) + letter) << 1);
        store<u16>(narrow, load<u16>(narrow) | (<u16>1 << <u16>(b - 8)));
      }
    }
  }
}

/** Writes the histograms of `count` texts of `n` letters from column `split` on; the groups of 16 are filled up. */
export function histograms(n: i32, split: i32, count: i32, text: usize, to: usize): void {
  for (let first = 0; first < count; first += 16) {
    const group = to + (<usize>first << 5);
    memory.fill(group, 0, 512);
    for (let lane = 0; lane < 16; lane++) {
      if (first + lane >= count) clearLane(group + lane);
      else addToHistogram(group + lane, text + <usize>(first + lane) * <usize>n, split, n);
    }
  }
}

/** Writes or overwrites one text's histogram. */
export function histogram(n: i32, split: i32, index: i32, text: usize, to: usize): void {
  const at = to + (<usize>(index & ~15) << 5) + (index & 15);
  for (let bucket = 0; bucket < 32; bucket++) store<u8>(at + (bucket << 4), 0);
  addToHistogram(at, text + <usize>index * <usize>n, split, n);
}

/** Marks a place as empty: a histogram that no query comes near. */
export function clear(index: i32, to: usize): void {
  clearLane(to + (<usize>(index & ~15) << 5) + (index & 15));
}

function clearLane(at: usize): void {
  for (let bucket = 0; bucket < 32; bucket++) store<u8>(at + (bucket << 4), 255);
}

function addToHistogram(at: usize, text: usize, from: i32, n: i32): void {
  for (let i = from; i < n; i++) {
    const bucket = at + (<usize>(load<u8>(text + i) & 31) << 4);
    const value = load<u8>(bucket);
    if (value < 255) store<u8>(bucket, value + 1);
  }
}

/**
 * Finds, among `count` texts of `n` letters, those within `k` edits of the query; writes the index and distance of
 * each to `out` as two 32-bit numbers and returns how many there are. `count` is at most the chunk of the scratch.
 */
export function scan(n: i32, split: i32, count: i32, text: usize, ends: usize, k: i32, out: usize): i32 {
  const m = queryLength;
  const passed = byHistogram(n, split, count, ends, k);
  if (passed == 0) return 0;
  const gap = m - n;
  const spare = (k - (gap < 0 ? -gap : gap)) >> 1;
  const up = spare - (gap < 0 ? gap : 0);
  const left = split < 8 ? passed : byHead(n, split, passed, text, k);
  if (k <= 24) return band<i32>(n, left, text, k, gap, up, out);
  if (k <= 56) return band<i64>(n, left, text, k, gap, up, out);
  return wideBand(n, left, text, k, gap, up, out);
}

// ---- 1. histogram

// @ts-ignore: decorator
@inline
function excess(sum: v128, group: usize, bucket: i32): v128 {
  return i8x16.add_sat_u(
    sum,
    i8x16.sub_sat_u(v128.load(group + (bucket << 4)), v128.load(endHistogram + (bucket << 4))),
  );
}

// @ts-ignore: decorator
@inline
function excess8(sum: v128, group: usize, bucket: i32): v128 {
  sum = excess(sum, group, bucket);
  sum = excess(sum, group, bucket + 1);
  sum = excess(sum, group, bucket + 2);
  sum = excess(sum, group, bucket + 3);
  sum = excess(sum, group, bucket + 4);
  sum = excess(sum, group, bucket + 5);
  sum = excess(sum, group, bucket + 6);
  return excess(sum, group, bucket + 7);
}

function byHistogram(n: i32, split: i32, count: i32, ends: usize, k: i32): i32 {
  makeEndHistogram(max(0, split + queryLength - n));
  const limit = i8x16.splat(<i8>min(k, 254));
  let passed = 0;
  for (let first = 0; first < count; first += 16) {
    const group = ends + (<usize>first << 5);
    let sum = excess8(excess8(i8x16.splat(0), group, 0), group, 8);
    if (!v128.any_true(i8x16.le_u(sum, limit)) && k < 255) continue;
    sum = excess8(excess8(sum, group, 16), group, 24);
    let alive = k < 255 ? i8x16.bitmask(i8x16.le_u(sum, limit)) : 0xffff;
    if (alive == 0) continue;
    v128.store(scores + count, sum);
    while (alive != 0) {
      const lane = ctz(alive);
      alive &= alive - 1;
      if (first + lane >= count) break;
      store<u32>(survivors + (<usize>passed << 2), first + lane);
      store<u8>(scores + passed, load<u8>(scores + count + lane));
      passed++;
    }
  }
  return passed;
}

/** The histogram of the query from row `from` on, each bucket in all 16 lanes. */
function makeEndHistogram(from: i32): void {
  memory.fill(endHistogram, 0, 512);
  for (let i = from; i < queryLength; i++) {
    const bucket = endHistogram + (<usize>(load<u8>(query + i) & 31) << 4);
    const value = load<u8>(bucket);
    // A full bucket on one side only would count as excess; full on both sides it cancels out.
    if (value < 255) store<u8>(bucket, value + 1);
  }
  for (let bucket = 0; bucket < 32; bucket++) {
    const at = endHistogram + (<usize>bucket << 4);
    v128.store(at, i8x16.splat(load<i8>(at)));
  }
}

// ---- 2. head

/** Keeps of the survivors those that the head does not rule out; returns how many. */
function byHead(n: i32, split: i32, passed: i32, text: usize, k: i32): i32 {
  const wide = split > 24;
  const half = wide ? 16 : 8;
  const lanes = wide ? 4 : 8;
  // Those with few letters in excess stay whatever their head; the others are gathered behind them.
  let kept = 0;
  let waiting = 0;
  const group = vertical;
  for (let i = 0; i < passed; i++) {
    const index = load<u32>(survivors + (<usize>i << 2));
    const sum = <i32>load<u8>(scores + i);
    if (sum + half <= k) {
      store<u32>(survivors + (<usize>kept << 2), index);
      kept++;
      continue;
    }
    store<u32>(group + (<usize>waiting << 2), index);
    store<u16>(group + 32 + (<usize>waiting << 1), <u16>(k - sum));
    if (++waiting == lanes) {
      kept = wide
        ? head<i32>(n, split, text, group, waiting, kept)
        : head<i16>(n, split, text, group, waiting, kept);
      waiting = 0;
    }
  }
  if (waiting > 0) {
    const last = waiting;
    while (waiting < lanes) {
      store<u32>(group + (<usize>waiting << 2), load<u32>(group));
      waiting++;
    }
    kept = wide ? head<i32>(n, split, text, group, last, kept) : head<i16>(n, split, text, group, last, kept);
  }
  return kept;
}

/** The heads of 8 or 4 texts against the query at once; appends those that stay within what their ends leave. */
function head<T>(n: i32, split: i32, text: usize, group: usize, filled: i32, kept: i32): i32 {
  const half = <i32>(sizeof<T>() << 2);
  const t0 = text + <usize>load<u32>(group) * <usize>n;
  const t1 = text + <usize>load<u32>(group, 4) * <usize>n;
  const t2 = text + <usize>load<u32>(group, 8) * <usize>n;
  const t3 = text + <usize>load<u32>(group, 12) * <usize>n;
  let t4: usize = 0;
  let t5: usize = 0;
  let t6: usize = 0;
  let t7: usize = 0;
  if (sizeof<T>() == 2) {
    t4 = text + <usize>load<u32>(group, 16) * <usize>n;
    t5 = text + <usize>load<u32>(group, 20) * <usize>n;
    t6 = text + <usize>load<u32>(group, 24) * <usize>n;
    t7 = text + <usize>load<u32>(group, 28) * <usize>n;
  }
  // Bit b of column j is row j - half + b.
  let vp = v128.shl<T>(v128.splat<T>(<T>-1), half);
  let vn = v128.splat<T>(0);
  let hits = v128.splat<T>(0);
  const main = v128.splat<T>(<T>1 << <T>half);
  let table = sizeof<T>() == 2 ? head16 : head32;
  for (let j: usize = 0; j < <usize>split; j++) {
    let pm = v128.splat<T>(0);
    if (sizeof<T>() == 2) {
      pm = v128.load_lane<u16>(table + (<usize>load<u8>(t0 + j) << 1), pm, 0);
      pm = v128.load_lane<u16>(table + (<usize>load<u8>(t1 + j) << 1), pm, 1);
      pm = v128.load_lane<u16>(table + (<usize>load<u8>(t2 + j) << 1), pm, 2);
      pm = v128.load_lane<u16>(table + (<usize>load<u8>(t3 + j) << 1), pm, 3);
      pm = v128.load_lane<u16>(table + (<usize>load<u8>(t4 + j) << 1), pm, 4);
      pm = v128.load_lane<u16>(table + (<usize>load<u8>(t5 + j) << 1), pm, 5);
      pm = v128.load_lane<u16>(table + (<usize>load<u8>(t6 + j) << 1), pm, 6);
      pm = v128.load_lane<u16>(table + (<usize>load<u8>(t7 + j) << 1), pm, 7);
      table += 128;
    } else {
      pm = v128.load_lane<u32>(table + (<usize>load<u8>(t0 + j) << 2), pm, 0);
      pm = v128.load_lane<u32>(table + (<usize>load<u8>(t1 + j) << 2), pm, 1);
      pm = v128.load_lane<u32>(table + (<usize>load<u8>(t2 + j) << 2), pm, 2);
      pm = v128.load_lane<u32>(table + (<usize>load<u8>(t3 + j) << 2), pm, 3);
      table += 256;
    }
    const d0 = v128.or(v128.or(v128.xor(v128.add<T>(v128.and(pm, vp), vp), vp), pm), vn);
    const hp = v128.or(vn, v128.not(v128.or(d0, vp)));
    const hn = v128.and(d0, vp);
    if (sizeof<T>() == 2) hits = v128.add<T>(hits, v128.and(d0, main));
    else hits = v128.sub<T>(hits, v128.eq<T>(v128.and(d0, main), main));
    const x = sizeof<T>() == 2 ? v128.shr<u16>(d0, 1) : v128.shr<u32>(d0, 1);
    vp = v128.or(hn, v128.not(v128.or(x, hp)));
    vn = v128.and(x, hp);
  }
  // Row `split` first, then the rows below and above it, by their differences.
  const middle =
    sizeof<T>() == 2
      ? v128.sub<T>(v128.splat<T>(<T>split), v128.shr<u16>(hits, 8))
      : v128.sub<T>(v128.splat<T>(<T>split), hits);
  const one = v128.splat<T>(1);
  let least = v128.min<T>(middle, v128.splat<T>(<T>half));
  let value = middle;
  for (let b = half; b < 2 * half - 1; b++) {
    value = v128.add<T>(value, v128.and(v128.shr<T>(vp, b), one));
    value = v128.sub<T>(value, v128.and(v128.shr<T>(vn, b), one));
    least = v128.min<T>(least, value);
  }
  value = middle;
  for (let b = half - 1; b >= 0; b--) {
    value = v128.sub<T>(value, v128.and(v128.shr<T>(vp, b), one));
    value = v128.add<T>(value, v128.and(v128.shr<T>(vn, b), one));
    least = v128.min<T>(least, value);
  }
  v128.store(group + 48, least);
  for (let lane = 0; lane < filled; lane++) {
    const g = sizeof<T>() == 2 ? <i32>load<u16>(group + 48 + (lane << 1)) : load<i32>(group + 48 + (lane << 2));
    if (g <= <i32>load<u16>(group + 32 + (lane << 1))) {
      store<u32>(survivors + (<usize>kept << 2), load<u32>(group + (lane << 2)));
      kept++;
    }
  }
  return kept;
}

// ---- 3. band

/** The distances of the survivors in a band that fits a lane: 4 texts in lanes of 32 bits, or 2 in lanes of 64. */
function band<T>(n: i32, passed: i32, text: usize, k: i32, gap: i32, up: i32, out: usize): i32 {
  const lanes = sizeof<T>() == 4 ? 4 : 2;
  const start = gap > 0 ? gap : 0;
  const last = v128.splat<T>(<T>1 << <T>(gap + up));
  const limit = v128.splat<T>(<T>(k - start));
  let found = 0;
  for (let i = 0; i < passed; i += lanes) {
    const at = survivors + (<usize>i << 2);
    const i0 = load<u32>(at);
    const i1 = i + 1 < passed ? load<u32>(at, 4) : i0;
    const i2 = sizeof<T>() == 4 && i + 2 < passed ? load<u32>(at, 8) : i0;
    const i3 = sizeof<T>() == 4 && i + 3 < passed ? load<u32>(at, 12) : i0;
    const t0 = text + <usize>i0 * <usize>n;
    const t1 = text + <usize>i1 * <usize>n;
    const t2 = text + <usize>i2 * <usize>n;
    const t3 = text + <usize>i3 * <usize>n;
    let vp = v128.shl<T>(v128.splat<T>(<T>-1), up);
    let vn = v128.splat<T>(0);
    let cost = v128.splat<T>(0);
    let gone = false;
    for (let j: i32 = 0; j < n; j++) {
      // Row j + 1 - up of the query is bit 0 of the band.
      const p = j + 1 - up + PAD;
      const table = rows + <usize>(p >> 3);
      let pm = v128.splat<T>(0);
      if (sizeof<T>() == 4) {
        pm = v128.load_lane<u32>(table + <usize>(<i32>load<u8>(t0 + j) * rowStride), pm, 0);
        pm = v128.load_lane<u32>(table + <usize>(<i32>load<u8>(t1 + j) * rowStride), pm, 1);
        pm = v128.load_lane<u32>(table + <usize>(<i32>load<u8>(t2 + j) * rowStride), pm, 2);
        pm = v128.load_lane<u32>(table + <usize>(<i32>load<u8>(t3 + j) * rowStride), pm, 3);
        pm = v128.shr<u32>(pm, p & 7);
      } else {
        pm = v128.load_lane<u64>(table + <usize>(<i32>load<u8>(t0 + j) * rowStride), pm, 0);
        pm = v128.load_lane<u64>(table + <usize>(<i32>load<u8>(t1 + j) * rowStride), pm, 1);
        pm = v128.shr<u64>(pm, p & 7);
      }
      const d0 = v128.or(v128.or(v128.xor(v128.add<T>(v128.and(pm, vp), vp), vp), pm), vn);
      const hp = v128.or(vn, v128.not(v128.or(d0, vp)));
      const hn = v128.and(d0, vp);
      // Minus one in each lane where the last diagonal rises.
      cost = v128.sub<T>(cost, v128.eq<T>(v128.and(d0, last), v128.splat<T>(0)));
      const x = sizeof<T>() == 4 ? v128.shr<u32>(d0, 1) : v128.shr<u64>(d0, 1);
      vp = v128.or(hn, v128.not(v128.or(x, hp)));
      vn = v128.and(x, hp);
      if ((j & 3) == 3 && v128.all_true<T>(v128.gt<T>(cost, limit))) {
        gone = true;
        break;
      }
    }
    if (gone) continue;
    for (let lane = 0; lane < lanes && i + lane < passed; lane++) {
      v128.store(vertical, cost);
      const distance = start + load<i32>(vertical + <usize>lane * sizeof<T>());
      if (distance <= k) {
        store<u32>(out + (<usize>found << 3), load<u32>(at + (<usize>lane << 2)));
        store<u32>(out + (<usize>found << 3), distance, 4);
        found++;
      }
    }
  }
  return found;
}

/** The distances of the survivors for long texts, whose band takes several words: the full column, block by block. */
function wideBand(n: i32, passed: i32, text: usize, k: i32, gap: i32, up: i32, out: usize): i32 {
  const m = queryLength;
  const start = gap > 0 ? gap : 0;
  const spare = up + (gap < 0 ? gap : 0);
  const words = (m + 63) >> 6;
  let found = 0;
  for (let i = 0; i < passed; i++) {
    const index = load<u32>(survivors + (<usize>i << 2));
    const t = text + <usize>index * <usize>n;
    for (let w = 0; w < words; w++) {
      store<u64>(vertical + (<usize>w << 4), ~0);
      store<u64>(vertical + (<usize>w << 4), 0, 8);
    }
    let cost = start;
    let gone = false;
    for (let j = 0; j < n; j++) {
      // Rows outside the diagonals that k edits can reach stay as they are: they are too far off to matter.
      const top = max(0, j - up) >> 6;
      const bottom = min(words - 1, (j + start + spare) >> 6);
      const table = rows + <usize>(<i32>load<u8>(t + j) * rowStride);
      let carryPositive: u64 = 1;
      let carryNegative: u64 = 0;
      const diagonal = j + 1 + gap;
      for (let w = top; w <= bottom; w++) {
        const state = vertical + (<usize>w << 4);
        const vp = load<u64>(state);
        const vn = load<u64>(state, 8);
        const pm = load<u64>(table + (<usize>w << 3), (PAD + 1) >> 3) | carryNegative;
        const d0 = (((pm & vp) + vp) ^ vp) | pm | vn;
        let hp = vn | ~(d0 | vp);
        let hn = d0 & vp;
        if (diagonal >= 1 && (diagonal - 1) >> 6 == w) cost += 1 - <i32>((d0 >> (<u64>(diagonal - 1) & 63)) & 1);
        const outPositive = hp >> 63;
        const outNegative = hn >> 63;
        hp = (hp << 1) | carryPositive;
        hn = (hn << 1) | carryNegative;
        store<u64>(state, hn | ~(d0 | hp));
        store<u64>(state, d0 & hp, 8);
        carryPositive = outPositive;
        carryNegative = outNegative;
      }
      if (diagonal < 1) cost++;
      if (cost > k) {
        gone = true;
        break;
      }
    }
    if (gone || cost > k) continue;
    store<u32>(out + (<usize>found << 3), index);
    store<u32>(out + (<usize>found << 3), cost, 4);
    found++;
  }
  return found;
}
