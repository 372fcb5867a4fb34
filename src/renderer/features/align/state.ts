import { create } from 'zustand';
import type { AlignmentSummary } from '../../../shared/contract/align.ts';
import type { Side } from '../../../shared/bitext/bead.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import type { Opinion } from '../../../shared/contract/align.ts';
import { EMPTY_FIND } from '../../search/FindField.tsx';
import type { SidedQuery } from '../../search/found-marks.ts';
import type { Layout, Survey } from './rows.ts';

/** A place in the text of the active bead. */
export interface Place {
  readonly side: Side;
  readonly sentence: number;
  /** In UTF-16 units, an inline code counting as one. */
  readonly offset: number;
}

/** What the page shows where, as it was drawn last. */
export interface Page {
  readonly survey: Survey;
  readonly layout: Layout;
}

export type AlignDialog = 'pair' | 'folders' | 'words' | 'send' | 'export' | 'row';

interface AlignState {
  readonly session: BitextSession | null;
  /** What the core found about the two texts. */
  readonly summary: AlignmentSummary | null;
  readonly page: Page | null;
  /** What the aligner thinks of beads it has not made. */
  readonly opinions: ReadonlyMap<number, Opinion>;
  /** Beads of missing passages that are shown open. */
  readonly opened: ReadonlySet<number>;
  readonly active: number | null;
  readonly place: Place;
  /** True while the sentence at the place is open in an editor. */
  readonly editing: boolean;
  /** The half that waits for its counterpart. */
  readonly linking: number | null;
  /** True while the panel with the comments is open. */
  readonly panel: boolean;
  readonly dialog: AlignDialog | null;
  /** What is looked for in the texts. */
  readonly search: SidedQuery;
  /** The beads in which it was found, in order; null while nobody knows. */
  readonly found: readonly number[] | null;
  /** A pattern that cannot be used, or takes too long. */
  readonly searchError: 'wrong' | 'slow' | null;
}

export const EMPTY_SEARCH: SidedQuery = { ...EMPTY_FIND, side: 'both' };

export const START: Place = { side: 'source', sentence: 0, offset: 0 };

export const useAlign = create<AlignState>(() => ({
  session: null,
  summary: null,
  page: null,
  opinions: new Map(),
  opened: new Set(),
  active: null,
  place: START,
  editing: false,
  linking: null,
  panel: false,
  dialog: null,
  search: EMPTY_SEARCH,
  found: null,
  searchError: null,
}));

export function openDialog(dialog: AlignDialog): void {
  useAlign.setState({ dialog });
}
