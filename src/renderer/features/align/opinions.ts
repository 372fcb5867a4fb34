import type { Opinion } from '../../../shared/contract/align.ts';
import { core } from '../../app/core.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import type { Opinions } from './judged.ts';
import { useAlign } from './state.ts';
import { unjudgedBeads } from './survey.ts';

/** Beads asked about at once. */
const ASKED = 2_000;

/** True where an answer says nothing new, so that nothing has to be drawn again. */
function isKnown(found: readonly Opinion[], known: Opinions): boolean {
  if (found.length !== known.size) return false;
  return found.every(({ bead, confidence, reasons }) => {
    const opinion = known.get(bead);
    return opinion?.confidence === confidence && opinion.reasons.join('\n') === reasons.join('\n');
  });
}

let turn = 0;

/** Asks what the aligner thinks of the beads that were made by hand, so that mistakes are found like its own. */
export async function askOpinions(session: BitextSession): Promise<void> {
  const mine = ++turn;
  const beads = unjudgedBeads(session.beads.chunks, useAlign.getState().opinions, ASKED);
  const { project, document } = session;
  // Without an answer they stay as they are: made by hand, and not doubted.
  const found =
    beads.length === 0 ? [] : await core.call('align.opinions', { project, document, beads }).catch(() => []);
  if (mine !== turn || useAlign.getState().session !== session) return;
  if (isKnown(found, useAlign.getState().opinions)) return;
  useAlign.setState({ opinions: new Map(found.map((opinion) => [opinion.bead, opinion])) });
}
