import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../app/state.ts';
import { useSignal } from '../../bitext/hooks.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { RowProgress } from '../../bitext/RowProgress.tsx';
import { SaveIndicator } from '../../bitext/SaveIndicator.tsx';
import { goToNewSource } from './actions.ts';
import { isOpenNote } from './model/source-notes.ts';
import { useTranslate } from './state.ts';

/** Where one stands: progress, words left, where confirmed beads go, and whether everything is saved. */
export function StatusLine({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const { byStatus, wordsLeft } = useSignal(session.tally);
  const active = useTranslate((state) => state.active);
  const memory = useApp((state) => state.project?.memories.find((it) => it.writable));
  return (
    <footer className="status-line" data-testid="status-line" aria-label={t('status.line')}>
      <RowProgress session={session} active={active} byStatus={byStatus} />
      <span className="status-item roomy-only">
        {t('status.wordsLeft', { words: wordsLeft.toLocaleString(t('locale')) })}
      </span>
      <NewSource session={session} />
      <span className="status-space" />
      <span className="status-item roomy-only" title={memory?.path}>
        {memory ? t('status.writesTo', { memory: memory.name }) : t('status.writesNowhere')}
      </span>
      <SaveIndicator session={session} />
    </footer>
  );
}

/** How many rows of a new edition are still to be looked at; leads to the next. */
function NewSource({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const notes = useTranslate((state) => state.notes);
  // Confirming a row settles it.
  useSignal(session.tally);
  let open = 0;
  for (const id of notes.keys()) {
    const bead = session.beads.get(id);
    if (bead && isOpenNote(bead, notes)) open++;
  }
  if (open === 0) return null;
  return (
    <Button className="status-item link-button" data-testid="new-source" onPress={() => goToNewSource(1)}>
      {t('edition.open', { count: open })}
    </Button>
  );
}
