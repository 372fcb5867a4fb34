/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/click-events-have-key-events -- a row of an ARIA grid; keys are those of the view */
import { memo } from 'react';
import { Check, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ComparisonInfo, Obstacle, ReviewChange } from '../../../shared/contract/review.ts';
import { IconButton } from '../../ui/Button.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { moment } from '../../ui/moment.ts';
import { focusRow } from './actions.ts';
import { decide } from './deciding.ts';
import { DiffText } from '../../ui/DiffText.tsx';
import { moveTo } from './moving.ts';
import { stateName } from './refs.ts';
import type { Layout } from './state.ts';
import { useReview } from './state.ts';
import { verbsOf } from './verbs.ts';

interface Props {
  readonly change: ReviewChange | undefined;
  readonly index: number;
  readonly info: ComparisonInfo;
  readonly layout: Layout;
  readonly spaces: boolean;
  readonly active: boolean;
  /** The word of the active change that is looked at on its own. */
  readonly place: number | null;
  readonly keys: { readonly accept: string | undefined; readonly reject: string | undefined };
}

/** A sign for each kind of change, so that it is told without colour. */
const SIGNS: Readonly<Record<string, string>> = {
  changed: '≠',
  annotated: '•',
  moved: '↕',
  inserted: '+',
  deleted: '−',
  same: '=',
};

/** One change: where it stands, both texts, what kind it is, who made it, and what was decided. */
export const ChangeRow = memo(function ChangeRow({ change, index, info, layout, spaces, active, place, keys }: Props) {
  const { t } = useTranslation();
  if (!change) return <div className="rev-row rev-row-blank" role="row" aria-rowindex={index + 2} />;
  const { a, b, source, target, kind, verdict } = change;
  const last = b.length > 0 ? b : a;
  const number = (change.rowsB[0] ?? change.rowsA[0] ?? 0) + 1;
  const shared = { spaces };
  const words = { ...shared, place };
  const sign = SIGNS[kind] ?? `${a.length}→${b.length}`;
  const kinds = [t(`kind.${kind}`), ...(change.moved && kind !== 'moved' ? [t('kind.moved')] : [])];
  const obstacle = obstacleOf(change, info);
  const nature = target?.nature ?? source?.nature;
  return (
    <div
      className={`rev-row rev-${layout}${active ? ' rev-active' : ''}${verdict ? ` rev-${verdict}` : ''}`}
      role="row"
      tabIndex={active ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={active}
      data-testid={`change-${index}`}
      data-change={index}
      onClick={() => moveTo(index)}
      // Keys act on the active change: a dialog that gives the focus back to the one before hands it on.
      onFocus={(event) => {
        if (event.target === event.currentTarget && index !== useReview.getState().active) focusRow();
      }}
    >
      <div role="gridcell" className="cell cell-number">
        <span className="rev-sign" aria-hidden>
          {sign}
        </span>
        {number}
      </div>
      <div role="gridcell" className="cell rev-text rev-source" lang={info.b.sourceLang}>
        <DiffText beads={last} side="source" change={source} reading="both" {...shared} />
      </div>
      {layout === 'inline' ? (
        <div role="gridcell" className="cell rev-text" lang={info.b.targetLang}>
          <DiffText beads={last} side="target" change={target} reading="both" {...words} />
        </div>
      ) : (
        <>
          <div role="gridcell" className="cell rev-text" lang={info.a.targetLang}>
            {a.length > 0 && <DiffText beads={a} side="target" change={target} reading="before" {...words} />}
          </div>
          <div role="gridcell" className="cell rev-text" lang={info.b.targetLang}>
            {b.length > 0 && <DiffText beads={b} side="target" change={target} reading="after" {...words} />}
          </div>
        </>
      )}
      <div role="gridcell" className="cell rev-meta">
        <span className="rev-kind">{kinds.join(' · ')}</span>
        {nature !== undefined && nature !== 'text' && <span className="rev-nature">{t(`nature.${nature}`)}</span>}
        {change.moved && change.rowsA[0] !== undefined && (
          <span>{t('review.wasRow', { row: change.rowsA[0] + 1 })}</span>
        )}
        {change.status && (
          <span className="rev-status">
            <StatusMark status={change.status.from} />
            <span aria-hidden>→</span>
            <StatusMark status={change.status.to} />
            <span>{t(`status.${change.status.to}`)}</span>
          </span>
        )}
        {change.by !== null && (
          <span>
            {change.by}
            {change.at === null ? '' : `, ${moment(change.at, t('locale'))}`}
          </span>
        )}
        {change.confidence !== null && change.confidence < 0.8 && (
          <span className="rev-unsure">{t('review.unsure', { percent: Math.round(change.confidence * 100) })}</span>
        )}
        {change.comments && change.comments.added.length > 0 && (
          <span>{t('review.comments', { count: change.comments.added.length })}</span>
        )}
        {obstacle && <span className="rev-unsure">{t(`obstacle.${obstacle}`)}</span>}
        {verdict && (
          <span className="rev-verdict">
            {verdict === 'accepted' ? <Check size={13} aria-hidden /> : <X size={13} aria-hidden />}
            {info.present === null
              ? t('verdict.taken', { state: stateName(t, info[verdict === 'accepted' ? 'b' : 'a']) })
              : t(`verdict.${verdict}`)}
            {change.why === null ? '' : `: ${change.why}`}
          </span>
        )}
      </div>
      <div role="gridcell" className="cell rev-verbs">
        <Verbs change={change} index={index} info={info} keys={keys} />
      </div>
    </div>
  );
});

interface VerbsProps extends Pick<Props, 'index' | 'info' | 'keys'> {
  readonly change: ReviewChange;
}

/** Accepting and rejecting; between two older states, taking the text of either. */
function Verbs({ change, index, info, keys }: VerbsProps) {
  const { t } = useTranslation();
  const between = info.present === null;
  if (!between && !change.applicable && change.verdict !== null) return null;
  return verbsOf(info).map(({ verdict, verb, side, Sign }) => {
    const obstacle = between ? change.obstacles[verdict] : null;
    const label = between ? t('review.takeFrom', { state: stateName(t, info[side]) }) : t(`command.review.${verb}`);
    return (
      <IconButton
        key={verb}
        label={obstacle === null ? label : `${label}: ${t(`obstacle.${obstacle}`)}`}
        keys={keys[verb]}
        icon={<Sign size={16} />}
        testId={`${verb}-${index}`}
        isDisabled={obstacle !== null}
        pressed={change.verdict === verdict}
        onPress={() => {
          moveTo(index);
          void decide(verdict);
        }}
      />
    );
  });
}

/** Why neither text can be taken, in words: a button that is off does not say it to everyone. */
function obstacleOf({ obstacles }: ReviewChange, info: ComparisonInfo): Obstacle | null {
  if (info.present !== null) return null;
  const { accepted, rejected } = obstacles;
  return accepted !== null && rejected !== null ? (accepted === 'same' ? rejected : accepted) : null;
}
