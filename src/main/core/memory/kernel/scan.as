/**
 * The scan kernel of translation memories: which of many folded texts of one length lie within k edits of a query.
 *
 * Texts are one byte a letter, of 64 classes; folding letters into classes can only shrink distances, so nothing that
 * truly lies within k edits is lost. Sixteen texts stand together, first the first letter of each, then the second of
 * each, and so on (texts of more than LONG letters stand one after another instead). Every text goes through lower
 * bounds of rising cost, the last being the distance:
 *
 * 1. Histogram. Beside each text stands a histogram of its letters, 32 buckets of one byte, kept for 16 texts at a time
 *    so that one register holds one bucket of all of them. Each letter that the text has beyond those of the query costs
 *    an edit, and so does each that the query has beyond those of the text; the two numbers differ by the lengths.
 * 2. Triples. Three letters of the text cost at least their distance to the part of the query that k edits allow them to
 *    meet; for all triples of letters that distance is tabulated, up to 2. The sum over the text is a lower bound,
 *    because an alignment cuts the query into parts, one for each triple.
 * 3. Band. The whole distance in a band of k + 1 diagonals, given up as soon as the diagonal that ends in the last cell
 *    exceeds k: values never fall along a diagonal, so that is a true lower bound.
 *
 * Bit-parallel recurrence of the band: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
 * distances", Nordic Journal of Computing 10 (2003); the column of vertical differences slides one row a column. Rows
 * above the query (0 and less) match nothing and start without differences, which gives D[0][j] = j.
 */

/** Letters of the query as classes. */
let query: usize = 0;
let queryLength: i32 = 0;
/**
 * For each class, the rows of the query that have it, as bits; row r (1-based) is bit r + PAD. Eight copies, copy s
 * shifted down by s bits, so that the bits from any place on can be loaded without a shift.
 */
let rows: usize = 0;
let rowStride: i32 = 0;
/** For each stretch of columns, the least distances of all triples of merged classes to the rows in its reach. */
let triples: usize = 0;
/** The diagonals for which these tables were made, from `triplesLow` to `triplesHigh`, and for how many stretches. */
let triplesLow: i32 = 0;
let triplesHigh: i32 = 0;
let triplesMade: i32 = 0;
/** The histogram of the query, each bucket in all 16 lanes. */
let queryHistogram: usize = 0;
let survivors: usize = 0;
let kept: i32 = 0;
let work: usize = 0;

/** Rows of padding before the first row: as many as the widest band can reach up. A multiple of 64, less 1. */
const PAD: i32 = 127;
/** Columns that share a table of triples, how many such stretches there are at most, and the size of a table. */
const STRETCH: i32 = 12;
const STRETCHES: i32 = 24;
const TABLE: i32 = 1 << 15;
/** Triples pay for texts from this length on, in chunks of this size, if so many of a group are left. */
const TRIPLES_FROM: i32 = 24;
const TRIPLES_CHUNK: i32 = 96;
const TRIPLES_LEFT: i32 = 6;
/** Up to this length, 16 texts stand together. */
const LONG: i32 = 512;

/** Where free memory begins. */
export function heapBase(): usize {
  return __heap_base;
}

/** Bytes of scratch memory for queries of up to `length` letters and chunks of up to `chunk` texts. */
export function scratchSize(length: i32, chunk: i32): i32 {
  return align(length) + 8 * 64 * stride(length) + STRETCHES * TABLE + 512 + chunk * 4 + (length / 64 + 32) * 16;
}

function align(value: i32): i32 {
  return (value + 15) & ~15;
}

function stride(length: i32): i32 {
  return align((length + PAD + 64 + 128) >> 3);
}

/** Takes the scratch memory at `at`; the query's letters are to be written there. */
export function useScratch(at: usize, length: i32, chunk: i32): void {
  query = at;
  rowStride = stride(length);
  rows = query + align(length);
  triples = rows + 8 * 64 * rowStride;
  queryHistogram = triples + STRETCHES * TABLE;
  survivors = queryHistogram + 512;
  work = survivors + chunk * 4;
}

