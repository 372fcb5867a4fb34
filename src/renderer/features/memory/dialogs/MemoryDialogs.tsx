import { openMemoryDialog, useMemory } from '../state.ts';
import { ExportDialog } from './ExportDialog.tsx';
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
    default:
      return null;
  }
}
