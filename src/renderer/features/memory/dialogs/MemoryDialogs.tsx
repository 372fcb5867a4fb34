import { openMemoryDialog, useMemory } from '../state.ts';
import { ExportDialog } from './ExportDialog.tsx';
import { ImportPreview } from './ImportPreview.tsx';
import { ImportReportDialog } from './ImportReportDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import { TagDialog } from './TagDialog.tsx';

/** The dialogs of the memory view. */
export function MemoryDialogs() {
  const dialog = useMemory((state) => state.dialog);
  const close = (): void => openMemoryDialog(null);
  switch (dialog?.kind) {
    case 'import':
      return <ImportPreview file={dialog.file} onClose={close} />;
    case 'report':
      return <ImportReportDialog title={dialog.title} report={dialog.report} onClose={close} />;
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
