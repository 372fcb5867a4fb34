import type { Bead } from '../../../../shared/bitext/bead.ts';
import { isMarked } from '../../../../shared/bitext/bead.ts';
import type { WriteConnection } from '../sqlite.ts';
import type { BeadTransition } from './beads.ts';

/** True for a bead whose translation belongs in the memory. */
export function belongsInMemory(bead: Bead): boolean {
  return bead.status === 'confirmed' && !isMarked(bead, 'excluded') && bead.source.length > 0 && bead.target.length > 0;
}

/** Notes, in the transaction of a change, the beads whose memory unit the change makes out of date. */
export function noteForMemory(
  connection: WriteConnection,
  document: number,
  transitions: readonly BeadTransition[],
): void {
  for (const { before, after } of transitions) {
    const was = before !== null && belongsInMemory(before);
    const is = after !== null && belongsInMemory(after);
    const bead = after ?? before;
    if ((was || is) && bead) {
      connection.run('INSERT OR IGNORE INTO outbox (bead, document) VALUES (?, ?)', bead.id, document);
    }
  }
}