/** Makes the tables for the query of `length` letters that stands in the scratch memory. */
export function prepare(length: i32): void {
  queryLength = length;
  triplesMade = 0;
  // The stride fits this query, so that short ones stay in the first-level cache.
  rowStride = stride(length);
  memory.fill(rows, 0, 8 * 64 * rowStride);
  for (let shift = 0; shift < 8; shift++) {
    const copy = rows + shift * 64 * rowStride;
    for (let r = 1; r <= length; r++) {
      const bit = r + PAD - shift;
      const at = copy + <i32>load<u8>(query + r - 1) * rowStride + (bit >> 3);
      store<u8>(at, load<u8>(at) | (<u8>1 << <u8>(bit & 7)));
    }
  }
  for (let bucket = 0; bucket < 32; bucket++) store<u8>(queryHistogram + (bucket << 4), 0);
  addToHistogram(queryHistogram, query, length, 1);
  for (let bucket = 0; bucket < 32; bucket++) {
    const at = queryHistogram + (<usize>bucket << 4);
    v128.store(at, v128.load_splat<u8>(at));
  }
}

/** Where the first letter of a text stands. */
// @ts-ignore: decorator
@inline
function textAt(text: usize, index: usize, n: i32): usize {
  return n > LONG ? text + index * <usize>n : text + (index >> 4 << 4) * <usize>n + (index & 15);
}

/** How far the letters of a text stand apart. */
// @ts-ignore: decorator
@inline
function stepOf(n: i32): i32 {
  return n > LONG ? 1 : 16;
}

/** Copies the letters of one text at `from`, one after another, to its place. */
export function put(n: i32, index: i32, from: usize, text: usize): void {
  const at = textAt(text, index, n);
  const step = stepOf(n);
  for (let i = 0; i < n; i++) store<u8>(at + i * step, load<u8>(from + i));
}

/** Copies a text from its place to another among texts of the same length. */
export function move(n: i32, index: i32, text: usize, toIndex: i32, toText: usize): void {
  const at = textAt(text, index, n);
  const to = textAt(toText, toIndex, n);
  const step = stepOf(n);
  for (let i = 0; i < n; i++) store<u8>(to + i * step, load<u8>(at + i * step));
}

/** Where the bits of the rows from `row` on begin, but for the offset of the class. */
// @ts-ignore: decorator
@inline
function rowsFrom(row: i32, copySize: usize): usize {
  const bit = <usize>(row + PAD);
  return rows + (bit & 7) * copySize + (bit >> 3);
}

/** Writes the histograms of `count` texts of `n` letters; the groups of 16 are filled up. */
export function histograms(n: i32, count: i32, text: usize, to: usize): void {
  for (let first = 0; first < count; first += 16) {
    const group = to + (<usize>first << 5);
    memory.fill(group, 0, 512);
    for (let lane = 0; lane < 16; lane++) {
      if (first + lane >= count) clearLane(group + lane);
      else addToHistogram(group + lane, textAt(text, first + lane, n), n, stepOf(n));
    }
  }
}

/** Writes or overwrites one text's histogram. */
export function histogram(n: i32, index: i32, text: usize, to: usize): void {
  const at = to + (<usize>(index & ~15) << 5) + (index & 15);
  for (let bucket = 0; bucket < 32; bucket++) store<u8>(at + (bucket << 4), 0);
  addToHistogram(at, textAt(text, index, n), n, stepOf(n));
}

/** Marks a place as empty: a histogram that no query comes near. */
export function clear(index: i32, to: usize): void {
  clearLane(to + (<usize>(index & ~15) << 5) + (index & 15));
}

function clearLane(at: usize): void {
  for (let bucket = 0; bucket < 32; bucket++) store<u8>(at + (bucket << 4), 255);
}

function addToHistogram(at: usize, text: usize, n: i32, step: i32): void {
  for (let i = 0; i < n; i++) {
    const bucket = at + (<usize>(load<u8>(text + i * step) & 31) << 4);
    const value = load<u8>(bucket);
    // A full bucket on one side only counts less than it might, on both sides it cancels out.
    if (value < 255) store<u8>(bucket, value + 1);
  }
}

