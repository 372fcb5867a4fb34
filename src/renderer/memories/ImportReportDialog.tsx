import { useTranslation } from 'react-i18next';
import { languageName } from '../i18n/languages.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Figures } from './Figures.tsx';
import type { ShownReport } from './import-state.ts';
import { closeReport, takeBack } from './import-state.ts';
import { Notes } from './Notes.tsx';

const COUNTS = ['read', 'added', 'merged', 'skipped'] as const;

/** What came of an import: taken in, left out and why, and the way back. */
export function ImportReportDialog({ title, memory, report }: ShownReport) {
  const { t, i18n } = useTranslation();
  const number = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <Dialog
      title={title}
      onClose={closeReport}
      wide
      testId="memory-report"
      footer={
        <>
          {memory && report.added > 0 && (
            <Button kind="quiet" onPress={() => void takeBack()} testId="memory-report-undo">
              {t('import.takeBack')}
            </Button>
          )}
          <Button kind="primary" onPress={closeReport} testId="memory-report-done">
            {t('ui.done')}
          </Button>
        </>
      }
    >
      <Figures figures={COUNTS.map((key) => ({ name: t(`import.${key}`), count: report[key] }))} />
      <p className="field-hint">
        {report.languages.map((it) => `${languageName(it.language, i18n.language)} ${number(it.variants)}`).join(' · ')}
      </p>
      {report.skipped > 0 && <p className="field-hint">{t('memory.report.skipped', { count: report.skipped })}</p>}
      <Notes kind="rejected" title={t('import.rejected', { count: report.rejected.length })} lines={report.rejected} />
      <Notes kind="repaired" title={t('import.repaired', { count: report.repaired.length })} lines={report.repaired} />
    </Dialog>
  );
}
