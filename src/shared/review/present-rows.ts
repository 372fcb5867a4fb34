import type { Bead, Origin } from '../bitext/bead.ts';
import { isMarked } from '../bitext/bead.ts';
import type { Operation } from '../bitext/change.ts';
import { setFields } from '../bitext/change.ts';
import { adoptTargets } from './adopt.ts';
import { pairsOf, sameIdentity } from './compare.ts';
import { identityPairs } from './identity.ts';
import type { BeadChange } from './model.ts';
import type { Pair } from './pairing.ts';
import type { Snapshot } from './snapshot.ts';
import { sameSide } from './text-change.ts';

/** What stands in the way of taking a text of an older state into the document as it stands. */
type TakeObstacle = 'same' | 'locked' | 'gone' | 'absent' | 'divided';

/** The rows of the document as it stands that a text can be taken into, or why there are none. */
type Found = { readonly rows: readonly Bead[]; readonly obstacle: null } | { readonly obstacle: TakeObstacle };

/** Who takes a text over, from where, and with which numbers. */
export interface Taking {
  /** What the state is called, for the origin. */
  readonly from: string;
  readonly who: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly now: number;
  readonly nextId: () => number;
}

/**
 * Where the rows of a state that is not the present one are in the document as it stands, so that texts of two older
 * states can be taken into it.
 */
export class PresentRows {
  readonly #state: Snapshot;
  readonly #present: Snapshot;
  readonly #ofRow: (Pick<Pair, 'a' | 'b'> | undefined)[] = [];

  constructor(state: Snapshot, present: Snapshot) {
    this.#state = state;
    this.#present = present;
    const pairs = sameIdentity(state, present) ? identityPairs(state.beads, present.beads) : pairsOf(state, present);
    for (const pair of pairs) for (const row of pair.a) this.#ofRow[row] = pair;
  }

  /**
   * The rows of the document that take the target of `side` of a change; each row of the state needs exactly one.
   * Texts are taken row by row, so that a division made since is never undone by it.
   */
  find(change: BeadChange, side: 'a' | 'b'): Found {
    const wanted = change[side];
    if (wanted.length === 0) return { obstacle: 'absent' };
    const pairs = (side === 'a' ? change.rowsA : change.rowsB).map((row) => this.#ofRow[row]);
    if (pairs.every((pair) => pair === undefined)) return { obstacle: 'gone' };
    const rows: Bead[] = [];
    for (const pair of pairs) {
      const bead = pair?.a.length === 1 && pair.b.length === 1 ? this.#present.beads[pair.b[0] as number] : undefined;
      if (!bead) return { obstacle: 'divided' };
      rows.push(bead);
    }
    if (rows.some((bead) => isMarked(bead, 'locked'))) return { obstacle: 'locked' };
    const alike = rows.every((bead, i) => {
      const other = wanted[i] as Bead;
      return sameSide([bead], [other], 'target') && (!this.#saysStatus(bead, other) || bead.status === other.status);
    });
    return alike ? { obstacle: 'same' } : { rows, obstacle: null };
  }

  /**
   * The operations that give the rows found for a change the targets of one side. The status comes with the text where
   * the sources are alike; a text for another source is a draft.
   */
  take(change: BeadChange, side: 'a' | 'b', { from, who: by, now: at, nextId }: Taking): Operation[] {
    const found = this.find(change, side);
    if (found.obstacle !== null) return [];
    return found.rows.flatMap((bead, i): Operation[] => {
      const wanted = change[side][i] as Bead;
      const target = adoptTargets([bead], [wanted], { hasStatus: false, nextId })[0]?.target ?? [];
      const drafted = sameSide([bead], [wanted], 'source') ? wanted.status : 'draft';
      const status = this.#state.hasStatus === false && drafted !== 'draft' ? 'translated' : drafted;
      const origin: Origin = { kind: 'restored', from, ...(wanted.at === null ? {} : { at: wanted.at }) };
      const empty = target.length === 0;
      return [
        setFields(bead, {
          target,
          status: empty ? 'untranslated' : status,
          origin: empty ? null : origin,
          by,
          at,
        }),
      ];
    });
  }

  /** Whether the status of a row of the state is to be taken with its text. */
  #saysStatus(bead: Bead, other: Bead): boolean {
    return this.#state.hasStatus !== false && sameSide([bead], [other], 'source');
  }
}
