import { create } from 'zustand';
import type { MemoryQuery, OpenedMemory } from '../../../shared/contract/memory-edit.ts';

export type MemoryTab = 'unit' | 'replace' | 'imports' | 'figures';

export interface LanguagePair {
  readonly sourceLang: string;
  readonly targetLang: string;
}

/** The dialogs of the memory view. */
export type MemoryDialog =
  | { readonly kind: 'export' }
  | { readonly kind: 'tag' }
  | { readonly kind: 'split' }
  | { readonly kind: 'merge'; readonly from: string };

/** Units chosen for what is done next; all that were found, or a set. */
export type Selection = ReadonlySet<number>;

interface MemoryState {
  readonly opened: OpenedMemory | null;
  /** The name of the memory that is being opened. */
  readonly opening: string | null;
  /** True for a TMX file that was opened directly: its memory is a copy to look through. */
  readonly fromTmx: string | null;
  readonly pair: LanguagePair;
  readonly query: MemoryQuery;
  /** Units found so far, and whether the search is over. */
  readonly total: number;
  readonly complete: boolean;
  readonly searched: number;
  /** What is wrong with the search, when it cannot be made. */
  readonly wrong: string | null;
  /** Position of the active row, and where a selection by range began. */
  readonly active: number;
  readonly anchor: number;
  readonly selected: Selection;
  /** The side being edited in the active row. */
  readonly editing: 'source' | 'target' | null;
  readonly tab: MemoryTab | null;
  readonly dialog: MemoryDialog | null;
  /** Grows whenever rows may have changed, so that they are drawn anew. */
  readonly rows: number;
}

export const NO_PAIR: LanguagePair = { sourceLang: 'it', targetLang: 'en' };

/** What the memory view shows; changed by the functions of `actions.ts` only. */
export const useMemory = create<MemoryState>(() => ({
  opened: null,
  opening: null,
  fromTmx: null,
  pair: NO_PAIR,
  query: {},
  total: 0,
  complete: true,
  searched: 1,
  wrong: null,
  active: 0,
  anchor: 0,
  selected: new Set(),
  editing: null,
  tab: 'unit',
  dialog: null,
  rows: 0,
}));

export function openMemoryDialog(dialog: MemoryDialog | null): void {
  useMemory.setState({ dialog });
}
