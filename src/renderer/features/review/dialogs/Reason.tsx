/* oxlint-disable jsx-a11y/no-autofocus -- a dialog is opened to fill in its field */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../../shared/contract/review.ts';
import { TextField } from '../../../ui/fields.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { decide } from '../deciding.ts';
import { openDialog } from '../state.ts';

/** Asks why a change is accepted or rejected. */
export function Reason({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation();
  const [why, setWhy] = useState('');
  const verb = verdict === 'accepted' ? 'accept' : 'reject';
  return (
    <FormDialog
      title={t(`command.review.${verb}Why`)}
      testId="reason"
      action={t(`command.review.${verb}`)}
      actionTestId={`reason-${verb}`}
      ready
      onClose={() => openDialog(null)}
      onSubmit={() => {
        openDialog(null);
        void decide(verdict, why);
      }}
    >
      <TextField label={t('review.why')} value={why} onChange={setWhy} autoFocus testId="reason-text" />
    </FormDialog>
  );
}
