import { useTranslation } from 'react-i18next';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { SaveIndicator } from '../../bitext/SaveIndicator.tsx';
import { useSignal } from '../../bitext/hooks.ts';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { useAlign } from './state.ts';

/** Where one stands in the alignment, and whether everything is saved. */
export function AlignStatus({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const tally = useSignal(session.tally);
  useSignal(session.rows);
  const active = useAlign((state) => state.active);
  const row = active === null ? 0 : session.beads.indexOf(active) + 1;
  const number = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <footer className="status-line" data-testid="status-line" aria-label={t('status.line')}>
      <span className="status-item status-row">{t('status.row', { row: number(row), rows: number(tally.beads) })}</span>
      <span className="status-item status-progress">
        <ProgressBar label={t('status.progress')} total={tally.beads} byStatus={{ ...tally.byStatus, translated: 0 }} />
        <span>{t('status.confirmedShare', { done: number(tally.byStatus.confirmed), all: number(tally.beads) })}</span>
      </span>
      <span className="status-space" />
      <span className="status-item roomy-only">{t('align.keysHint')}</span>
      <SaveIndicator session={session} />
    </footer>
  );
}
