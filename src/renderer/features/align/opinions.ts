import { isPinned } from '../../../shared/bitext/aligned.ts';
import type { Bead } from '../../../shared/bitext/bead.ts';
import type { Opinion } from '../../../shared/contract/align.ts';
import { core } from '../../app/core.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { useAlign } from './state.ts';

/** The aligner's opinions of beads it has not made, by bead. */
export type Opinions = ReadonlyMap<number, Opinion>;

/** Beads asked about at once. */
const ASKED = 2_000;

/** A bead with the aligner's opinion where it has none of its own. */
export function judged(bead: Bead, opinions: Opinions): Bead {
  if (bead.confidence !== null || isPinned(bead)) return bead;
  const opinion = opinions.get(bead.id);
  return opinion ? { ...bead, confidence: opinion.confidence, reasons: opinion.reasons } : bead;
}

/** All beads of a session, judged, in order. */
export function judgedBeads(session: BitextSession, opinions: Opinions): Bead[] {
  const beads: Bead[] = [];
  for (const bead of session.beads) beads.push(judged(bead, opinions));
  return beads;
}

let turn = 0;

/** Asks what the aligner thinks of the beads that were made by hand, so that mistakes are found like its own. */
export async function askOpinions(session: BitextSession): Promise<void> {
  const mine = ++turn;
  const beads: number[] = [];
  for (const bead of session.beads) {
    if (bead.confidence === null && !isPinned(bead)) beads.push(bead.id);
    if (beads.length === ASKED) break;
  }
  const { project, document } = session;
  // Without an answer they stay as they are: made by hand, and not doubted.
  const found =
    beads.length === 0 ? [] : await core.call('align.opinions', { project, document, beads }).catch(() => []);
  if (mine !== turn || useAlign.getState().session !== session) return;
  if (found.length === 0 && useAlign.getState().opinions.size === 0) return;
  useAlign.setState({ opinions: new Map(found.map((opinion) => [opinion.bead, opinion])) });
}
