import { useTranslation } from 'react-i18next';
import type { ImportReport } from '../../../shared/contract/types.ts';
import { languageName } from '../../i18n/languages.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

const SHOWN = 50;

interface Props {
  readonly memory: string;
  readonly report: ImportReport;
  readonly onClose: () => void;
}

/** What came of an import, in plain words: taken in, merged, left out and why. */
export function ImportReportDialog({ memory, report, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const number = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <Dialog
      title={t('import.title', { memory })}
      onClose={onClose}
      testId="import-report"
      footer={
        <Button kind="primary" onPress={onClose}>
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
      {report.rejected.length > 0 && (
        <>
          <h3 className="section-title">{t('import.rejected', { count: report.rejected.length })}</h3>
          <ul className="report-lines">
            {report.rejected.slice(0, SHOWN).map((it) => (
              <li key={`${it.line}:${it.reason}`}>
                <span>{t('import.line', { line: it.line })}</span> {it.reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.repaired.length > 0 && (
        <>
          <h3 className="section-title">{t('import.repaired', { count: report.repaired.length })}</h3>
          <ul className="report-lines">
            {report.repaired.slice(0, SHOWN).map((it) => (
              <li key={`${it.line}:${it.what}`}>
                <span>{t('import.line', { line: it.line })}</span> {it.what}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
