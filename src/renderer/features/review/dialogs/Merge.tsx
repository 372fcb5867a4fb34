import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFiles } from '../../../app/files/choose.ts';
import { Select } from '../../../ui/fields.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { moment } from '../../../ui/moment.ts';
import { openMerge } from '../merging.ts';
import { keyOf, versionName } from '../refs.ts';
import { openDialog, useReview } from '../state.ts';
import { FileField } from './FileField.tsx';

/** Asks for the file that came back and for the version it was made from. */
export function Merge() {
  const { t } = useTranslation();
  const versions = useReview((state) => state.versions);
  const sent = versions.find(({ kind }) => kind === 'delivery') ?? versions.find(({ kind }) => kind === 'manual');
  const [base, setBase] = useState(`version:${(sent ?? versions.at(-1))?.id ?? ''}`);
  const [path, setPath] = useState<string | null>(null);
  const chosen = versions.find(({ id }) => keyOf({ kind: 'version', version: id }) === base);
  const look = async (): Promise<void> => {
    if (path === null || !chosen) return;
    if (await openMerge({ kind: 'version', version: chosen.id }, { kind: 'file', path })) openDialog(null);
  };
  return (
    <FormDialog
      title={t('command.review.merge')}
      testId="merge"
      action={t('merge.look')}
      actionTestId="merge-look"
      ready={path !== null && chosen !== undefined}
      onClose={() => openDialog(null)}
      onSubmit={() => void look()}
    >
      <p className="dialog-lead">{t('merge.intro')}</p>
      <FileField
        label={t('merge.choose')}
        path={path}
        testId="merge-file"
        onChoose={() => void chooseFiles('exchange', false).then(([file]) => file !== undefined && setPath(file))}
      />
      <Select
        label={t('merge.base')}
        hint={t('merge.baseHint')}
        value={base}
        options={versions.map((version) => ({
          id: `version:${version.id}`,
          label: versionName(t, version),
          detail: moment(version.at, t('locale')),
        }))}
        onChange={setBase}
      />
    </FormDialog>
  );
}
