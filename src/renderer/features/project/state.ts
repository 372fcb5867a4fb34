import { create } from 'zustand';
import type { Destination } from '../../memories/import-state.ts';

/** The dialogs of the project view; they may be asked for from anywhere in the window. */
export type ProjectDialog =
  | { readonly kind: 'new' }
  | { readonly kind: 'add'; readonly paths: readonly string[] }
  | { readonly kind: 'export'; readonly documents: readonly number[] }
  | { readonly kind: 'rename'; readonly document: number; readonly name: string }
  | { readonly kind: 'exportMemory'; readonly memory: Destination };

export const useProjectDialog = create<{ readonly dialog: ProjectDialog | null }>(() => ({ dialog: null }));

export function openDialog(dialog: ProjectDialog | null): void {
  useProjectDialog.setState({ dialog });
}
