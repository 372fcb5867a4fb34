/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions, react/incompatible-library -- an ARIA grid of rows placed by hand: a table element cannot be virtualised */
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { ComparisonInfo } from '../../../shared/contract/review.ts';
import { effectiveKeys } from '../../app/commands/keymap.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { ChangeRow } from './ChangeRow.tsx';
import { need } from './comparing.ts';
import { move, movePlace, moveTo } from './moving.ts';
import { ReviewMap } from './ReviewMap.tsx';
import { stateName } from './refs.ts';
import { useReview } from './state.ts';

const ESTIMATED_ROW = 84;
const estimateSize = (): number => ESTIMATED_ROW;

/** Every change that passes the filter; only those in sight are drawn and read. */
export function ChangeList({ info }: { readonly info: ComparisonInfo }) {
  const { t, i18n } = useTranslation();
  const { total, changes, active, place, layout, spaces } = useReview(
    useShallow(({ total, changes, active, place, layout, spaces }) => ({
      total,
      changes,
      active,
      place,
      layout,
      spaces,
    })),
  );
  const own = useApp((state) => state.settings.keys);
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize,
    overscan: 6,
    scrollPaddingStart: 12,
    scrollPaddingEnd: 90,
    // The active row stays in the page however far one scrolls, since it holds the focus.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (shown.includes(active) || active >= total) return shown;
      return [...shown, active].toSorted((a, b) => a - b);
    },
  });
  const items = virtualizer.getVirtualItems();
  const { startIndex: first, endIndex: last } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
  useEffect(() => need(first, last), [first, last, changes]);
  useLayoutEffect(() => {
    if (total > 0) virtualizer.scrollToIndex(active, { align: 'auto' });
    // Only when another change becomes active.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active, virtualizer]);
  // Before the next key can come: it must not meet a page without a focus.
  useLayoutEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-change="${active}"]`);
    const focused = document.activeElement;
    if (row && (focused === document.body || focused === null || scroller.current?.contains(focused))) {
      row.focus({ preventScroll: true });
    }
  }, [active, changes]);
  // The same object as long as the keys are the same, so that rows that did not change are not drawn again.
  const verbs = useMemo(() => {
    const keys = effectiveKeys(own);
    return { accept: keys.get('review.accept')?.[0], reject: keys.get('review.reject')?.[0] };
  }, [own]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      ArrowRight: () => movePlace(1),
      ArrowLeft: () => movePlace(-1),
      Escape: () => useReview.setState({ place: null }),
      PageDown: () => moveTo(active + 8),
      PageUp: () => moveTo(active - 8),
      Home: () => moveTo(0),
      End: () => moveTo(total - 1),
    };
    const act = moves[event.key];
    if (!act || (event.target as HTMLElement).closest('button')) return;
    event.preventDefault();
    act();
  };
  const target = languageName(info.b.targetLang, i18n.language);
  return (
    <div className={`rev-grid rev-grid-${layout}`} role="grid" aria-label={t('review.list')} aria-rowcount={total + 1}>
      <div className="rev-head" role="row" aria-rowindex={1}>
        <div role="columnheader" className="cell cell-number">
          <span className="sr-only">{t('grid.number')}</span>
        </div>
        <div role="columnheader" className="cell">
          {languageName(info.b.sourceLang, i18n.language)}
        </div>
        {layout === 'inline' ? (
          <div role="columnheader" className="cell">
            {target}
          </div>
        ) : (
          <>
            <div role="columnheader" className="cell">
              {target} <span className="rev-head-state">{stateName(t, info.a)}</span>
            </div>
            <div role="columnheader" className="cell">
              {target} <span className="rev-head-state">{stateName(t, info.b)}</span>
            </div>
          </>
        )}
        <div role="columnheader" className="cell">
          {t('review.what')}
        </div>
        <div role="columnheader" className="cell">
          <span className="sr-only">{t('review.decision')}</span>
        </div>
      </div>
      <div className="grid-body">
        <div className="rev-scroll" ref={scroller} data-region="grid" onKeyDown={onKeyDown} role="rowgroup">
          <div className="rev-rows" role="presentation" style={{ height: virtualizer.getTotalSize() }}>
            {items.map(({ index, key, start }) => (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className="rev-place"
                role="presentation"
                style={{ transform: `translateY(${start}px)` }}
              >
                <ChangeRow
                  change={changes.get(index)}
                  index={index}
                  info={info}
                  layout={layout}
                  spaces={spaces}
                  active={index === active}
                  place={index === active ? place : null}
                  keys={verbs}
                />
              </div>
            ))}
          </div>
        </div>
        <ReviewMap />
      </div>
    </div>
  );
}