/**
 * Finds, among `count` texts of `n` letters, those within `k` edits of the query; writes the index and distance of
 * each to `out` as two 32-bit numbers and returns how many there are. `count` is at most the chunk of the scratch.
 */
export function scan(n: i32, count: i32, text: usize, histograms: usize, k: i32, out: usize): i32 {
  const m = queryLength;
  const gap = m - n;
  const spare = (k - (gap < 0 ? -gap : gap)) >> 1;
  const up = spare - (gap < 0 ? gap : 0);
  const left = filter(n, count, text, histograms, k, gap, -up, spare + (gap > 0 ? gap : 0));
  if (left == 0) return 0;
  if (k < 32) return band<i32>(n, left, text, k, gap, up, out);
  if (k < 64) return band<i64>(n, left, text, k, gap, up, out);
  if (k < 128) return doubleBand(n, left, text, k, gap, up, out);
  return blocks(n, left, text, k, gap, up, out);
}

// ---- 1. histogram

// @ts-ignore: decorator
@inline
function excess(sum: v128, group: usize, bucket: i32): v128 {
  return i8x16.add_sat_u(
    sum,
    i8x16.sub_sat_u(v128.load(group + (bucket << 4)), v128.load(queryHistogram + (bucket << 4))),
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

/**
 * Lists those of `count` texts that neither bound rules out; returns how many. Alignments with k edits stay within the
 * diagonals (row less column) from `low` to `high`.
 */
function filter(n: i32, count: i32, text: usize, histograms: usize, k: i32, gap: i32, low: i32, high: i32): i32 {
  const limit = i8x16.splat(<i8>min(255, k - max(0, gap)));
  const byTriples = n >= TRIPLES_FROM && n <= LONG && count >= TRIPLES_CHUNK && k < 200;
  kept = 0;
  for (let first = 0; first < count; first += 16) {
    const group = histograms + (<usize>first << 5);
    let sum = excess8(excess8(i8x16.splat(0), group, 0), group, 8);
    if (!v128.any_true(i8x16.le_u(sum, limit))) continue;
    sum = excess8(excess8(sum, group, 16), group, 24);
    let alive = i8x16.bitmask(i8x16.le_u(sum, limit));
    if (first + 16 > count) alive &= (1 << (count - first)) - 1;
    if (byTriples && popcnt(alive) >= TRIPLES_LEFT) {
      makeTriples(n, low, high);
      alive &= groupTriples(n, textAt(text, first, n), k);
    }
    keep(first, alive);
  }
  return kept;
}

/** Adds the texts of a group whose bits are set to the survivors. */
function keep(first: i32, alive: i32): void {
  while (alive != 0) {
    store<u32>(survivors + (<usize>kept << 2), first + ctz(alive));
    kept++;
    alive &= alive - 1;
  }
}

// ---- 2. triples

/** Makes the tables of triples for texts of n letters, unless those there are will do. */
function makeTriples(n: i32, low: i32, high: i32): void {
  const stretches = min(STRETCHES, (n + STRETCH - 1) / STRETCH);
  const fits = triplesLow <= low && triplesHigh >= high && triplesHigh - triplesLow <= high - low + 16;
  if (fits && triplesMade >= stretches) return;
  if (!fits) {
    // As texts get longer, the diagonals move down; some room saves making the tables anew for every length.
    triplesLow = low - 8;
    triplesHigh = high + 1;
    triplesMade = 0;
  }
  for (; triplesMade < stretches; triplesMade++) {
    const first = triplesMade * STRETCH + 1;
    makeTable(triples + triplesMade * TABLE, max(1, first + triplesLow), min(queryLength, first + STRETCH - 1 + triplesHigh));
  }
}

/**
 * Writes for each triple of classes its least distance to any part of the rows from `from` to `to`, or 2 if it is more.
 * Within one edit of a triple are what it becomes without one letter, with one replaced, and with one put between.
 */
function makeTable(table: usize, from: i32, to: i32): void {
  memory.fill(table, 2, TABLE);
  for (let r = from; r < to; r++) {
    const at = query + r - 1;
    const a = <usize>(load<u8>(at) & 31);
    const b = <usize>(load<u8>(at, 1) & 31);
    const ones = i8x16.splat(1);
    // ?ab
    v128.store(table + (a << 5) + (b << 10), ones);
    v128.store(table + (a << 5) + (b << 10) + 16, ones);
    for (let x: usize = 0; x < 32; x++) {
      // ab? and a?b
      store<u8>(table + a + (b << 5) + (x << 10), 1);
      store<u8>(table + a + (x << 5) + (b << 10), 1);
    }
    if (r + 2 > to) continue;
    const c = <usize>(load<u8>(at, 2) & 31);
    for (let x: usize = 0; x < 32; x++) store<u8>(table + a + (x << 5) + (c << 10), 1);
    if (r + 3 > to) continue;
    const d = <usize>(load<u8>(at, 3) & 31);
    store<u8>(table + a + (b << 5) + (d << 10), 1);
    store<u8>(table + a + (c << 5) + (d << 10), 1);
  }
  for (let r = from; r + 2 <= to; r++) {
    const at = query + r - 1;
    store<u8>(table + <usize>(load<u8>(at) & 31) + (<usize>(load<u8>(at, 1) & 31) << 5) + (<usize>(load<u8>(at, 2) & 31) << 10), 0);
  }
}

/** The triples of a group of texts, summed up: which texts stay within k edits. */
function groupTriples(n: i32, text: usize, k: i32): i32 {
  const limit = i8x16.splat(<i8>k);
  const letterMask = i8x16.splat(31);
  const whole = min(n / 3, (STRETCHES * STRETCH) / 3);
  let sum = i8x16.splat(0);
  let table = triples;
  let at = text;
  for (let t = 0; t < whole; t += 4) {
    const end = min(t + 4, whole);
    for (let i = t; i < end; i++) {
      const l0 = v128.and(v128.load(at), letterMask);
      const l1 = v128.and(v128.load(at, 16), letterMask);
      const l2 = v128.and(v128.load(at, 32), letterMask);
      at += 48;
      const lowPlaces = v128.or(
        i16x8.extend_low_i8x16_u(l0),
        v128.or(i16x8.shl(i16x8.extend_low_i8x16_u(l1), 5), i16x8.shl(i16x8.extend_low_i8x16_u(l2), 10)),
      );
      const highPlaces = v128.or(
        i16x8.extend_high_i8x16_u(l0),
        v128.or(i16x8.shl(i16x8.extend_high_i8x16_u(l1), 5), i16x8.shl(i16x8.extend_high_i8x16_u(l2), 10)),
      );
      let cost = v128.load_splat<u8>(table + i16x8.extract_lane_u(lowPlaces, 0));
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(lowPlaces, 1), cost, 1);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(lowPlaces, 2), cost, 2);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(lowPlaces, 3), cost, 3);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(lowPlaces, 4), cost, 4);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(lowPlaces, 5), cost, 5);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(lowPlaces, 6), cost, 6);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(lowPlaces, 7), cost, 7);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(highPlaces, 0), cost, 8);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(highPlaces, 1), cost, 9);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(highPlaces, 2), cost, 10);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(highPlaces, 3), cost, 11);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(highPlaces, 4), cost, 12);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(highPlaces, 5), cost, 13);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(highPlaces, 6), cost, 14);
      cost = v128.load_lane<u8>(table + i16x8.extract_lane_u(highPlaces, 7), cost, 15);
      sum = i8x16.add(sum, cost);
    }
    if (!v128.any_true(i8x16.le_u(sum, limit))) return 0;
    table += TABLE;
  }
  return i8x16.bitmask(i8x16.le_u(sum, limit));
}

