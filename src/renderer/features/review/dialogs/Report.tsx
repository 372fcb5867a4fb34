import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choices } from '../../../ui/Choices.tsx';
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
      <Choices
        label={t('report.format')}
        value={format}
        choices={FORMATS.map((id) => ({ id, label: t(`report.format.${id}`), hint: t(`report.hint.${id}`) }))}
        onChange={setFormat}
        testId="report"
      />
      {filtered && (
        <Checkbox checked={shown} onChange={setShown}>
          {t('report.onlyShown')}
        </Checkbox>
      )}
    </FormDialog>
  );
}
