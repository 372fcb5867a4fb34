import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Checkbox } from '../../../ui/fields.tsx';
import { allFound, splitOff } from '../actions.ts';
import { useMemory } from '../state.ts';

/** Puts the selected units, or all that were found, into a memory of their own. */
export function SplitDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const selected = useMemory((state) => state.selected);
  const total = useMemory((state) => state.total);
  const [move, setMove] = useState(false);
  const count = selected.size > 0 ? selected.size : total;
  const split = async (): Promise<void> => splitOff(selected.size > 0 ? [...selected] : await allFound(), move);
  return (
    <Dialog
      title={t('memory.splitTitle', { count })}
      onClose={onClose}
      footer={
        <Button kind="primary" onPress={() => void split()} isDisabled={count === 0}>
          {t('memory.splitRun')}
        </Button>
      }
    >
      <div className="form">
        <p className="field-hint">{t(selected.size > 0 ? 'memory.splitSelected' : 'memory.splitFound')}</p>
        <Checkbox checked={move} onChange={setMove}>
          {t('memory.splitMove')}
        </Checkbox>
      </div>
    </Dialog>
  );
}
