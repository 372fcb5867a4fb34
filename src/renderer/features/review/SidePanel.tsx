import { memo } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Bead } from '../../../shared/bitext/bead.ts';
import type { ComparisonInfo } from '../../../shared/contract/review.ts';
import { BeadHistory } from '../../bitext/BeadHistory.tsx';
import { CommentForm } from '../../bitext/CommentForm.tsx';
import { comment, focusRow, restore } from './actions.ts';
import { KINDS } from './kinds.ts';
import { openDialog, useReview } from './state.ts';

/** The figures of the comparison, and what is known about the bead of the active change. */
export function SidePanel({ info }: { readonly info: ComparisonInfo }) {
  const { t } = useTranslation();
  const change = useReview((state) => state.changes.get(state.active));
  const [bead] = (info.present === 'a' ? change?.a : change?.b) ?? [];
  const known = info.present !== null && bead ? bead : null;
  return (
    <aside className="rev-panel" aria-label={t('review.panel')} data-region="panel">
      <Figures info={info} />
      {known && <Comments key={known.id} bead={known} />}
      {known && <History bead={known} lang={info.b.targetLang} />}
    </aside>
  );
}

const Figures = memo(function Figures({ info }: { readonly info: ComparisonInfo }) {
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
      <AriaButton className="link-button" data-testid="open-series" onPress={() => openDialog('series')}>
        {t('series.open')}
      </AriaButton>
    </section>
  );
});

interface RowProps {
  readonly bead: Bead;
  readonly lang: string;
}

function History({ bead, lang }: RowProps) {
  const { t } = useTranslation();
  const project = useReview((state) => state.project);
  const document = useReview((state) => state.document);
  const seq = useReview((state) => state.info?.seq ?? 0);
  if (project === null || document === null) return null;
  return (
    <section className="rev-section rev-section-flush" data-testid="bead-history">
      <h2 className="panel-title">{t('review.history')}</h2>
      <BeadHistory
        project={project}
        document={document}
        bead={bead}
        seq={seq}
        lang={lang}
        onReturn={(to) => void restore(bead.id, to)}
      />
    </section>
  );
}

function Comments({ bead }: { readonly bead: Bead }) {
  const { t } = useTranslation();
  const add = async (text: string): Promise<boolean> => {
    const added = await comment(bead.id, text);
    if (added) focusRow();
    return added;
  };
  return (
    <section className="rev-section" data-testid="change-comments">
      <h2 className="panel-title">{t('review.commentTitle')}</h2>
      {bead.comments.map((it) => (
        <p key={it.id} className="rev-comment">
          <strong>{it.author}</strong> {it.text}
        </p>
      ))}
      <CommentForm label={t('review.comment')} onAdd={add} onLeave={focusRow} />
    </section>
  );
}
