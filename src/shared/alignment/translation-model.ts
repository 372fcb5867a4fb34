import type { PreparedSide } from './prepared-side.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/**
 * Word translation after IBM Model 1 (Brown et al. 1993, "The mathematics of statistical machine translation"; used
 * for sentence alignment by Moore 2002), trained on weighted beads, with a null word and an absolute discount
 * (ALIGNMENT section 3.5). Parameters are kept by conditioning type in sparse rows; expectation maximisation walks over
 * types rather than over a list of pairs.
 */

/** Beads to learn from: four numbers a bead (source start, source size, target start, target size), and a weight. */
export interface TrainingBeads {
  readonly beads: Int32Array;
  readonly weights: Float32Array;
}

/** What one direction of training starts from. Rows of the matrices are conditioning types. */
export interface DirectionInput {
  /** Side whose words are given. */
  readonly given: PreparedSide;
  /** Side whose words are explained. */
  readonly explained: PreparedSide;
  /** Unigram probability of each explained type. */
  readonly background: Float64Array;
  readonly anchors: SparseMatrix;
  /** Expected counts brought along from earlier documents and memories. */
  readonly earlier: SparseMatrix;
  /** Total expected count of each given type in those. */
  readonly earlierTotals: Float64Array;
}

/** Expected counts of pairs of types, without those brought along. */
export interface ExpectedCounts {
  readonly counts: SparseMatrix;
  readonly totals: Float64Array;
}

const ITERATIONS = 8;
const NULL_WEIGHT = 0.1;
/** Expected counts below this are noise that no later step would use. */
const MIN_COUNT = 0.02;
/** Beads with more pairs of types than this say little a pair and cost much. */
const MAX_PAIRS = 40_000;

/** Types of the beads of one side, with multiplicities: bead `b` owns `start[b] .. start[b + 1]`. */
interface Groups {
  readonly start: Int32Array;
  readonly type: Int32Array;
  readonly count: Float32Array;
}

function groupTypes(side: PreparedSide, { beads, weights }: TrainingBeads, offset: 0 | 2): Groups {
  const size = weights.length;
  let total = 0;
  for (let b = 0; b < size; b++) {
    const from = beads[b * 4 + offset]!;
    total += side.rowStart[from + beads[b * 4 + offset + 1]!]! - side.rowStart[from]!;
  }
  const start = new Int32Array(size + 1);
  const type = new Int32Array(total);
  const count = new Float32Array(total);
  const place = new Int32Array(side.frequency.length).fill(-1);
  let next = 0;
  for (let b = 0; b < size; b++) {
    const from = beads[b * 4 + offset]!;
    const first = next;
    const end = side.rowStart[from + beads[b * 4 + offset + 1]!]!;
    for (let k = side.rowStart[from]!; k < end; k++) {
      const w = side.rowType[k]!;
      const at = place[w]!;
      if (at >= first) count[at]! += side.rowCount[k]!;
      else {
        place[w] = next;
        type[next] = w;
        count[next] = side.rowCount[k]!;
        next++;
      }
    }
    start[b + 1] = next;
  }
  return { start, type: type.slice(0, next), count: count.slice(0, next) };
}

/** Beads of each type: the transpose of the groups, as (bead, multiplicity). */
function beadsOfTypes(groups: Groups, types: number): { start: Int32Array; bead: Int32Array; count: Float32Array } {
  const start = new Int32Array(types + 1);
  for (const w of groups.type) start[w + 1]!++;
  for (let w = 0; w < types; w++) start[w + 1]! += start[w]!;
  const next = start.slice();
  const bead = new Int32Array(groups.type.length);
  const count = new Float32Array(groups.type.length);
  for (let b = 0; b + 1 < groups.start.length; b++) {
    for (let k = groups.start[b]!; k < groups.start[b + 1]!; k++) {
      const at = next[groups.type[k]!]!++;
      bead[at] = b;
      count[at] = groups.count[k]!;
    }
  }
  return { start, bead, count };
}