// ---- 3. band

/** Where the bits of one letter's rows stand. */
// @ts-ignore: decorator
@inline
function bitsOf(letter: usize, table: usize, stride: usize): usize {
  return table + <usize>load<u8>(letter) * stride;
}

// @ts-ignore: decorator
@inline
function down<T>(bits: v128): v128 {
  if (sizeof<T>() == 4) return v128.shr<u32>(bits, 1);
  return v128.shr<u64>(bits, 1);
}

/** The rows in which the distance does not rise along the diagonal, from the matches and the vertical differences. */
// @ts-ignore: decorator
@inline
function level<T>(pm: v128, vp: v128, vn: v128): v128 {
  return v128.or(v128.xor(v128.add<T>(v128.and(pm, vp), vp), vp), v128.or(pm, vn));
}

// @ts-ignore: decorator
@inline
function survivor(i: i32, passed: i32): usize {
  return <usize>load<u32>(survivors + ((i < passed ? <usize>i : 0) << 2));
}

/** Writes the distances in `work` that are at most k to `out`, and returns how many hits there are then. */
function emit<T>(i: i32, passed: i32, lanes: i32, start: i32, k: i32, out: usize, found: i32): i32 {
  for (let lane = 0; lane < lanes && i + lane < passed; lane++) {
    const distance = start + load<i32>(work + <usize>lane * sizeof<T>());
    if (distance > k) continue;
    store<u32>(out + (<usize>found << 3), load<u32>(survivors + (<usize>(i + lane) << 2)));
    store<u32>(out + (<usize>found << 3), distance, 4);
    found++;
  }
  return found;
}

