/* oxlint-disable jsx-a11y/no-autofocus -- the dialog is opened to fill in this field */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createProject } from '../../app/actions.ts';
import { chooseSave } from '../../app/files/choose.ts';
import { commonLanguages, languageName } from '../../i18n/languages.ts';
import { Button } from '../../ui/Button.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';

/** Name and languages of a new project, and where its file goes. */
export function NewProject({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState('');
  const [source, setSource] = useState('it');
  const [target, setTarget] = useState('en');
  const [path, setPath] = useState<string | null>(null);
  const options = commonLanguages.map((id) => ({ id, label: languageName(id, i18n.language), detail: id }));
  const ready = name.trim() !== '' && source !== target;
  const create = async (): Promise<void> => {
    if (await createProject({ path, name: name.trim(), sourceLang: source, targetLang: target })) onClose();
  };
  return (
    <FormDialog
      title={t('newProject.title')}
      testId="new-project"
      action={t('newProject.create')}
      actionTestId="new-project-create"
      ready={ready}
      onClose={onClose}
      onSubmit={() => void create()}
    >
      <TextField label={t('newProject.name')} value={name} onChange={setName} autoFocus testId="new-project-name" />
      <div className="form-pair">
        <Select
          label={t('newProject.source')}
          value={source}
          options={options}
          onChange={setSource}
          testId="new-project-source"
        />
        <Select
          label={t('newProject.target')}
          value={target}
          options={options}
          onChange={setTarget}
          testId="new-project-target"
        />
      </div>
      {source === target && <p className="field-error">{t('newProject.sameLanguages')}</p>}
      <div className="form-place">
        <span className="field-label">{t('newProject.place')}</span>
        <span className="form-path">{path ?? t('newProject.usualPlace')}</span>
        <Button
          kind="quiet"
          onPress={() =>
            void chooseSave(`${name.trim() || t('newProject.fileName')}.bifronte`, null, ['bifronte']).then(
              (chosen) => chosen && setPath(chosen),
            )
          }
        >
          {t('newProject.choosePlace')}
        </Button>
      </div>
    </FormDialog>
  );
}
