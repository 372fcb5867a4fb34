import type { Bead, BeadStatus, Comment, Mark } from '../bitext/bead.ts';
import type { Pair } from './pairing.ts';
import type { TextChange } from './text-change.ts';

/**
 * What became of a bead (or several): `changed` is a change of text; `annotated` of status, marks or comments alone;
 * `moved` of the place alone; `split`, `merged` and `regrouped` tell of one bead that became several, several that
 * became one, and several that became several.
 */
export type ChangeKind =
  | 'same'
  | 'changed'
  | 'annotated'
  | 'moved'
  | 'inserted'
  | 'deleted'
  | 'split'
  | 'merged'
  | 'regrouped';

/** The beads of one place of a comparison, before and after. */
export interface BeadChange {
  /** The position in the list of changes, which names the change. */
  readonly index: number;
  readonly kind: ChangeKind;
  /** True when it stands elsewhere than before, whatever else happened to it. */
  readonly moved: boolean;
  readonly a: readonly Bead[];
  readonly b: readonly Bead[];
  /** The rows these beads have in each version, from 0. */
  readonly rowsA: readonly number[];
  readonly rowsB: readonly number[];
  readonly source: TextChange | null;
  readonly target: TextChange | null;
  readonly status: { readonly from: BeadStatus; readonly to: BeadStatus } | null;
  readonly marks: { readonly added: readonly Mark[]; readonly removed: readonly Mark[] } | null;
  /** Comments that are new, and those that are gone. */
  readonly comments: { readonly added: readonly Comment[]; readonly removed: readonly Comment[] } | null;
  /** Who made the later state and when (milliseconds since 1970-01-01 UTC), where known. */
  readonly by: string | null;
  readonly at: number | null;
  /** How the two were recognised as the same, and how sure that is, 0 to 1; null for what was inserted or deleted. */
  readonly pairedBy: Pair['by'] | null;
  readonly confidence: number | null;
}
