import { create } from 'zustand';
import type {
  ComparisonInfo,
  LogCheck,
  MapStretch,
  MergePreview,
  OtherDocument,
  ReviewChange,
  ReviewFilter,
  StateRef,
  VersionInfo,
} from '../../../shared/contract/review.ts';

export type Layout = 'inline' | 'side';
export type ReviewDialog =
  | 'version'
  | 'merge'
  | 'source'
  | 'report'
  | 'acceptWhy'
  | 'rejectWhy'
  | 'series'
  | 'document';

/** Documents of another project, one of which is to be compared with. */
export interface Offered {
  readonly side: 'a' | 'b';
  readonly path: string;
  readonly documents: readonly OtherDocument[];
}

/** A merge that is being looked through. */
export interface OpenMerge {
  readonly base: StateRef;
  readonly theirs: StateRef;
  readonly preview: MergePreview;
  readonly active: number;
  /** The conflict whose target is being typed. */
  readonly editing: number | null;
}

interface ReviewState {
  readonly project: string | null;
  readonly document: number | null;
  readonly versions: readonly VersionInfo[];
  readonly check: LogCheck | null;
  readonly a: StateRef | null;
  readonly b: StateRef;
  /** Files and other documents that were chosen, so that they can be chosen again. */
  readonly others: readonly StateRef[];
  /** What documents of other projects are called, by the word for their reference. */
  readonly names: ReadonlyMap<string, string>;
  readonly offered: Offered | null;
  readonly info: ComparisonInfo | null;
  readonly failed: unknown;
  readonly filter: ReviewFilter;
  readonly total: number;
  readonly map: readonly MapStretch[];
  /** Changes that were read, by their place in the list. */
  readonly changes: ReadonlyMap<number, ReviewChange>;
  /** The place in the list of the change that keys act on. */
  readonly active: number;
  /** The words within it that keys act on; null for the whole. */
  readonly place: number | null;
  readonly layout: Layout;
  /** Every space shown, not only those that changed. */
  readonly spaces: boolean;
  readonly dialog: ReviewDialog | null;
  readonly merge: OpenMerge | null;
}

export const CLEAN = {
  versions: [],
  check: null,
  a: null,
  b: { kind: 'current' },
  others: [],
  names: new Map<string, string>(),
  offered: null,
  info: null,
  failed: null,
  filter: {},
  total: 0,
  map: [],
  changes: new Map<number, ReviewChange>(),
  active: 0,
  place: null,
  dialog: null,
  merge: null,
} as const;

export const useReview = create<ReviewState>(() => ({
  ...CLEAN,
  project: null,
  document: null,
  layout: 'inline',
  spaces: false,
}));

export function openDialog(dialog: ReviewDialog | null): void {
  useReview.setState({ dialog });
}

/** The document that is reviewed, as calls name it. */
export function place(): { project: string; document: number } | null {
  const { project, document } = useReview.getState();
  return project === null || document === null ? null : { project, document };
}
