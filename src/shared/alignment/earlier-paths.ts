import type { Path } from './band.ts';
import { pathOfEarlierBeads, rectangleSize } from './band.ts';
import type { AlignedBead } from './beads.ts';
import type { JoinedDocuments, JoinedSide, Section } from './documents.ts';

/** A bead of an earlier alignment of the same sentences. */
export type EarlierBead = Pick<AlignedBead, 'source' | 'target' | 'confidence'>;

/** Sections up to this many nodes are searched whole whatever is known of them. */
const SMALL_NODES = 10_000;
/** Confidence from which an earlier bead needs little room. */
const SURE = 0.95;

/** Where the sentences of a document stand among those that are searched. */
function placesOf(side: JoinedSide, document: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let k = side.start[document]!; k < side.start[document + 1]!; k++) places.set(side.number[k]!, k);
  return places;
}

/**
 * Where earlier alignments went through each of `sections`, so that they need not be searched from nothing. `earlier`
 * has the beads of each document, in its numbers; they may be missing or have changed since.
 */
export function earlierPaths(
  joined: JoinedDocuments,
  sections: readonly Section[],
  earlier: readonly (readonly EarlierBead[])[],
): (Path | undefined)[] {
  const move = (numbers: readonly number[], places: ReadonlyMap<number, number>): number[] =>
    numbers.flatMap((k) => places.get(k) ?? []);
  const moved = earlier.map((beads, d) => {
    const sources = placesOf(joined.source, d);
    const targets = placesOf(joined.target, d);
    return beads.map((bead) => ({
      source: move(bead.source, sources),
      target: move(bead.target, targets),
      sure: bead.confidence >= SURE,
    }));
  });
  return sections.map((section) => {
    const beads = moved[section.document] ?? [];
    if (section.fixed !== undefined || beads.length === 0 || rectangleSize(section) <= SMALL_NODES) return undefined;
    const inside = beads
      .map((bead) => ({
        source: bead.source.filter((k) => k >= section.sourceStart && k < section.sourceEnd),
        target: bead.target.filter((k) => k >= section.targetStart && k < section.targetEnd),
        sure: bead.sure,
      }))
      .filter((bead) => bead.source.length > 0 || bead.target.length > 0);
    return pathOfEarlierBeads(section, inside);
  });
}
