import { useTranslation } from 'react-i18next';
import { core } from '../../../app/core.ts';
import { notifyError } from '../../../app/notices.ts';
import { useApp } from '../../../app/state.ts';
import { BeadHistory } from '../../../bitext/BeadHistory.tsx';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { useBead, useSignal } from '../../../bitext/hooks.ts';
import { useTranslate } from '../state.ts';

/** Every state the active row has had. */
export function History({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const { project, document } = session;
  const active = useTranslate((state) => state.active);
  const bead = useBead(session, active);
  const seq = useSignal(session.changed);
  const lang = useApp((state) => state.project?.documents.find(({ id }) => id === document)?.targetLang ?? '');
  if (!bead) return null;
  const toReturn = (to: number): void => {
    session
      .order(() => core.call('review.restore', { project, document, bead: bead.id, seq: to }))
      .catch((error: unknown) => notifyError(t('review.restoreFailed'), error));
  };
  return <BeadHistory project={project} document={document} bead={bead} seq={seq} lang={lang} onReturn={toReturn} />;
}
