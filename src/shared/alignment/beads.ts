/** A pair of groups of sentences found by the aligner, in the sentence numbers of its document. */
export interface AlignedBead {
  /** Ascending; empty for a target sentence without counterpart. */
  readonly source: readonly number[];
  readonly target: readonly number[];
  /** Probability that the bead is exactly right, 0 to 1; 1 for locks. */
  readonly confidence: number;
  /** Why the bead deserves a look; empty for most. */
  readonly reasons: readonly Reason[];
}

/** Something that speaks against a bead, in terms of what the aligner looked at (ALIGNMENT section 3.9). */
export type Reason =
  /** The lengths differ by `z` standard deviations, positive when the target is the longer. */
  | { readonly kind: 'length'; readonly z: number }
  /** Numbers of one side that the other lacks. */
  | { readonly kind: 'numbers'; readonly side: 'source' | 'target'; readonly missing: readonly string[] }
  /** Share of the words with a known translation whose translation is there. */
  | { readonly kind: 'words'; readonly share: number }
  /** Other than one sentence on each side. */
  | { readonly kind: 'shape' }
  /** Another bead over the same sentence is nearly as likely. */
  | {
      readonly kind: 'runnerUp';
      readonly source: readonly number[];
      readonly target: readonly number[];
      readonly confidence: number;
    }
  /** Sentences without counterpart stand close by. */
  | { readonly kind: 'nearGap' };

/** Beads as text, one a line: `[3,4]:[3]:0.97`, sentence numbers from 0. */
export function beadsToText(beads: readonly AlignedBead[]): string {
  return beads
    .map((bead) => `[${bead.source.join(',')}]:[${bead.target.join(',')}]:${bead.confidence.toFixed(2)}\n`)
    .join('');
}

/** Expected number of wrong beads, from their confidences. */
export function expectedWrong(beads: readonly AlignedBead[]): number {
  return beads.reduce((sum, bead) => sum + 1 - bead.confidence, 0);
}
