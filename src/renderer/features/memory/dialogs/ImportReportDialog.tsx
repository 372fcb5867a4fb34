import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../../../shared/contract/types.ts';
import { languageName } from '../../../i18n/languages.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Notes } from './Notes.tsx';

interface Props {
  readonly title: string;
  readonly report: ImportReport;
  readonly onClose: () => void;
}

/** What came of an import: taken in, left out and why. */
export function ImportReportDialog({ title, report, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const number = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <Dialog
      title={title}
      onClose={onClose}
      wide
      testId="memory-report"
      footer={
        <Button kind="primary" onPress={onClose} testId="memory-report-done">
          {t('ui.done')}
        </Button>
      }
    >
      <dl className="figures">
        {(['read', 'added', 'merged', 'skipped'] as const).map((key) => (
          <div key={key}>
            <dt>{t(`import.${key}`)}</dt>
            <dd>{number(report[key])}</dd>
          </div>
        ))}
      </dl>
      <p className="field-hint">
        {report.languages.map((it) => `${languageName(it.language, i18n.language)} ${number(it.variants)}`).join(' · ')}
      </p>
      {report.skipped > 0 && <p className="field-hint">{t('memory.report.skipped', { count: report.skipped })}</p>}
      <Notes
        kind="rejected"
        title={t('import.rejected', { count: report.rejected.length })}
        lines={report.rejected.map(({ line, reason }) => ({ line, what: reason }))}
      />
      <Notes kind="repaired" title={t('import.repaired', { count: report.repaired.length })} lines={report.repaired} />
    </Dialog>
  );
}
