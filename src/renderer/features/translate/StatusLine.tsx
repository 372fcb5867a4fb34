import { useTranslation } from 'react-i18next';
import { CircleAlert } from 'lucide-react';
import { Button } from 'react-aria-components';
import { errorText } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { useSignal } from '../../bitext/hooks.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { useTranslate } from './state.ts';

/** Where one stands: progress, words left, where confirmed beads go, and whether everything is saved. */
export function StatusLine({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const tally = useSignal(session.tally);
  useSignal(session.rows);
  const active = useTranslate((state) => state.active);
  const memory = useApp((state) => state.project?.memories.find((it) => it.writable));
  const row = active === null ? 0 : session.beads.indexOf(active) + 1;
  const number = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <footer className="status-line" data-testid="status-line" aria-label={t('status.line')}>
      <span className="status-item status-row">{t('status.row', { row: number(row), rows: number(tally.beads) })}</span>
      <span className="status-item status-progress">
        <ProgressBar label={t('status.progress')} total={tally.beads} byStatus={tally.byStatus} />
        <span>{t('status.confirmedShare', { done: number(tally.byStatus.confirmed), all: number(tally.beads) })}</span>
      </span>
      <span className="status-item roomy-only">{t('status.wordsLeft', { words: number(tally.wordsLeft) })}</span>
      <span className="status-space" />
      <span className="status-item roomy-only" title={memory?.path}>
        {memory ? t('status.writesTo', { memory: memory.name }) : t('status.writesNowhere')}
      </span>
      <SaveIndicator session={session} />
    </footer>
  );
}

function SaveIndicator({ session }: { readonly session: BitextSession }) {
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
