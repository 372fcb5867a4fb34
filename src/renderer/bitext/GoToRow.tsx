/* oxlint-disable jsx-a11y/no-autofocus -- the dialog is opened to fill in this field */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/fields.tsx';
import type { BitextSession } from './bitext-session.ts';

interface Props {
  readonly session: BitextSession;
  readonly onClose: () => void;
  /** Called once the dialog is gone, which gives the focus back. */
  readonly onGo: (bead: number) => void;
}

/** Asks for the number of a row and goes there. */
export function GoToRow({ session, onClose, onGo }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const row = Number(text);
  const bead = Number.isInteger(row) ? session.beads.at(row - 1) : undefined;
  const go = (): void => {
    if (!bead) return;
    onClose();
    setTimeout(() => onGo(bead.id));
  };
  return (
    <Dialog
      title={t('goto.title')}
      onClose={onClose}
      testId="goto"
      footer={
        <Button kind="primary" onPress={go} isDisabled={!bead}>
          {t('goto.go')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <TextField
          label={t('goto.label', { rows: session.beads.length.toLocaleString(t('locale')) })}
          value={text}
          onChange={setText}
          error={text !== '' && !bead ? t('goto.none', { rows: session.beads.length }) : null}
          autoFocus
          testId="goto-row"
        />
      </form>
    </Dialog>
  );
}
