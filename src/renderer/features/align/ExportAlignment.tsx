import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveAll } from '../../app/actions.ts';
import { chooseSave, folderOf } from '../../app/files/choose.ts';
import { runJob } from '../../app/jobs.ts';
import { notify } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Select } from '../../ui/fields.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';

const EXTENSION = { tmx: 'tmx', xliff: 'xlf', tsv: 'tsv', html: 'html' } as const;
const FORMATS = ['tmx', 'xliff', 'tsv', 'html'] as const;
const FILTERS = ['all', 'confirmed'] as const;

/** Writes the alignment to a file; XLIFF opens again as it is. */
export function ExportAlignment({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const alignment = useApp((state) => state.alignment);
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('tmx');
  const [only, setOnly] = useState<(typeof FILTERS)[number]>('all');
  const document = project?.documents.find((it) => it.id === alignment);
  if (!project || !document) return null;
  const run = async (): Promise<void> => {
    await saveAll();
    const extension = EXTENSION[format];
    const path = await chooseSave(`${document.name}.${extension}`, folderOf(project.path), [extension]);
    if (!path) return;
    onClose();
    const report = await runJob(t('export.running'), t('export.failed'), 'export.run', {
      project: project.project,
      documents: [document.id],
      format,
      path,
      only,
    });
    if (report) notify({ kind: 'done', title: t('align.written', { count: report.units }), text: report.path });
  };
  return (
    <FormDialog
      title={t('align.exportTitle')}
      testId="export-alignment"
      action={t('export.run')}
      actionTestId="export-run"
      ready
      onClose={onClose}
      onSubmit={() => void run()}
    >
      <Choices
        label={t('export.format')}
        value={format}
        choices={FORMATS.map((id) => ({ id, label: t(`export.format.${id}`), hint: t(`align.exportHint.${id}`) }))}
        onChange={setFormat}
        testId="export"
      />
      <Select
        label={t('export.only')}
        value={only}
        options={FILTERS.map((id) => ({ id, label: t(`align.only.${id}`) }))}
        onChange={(value) => setOnly(FILTERS.find((it) => it === value) ?? 'all')}
      />
    </FormDialog>
  );
}
