import { useTranslation } from 'react-i18next';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { RowProgress } from '../../bitext/RowProgress.tsx';
import { SaveIndicator } from '../../bitext/SaveIndicator.tsx';
import { useSignal } from '../../bitext/hooks.ts';
import { useAlign } from './state.ts';

/** Where one stands in the alignment, and whether everything is saved. */
export function AlignStatus({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const { byStatus } = useSignal(session.tally);
  const active = useAlign((state) => state.active);
  return (
    <footer className="status-line" data-testid="status-line" aria-label={t('status.line')}>
      <RowProgress session={session} active={active} byStatus={{ ...byStatus, translated: 0 }} />
      <span className="status-space" />
      <span className="status-item roomy-only">{t('align.keysHint')}</span>
      <SaveIndicator session={session} />
    </footer>
  );
}
