import type { Bead, BeadStatus } from '../../shared/bitext/bead.ts';
import { sideContent } from '../../shared/bitext/bead.ts';
import { visibleText } from '../../shared/text/content.ts';

/** How far a bitext has come: beads by status, source words in all and in beads not yet confirmed. */
export interface Tally {
  readonly beads: number;
  readonly byStatus: Readonly<Record<BeadStatus, number>>;
  readonly words: number;
  readonly wordsLeft: number;
}

export const emptyTally: Tally = {
  beads: 0,
  byStatus: { untranslated: 0, draft: 0, translated: 0, confirmed: 0 },
  words: 0,
  wordsLeft: 0,
};

const WORD = /[\p{L}\p{N}]+(?:[.,:'’][\p{L}\p{N}]+)*/gu;

function sourceWords(bead: Bead): number {
  return visibleText(sideContent(bead, 'source')).match(WORD)?.length ?? 0;
}

/** The tally after some beads went and others came; a changed bead goes as it was and comes as it is. */
export function tallied(tally: Tally, gone: Iterable<Bead>, come: Iterable<Bead>): Tally {
  const byStatus = { ...tally.byStatus };
  let { beads, words, wordsLeft } = tally;
  const count = (bead: Bead, sign: 1 | -1): void => {
    const own = sourceWords(bead);
    beads += sign;
    byStatus[bead.status] += sign;
    words += sign * own;
    if (bead.status !== 'confirmed') wordsLeft += sign * own;
  };
  for (const bead of gone) count(bead, -1);
  for (const bead of come) count(bead, 1);
  return { beads, byStatus, words, wordsLeft };
}
