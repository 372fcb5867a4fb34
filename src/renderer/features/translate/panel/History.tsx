import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../../shared/contract/types.ts';
import { sameContent } from '../../../../shared/text/content.ts';
import { core } from '../../../app/core.ts';
import { errorText } from '../../../app/notices.ts';
import { ContentText } from '../../../ui/ContentText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { run } from '../../../bitext/run.ts';
import { useSignal } from '../../../bitext/hooks.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { useTranslate } from '../state.ts';

const LIMIT = 200;
/** Autosaved states of one minute of typing are shown as one. */
const TOGETHER = 60_000;

/** States worth showing: of typing that went on, only the last; what was undone is left out. */
function condensed(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const out: HistoryEntry[] = [];
  for (const entry of entries.toSorted((a, b) => b.seq - a.seq)) {
    const newer = out.at(-1);
    const goesOn =
      newer?.label === 'edit' && entry.label === 'edit' && newer.by === entry.by && newer.at - entry.at < TOGETHER;
    if (!entry.undone && !goesOn) out.push(entry);
  }
  return out;
}

/** Every state the active bead has had, each to be taken back. */
export function History({ session, visible }: { readonly session: BitextSession; readonly visible: boolean }) {
  const { t } = useTranslation();
  const active = useTranslate((state) => state.active);
  const changed = useSignal(session.changed);
  const [entries, setEntries] = useState<readonly HistoryEntry[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    if (!visible || active === null) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      core
        .call('bitext.history', { project: session.project, document: session.document, bead: active, limit: LIMIT })
        .then(
          (found) => {
            if (stale) return;
            setError(null);
            setEntries(condensed(found));
          },
          (reason: unknown) => {
            if (!stale) setError(errorText(reason));
          },
        );
    }, 120);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // Asked for again after each change.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [session, active, changed, visible]);
  if (!visible) return null;
  if (error) return <p className="panel-message">{error}</p>;
  if (!entries) return null;
  if (entries.length === 0) return <EmptyState small title={t('history.none')} text={t('history.noneHint')} />;
  const bead = active === null ? undefined : session.beads.get(active);
  return (
    <ol className="history" aria-label={t('panel.history')}>
      {entries.map((entry) => (
        <li key={entry.seq} className="history-entry">
          <div className="match-foot">
            <strong>{t(`change.${entry.label}`)}</strong>
            <span>{entry.by}</span>
            <time dateTime={new Date(entry.at).toISOString()}>{moment(entry.at, t('locale'))}</time>
          </div>
          {entry.target && (
            <p className="match-target">
              {entry.target.text === '' ? <em>{t('history.empty')}</em> : <ContentText content={entry.target} />}
            </p>
          )}
          {bead && entry.target && !sameContent(entry.target, session.target(bead)) && (
            <Button
              className="link-button"
              onPress={() => {
                const { text, codes } = entry.target ?? { text: '', codes: [] };
                void run(session, {
                  type: 'edit',
                  bead: bead.id,
                  side: 'target',
                  content: { text, codes: [...codes] },
                });
              }}
            >
              {t('history.restore')}
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}

function moment(at: number, locale: string): string {
  const date = new Date(at);
  const today = new Date().toDateString() === date.toDateString();
  return today
    ? date.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
