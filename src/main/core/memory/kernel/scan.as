/**
 * The scan kernel of translation memories: which of many folded texts of one length lie within k edits of a query.
 *
 * Texts are one byte a letter, of 64 classes; folding letters into classes can only shrink distances, so nothing that
 * truly lies within k edits is lost. Sixteen texts stand together, first the first letter of each, then the second of
 * each, and so on (texts of more than LONG letters stand one after another instead). Every text goes through lower
 * bounds of rising cost, the last being the distance:
 *
 * 1. Histogram. Beside each text stands a histogram of its letters from column `split` on, 32 buckets of one byte, kept
 *    for 16 texts at a time so that one register holds one bucket of all of them. Let H be the letters that the text's
 *    end has beyond those of the query's end, the latter cut so that both ends are as long as each other (or the whole
 *    query if it is too short for that). However an alignment cuts the query, the ends alone cost at least H edits.
 * 2. Triples. Three letters of the text cost at least their distance to the part of the query that k edits allow them to
 *    meet; for all triples of letters that distance is tabulated, up to 2. The sum over the text is a lower bound.
 * 3. Head. Let G be the least distance of the text's first `split` letters to any beginning of the query. G + H edits
 *    are needed at least. G is computed in a band of diagonals, outside which it is known to exceed half the band.
 * 4. Band. The whole distance in a band of k + 1 diagonals, given up as soon as the diagonal that ends in the last cell
 *    exceeds k: values never fall along a diagonal, so that is a true lower bound.
 *
 * Bit-parallel recurrences: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances",
 * Nordic Journal of Computing 10 (2003); in the banded form the column of vertical differences slides one row a column.
 * Rows above the query (0 and less) match nothing and start without differences, which gives D[0][j] = j.
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
/**
 * For each column j of a head, for each of 32 merged classes, the rows j - 16 to j + 15 that have it, as bits: four
 * planes of 8 rows, each plane 32 bytes, one a class.
 */
let planes: usize = 0;
/** For each stretch of columns, the least distances of all triples of merged classes to the rows in its reach. */
let triples: usize = 0;
/** The diagonals for which these tables were made, from `triplesLow` to `triplesHigh`, and for how many stretches. */
let triplesLow: i32 = 0;
let triplesHigh: i32 = 0;
let triplesMade: i32 = 0;
let endHistogram: usize = 0;
let survivors: usize = 0;
let kept: i32 = 0;
let work: usize = 0;
/** How many texts wait for a head in lanes of 16, 32 and 64 bits. */
let inNarrow: i32 = 0;
let inMiddle: i32 = 0;
let inWide: i32 = 0;
/** The row from which the end histogram was made last, or -1. */
let endFrom: i32 = -1;

/** Rows of padding before the first row: as many as the widest band can reach up. A multiple of 64, less 1. */
const PAD: i32 = 127;
/** The longest head; longer ones cost more than the distance itself. */
const HEAD: i32 = 96;
/** Columns that share a table of triples, how many such stretches there are at most, and the size of a table. */
const STRETCH: i32 = 12;
const STRETCHES: i32 = 24;
const TABLE: i32 = 1 << 15;
/** Triples pay for texts from this length on, in chunks of this size, if so many of a group are left. */
const TRIPLES_FROM: i32 = 64;
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
  return align(length) + 8 * 64 * stride(length) + HEAD * 128 + STRETCHES * TABLE + 512 + chunk * 4 + (length / 64 + 32) * 16;
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
  planes = rows + 8 * 64 * rowStride;
  triples = planes + HEAD * 128;
  endHistogram = triples + STRETCHES * TABLE;
  survivors = endHistogram + 512;
  work = survivors + chunk * 4;
}

