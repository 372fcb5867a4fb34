import { create } from 'zustand';
import type { SourceNote } from '../../../shared/review/source-notes.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import type { FilterQuery } from './model/search.ts';
import { emptyFilter } from './model/search.ts';

export type PanelTab = 'matches' | 'concordance' | 'history' | 'comments' | 'replace';

/** Where the caret goes when a bead is opened for editing. */
export type Caret = 'start' | 'end' | { readonly x: number; readonly y: number };

/** Where the source of the active bead is about to be split. */
export interface Splitting {
  readonly bead: number;
  readonly offset: number;
}

export interface ConcordanceQuery {
  readonly text: string;
  readonly side: 'source' | 'target';
  /** Raised each time it is asked for, so that the same words can be asked for again. */
  readonly asked: number;
}

interface TranslateState {
  readonly session: BitextSession | null;
  readonly active: number | null;
  /** True while the target of the active bead is open in the editor. */
  readonly editing: boolean;
  readonly caret: Caret;
  readonly tab: PanelTab;
  readonly filter: FilterQuery;
  /** What the filter found, in order; null when nothing is filtered. */
  readonly found: readonly number[] | null;
  /** Why the filter cannot be used: its expression is not complete, or takes too long. */
  readonly filterError: 'wrong' | 'slow' | null;
  readonly splitting: Splitting | null;
  /** What new editions of the source changed, by bead, and whether it is shown below the rows. */
  readonly notes: ReadonlyMap<number, SourceNote>;
  readonly notesShown: boolean;
  readonly concordance: ConcordanceQuery;
  readonly goToOpen: boolean;
  readonly codeMenuOpen: boolean;
}

export const useTranslate = create<TranslateState>(() => ({
  session: null,
  active: null,
  editing: false,
  caret: 'end',
  tab: 'matches',
  filter: emptyFilter,
  found: null,
  filterError: null,
  splitting: null,
  notes: new Map(),
  notesShown: true,
  concordance: { text: '', side: 'source', asked: 0 },
  goToOpen: false,
  codeMenuOpen: false,
}));
