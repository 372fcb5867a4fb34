import { CircleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { errorText } from '../app/notices.ts';
import { useApp } from '../app/state.ts';
import type { BitextSession } from './bitext-session.ts';
import { useSignal } from './hooks.ts';

/** Whether everything is saved, and what to do when it is not. */
export function SaveIndicator({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const save = useSignal(session.save);
  const link = useApp((state) => state.link);
  if (save.kind === 'failed' || link === 'lost') {
    const error = save.kind === 'failed' ? errorText(save.error) : t('link.lost');
    return (
      <span className="status-item save save-failed" data-testid="save-state" data-state="failed" role="alert">
        <CircleAlert size={14} aria-hidden />
        <span className="save-reason" title={error}>
          {save.kind === 'failed' ? t('save.failed', { reason: error }) : error}
        </span>
        <Button className="link-button" onPress={() => session.retry()}>
          {t('save.retry')}
        </Button>
        {save.kind === 'failed' && !save.retrying && (
          <Button className="link-button" onPress={() => session.discard()}>
            {t('save.discard')}
          </Button>
        )}
      </span>
    );
  }
  return (
    <span className={`status-item save save-${save.kind}`} data-testid="save-state" data-state={save.kind}>
      <span className="save-dot" aria-hidden />
      {t(`save.${save.kind}`)}
    </span>
  );
}
