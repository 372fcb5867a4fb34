/* oxlint-disable jsx-a11y/no-autofocus -- the dialog is opened to fill in this field */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/fields.tsx';
import { activate } from './actions.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { useTranslate } from './state.ts';

export function GoToRow({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const row = Number(text);
  const bead = Number.isInteger(row) ? session.beads.at(row - 1) : undefined;
  const close = (): void => useTranslate.setState({ goToOpen: false });
  const go = (): void => {
    if (!bead) return;
    close();
    // A filtered grid may not show the row one asks for.
    const { found } = useTranslate.getState();
    if (found && !found.includes(bead.id)) {
      useTranslate.setState((state) => ({ filter: { ...state.filter, text: '', kinds: [] }, found: null }));
    }
    setTimeout(() => activate(bead.id, { edit: true }));
  };
  return (
    <Dialog
      title={t('goto.title')}
      onClose={close}
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
