/* oxlint-disable jsx-a11y/no-autofocus -- the dialog is opened to fill in this field */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { chosenUnits, tagUnits } from '../actions.ts';
import { useFacets } from '../use-facets.ts';

/** Gives the chosen units a tag. */
export function TagDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [tag, setTag] = useState('');
  const facets = useFacets(true);
  const units = chosenUnits();
  const give = (text: string, on: boolean): void => {
    if (text.trim() === '') return;
    onClose();
    void tagUnits(units, text.trim(), on);
  };
  return (
    <Dialog
      title={t('memory.tagTitle', { count: units.length })}
      onClose={onClose}
      testId="memory-tag"
      footer={
        <>
          <Button onPress={() => give(tag, false)} isDisabled={tag.trim() === ''}>
            {t('memory.tagRemove')}
          </Button>
          <Button kind="primary" onPress={() => give(tag, true)} isDisabled={tag.trim() === ''} testId="memory-tag-run">
            {t('memory.tagRun')}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          give(tag, true);
        }}
      >
        <TextField label={t('memory.tag')} value={tag} onChange={setTag} autoFocus testId="memory-tag-text" />
        {facets !== null && facets.tags.length > 0 && (
          <div className="unit-taglist">
            {facets.tags.map(({ value }) => (
              <button key={value} type="button" className="unit-tag" onClick={() => setTag(value)}>
                {value}
              </button>
            ))}
          </div>
        )}
      </form>
    </Dialog>
  );
}
