import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Bead } from '../../../shared/bitext/bead.ts';
import type { ComparisonInfo } from '../../../shared/contract/review.ts';
import type { HistoryEntry } from '../../../shared/contract/types.ts';
import type { ChangeKind } from '../../../shared/review/model.ts';
import { core } from '../../app/core.ts';
import { Button } from '../../ui/Button.tsx';
import { ContentText } from '../../ui/ContentText.tsx';
import { TextField } from '../../ui/fields.tsx';
import { moment } from '../../ui/moment.ts';
import { comment, restore } from './actions.ts';
import { useReview } from './state.ts';

const KINDS: readonly ChangeKind[] = [
  'changed',
  'inserted',
  'deleted',
  'split',
  'merged',
  'regrouped',
  'moved',
  'annotated',
];
const HISTORY = 200;

/** The figures of the comparison, and what is known about the bead of the active change. */
export function SidePanel({ info }: { readonly info: ComparisonInfo }) {
  const { t } = useTranslation();
  const change = useReview((state) => state.changes.get(state.active));
  const [bead] = (info.present === 'a' ? change?.a : change?.b) ?? [];
  const known = info.present !== null && bead ? bead : null;
  return (
    <aside className="rev-panel" aria-label={t('review.panel')} data-region="panel">
      <Figures info={info} />
      {known && <BeadHistory bead={known} />}
      {known && <Comments key={known.id} bead={known} />}
    </aside>
  );
}

function Figures({ info }: { readonly info: ComparisonInfo }) {
  const { t } = useTranslation();
  const { statistics } = info;
  const n = (value: number): string => value.toLocaleString(t('locale'));
  const kinds = KINDS.map((kind) => [kind, statistics.kinds[kind]] as const).filter(([, count]) => count > 0);
  const most = Math.max(1, ...kinds.map(([, count]) => count));
  const words = Math.max(1, ...statistics.authors.map(({ wordsTouched }) => wordsTouched));
  const rows = statistics.changes + statistics.kinds.same;
  return (
    <section className="rev-section" data-testid="review-figures">
      <h2 className="panel-title">{t('review.figures')}</h2>
      <dl className="rev-figures">
        <div>
          <dt>{t('figures.rows')}</dt>
          <dd>{t('figures.of', { part: n(statistics.changes), whole: n(rows) })}</dd>
        </div>
        <div>
          <dt>{t('figures.words')}</dt>
          <dd>{t('figures.of', { part: n(statistics.wordsTouched), whole: n(statistics.wordsB) })}</dd>
        </div>
        <div>
          <dt>{t('figures.plusMinus')}</dt>
          <dd>
            +{n(statistics.wordsInserted)} −{n(statistics.wordsDeleted)}
          </dd>
        </div>
        <div>
          <dt>{t('figures.distance')}</dt>
          <dd>{n(statistics.distance)}</dd>
        </div>
      </dl>
      {kinds.length > 0 && (
        <ul className="rev-bars" aria-label={t('figures.byKind')}>
          {kinds.map(([kind, count]) => (
            <li key={kind}>
              <span>{t(`kinds.${kind}`)}</span>
              <span className="rev-bar-track" aria-hidden>
                <span className={`rev-bar-fill rev-fill-${kind}`} style={{ width: `${(100 * count) / most}%` }} />
              </span>
              <span className="rev-bar-count">{n(count)}</span>
            </li>
          ))}
        </ul>
      )}
      {statistics.authors.length > 0 && (
        <>
          <h3 className="rev-subtitle">{t('figures.byAuthor')}</h3>
          <ul className="rev-bars">
            {statistics.authors.map(({ by, wordsTouched }) => (
              <li key={by ?? ''}>
                <span>{by ?? t('review.unknownAuthor')}</span>
                <span className="rev-bar-track" aria-hidden>
                  <span className="rev-bar-fill" style={{ width: `${(100 * wordsTouched) / words}%` }} />
                </span>
                <span className="rev-bar-count">{n(wordsTouched)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function BeadHistory({ bead }: { readonly bead: Bead }) {
  const { t } = useTranslation();
  const project = useReview((state) => state.project);
  const document = useReview((state) => state.document);
  const seq = useReview((state) => state.info?.seq);
  const [entries, setEntries] = useState<readonly HistoryEntry[]>([]);
  useEffect(() => {
    if (project === null || document === null) return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      core.call('bitext.history', { project, document, bead: bead.id, limit: HISTORY }).then(
        (found) => {
          if (!stale) setEntries(found.filter(({ undone }) => !undone));
        },
        () => {
          if (!stale) setEntries([]);
        },
      );
    }, 120);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // Asked for again after each change of the document.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [project, document, bead.id, seq]);
  const oldest = entries.at(-1);
  return (
    <section className="rev-section" data-testid="bead-history">
      <h2 className="panel-title">{t('review.history')}</h2>
      <ol className="rev-history">
        {entries.map((entry, i) => (
          <li key={entry.seq}>
            <p className="rev-history-head">
              <strong>{t(`change.${entry.label}`)}</strong>
              <span>{entry.by}</span>
              <time dateTime={new Date(entry.at).toISOString()}>{moment(entry.at, t('locale'))}</time>
            </p>
            {entry.origin && entry.origin.kind !== 'typed' && (
              <p className="rev-origin">
                {t(`origin.${entry.origin.kind}`)}
                {entry.origin.score === undefined ? '' : ` ${entry.origin.score} %`}
                {entry.origin.from === undefined ? '' : `, ${entry.origin.from}`}
              </p>
            )}
            {entry.why && <p className="rev-why">{entry.why}</p>}
            {entry.target && (
              <p className="rev-history-text">
                {entry.target.text === '' ? <em>{t('history.empty')}</em> : <ContentText content={entry.target} />}
              </p>
            )}
            {i > 0 && (
              <AriaButton className="link-button" onPress={() => void restore(bead.id, entry.seq)}>
                {t('history.restore')}
              </AriaButton>
            )}
          </li>
        ))}
        {oldest && (
          <li>
            <p className="rev-history-head">
              <strong>{t('review.beginning')}</strong>
            </p>
            <AriaButton className="link-button" onPress={() => void restore(bead.id, 0)}>
              {t('history.restore')}
            </AriaButton>
          </li>
        )}
      </ol>
    </section>
  );
}

function Comments({ bead }: { readonly bead: Bead }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <section className="rev-section" data-testid="change-comments">
      <h2 className="panel-title">{t('review.commentTitle')}</h2>
      {bead.comments.map((it) => (
        <p key={it.id} className="rev-comment">
          <strong>{it.author}</strong> {it.text}
        </p>
      ))}
      <TextField
        label={t('review.comment')}
        labelHidden
        multiline
        rows={2}
        value={text}
        onChange={setText}
        placeholder={t('review.comment')}
        testId="review-comment"
      />
      <Button
        isDisabled={text.trim() === ''}
        onPress={() => {
          void comment(bead.id, text);
          setText('');
        }}
      >
        {t('review.addComment')}
      </Button>
    </section>
  );
}
