import type { Band } from './band.ts';
import type { Posteriors } from './forward-backward.ts';
import type { Scratch } from './scratch.ts';
import { EDGES, SHAPES, SHAPE_SOURCE, SHAPE_TARGET, SOURCE_DELETION, TARGET_DELETION } from './bead-shapes.ts';

/**
 * Minimum-risk decoding (Goodman 1996 for parsing; ALIGNMENT section 3.6): the path that maximises the expected number
 * of right beads, deletions counting `DELETION_GAIN` each. A deletion is as likely as its sentence is to have no
 * counterpart at all: where in a gap it stands means nothing.
 */
const DELETION_GAIN = 0.6;
const TIE = 1e-9;

/** Order in which edges are preferred between equals: 1-1, the deletions, then the other shapes in their order. */
const PREFERENCE = [0, SOURCE_DELETION, TARGET_DELETION, ...Array.from({ length: SHAPES - 1 }, (_, k) => k + 1)];
const RANK = (() => {
  const rank = new Int32Array(EDGES);
  PREFERENCE.forEach((edge, place) => {
    rank[edge] = place;
  });
  return rank;
})();

/** Beads of the best path: four numbers each (source start, size, target start, size), and their edges' numbers. */
export interface DecodedBeads {
  readonly beads: Int32Array;
  /** Index of each bead's edge in the posteriors. */
  readonly edges: Int32Array;
}

/** The posterior of each decoded bead; of a deletion, that its sentence has no counterpart. */
export function beadPosteriors(band: Band, posteriors: Posteriors, { beads, edges }: DecodedBeads): Float32Array {
  return Float32Array.from(edges, (edge, b) => {
    let posterior = posteriors.edge[edge]!;
    if (beads[b * 4 + 3] === 0) posterior = posteriors.sourceDeleted[beads[b * 4]! - band.sourceStart]!;
    else if (beads[b * 4 + 1] === 0) posterior = posteriors.targetDeleted[beads[b * 4 + 2]! - band.targetStart]!;
    return Math.min(1, posterior);
  });
}

/** The path of highest expected gain, among those whose every edge has a posterior above zero. */
export function decodeBeads(band: Band, posteriors: Posteriors, scratch: Scratch): DecodedBeads {
  const { edge, sourceDeleted, targetDeleted } = posteriors;
  const { sourceStart, sourceEnd, targetStart, low, high, base, size } = band;
  const gain = scratch.float64('expected', size).fill(-Infinity);
  const back = scratch.int8('back', size).fill(-1);
  gain[base[0]! + targetStart] = 0;
  const relax = (to: number, value: number, by: number): void => {
    const old = gain[to]!;
    if (value > old + TIE || (value >= old - TIE && RANK[by]! < RANK[back[to]!]!)) {
      gain[to] = value;
      back[to] = by;
    }
  };
  for (let i = sourceStart; i <= sourceEnd; i++) {
    const row = i - sourceStart;
    for (let j = low[row]!; j <= high[row]!; j++) {
      const node = base[row]! + j;
      const here = gain[node]!;
      if (here === -Infinity) continue;
      const at = node * EDGES;
      for (let k = 0; k < SHAPES; k++) {
        const probability = edge[at + k]!;
        if (probability > 0) relax(base[row + SHAPE_SOURCE[k]!]! + j + SHAPE_TARGET[k]!, here + probability, k);
      }
      if (edge[at + SOURCE_DELETION]! > 0) {
        relax(base[row + 1]! + j, here + DELETION_GAIN * sourceDeleted[row]!, SOURCE_DELETION);
      }
      if (edge[at + TARGET_DELETION]! > 0) {
        relax(node + 1, here + DELETION_GAIN * targetDeleted[j - targetStart]!, TARGET_DELETION);
      }
    }
  }
  const reversed: number[] = [];
  const edges: number[] = [];
  let i = sourceEnd;
  let j = band.targetEnd;
  while (i > sourceStart || j > targetStart) {
    const by = back[base[i - sourceStart]! + j]!;
    if (by < 0) throw new Error('no path through the band');
    const n = by === SOURCE_DELETION ? 1 : by === TARGET_DELETION ? 0 : SHAPE_SOURCE[by]!;
    const m = by === TARGET_DELETION ? 1 : by === SOURCE_DELETION ? 0 : SHAPE_TARGET[by]!;
    i -= n;
    j -= m;
    reversed.push(m, j, n, i);
    edges.push((base[i - sourceStart]! + j) * EDGES + by);
  }
  return { beads: Int32Array.from(reversed).reverse(), edges: Int32Array.from(edges).reverse() };
}
