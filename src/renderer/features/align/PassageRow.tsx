/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus -- a row of an ARIA grid placed by hand */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Line } from './rows.ts';
import { visibleText } from '../../../shared/text/content.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { activate, togglePassage } from './actions.ts';

interface Props {
  readonly session: BitextSession;
  readonly passage: Extract<Line, { kind: 'passage' }>;
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly measure: (element: HTMLElement | null) => void;
}

/** The head of a missing passage: how much of which side has no counterpart, and how it begins. */
export function PassageRow({ session, passage, index, top, active, measure }: Props) {
  const { t } = useTranslation();
  const { id, side, beads, open } = passage;
  const first = session.beads.get(id)?.[side][0];
  const Chevron = open ? ChevronDown : ChevronRight;
  const row = session.beads.indexOf(id) + 1;
  return (
    <div
      ref={measure}
      data-index={index}
      data-passage={id}
      data-testid={`passage-${id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      aria-expanded={open}
      tabIndex={active ? 0 : -1}
      className={`row row-passage row-passage-${side}${active ? ' row-active' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onMouseDown={(event) => {
        if (event.button === 0) activate(id);
      }}
      onDoubleClick={() => togglePassage()}
    >
      <div role="rowheader" className="cell cell-number">
        {open ? '' : row}
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
          <strong>{t('align.passage', { count: beads.length })}</strong> {t(`align.passage.${side}`)}
          {!open && first ? <span className="passage-text">{visibleText(first.content)}</span> : null}
        </span>
      </div>
    </div>
  );
}
