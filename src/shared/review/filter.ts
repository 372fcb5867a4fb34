import type { BeadStatus } from '../bitext/bead.ts';
import type { BeadChange, ChangeKind } from './model.ts';
import type { Nature } from './text-change.ts';

/** Which changes to show, accept or reject; what is left out does not restrict. */
export interface ChangeFilter {
  /** `moved` finds everything that stands elsewhere, whatever else happened to it. */
  readonly kinds?: readonly ChangeKind[];
  readonly natures?: readonly Nature[];
  /** Least and most words touched, in source and target together. */
  readonly words?: { readonly least?: number; readonly most?: number };
  /** Who made the later state; null for unknown. */
  readonly authors?: readonly (string | null)[];
  /** The status of the later state. */
  readonly statuses?: readonly BeadStatus[];
  /** Only pairs less sure than this, 0 to 1. */
  readonly lessSureThan?: number;
}

/** Whether a change passes a filter. */
export function passes(change: BeadChange, filter: ChangeFilter): boolean {
  const { kinds, natures, words, authors, statuses, lessSureThan } = filter;
  const has = <T>(list: readonly T[] | undefined, ...members: (T | null | undefined)[]): boolean =>
    list === undefined || members.some((member) => list.includes(member as T));
  const touched = (change.source?.wordsTouched ?? 0) + (change.target?.wordsTouched ?? 0);
  return (
    has(kinds, change.kind, change.moved ? 'moved' : undefined) &&
    has(natures, change.source?.nature, change.target?.nature) &&
    touched >= (words?.least ?? 0) &&
    touched <= (words?.most ?? Number.POSITIVE_INFINITY) &&
    has(authors, change.by) &&
    (statuses === undefined || change.b.some((bead) => statuses.includes(bead.status))) &&
    (lessSureThan === undefined || (change.confidence !== null && change.confidence < lessSureThan))
  );
}