/** The distances of the survivors in a band that fits a lane: 8 texts in lanes of 32 bits, or 4 in lanes of 64. */
function band<T>(n: i32, passed: i32, text: usize, k: i32, gap: i32, up: i32, out: usize): i32 {
  const lanes: i32 = sizeof<T>() == 4 ? 8 : 4;
  const stride = <usize>rowStride;
  const copySize = stride << 6;
  const step = stepOf(n);
  const start = gap > 0 ? gap : 0;
  const zero = v128.splat<T>(0);
  const last = v128.splat<T>(<T>1 << <T>(gap + up));
  const limit = v128.splat<T>(<T>(k - start));
  let found = 0;
  for (let i = 0; i < passed; i += lanes) {
    const t0 = textAt(text, survivor(i, passed), n);
    const t1 = textAt(text, survivor(i + 1, passed), n);
    const t2 = textAt(text, survivor(i + 2, passed), n);
    const t3 = textAt(text, survivor(i + 3, passed), n);
    const t4 = sizeof<T>() == 4 ? textAt(text, survivor(i + 4, passed), n) : 0;
    const t5 = sizeof<T>() == 4 ? textAt(text, survivor(i + 5, passed), n) : 0;
    const t6 = sizeof<T>() == 4 ? textAt(text, survivor(i + 6, passed), n) : 0;
    const t7 = sizeof<T>() == 4 ? textAt(text, survivor(i + 7, passed), n) : 0;
    let vpA = v128.shl<T>(v128.splat<T>(<T>-1), up);
    let vnA = zero;
    let costA = zero;
    let vpB = vpA;
    let vnB = zero;
    let costB = zero;
    let gone = false;
    for (let j: i32 = 0; j < n; j++) {
      // Row j + 1 - up of the query is bit 0 of the band.
      const table = rowsFrom(j + 1 - up, copySize);
      const at = j * step;
      let pmA = zero;
      let pmB = zero;
      if (sizeof<T>() == 4) {
        pmA = v128.load_lane<T>(bitsOf(t0 + at, table, stride), pmA, 0);
        pmA = v128.load_lane<T>(bitsOf(t1 + at, table, stride), pmA, 1);
        pmA = v128.load_lane<T>(bitsOf(t2 + at, table, stride), pmA, 2);
        pmA = v128.load_lane<T>(bitsOf(t3 + at, table, stride), pmA, 3);
        pmB = v128.load_lane<T>(bitsOf(t4 + at, table, stride), pmB, 0);
        pmB = v128.load_lane<T>(bitsOf(t5 + at, table, stride), pmB, 1);
        pmB = v128.load_lane<T>(bitsOf(t6 + at, table, stride), pmB, 2);
        pmB = v128.load_lane<T>(bitsOf(t7 + at, table, stride), pmB, 3);
      } else {
        pmA = v128.load_lane<T>(bitsOf(t0 + at, table, stride), pmA, 0);
        pmA = v128.load_lane<T>(bitsOf(t1 + at, table, stride), pmA, 1);
        pmB = v128.load_lane<T>(bitsOf(t2 + at, table, stride), pmB, 0);
        pmB = v128.load_lane<T>(bitsOf(t3 + at, table, stride), pmB, 1);
      }
      const dA = level<T>(pmA, vpA, vnA);
      const hpA = v128.or(vnA, v128.not(v128.or(dA, vpA)));
      const hnA = v128.and(dA, vpA);
      // Minus one in each lane where the last diagonal rises.
      costA = v128.sub<T>(costA, v128.eq<T>(v128.and(dA, last), zero));
      const xA = down<T>(dA);
      vpA = v128.or(hnA, v128.not(v128.or(xA, hpA)));
      vnA = v128.and(xA, hpA);
      const dB = level<T>(pmB, vpB, vnB);
      const hpB = v128.or(vnB, v128.not(v128.or(dB, vpB)));
      const hnB = v128.and(dB, vpB);
      costB = v128.sub<T>(costB, v128.eq<T>(v128.and(dB, last), zero));
      const xB = down<T>(dB);
      vpB = v128.or(hnB, v128.not(v128.or(xB, hpB)));
      vnB = v128.and(xB, hpB);
      if ((j & 3) == 3 && beyond<T>(costA, costB, limit)) {
        gone = true;
        break;
      }
    }
    if (gone) continue;
    v128.store(work, costA);
    v128.store(work, costB, 16);
    found = emit<T>(i, passed, lanes, start, k, out, found);
  }
  return found;
}

