import { isPinned } from '../../../shared/bitext/aligned.ts';
import type { Bead } from '../../../shared/bitext/bead.ts';
import type { Opinion } from '../../../shared/contract/align.ts';

/** The aligner's opinions of beads it has not made, by bead. */
export type Opinions = ReadonlyMap<number, Opinion>;

/** True for a bead made by hand that nobody has settled. */
export function isJudgedByOpinion(bead: Bead): boolean {
  return bead.confidence === null && !isPinned(bead);
}

/** A bead with the aligner's opinion where it has none of its own. */
export function judged(bead: Bead, opinions: Opinions): Bead {
  const opinion = isJudgedByOpinion(bead) ? opinions.get(bead.id) : undefined;
  return opinion ? { ...bead, confidence: opinion.confidence, reasons: opinion.reasons } : bead;
}
