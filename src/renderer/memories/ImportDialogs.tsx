import { ImportPreview } from './ImportPreview.tsx';
import { ImportReportDialog } from './ImportReportDialog.tsx';
import { useImport } from './import-state.ts';
import { useOlderMemories } from './update-older.ts';
import { useFreshCounts } from './use-memory-changes.ts';

/** Preview and report of imports into memories, over whatever view is on show. */
export function ImportDialogs() {
  const { files, into, report } = useImport();
  useFreshCounts();
  useOlderMemories();
  if (report) return <ImportReportDialog {...report} />;
  const [file] = files;
  if (file === undefined || !into) return null;
  return <ImportPreview key={`${file}\n${into.path}`} file={file} into={into} more={files.length - 1} />;
}