/** Makes the tables for the query of `length` letters that stands in the scratch memory. */
export function prepare(length: i32): void {
  queryLength = length;
  endFrom = -1;
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
  const columns = min(HEAD, length * 2);
  memory.fill(planes, 0, columns << 7);
  for (let j = 1; j <= columns; j++) {
    const column = planes + ((j - 1) << 7);
    const end = min(length, j + 15);
    for (let r = max(1, j - 16); r <= end; r++) {
      const bit = r - j + 16;
      const at = column + ((bit >> 3) << 5) + (load<u8>(query + r - 1) & 31);
      store<u8>(at, load<u8>(at) | (<u8>1 << <u8>(bit & 7)));
    }
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

/** Writes the histograms of `count` texts of `n` letters from column `split` on; the groups of 16 are filled up. */
export function histograms(n: i32, split: i32, count: i32, text: usize, to: usize): void {
  for (let first = 0; first < count; first += 16) {
    const group = to + (<usize>first << 5);
    memory.fill(group, 0, 512);
    for (let lane = 0; lane < 16; lane++) {
      if (first + lane >= count) clearLane(group + lane);
      else addToHistogram(group + lane, textAt(text, first + lane, n), split, n);
    }
  }
}

/** Writes or overwrites one text's histogram. */
export function histogram(n: i32, split: i32, index: i32, text: usize, to: usize): void {
  const at = to + (<usize>(index & ~15) << 5) + (index & 15);
  for (let bucket = 0; bucket < 32; bucket++) store<u8>(at + (bucket << 4), 0);
  addToHistogram(at, textAt(text, index, n), split, n);
}

/** Marks a place as empty: a histogram that no query comes near. */
export function clear(index: i32, to: usize): void {
  clearLane(to + (<usize>(index & ~15) << 5) + (index & 15));
}

function clearLane(at: usize): void {
  for (let bucket = 0; bucket < 32; bucket++) store<u8>(at + (bucket << 4), 255);
}

function addToHistogram(at: usize, text: usize, from: i32, n: i32): void {
  const step = stepOf(n);
  for (let i = from; i < n; i++) {
    const bucket = at + (<usize>(load<u8>(text + i * step) & 31) << 4);
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
  const gap = m - n;
  const spare = (k - (gap < 0 ? -gap : gap)) >> 1;
  const up = spare - (gap < 0 ? gap : 0);
  const left = filter(n, split, count, text, ends, k, -up, spare + (gap > 0 ? gap : 0));
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

/**
 * Lists those of `count` texts that no bound rules out; returns how many. Alignments with k edits stay within the
 * diagonals (row less column) from `low` to `high`.
 */
function filter(n: i32, split: i32, count: i32, text: usize, ends: usize, k: i32, low: i32, high: i32): i32 {
  makeEndHistogram(max(0, split + queryLength - n));
  const limit = i8x16.splat(<i8>min(k, 255));
  const heads = split >= 8;
  const byTriples = n >= TRIPLES_FROM && n <= LONG && count >= TRIPLES_CHUNK && k < 200;
  kept = 0;
  inNarrow = 0;
  inMiddle = 0;
  inWide = 0;
  for (let first = 0; first < count; first += 16) {
    const group = ends + (<usize>first << 5);
    let sum = excess8(excess8(i8x16.splat(0), group, 0), group, 8);
    if (!v128.any_true(i8x16.le_u(sum, limit))) continue;
    sum = excess8(excess8(sum, group, 16), group, 24);
    let alive = i8x16.bitmask(i8x16.le_u(sum, limit));
    if (first + 16 > count) alive &= (1 << (count - first)) - 1;
    if (byTriples && popcnt(alive) >= TRIPLES_LEFT) {
      makeTriples(n, low, high);
      alive &= groupTriples(n, textAt(text, first, n), k);
    }
    if (alive == 0) continue;
    if (heads) byHead(n, split, text, first, alive, i8x16.sub(limit, sum), k);
    else keep(first, alive);
  }
  if (inNarrow > 0) head<i16>(n, split, text, narrow(), fill(narrow(), inNarrow, 8));
  if (inMiddle > 0) head<i32>(n, split, text, middle(), fill(middle(), inMiddle, 8));
  if (inWide > 0) head<i64>(n, split, text, wide(), fill(wide(), inWide, 4));
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

/** The histogram of the query from row `from` on, each bucket in all 16 lanes. */
function makeEndHistogram(from: i32): void {
  if (from == endFrom) return;
  endFrom = from;
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

// ---- 3. head

/** Bytes that one batch of texts for {@link head} takes: up to 8 indexes, what their ends leave, their results. */
const BATCH: i32 = 80;

// @ts-ignore: decorator
@inline
function narrow(): usize {
  return work;
}

// @ts-ignore: decorator
@inline
function middle(): usize {
  return work + BATCH;
}

// @ts-ignore: decorator
@inline
function wide(): usize {
  return work + 2 * BATCH;
}

/**
 * Takes the texts of a group that the histogram left, `rest` being what it leaves each of the k edits, through the
 * head. Lanes are as narrow as that allows, since more texts then fit a register. Where most of a group is left, the
 * group goes through as it stands; otherwise texts are collected until they fill the lanes.
 */
function byHead(n: i32, split: i32, text: usize, first: i32, alive: i32, rest: v128, k: i32): void {
  const under8 = i8x16.bitmask(i8x16.lt_u(rest, i8x16.splat(8))) & alive;
  const under16 = i8x16.bitmask(i8x16.lt_u(rest, i8x16.splat(16))) & alive & ~under8;
  const under32 = i8x16.bitmask(i8x16.lt_u(rest, i8x16.splat(32))) & alive & ~under8 & ~under16;
  const others = alive & ~under8 & ~under16 & ~under32;
  let small = under8;
  let medium = under16;
  if (n <= LONG) {
    if (popcnt(medium) > 6) {
      keep(first, groupHead32(split, textAt(text, first, n), rest) & (small | medium));
      small = 0;
      medium = 0;
    } else if (popcnt(small) > 4) {
      keep(first, groupHead16(split, textAt(text, first, n), rest) & small);
      small = 0;
    }
  }
  if (others != 0) keep(first, others);
  if ((small | medium | under32) == 0) return;
  v128.store(work, rest, 3 * BATCH);
  const rests = work + 3 * BATCH;
  while (small != 0) {
    const lane = ctz(small);
    small &= small - 1;
    enqueue(narrow(), inNarrow++, first + lane, load<u8>(rests + lane));
    if (inNarrow < 8) continue;
    head<i16>(n, split, text, narrow(), 8);
    inNarrow = 0;
  }
  while (medium != 0) {
    const lane = ctz(medium);
    medium &= medium - 1;
    enqueue(middle(), inMiddle++, first + lane, load<u8>(rests + lane));
    if (inMiddle < 8) continue;
    head<i32>(n, split, text, middle(), 8);
    inMiddle = 0;
  }
  let large = under32;
  while (large != 0) {
    const lane = ctz(large);
    large &= large - 1;
    enqueue(wide(), inWide++, first + lane, load<u8>(rests + lane));
    if (inWide < 4) continue;
    head<i64>(n, split, text, wide(), 4);
    inWide = 0;
  }
}

/** The bits of 8 rows for the letters of 16 texts. */
// @ts-ignore: decorator
@inline
function plane(table: usize, number: i32, low: v128, high: v128): v128 {
  return v128.or(
    i8x16.swizzle(v128.load(table + (number << 5)), low),
    i8x16.swizzle(v128.load(table + (number << 5) + 16), high),
  );
}

// @ts-ignore: decorator
@inline
function evens8(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline
function odds8(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

// @ts-ignore: decorator
@inline
function evens16(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

// @ts-ignore: decorator
@inline
function odds16(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** The heads of a group in lanes of 16 bits, letters merged to 32 classes: which stay within what their ends leave. */
function groupHead16(split: i32, text: usize, rest: v128): i32 {
  const zero = i16x8.splat(0);
  const main = i16x8.splat(1 << 8);
  const letterMask = i8x16.splat(31);
  const sixteen = i8x16.splat(16);
  let vpA = i16x8.splat(<i16>0xff00);
  let vnA = zero;
  let costA = zero;
  let vpB = vpA;
  let vnB = zero;
  let costB = zero;
  for (let j: i32 = 0; j < split; j++) {
    const low = v128.and(v128.load(text + (j << 4)), letterMask);
    const high = i8x16.sub(low, sixteen);
    const table = planes + (j << 7);
    const p1 = plane(table, 1, low, high);
    const p2 = plane(table, 2, low, high);
    const pmA = evens8(p1, p2);
    const pmB = odds8(p1, p2);
    const dA = level<i16>(pmA, vpA, vnA);
    const dB = level<i16>(pmB, vpB, vnB);
    const hpA = v128.or(vnA, v128.not(v128.or(dA, vpA)));
    const hpB = v128.or(vnB, v128.not(v128.or(dB, vpB)));
    const hnA = v128.and(dA, vpA);
    const hnB = v128.and(dB, vpB);
    costA = i16x8.sub(costA, i16x8.eq(v128.and(dA, main), zero));
    costB = i16x8.sub(costB, i16x8.eq(v128.and(dB, main), zero));
    const xA = i16x8.shr_u(dA, 1);
    const xB = i16x8.shr_u(dB, 1);
    vpA = v128.or(hnA, v128.not(v128.or(xA, hpA)));
    vpB = v128.or(hnB, v128.not(v128.or(xB, hpB)));
    vnA = v128.and(xA, hpA);
    vnB = v128.and(xB, hpB);
  }
  const least8 = i8x16.narrow_i16x8_u(least<i16>(costA, vpA, vnA), least<i16>(costB, vpB, vnB));
  return i8x16.bitmask(i8x16.le_u(least8, rest));
}

/** The same in lanes of 32 bits. */
function groupHead32(split: i32, text: usize, rest: v128): i32 {
  const zero = i32x4.splat(0);
  const main = i32x4.splat(1 << 16);
  const letterMask = i8x16.splat(31);
  const sixteen = i8x16.splat(16);
  let vpA = i32x4.splat(0xffff0000);
  let vnA = zero;
  let costA = zero;
  let vpB = vpA;
  let vnB = zero;
  let costB = zero;
  let vpC = vpA;
  let vnC = zero;
  let costC = zero;
  let vpD = vpA;
  let vnD = zero;
  let costD = zero;
  for (let j: i32 = 0; j < split; j++) {
    const low = v128.and(v128.load(text + (j << 4)), letterMask);
    const high = i8x16.sub(low, sixteen);
    const table = planes + (j << 7);
    const p0 = plane(table, 0, low, high);
    const p1 = plane(table, 1, low, high);
    const p2 = plane(table, 2, low, high);
    const p3 = plane(table, 3, low, high);
    const evenLow = evens8(p0, p1);
    const evenHigh = evens8(p2, p3);
    const pmA = evens16(evenLow, evenHigh);
    const pmB = odds16(evenLow, evenHigh);
    const dA = level<i32>(pmA, vpA, vnA);
    const dB = level<i32>(pmB, vpB, vnB);
    const hpA = v128.or(vnA, v128.not(v128.or(dA, vpA)));
    const hpB = v128.or(vnB, v128.not(v128.or(dB, vpB)));
    const hnA = v128.and(dA, vpA);
    const hnB = v128.and(dB, vpB);
    costA = i32x4.sub(costA, i32x4.eq(v128.and(dA, main), zero));
    costB = i32x4.sub(costB, i32x4.eq(v128.and(dB, main), zero));
    const xA = i32x4.shr_u(dA, 1);
    const xB = i32x4.shr_u(dB, 1);
    vpA = v128.or(hnA, v128.not(v128.or(xA, hpA)));
    vpB = v128.or(hnB, v128.not(v128.or(xB, hpB)));
    vnA = v128.and(xA, hpA);
    vnB = v128.and(xB, hpB);
    const oddLow = odds8(p0, p1);
    const oddHigh = odds8(p2, p3);
    const pmC = evens16(oddLow, oddHigh);
    const pmD = odds16(oddLow, oddHigh);
    const dC = level<i32>(pmC, vpC, vnC);
    const dD = level<i32>(pmD, vpD, vnD);
    const hpC = v128.or(vnC, v128.not(v128.or(dC, vpC)));
    const hpD = v128.or(vnD, v128.not(v128.or(dD, vpD)));
    const hnC = v128.and(dC, vpC);
    const hnD = v128.and(dD, vpD);
    costC = i32x4.sub(costC, i32x4.eq(v128.and(dC, main), zero));
    costD = i32x4.sub(costD, i32x4.eq(v128.and(dD, main), zero));
    const xC = i32x4.shr_u(dC, 1);
    const xD = i32x4.shr_u(dD, 1);
    vpC = v128.or(hnC, v128.not(v128.or(xC, hpC)));
    vpD = v128.or(hnD, v128.not(v128.or(xD, hpD)));
    vnC = v128.and(xC, hpC);
    vnD = v128.and(xD, hpD);
  }
  const firstHalf = i16x8.narrow_i32x4_s(least<i32>(costA, vpA, vnA), least<i32>(costB, vpB, vnB));
  const lastHalf = i16x8.narrow_i32x4_s(least<i32>(costC, vpC, vnC), least<i32>(costD, vpD, vnD));
  return i8x16.bitmask(i8x16.le_u(i8x16.narrow_i16x8_u(firstHalf, lastHalf), rest));
}

// @ts-ignore: decorator
@inline
function enqueue(batch: usize, place: i32, index: u32, rest: i32): void {
  store<u32>(batch + (<usize>place << 2), index);
  store<u16>(batch + (<usize>place << 1), <u16>rest, 32);
}

/** Fills the unused places of a batch with its first text; returns how many are in use. */
function fill(batch: usize, used: i32, places: i32): i32 {
  for (let place = used; place < places; place++) store<u32>(batch + (<usize>place << 2), load<u32>(batch));
  return used;
}

/** Where the bits of one letter's rows stand. */
// @ts-ignore: decorator
@inline
function bitsOf(letter: usize, table: usize, stride: usize): usize {
  return table + <usize>load<u8>(letter) * stride;
}

// @ts-ignore: decorator
@inline
function down<T>(bits: v128): v128 {
  if (sizeof<T>() == 2) return v128.shr<u16>(bits, 1);
  if (sizeof<T>() == 4) return v128.shr<u32>(bits, 1);
  return v128.shr<u64>(bits, 1);
}

/** The rows in which the distance does not rise along the diagonal, from the matches and the vertical differences. */
// @ts-ignore: decorator
@inline
function level<T>(pm: v128, vp: v128, vn: v128): v128 {
  return v128.or(v128.xor(v128.add<T>(v128.and(pm, vp), vp), vp), v128.or(pm, vn));
}

/**
 * The heads of 8 texts (4 in lanes of 64 bits) against the query at once; appends those that stay within what their
 * ends leave. Bit b of the band in column j is row j - half + b, so paths that leave the band have cost `half` or more.
 */
function head<T>(n: i32, split: i32, text: usize, batch: usize, used: i32): void {
  const half: i32 = <i32>(sizeof<T>() << 2);
  const stride = <usize>rowStride;
  const copySize = stride << 6;
  const step = stepOf(n);
  const t0 = textAt(text, load<u32>(batch), n);
  const t1 = textAt(text, load<u32>(batch, 4), n);
  const t2 = textAt(text, load<u32>(batch, 8), n);
  const t3 = textAt(text, load<u32>(batch, 12), n);
  const t4 = sizeof<T>() < 8 ? textAt(text, load<u32>(batch, 16), n) : 0;
  const t5 = sizeof<T>() < 8 ? textAt(text, load<u32>(batch, 20), n) : 0;
  const t6 = sizeof<T>() < 8 ? textAt(text, load<u32>(batch, 24), n) : 0;
  const t7 = sizeof<T>() < 8 ? textAt(text, load<u32>(batch, 28), n) : 0;
  const zero = v128.splat<T>(0);
  const main = v128.splat<T>(<T>1 << <T>half);
  // Two registers at a time, since one alone waits for its own results.
  let vpA = v128.shl<T>(v128.splat<T>(<T>-1), half);
  let vnA = zero;
  let costA = zero;
  let vpB = vpA;
  let vnB = zero;
  let costB = zero;
  for (let j: i32 = 0; j < split; j++) {
    const table = rowsFrom(j + 1 - half, copySize);
    const at = j * step;
    let pmA = zero;
    let pmB = zero;
    if (sizeof<T>() == 2) {
      pmA = v128.load_lane<T>(bitsOf(t0 + at, table, stride), pmA, 0);
      pmA = v128.load_lane<T>(bitsOf(t1 + at, table, stride), pmA, 1);
      pmA = v128.load_lane<T>(bitsOf(t2 + at, table, stride), pmA, 2);
      pmA = v128.load_lane<T>(bitsOf(t3 + at, table, stride), pmA, 3);
      pmA = v128.load_lane<T>(bitsOf(t4 + at, table, stride), pmA, 4);
      pmA = v128.load_lane<T>(bitsOf(t5 + at, table, stride), pmA, 5);
      pmA = v128.load_lane<T>(bitsOf(t6 + at, table, stride), pmA, 6);
      pmA = v128.load_lane<T>(bitsOf(t7 + at, table, stride), pmA, 7);
    } else if (sizeof<T>() == 4) {
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
    // Minus one in each lane where the main diagonal rises.
    costA = v128.sub<T>(costA, v128.eq<T>(v128.and(dA, main), zero));
    const xA = down<T>(dA);
    vpA = v128.or(hnA, v128.not(v128.or(xA, hpA)));
    vnA = v128.and(xA, hpA);
    if (sizeof<T>() > 2) {
      const dB = level<T>(pmB, vpB, vnB);
      const hpB = v128.or(vnB, v128.not(v128.or(dB, vpB)));
      const hnB = v128.and(dB, vpB);
      costB = v128.sub<T>(costB, v128.eq<T>(v128.and(dB, main), zero));
      const xB = down<T>(dB);
      vpB = v128.or(hnB, v128.not(v128.or(xB, hpB)));
      vnB = v128.and(xB, hpB);
    }
  }
  v128.store(batch, least<T>(costA, vpA, vnA), 48);
  if (sizeof<T>() > 2) v128.store(batch, least<T>(costB, vpB, vnB), 64);
  for (let place = 0; place < used; place++) {
    const g = <i32>load<u16>(batch + (<usize>place * sizeof<T>()), 48);
    if (g <= <i32>load<u16>(batch + (<usize>place << 1), 32)) {
      store<u32>(survivors + (<usize>kept << 2), load<u32>(batch + (<usize>place << 2)));
      kept++;
    }
  }
}

/** The least value of the last column: that of the main diagonal, and from there down and up by the differences. */
function least<T>(cost: v128, vp: v128, vn: v128): v128 {
  const half: i32 = <i32>(sizeof<T>() << 2);
  const one = v128.splat<T>(1);
  let out = smaller<T>(cost, v128.splat<T>(<T>half));
  let value = cost;
  for (let b = half; b < 2 * half - 1; b++) {
    value = v128.add<T>(value, v128.and(v128.shr<T>(vp, b), one));
    value = v128.sub<T>(value, v128.and(v128.shr<T>(vn, b), one));
    out = smaller<T>(out, value);
  }
  value = cost;
  for (let b = half - 1; b >= 0; b--) {
    value = v128.sub<T>(value, v128.and(v128.shr<T>(vp, b), one));
    value = v128.add<T>(value, v128.and(v128.shr<T>(vn, b), one));
    out = smaller<T>(out, value);
  }
  return out;
}

// @ts-ignore: decorator
@inline
function smaller<T>(a: v128, b: v128): v128 {
  if (sizeof<T>() == 8) return v128.bitselect(a, b, i64x2.lt_s(a, b));
  return v128.min<T>(a, b);
}

// ---- 4. band

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
