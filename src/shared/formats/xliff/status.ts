import { SEGMENT_STATUSES, type SegmentStatus } from '../bilingual/model.ts';

/** The prefix of our sub-states; XLIFF 2.1 lets a tool refine `state` with `subState`. */
const OWN = 'bifronte:';

export interface XliffState {
  readonly state: 'initial' | 'translated' | 'reviewed' | 'final';
  readonly subState?: string;
}

/** The XLIFF 2 state of a segment, refined by a sub-state wherever it alone would not give the status back. */
export function stateOf(status: SegmentStatus, hasTarget: boolean): XliffState {
  // Section 4.2.2.5 ties every state but `initial` to a target.
  const state = !hasTarget
    ? 'initial'
    : status === 'translated'
      ? 'translated'
      : status === 'confirmed'
        ? 'reviewed'
        : status === 'locked'
          ? 'final'
          : 'initial';
  return statusOf({ state }, hasTarget) === status ? { state } : { state, subState: OWN + status };
}

/** The status a segment gets from its XLIFF 2 state. */
export function statusOf(
  read: { readonly state?: string; readonly subState?: string },
  hasText: boolean,
): SegmentStatus {
  const own = SEGMENT_STATUSES.find((status) => read.subState === OWN + status);
  if (own !== undefined) return own;
  switch (read.state) {
    case 'translated':
      return hasText ? 'translated' : 'untranslated';
    case 'reviewed':
    case 'final':
      return hasText ? 'confirmed' : 'untranslated';
    default:
      return hasText ? 'draft' : 'untranslated';
  }
}

/** The status for a `target/@state` of XLIFF 1.2 (section 3.3) or a `conf` of SDLXLIFF. */
export function legacyStatus(state: string | undefined, approved: boolean, hasText: boolean): SegmentStatus {
  if (!hasText) return 'untranslated';
  if (approved) return 'confirmed';
  switch (state?.toLowerCase()) {
    case 'final':
    case 'signed-off':
    case 'approvedtranslation':
    case 'approvedsignoff':
      return 'confirmed';
    case 'translated':
    case undefined:
      return 'translated';
    default:
      return 'draft';
  }
}
