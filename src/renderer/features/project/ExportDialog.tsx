import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveAll } from '../../app/actions.ts';
import { chooseFiles, chooseSave, folderOf } from '../../app/files/choose.ts';
import { runJob } from '../../app/jobs.ts';
import { notify } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Checkbox, Select } from '../../ui/fields.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { tellWritten } from '../../memories/tell-written.ts';

const FORMATS = ['document', 'tmx', 'xliff', 'html', 'tsv'] as const;
type Format = (typeof FORMATS)[number];
const EXTENSION: Readonly<Record<Exclude<Format, 'document'>, string>> = {
  tmx: 'tmx',
  xliff: 'xlf',
  html: 'html',
  tsv: 'tsv',
};
const FILTERS = ['all', 'translated', 'confirmed'] as const;

interface Props {
  readonly documents: readonly number[];
  readonly onClose: () => void;
}

/** Writes documents of the project in a format of one's choice. */
export function ExportDialog({ documents, onClose }: Props) {
  const { t } = useTranslation();
  const project = useApp((state) => state.project);
  const [format, setFormat] = useState<Format>('document');
  const [only, setOnly] = useState<(typeof FILTERS)[number]>('all');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(documents));
  if (!project) return null;
  const all = project.documents;
  const picked = all.filter((it) => chosen.has(it.id));
  const [first] = picked;
  const run = async (): Promise<void> => {
    if (!first) return;
    if (!(await saveAll())) {
      notify({ kind: 'error', title: t('export.failed'), text: t('export.unsaved') });
      return;
    }
    const stem = picked.length === 1 ? first.name.replace(/\.[^.]+$/, '') : project.name;
    const ending = first.name.replace(/^.*\./, '');
    let path: string | null;
    if (format === 'document' && picked.length > 1) path = (await chooseFiles('folder', false))[0] ?? null;
    else {
      const name = format === 'document' ? `${stem}.${first.targetLang}.${ending}` : `${stem}.${EXTENSION[format]}`;
      const extension = format === 'document' ? ending : EXTENSION[format];
      path = await chooseSave(name, folderOf(project.path), [extension]);
    }
    if (!path) return;
    onClose();
    const report = await runJob(t('export.running'), t('export.failed'), 'export.run', {
      project: project.project,
      documents: picked.map((it) => it.id),
      format,
      path,
      ...(format === 'document' ? {} : { only }),
    });
    if (!report) return;
    tellWritten(report.path, report.units);
    if (format === 'document' && report.untranslated > 0) {
      notify({ kind: 'info', title: t('export.untranslated', { count: report.untranslated }) });
    }
  };
  return (
    <FormDialog
      title={t('export.title')}
      testId="export"
      action={t('export.run')}
      actionTestId="export-run"
      ready={first !== undefined}
      onClose={onClose}
      onSubmit={() => void run()}
    >
      <Choices
        label={t('export.format')}
        value={format}
        choices={FORMATS.map((id) => ({ id, label: t(`export.format.${id}`), hint: t(`export.hint.${id}`) }))}
        onChange={setFormat}
        testId="export"
      />
      {all.length > 1 && (
        <fieldset className="form-documents">
          <legend className="field-label">{t('export.documents')}</legend>
          {all.map((it) => (
            <Checkbox
              key={it.id}
              checked={chosen.has(it.id)}
              onChange={(on) => {
                const next = new Set(chosen);
                if (on) next.add(it.id);
                else next.delete(it.id);
                setChosen(next);
              }}
            >
              {it.name}
            </Checkbox>
          ))}
        </fieldset>
      )}
      {format !== 'document' && (
        <Select
          label={t('export.only')}
          value={only}
          options={FILTERS.map((id) => ({ id, label: t(`export.only.${id}`) }))}
          onChange={(value) => setOnly(FILTERS.find((it) => it === value) ?? 'all')}
        />
      )}
    </FormDialog>
  );
}
