import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../../ui/fields.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { openDialog, useReview } from '../state.ts';
import type { ReportFormat } from '../versions.ts';
import { writeReport } from '../versions.ts';

const FORMATS = ['html', 'docx', 'xlsx', 'json', 'text'] as const;

/** Asks in which format the changes are to be written. */
export function Report() {
  const { t } = useTranslation();
  const filter = useReview((state) => state.filter);
  const filtered = Object.keys(filter).length > 0;
  const [format, setFormat] = useState<ReportFormat>('html');
  const [shown, setShown] = useState(filtered);
  return (
    <FormDialog
      title={t('command.review.report')}
      testId="report"
      action={t('report.write')}
      actionTestId="report-write"
      ready
      onClose={() => openDialog(null)}
      onSubmit={() => {
        openDialog(null);
        void writeReport(format, shown);
      }}
    >
      <RadioGroup
        className="choices"
        aria-label={t('report.format')}
        value={format}
        onChange={(value) => setFormat(FORMATS.find((it) => it === value) ?? 'html')}
      >
        {FORMATS.map((it) => (
          <Radio key={it} value={it} className="choice" data-testid={`report-${it}`}>
            <span className="choice-dot" aria-hidden />
            <span>
              <strong>{t(`report.format.${it}`)}</strong>
              <span className="choice-hint">{t(`report.hint.${it}`)}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {filtered && (
        <Checkbox checked={shown} onChange={setShown}>
          {t('report.onlyShown')}
        </Checkbox>
      )}
    </FormDialog>
  );
}
