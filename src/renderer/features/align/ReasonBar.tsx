import { useTranslation } from 'react-i18next';
import { doubtOf, isPinned } from '../../../shared/bitext/aligned.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { useBead } from '../../bitext/hooks.ts';
import { judged } from './judged.ts';
import { reasonsOf } from './reasons.ts';
import { DoubtMark } from './Row.tsx';
import { useAlign } from './state.ts';

/** Why the active bead is doubted, in words; always there, so that nothing moves when another bead becomes active. */
export function ReasonBar({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const active = useAlign((state) => state.active);
  const linking = useAlign((state) => state.linking);
  const stored = useBead(session, active);
  const opinions = useAlign((state) => state.opinions);
  const bead = stored && judged(stored, opinions);
  if (!bead) return <div className="reasons" />;
  const doubt = doubtOf(bead);
  const reasons = isPinned(bead) ? [] : reasonsOf(bead);
  const sure = bead.confidence === null ? null : Math.round(100 * bead.confidence);
  const state = isPinned(bead)
    ? t('align.why.pinned')
    : stored?.confidence === null
      ? t('align.why.byHand')
      : t('align.why.sure', { sure });
  return (
    <div className={`reasons${doubt ? ` reasons-${doubt}` : ''}`} data-testid="reasons" aria-live="polite">
      {doubt && <DoubtMark doubt={doubt} />}
      <span className="reasons-head">
        {t('align.why.row', {
          row: session.beads.indexOf(bead.id) + 1,
          shape: `${bead.source.length}–${bead.target.length}`,
        })}
        <Stop />
      </span>
      <span>
        {linking === null ? state : t('align.linkHint')}
        <Stop />
      </span>
      {linking === null &&
        reasons.map(({ key, values }) => (
          <span key={key} className="reason">
            {t(key, values)}
            <Stop />
          </span>
        ))}
    </div>
  );
}

/** Parts what is read aloud; on the page a dot does. */
function Stop() {
  return <span className="sr-only">. </span>;
}
