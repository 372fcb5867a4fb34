import type { Band } from './band.ts';
import { columnRanges } from './band.ts';
import { MAX_GROUP, mayBeLargest } from './bead-shapes.ts';
import type { Lexicon } from './lexicon.ts';
import type { Corpus, Model } from './model.ts';
import { documentBackground } from './model.ts';
import type { PreparedSide } from './prepared-side.ts';
import type { Scratch } from './scratch.ts';

/**
 * Lexical evidence of every cell of a band (ALIGNMENT section 3.2). The likelihood of a group of target sentences
 * given a group of source sentences is a product over the words of the target, so it is enough to know, for each
 * target sentence `j` and each group of `n` source sentences from `i`, one sum; and the same with sides exchanged.
 * Only words with a possible translation in the group change anything against `base`, which holds what a sentence
 * scores when none of its words has one.
 */
export interface Evidence {
  /**
   * {@link GAINS} numbers a node: at `GAINS node + n - 1` what target sentence `j` gains from the `n` source sentences
   * from `i`, at `GAINS node + MAX_GROUP + m - 1` what source sentence `i` gains from the `m` target sentences from `j`.
   */
  readonly gain: Float32Array;
  /** Sums, over the source sentences of the band before each, of their score without any translation. */
  readonly sourceBase: Float64Array;
  /** The same for target sentences. */
  readonly targetBase: Float64Array;
}

/** What the score of a bead may make of the same lengths by rounding. */
const ROUNDING = 0.01;

/** Numbers of evidence a node has. */
export const GAINS = 2 * MAX_GROUP;

/** Weight of the translation model beside the background, `q`. */
const TRANSLATION_WEIGHT = 0.7;
/** How sure a word that is always translated must appear. */
const MISS_WEIGHT = 0.9;

/** `h(w)` without translation, by type: the penalty for a known word whose translations are all missing. */
function missingScores(explained: Float32Array): Float64Array {
  const scores = new Float64Array(explained.length);
  const floor = Math.log(1 - TRANSLATION_WEIGHT);
  for (let w = 0; w < scores.length; w++) scores[w] = Math.max(floor, Math.log(1 - MISS_WEIGHT * explained[w]!));
  return scores;
}

function baseSums(side: PreparedSide, from: number, to: number, missing: Float64Array): Float64Array {
  const sums = new Float64Array(to - from + 1);
  for (let i = from; i < to; i++) {
    let sum = 0;
    for (let k = side.rowStart[i]!; k < side.rowStart[i + 1]!; k++) {
      sum += missing[side.rowType[k]!]! * side.rowCount[k]!;
    }
    sums[i - from + 1] = sums[i - from]! + sum;
  }
  return sums;
}

/**
 * Adds the gains of one direction. Line `k` is a given sentence, its cells the explained sentences `first[k]` to
 * `last[k]` (or the end); the gain of a cell goes to `GAINS * node(line, cell) + slot + size - 1`. The largest group
 * is left out where it is too long for any of the cells; `stretch` makes given lengths comparable with explained ones.
 */