// @ts-ignore: decorator
@inline
function beyond<T>(costA: v128, costB: v128, limit: v128): bool {
  return v128.all_true<T>(v128.and(v128.gt<T>(costA, limit), v128.gt<T>(costB, limit)));
}

/** The same with bands of up to 128 diagonals, in two words each: 2 texts at a time. */
function doubleBand(n: i32, passed: i32, text: usize, k: i32, gap: i32, up: i32, out: usize): i32 {
  const stride = <usize>rowStride;
  const copySize = stride << 6;
  const step = stepOf(n);
  const start = gap > 0 ? gap : 0;
  const zero = i64x2.splat(0);
  const lastBit = gap + up;
  const lastLow = i64x2.splat(lastBit < 64 ? <i64>1 << <i64>lastBit : 0);
  const lastHigh = i64x2.splat(lastBit < 64 ? 0 : <i64>1 << <i64>(lastBit - 64));
  const limit = i64x2.splat(k - start);
  let found = 0;
  for (let i = 0; i < passed; i += 2) {
    const t0 = textAt(text, survivor(i, passed), n);
    const t1 = textAt(text, survivor(i + 1, passed), n);
    let vpLow = i64x2.splat(up < 64 ? <i64>-1 << <i64>up : 0);
    let vpHigh = i64x2.splat(up < 64 ? -1 : <i64>-1 << <i64>(up - 64));
    let vnLow = zero;
    let vnHigh = zero;
    let cost = zero;
    let gone = false;
    for (let j: i32 = 0; j < n; j++) {
      const table = rowsFrom(j + 1 - up, copySize);
      const at = j * step;
      const bits0 = bitsOf(t0 + at, table, stride);
      const bits1 = bitsOf(t1 + at, table, stride);
      const pmLow = v128.load_lane<i64>(bits1, v128.load_lane<i64>(bits0, zero, 0), 1);
      const pmHigh = v128.load_lane<i64>(bits1 + 8, v128.load_lane<i64>(bits0 + 8, zero, 0), 1);
      const masked = v128.and(pmLow, vpLow);
      const sum = i64x2.add(masked, vpLow);
      // The bits added are among those added to, so a carry leaves the word where either was set and the sum is not.
      const carry = i64x2.shr_u(v128.or(masked, v128.andnot(vpLow, sum)), 63);
      const dLow = v128.or(v128.xor(sum, vpLow), v128.or(pmLow, vnLow));
      const sumHigh = i64x2.add(i64x2.add(v128.and(pmHigh, vpHigh), carry), vpHigh);
      const dHigh = v128.or(v128.xor(sumHigh, vpHigh), v128.or(pmHigh, vnHigh));
      const hpLow = v128.or(vnLow, v128.not(v128.or(dLow, vpLow)));
      const hpHigh = v128.or(vnHigh, v128.not(v128.or(dHigh, vpHigh)));
      const hnLow = v128.and(dLow, vpLow);
      const hnHigh = v128.and(dHigh, vpHigh);
      const hit = v128.or(v128.and(dLow, lastLow), v128.and(dHigh, lastHigh));
      cost = i64x2.sub(cost, i64x2.eq(hit, zero));
      const xLow = v128.or(i64x2.shr_u(dLow, 1), i64x2.shl(dHigh, 63));
      const xHigh = i64x2.shr_u(dHigh, 1);
      vpLow = v128.or(hnLow, v128.not(v128.or(xLow, hpLow)));
      vpHigh = v128.or(hnHigh, v128.not(v128.or(xHigh, hpHigh)));
      vnLow = v128.and(xLow, hpLow);
      vnHigh = v128.and(xHigh, hpHigh);
      if ((j & 7) == 7 && i64x2.all_true(i64x2.gt_s(cost, limit))) {
        gone = true;
        break;
      }
    }
    if (gone) continue;
    v128.store(work, cost);
    found = emit<i64>(i, passed, 2, start, k, out, found);
  }
  return found;
}

