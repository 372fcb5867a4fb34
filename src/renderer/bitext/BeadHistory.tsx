import { useEffect, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Bead } from '../../shared/bitext/bead.ts';
import type { HistoryEntry } from '../../shared/contract/types.ts';
import { core } from '../app/core.ts';
import { errorText } from '../app/notices.ts';
import { ContentText } from '../ui/ContentText.tsx';
import { DiffText } from '../ui/DiffText.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { moment } from '../ui/moment.ts';
import { StatusMark } from '../ui/StatusMark.tsx';
import { historyStates } from './history-states.ts';
import type { HistoryState } from './history-states.ts';

const LIMIT = 200;
/** Walking quickly over rows asks for the history of the last one only. */
const PAUSE = 120;

interface Props {
  readonly project: string;
  readonly document: number;
  readonly bead: Bead;
  /** The number of the document's last change: with another the history is asked for again. */
  readonly seq: number;
  readonly lang: string;
  /** Returns the row to what it was after a change of the log; 0 for the beginning. */
  readonly onReturn: (seq: number) => void;
}

/** Every state a row has had, with who made it, when, of what, and what it changed; each can be returned to. */
export function BeadHistory({ project, document, bead, seq, lang, onReturn }: Props) {
  const { t } = useTranslation();
  const [found, setFound] = useState<{ readonly bead: number; readonly entries: readonly HistoryEntry[] } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { id } = bead;
  useEffect(() => {
    let stale = false;
    const timer = setTimeout(() => {
      core.call('bitext.history', { project, document, bead: id, limit: LIMIT }).then(
        (entries) => {
          if (stale) return;
          setError(null);
          setFound({ bead: id, entries });
        },
        (reason: unknown) => {
          if (!stale) setError(errorText(reason));
        },
      );
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // Asked for again after each change of the document.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [project, document, id, seq]);
  const states = useMemo(
    () => (found?.bead === id ? historyStates(found.entries, bead, lang) : null),
    [found, id, bead, lang],
  );
  if (error) return <p className="panel-message">{error}</p>;
  if (!states) return null;
  if (states.length === 0) return <EmptyState small title={t('history.none')} text={t('history.noneHint')} />;
  return (
    <ol className="history" aria-label={t('panel.history')}>
      {states.map((state, i) => (
        <State key={state.entry.seq} state={state} older={states[i + 1]} lang={lang} onReturn={onReturn} />
      ))}
      {(found?.entries.length ?? 0) < LIMIT && (
        <li className="history-entry">
          <div className="match-foot">
            <strong>{t('review.beginning')}</strong>
          </div>
          <Button className="link-button" onPress={() => onReturn(0)}>
            {t('history.restore')}
          </Button>
        </li>
      )}
    </ol>
  );
}

interface StateProps {
  readonly state: HistoryState;
  readonly older: HistoryState | undefined;
  readonly lang: string;
  readonly onReturn: (seq: number) => void;
}

function State({ state, older, lang, onReturn }: StateProps) {
  const { t } = useTranslation();
  const { entry, runs, canReturn } = state;
  const { target, status } = entry;
  const what = whatOf(t, entry);
  const origin = runs === null || entry.label === 'edit' ? null : originOf(t, entry);
  const textShown = target !== undefined && (runs !== null || older === undefined);
  return (
    <li className="history-entry">
      <div className="match-foot">
        <strong>{what}</strong>
        <span>{entry.by}</span>
        <time dateTime={new Date(entry.at).toISOString()}>{moment(entry.at, t('locale'))}</time>
      </div>
      {origin !== null && origin !== what && <p className="rev-origin">{origin}</p>}
      {status !== undefined && older?.entry.status !== undefined && older.entry.status !== status && (
        <p className="rev-origin rev-status">
          <StatusMark status={older.entry.status} />
          <span aria-hidden>→</span>
          <StatusMark status={status} />
          <span>{t(`status.${status}`)}</span>
        </p>
      )}
      {entry.why && <p className="rev-why">{entry.why}</p>}
      {textShown && (
        <p className="match-target" lang={lang}>
          {runs ? (
            <DiffText beads={[]} side="target" change={{ runs }} reading="both" spaces={false} />
          ) : target.text === '' ? (
            <em>{t('history.empty')}</em>
          ) : (
            <ContentText content={target} />
          )}
        </p>
      )}
      {canReturn && (
        <Button className="link-button" onPress={() => onReturn(entry.seq)}>
          {t('history.restore')}
        </Button>
      )}
    </li>
  );
}

/** What made a state: for a text that was put in, where it came from says more than that it was put in. */
function whatOf(t: TFunction, entry: HistoryEntry): string {
  return (entry.label === 'edit' ? originOf(t, entry) : null) ?? t(`change.${entry.label}`);
}

function originOf(t: TFunction, { origin }: HistoryEntry): string | null {
  if (!origin) return null;
  const { kind, score, from, at } = origin;
  return [
    t(`origin.${kind}`) + (score === undefined ? '' : ` ${Math.round(score)} %`),
    ...(from === undefined || from === '' ? [] : [from]),
    ...(at === undefined ? [] : [t('origin.ofMoment', { moment: moment(at, t('locale')) })]),
  ].join(', ');
}