function withoutHugeBeads(input: DirectionInput, training: TrainingBeads, offset: 0 | 2): TrainingBeads {
  const { beads, weights } = training;
  const types = (side: PreparedSide, at: number): number =>
    side.rowStart[beads[at]! + beads[at + 1]!]! - side.rowStart[beads[at]!]!;
  const kept: number[] = [];
  for (let b = 0; b < weights.length; b++) {
    const pairs = types(input.given, b * 4 + offset) * types(input.explained, b * 4 + (2 - offset));
    if (pairs <= MAX_PAIRS) kept.push(b);
  }
  if (kept.length === weights.length) return training;
  return {
    beads: Int32Array.from(kept.flatMap((b) => [...beads.subarray(b * 4, b * 4 + 4)])),
    weights: Float32Array.from(kept, (b) => weights[b]!),
  };
}

/**
 * Trains one direction on `training` and returns the expected counts of the last step. `offset` says which side of the
 * beads is the given one: 0 the source, 2 the target. `told` is called with the share done, 0 to 1, before each step of
 * learning; it may throw to stop.
 */
export function trainDirection(
  input: DirectionInput,
  allBeads: TrainingBeads,
  offset: 0 | 2,
  told: (share: number) => void = () => undefined,
): ExpectedCounts {
  const training = withoutHugeBeads(input, allBeads, offset);
  const { given, explained, background, anchors, earlier, earlierTotals } = input;
  const givenTypes = given.frequency.length;
  const explainedTypes = explained.frequency.length;
  const givenGroups = groupTypes(given, training, offset);
  const {
    start: groupStart,
    type: groupType,
    count: groupCount,
  } = groupTypes(explained, training, offset === 0 ? 2 : 0);
  const beadsOf = beadsOfTypes(givenGroups, givenTypes);

  // Rows of parameters: every explained type met together with the given one.
  const rowStart = new Int32Array(givenTypes + 1);
  const stamp = new Int32Array(explainedTypes).fill(-1);
  for (let v = 0; v < givenTypes; v++) {
    let size = 0;
    for (let p = beadsOf.start[v]!; p < beadsOf.start[v + 1]!; p++) {
      const b = beadsOf.bead[p]!;
      for (let g = groupStart[b]!; g < groupStart[b + 1]!; g++) {
        if (stamp[groupType[g]!] !== v) {
          stamp[groupType[g]!] = v;
          size++;
        }
      }
    }
    rowStart[v + 1] = rowStart[v]! + size;
  }
  const rowType = new Int32Array(rowStart[givenTypes]!);
  const rowValue = new Float32Array(rowType.length);
  stamp.fill(-1);
  let next = 0;
  for (let v = 0; v < givenTypes; v++) {
    for (let p = beadsOf.start[v]!; p < beadsOf.start[v + 1]!; p++) {
      const b = beadsOf.bead[p]!;
      for (let g = groupStart[b]!; g < groupStart[b + 1]!; g++) {
        const w = groupType[g]!;
        if (stamp[w] !== v) {
          stamp[w] = v;
          rowType[next++] = w;
        }
      }
    }
  }

  // Probability of each place of a bead under all given words of the bead, now and for the next step.
  const nullMass = Float32Array.from(groupType, (w) => NULL_WEIGHT * background[w]!);
  const mass = nullMass.slice();
  const share = new Float32Array(groupType.length);
  const dense = new Float32Array(explainedTypes);
  const totals = new Float64Array(givenTypes);

  /** Adds what the parameters of `v` give every place of its beads. */
  const addMass = (v: number): void => {
    for (let k = rowStart[v]!; k < rowStart[v + 1]!; k++) dense[rowType[k]!] = rowValue[k]!;
    for (let p = beadsOf.start[v]!; p < beadsOf.start[v + 1]!; p++) {
      const b = beadsOf.bead[p]!;
      const times = beadsOf.count[p]!;
      const end = groupStart[b + 1]!;
      for (let g = groupStart[b]!; g < end; g++) mass[g]! += times * dense[groupType[g]!]!;
    }
    for (let k = rowStart[v]!; k < rowStart[v + 1]!; k++) dense[rowType[k]!] = 0;
  };

  for (let v = 0; v < givenTypes; v++) {
    const from = rowStart[v]!;
    const to = rowStart[v + 1]!;
    for (let k = anchors.start[v]!; k < anchors.start[v + 1]!; k++) dense[anchors.column[k]!]! += anchors.value[k]!;
    for (let k = earlier.start[v]!; k < earlier.start[v + 1]!; k++) {
      dense[earlier.column[k]!]! += earlier.value[k]! / (earlierTotals[v]! + 1);
    }
    for (let k = from; k < to; k++) rowValue[k] = background[rowType[k]!]! + dense[rowType[k]!]!;
    for (let k = anchors.start[v]!; k < anchors.start[v + 1]!; k++) dense[anchors.column[k]!] = 0;
    for (let k = earlier.start[v]!; k < earlier.start[v + 1]!; k++) dense[earlier.column[k]!] = 0;
    addMass(v);
  }
  for (let iteration = 1; iteration <= ITERATIONS; iteration++) {
    told(iteration / (ITERATIONS + 1));
    for (let b = 0; b + 1 < groupStart.length; b++) {
      for (let g = groupStart[b]!; g < groupStart[b + 1]!; g++) {
        share[g] = (groupCount[g]! * training.weights[b]!) / mass[g]!;
      }
    }
    mass.set(nullMass);
    for (let v = 0; v < givenTypes; v++) {
      const from = rowStart[v]!;
      const to = rowStart[v + 1]!;
      if (from === to) continue;
      for (let p = beadsOf.start[v]!; p < beadsOf.start[v + 1]!; p++) {
        const b = beadsOf.bead[p]!;
        const times = beadsOf.count[p]!;
        const end = groupStart[b + 1]!;
        for (let g = groupStart[b]!; g < end; g++) dense[groupType[g]!]! += times * share[g]!;
      }
      let total = 0;
      for (let k = from; k < to; k++) {
        const w = rowType[k]!;
        rowValue[k]! *= dense[w]!;
        total += rowValue[k]!;
        dense[w] = 0;
      }
      totals[v] = total;
      if (iteration === ITERATIONS) continue;
      for (let k = earlier.start[v]!; k < earlier.start[v + 1]!; k++) dense[earlier.column[k]!]! += earlier.value[k]!;
      total += earlierTotals[v]!;
      const scale = total > 0 ? 1 / total : 0;
      for (let k = from; k < to; k++) rowValue[k] = (rowValue[k]! + dense[rowType[k]!]!) * scale;
      for (let k = earlier.start[v]!; k < earlier.start[v + 1]!; k++) dense[earlier.column[k]!] = 0;
      addMass(v);
    }
  }

  // Keep what matters, columns ascending.
  const start = new Int32Array(givenTypes + 1);
  let size = 0;
  for (let k = 0; k < rowValue.length; k++) if (rowValue[k]! >= MIN_COUNT) size++;
  const column = new Int32Array(size);
  const value = new Float32Array(size);
  size = 0;
  for (let v = 0; v < givenTypes; v++) {
    const kept: number[] = [];
    for (let k = rowStart[v]!; k < rowStart[v + 1]!; k++) if (rowValue[k]! >= MIN_COUNT) kept.push(k);
    kept.sort((a, b) => rowType[a]! - rowType[b]!);
    for (const k of kept) {
      column[size] = rowType[k]!;
      value[size] = rowValue[k]!;
      size++;
    }
    start[v + 1] = size;
  }
  return { counts: { rows: givenTypes, columns: explainedTypes, start, column, value }, totals };
}
