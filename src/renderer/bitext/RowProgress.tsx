import { useTranslation } from 'react-i18next';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import type { BitextSession } from './bitext-session.ts';
import { useSignal } from './hooks.ts';
import type { Tally } from './tally.ts';

interface Props {
  readonly session: BitextSession;
  readonly active: number | null;
  /** What the bar shows of the beads. */
  readonly byStatus: Tally['byStatus'];
}

/** Which row one is in and how many are confirmed: how every line of state begins. */
export function RowProgress({ session, active, byStatus }: Props) {
  const { t } = useTranslation();
  const { beads } = useSignal(session.tally);
  useSignal(session.rows);
  const row = active === null ? 0 : session.beads.indexOf(active) + 1;
  const number = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <>
      <span className="status-item status-row">{t('status.row', { row: number(row), rows: number(beads) })}</span>
      <span className="status-item status-progress">
        <ProgressBar label={t('status.progress')} total={beads} byStatus={byStatus} />
        <span>{t('status.confirmedShare', { done: number(byStatus.confirmed), all: number(beads) })}</span>
      </span>
    </>
  );
}
