import { openMemoryDialog, useMemory } from '../state.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import { TagDialog } from './TagDialog.tsx';

/** The dialogs of the memory view. */
export function MemoryDialogs() {
  const dialog = useMemory((state) => state.dialog);
  const close = (): void => openMemoryDialog(null);
  switch (dialog?.kind) {
    case 'export':
      return <ExportDialog onClose={close} />;
    case 'tag':
      return <TagDialog onClose={close} />;
    case 'split':
      return <SplitDialog onClose={close} />;
    case 'merge':
      return <MergeDialog from={dialog.from} onClose={close} />;
    default:
      return null;
  }
}
