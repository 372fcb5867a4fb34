/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a row of an ARIA grid placed by hand */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { visibleText } from '../../../shared/text/content.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import type { RowPlace } from '../../bitext/RowFrame.tsx';
import { RowFrame } from '../../bitext/RowFrame.tsx';
import { activate, togglePassage } from './actions.ts';
import type { PlacedPassage } from './rows.ts';

interface Props extends RowPlace {
  readonly session: BitextSession;
  /** Its first bead. */
  readonly id: number;
  readonly passage: PlacedPassage;
}

/** The head of a missing passage: how much of which side has no counterpart, and how it begins. */
export function PassageRow({ session, id, passage, ...place }: Props) {
  const { t } = useTranslation();
  const { side, count, open, row } = passage;
  const first = session.beads.get(id)?.[side][0];
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <RowFrame
      place={place}
      takesFocus
      classes={['row-passage', `row-passage-${side}`]}
      testId={`passage-${id}`}
      data-passage={id}
      aria-expanded={open}
      onMouseDown={(event) => {
        if (event.button === 0) activate(id);
      }}
      onDoubleClick={() => togglePassage()}
    >
      <div role="rowheader" className="cell cell-number">
        {open ? '' : row + 1}
      </div>
      <div role="gridcell" className={`cell cell-side passage passage-${side}`}>
        <button
          type="button"
          tabIndex={-1}
          className="passage-toggle"
          aria-label={t(open ? 'align.passageClose' : 'align.passageOpen')}
          onClick={() => {
            activate(id);
            togglePassage();
          }}
        >
          <Chevron size={16} aria-hidden />
        </button>
        <span>
          <strong>{t('align.passage', { count })}</strong> {t(`align.passage.${side}`)}
          {!open && first ? <span className="passage-text">{visibleText(first.content)}</span> : null}
        </span>
      </div>
    </RowFrame>
  );
}
