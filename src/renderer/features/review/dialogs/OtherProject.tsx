import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../app/files/choose.ts';
import { Choices } from '../../../ui/Choices.tsx';
import { FormDialog } from '../../../ui/FormDialog.tsx';
import { useReview } from '../state.ts';
import { chooseDocument } from '../versions.ts';

const close = (): void => useReview.setState({ dialog: null, offered: null });

/** Asks which document of another project is to be compared with. */
export function OtherProject() {
  const { t } = useTranslation();
  const offered = useReview((state) => state.offered);
  const [chosen, setChosen] = useState(String(offered?.documents[0]?.document ?? ''));
  if (!offered) return null;
  const { side, path, documents } = offered;
  return (
    <FormDialog
      title={t('other.title', { project: nameOf(path) })}
      testId="other-project"
      action={t('other.compare')}
      actionTestId="other-compare"
      ready
      onClose={close}
      onSubmit={() => {
        close();
        const document = documents.find((it) => String(it.document) === chosen);
        if (document) chooseDocument(side, path, document);
      }}
    >
      <Choices
        label={t('review.documents')}
        value={chosen}
        choices={documents.map(({ document, name, sourceLang, targetLang, beads }) => ({
          id: String(document),
          label: name,
          hint: t('other.detail', { languages: `${sourceLang} → ${targetLang}`, count: beads }),
        }))}
        onChange={setChosen}
        testId="other"
      />
    </FormDialog>
  );
}