function addGains(
  given: { readonly side: PreparedSide; readonly from: number; readonly to: number },
  explained: { readonly side: PreparedSide; readonly to: number },
  range: { readonly first: Int32Array; readonly last: Int32Array },
  lexicon: Lexicon,
  background: Float64Array,
  missing: Float64Array,
  stretch: number,
  gain: Float32Array,
  place: { readonly base: Int32Array; readonly offset: number; readonly byRow: boolean; readonly slot: number },
): void {
  const { probability, explained: known } = lexicon;
  const types = explained.side.frequency.length;
  const sum = new Float64Array(types);
  const pointer = new Int32Array(types).fill(-1);
  const { postStart, postSentence, postCount } = explained.side;
  const { rowStart, rowType, rowCount, tokens } = given.side;
  const { byRow, base, offset, slot } = place;
  let touched = new Int32Array(256);
  for (let i = given.from; i < given.to; i++) {
    const first = range.first[i - given.from]!;
    const last = Math.min(explained.to - 1, range.last[i - given.from]!);
    let size = 0;
    let length = 0;
    const most = mayEnd(given, i, explained.side, first, last, stretch) ? MAX_GROUP : MAX_GROUP - 1;
    for (let n = 1; n <= most && i + n <= given.to; n++) {
      const member = i + n - 1;
      length += tokens[member]!;
      for (let k = rowStart[member]!; k < rowStart[member + 1]!; k++) {
        const v = rowType[k]!;
        const times = rowCount[k]!;
        for (let e = probability.start[v]!; e < probability.start[v + 1]!; e++) {
          const w = probability.column[e]!;
          if (sum[w] === 0) {
            // Lines move forward, so the postings before this band are never needed again.
            let p = pointer[w]!;
            const end = postStart[w + 1]!;
            if (p < 0) p = lowerBound(postSentence, postStart[w]!, end, first);
            else while (p < end && postSentence[p]! < first) p++;
            pointer[w] = p;
            if (p === end || postSentence[p]! > last) continue;
            if (size === touched.length) {
              const larger = new Int32Array(size * 2);
              larger.set(touched);
              touched = larger;
            }
            touched[size++] = w;
          }
          sum[w]! += times * probability.value[e]!;
        }
      }
      for (let x = 0; x < size; x++) {
        const w = touched[x]!;
        const t = Math.min(1, sum[w]! / length);
        const ratio = 1 - TRANSLATION_WEIGHT + (TRANSLATION_WEIGHT * t) / background[w]!;
        const miss = missing[w]!;
        const floor = 1 - MISS_WEIGHT * known[w]!;
        const score = (ratio > floor ? Math.log(ratio) : Math.log(floor)) - miss;
        if (score === 0) continue;
        const end = postStart[w + 1]!;
        if (byRow) {
          const into = base[i - offset]! * GAINS + slot + n - 1;
          for (let p = pointer[w]!; p < end; p++) {
            const g = postSentence[p]!;
            if (g > last) break;
            gain[into + g * GAINS]! += score * postCount[p]!;
          }
        } else {
          const into = i * GAINS + slot + n - 1;
          for (let p = pointer[w]!; p < end; p++) {
            const g = postSentence[p]!;
            if (g > last) break;
            gain[into + base[g - offset]! * GAINS]! += score * postCount[p]!;
          }
        }
      }
    }
    for (let x = 0; x < size; x++) sum[touched[x]!] = 0;
  }
}

/** Whether the largest group from sentence `i` on may be a bead with one of the sentences `first` to `last`. */
function mayEnd(
  given: { readonly side: PreparedSide; readonly to: number },
  i: number,
  { lengthSum }: PreparedSide,
  first: number,
  last: number,
  stretch: number,
): boolean {
  if (i + MAX_GROUP > given.to) return false;
  const length = stretch * (given.side.lengthSum[i + MAX_GROUP]! - given.side.lengthSum[i]!);
  for (let g = first; g <= last; g++) {
    if (mayBeLargest(length, lengthSum[g + 1]! - lengthSum[g]!, ROUNDING)) return true;
  }
  return false;
}

function lowerBound(values: Int32Array, from: number, to: number, wanted: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The evidence of all cells of `band`, valid until `scratch` is used for the next. */
export function gatherEvidence(corpus: Corpus, model: Model, band: Band, scratch: Scratch): Evidence {
  const { source, target } = corpus;
  const gain = scratch.float32('gain', band.size * GAINS).fill(0);
  const sourceMissing = missingScores(model.backward.explained);
  const targetMissing = missingScores(model.forward.explained);
  const columns = columnRanges(band);
  addGains(
    { side: source, from: band.sourceStart, to: band.sourceEnd },
    { side: target, to: band.targetEnd },
    { first: band.low, last: band.high },
    model.forward,
    documentBackground(target, corpus.targetStart, band.targetStart, corpus.targetBackground),
    targetMissing,
    model.lengths.ratio,
    gain,
    { base: band.base, offset: band.sourceStart, byRow: true, slot: 0 },
  );
  addGains(
    { side: target, from: band.targetStart, to: band.targetEnd },
    { side: source, to: band.sourceEnd },
    columns,
    model.backward,
    documentBackground(source, corpus.sourceStart, band.sourceStart, corpus.sourceBackground),
    sourceMissing,
    1 / model.lengths.ratio,
    gain,
    { base: band.base, offset: band.sourceStart, byRow: false, slot: MAX_GROUP },
  );
  return {
    gain,
    sourceBase: baseSums(source, band.sourceStart, band.sourceEnd, sourceMissing),
    targetBase: baseSums(target, band.targetStart, band.targetEnd, targetMissing),
  };
}
