import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sentenceCuts } from '../../../../shared/bitext/sentence-cuts.ts';

/** What an exchange file says about a bead besides what every translation tool knows, by the names of its properties. */

export const SOURCE_CUTS = 'x-source-cuts';
export const TARGET_CUTS = 'x-target-cuts';
export const REASONS = 'x-reasons';
const ORIGIN = 'x-origin';

/** The properties of a bead of an alignment: where its sentences meet, what made it, and what speaks against it. */
export function alignmentProps(bead: Bead): Record<string, string> {
  const sourceCuts = sentenceCuts(bead.source);
  const targetCuts = sentenceCuts(bead.target);
  return {
    ...(bead.origin === null ? {} : { [ORIGIN]: bead.origin.kind }),
    ...(sourceCuts === null ? {} : { [SOURCE_CUTS]: sourceCuts }),
    ...(targetCuts === null ? {} : { [TARGET_CUTS]: targetCuts }),
    ...(bead.reasons.length === 0 ? {} : { [REASONS]: bead.reasons.join('; ') }),
  };
}
