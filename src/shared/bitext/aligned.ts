import type { AlignedBead, Reason } from '../alignment/beads.ts';
import type { Bead } from './bead.ts';
import { isMarked } from './bead.ts';

/** What the aligner says of beads, as beads carry it, and what it means for the whole alignment. */

/** A reason as a bead carries it: its kind, and what it is about, each part after a colon. */
export function reasonCode(reason: Reason): string {
  switch (reason.kind) {
    case 'length':
      return `length:${reason.z.toFixed(1)}`;
    case 'numbers':
      return `numbers:${reason.side}:${reason.missing.join(' ')}`;
    case 'words':
      return `words:${reason.share.toFixed(2)}`;
    case 'runnerUp':
      return `runnerUp:${reason.confidence.toFixed(2)}:${reason.source.length}-${reason.target.length}`;
    case 'shape':
    case 'nearGap':
      return reason.kind;
  }
}

/** From here on a bead needs no look; below `FAIR` it needs one badly (ALIGNMENT section 3.9). */
export const SURE = 0.9;
export const FAIR = 0.6;

/** A bead nobody has to decide about any more: confirmed or locked. The aligner leaves it as it is. */
export function isPinned(bead: Bead): boolean {
  return bead.status === 'confirmed' || isMarked(bead, 'locked');
}

/** True for a bead that has text on one side only. */
export function isOneSided(bead: Bead): boolean {
  return bead.source.length === 0 || bead.target.length === 0;
}

/**
 * How doubtful a bead is: `low` for a confidence below .6, `fair` below .9 and for any bead with one side only;
 * null for one that is sure, pinned, or made by hand.
 */
export function doubtOf(bead: Bead): 'fair' | 'low' | null {
  if (isPinned(bead) || bead.confidence === null) return null;
  if (bead.confidence < FAIR) return 'low';
  return bead.confidence < SURE || isOneSided(bead) ? 'fair' : null;
}

/** How many beads of an alignment are in which state; see {@link alignmentTally}. */
export interface AlignmentTally {
  readonly beads: number;
  readonly confirmed: number;
  /** Beads not confirmed, by confidence: at least .9, at least .6, below. */
  readonly sure: number;
  readonly fair: number;
  readonly low: number;
  /** Beads with one side only. */
  readonly oneSided: number;
  /** Expected number of wrong beads: the sum of what the confidences of open beads leave (ALIGNMENT section 3.9). */
  readonly expectedWrong: number;
}

/** Counts the beads of an alignment by how sure they are; beads made by hand count as sure. */
export function alignmentTally(beads: Iterable<Bead>): AlignmentTally {
  const tally = { beads: 0, confirmed: 0, sure: 0, fair: 0, low: 0, oneSided: 0, expectedWrong: 0 };
  for (const bead of beads) {
    tally.beads++;
    if (isOneSided(bead)) tally.oneSided++;
    if (isPinned(bead)) {
      tally.confirmed++;
      continue;
    }
    const { confidence } = bead;
    tally[confidence === null || confidence >= SURE ? 'sure' : confidence >= FAIR ? 'fair' : 'low']++;
    if (confidence !== null) tally.expectedWrong += 1 - confidence;
  }
  return tally;
}

/** What `realign` is told about a bead of the aligner. */
export function describeAligned(bead: AlignedBead): { confidence: number; reasons: string[] } {
  return { confidence: bead.confidence, reasons: bead.reasons.map(reasonCode) };
}