/** The distances of the survivors for long texts, block by block of 64 rows, as far as k edits can reach. */
function blocks(n: i32, passed: i32, text: usize, k: i32, gap: i32, up: i32, out: usize): i32 {
  const step = stepOf(n);
  const start = gap > 0 ? gap : 0;
  const spare = up + (gap < 0 ? gap : 0);
  const words = (queryLength + 63) >> 6;
  let found = 0;
  for (let i = 0; i < passed; i++) {
    const index = load<u32>(survivors + (<usize>i << 2));
    const t = textAt(text, index, n);
    for (let w = 0; w < words; w++) {
      store<u64>(work + (<usize>w << 4), ~0);
      store<u64>(work + (<usize>w << 4), 0, 8);
    }
    let cost = start;
    let gone = false;
    for (let j = 0; j < n; j++) {
      const top = max(0, j - up) >> 6;
      const bottom = min(words - 1, (j + start + spare) >> 6);
      const table = rows + <usize>(<i32>load<u8>(t + j * step) * rowStride);
      let carryPositive: u64 = 1;
      let carryNegative: u64 = 0;
      const diagonal = j + gap;
      if (diagonal < 0) cost++;
      for (let w = top; w <= bottom; w++) {
        const state = work + (<usize>w << 4);
        const vp = load<u64>(state);
        const vn = load<u64>(state, 8);
        const pm = load<u64>(table + (<usize>w << 3), (PAD + 1) >> 3) | carryNegative;
        const d0 = (((pm & vp) + vp) ^ vp) | pm | vn;
        let hp = vn | ~(d0 | vp);
        let hn = d0 & vp;
        if (diagonal >= 0 && diagonal >> 6 == w) cost += 1 - <i32>((d0 >> (<u64>diagonal & 63)) & 1);
        const outPositive = hp >> 63;
        const outNegative = hn >> 63;
        hp = (hp << 1) | carryPositive;
        hn = (hn << 1) | carryNegative;
        store<u64>(state, hn | ~(d0 | hp));
        store<u64>(state, d0 & hp, 8);
        carryPositive = outPositive;
        carryNegative = outNegative;
      }
      if (cost > k) {
        gone = true;
        break;
      }
    }
    if (gone) continue;
    store<u32>(out + (<usize>found << 3), index);
    store<u32>(out + (<usize>found << 3), cost, 4);
    found++;
  }
  return found;
}
