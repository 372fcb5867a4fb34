/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions -- an ARIA grid of rows placed by hand: a table of a million rows cannot be drawn */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../i18n/languages.ts';
import { Button } from '../../ui/Button.tsx';
import { useMarks } from '../../search/use-marks.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { activate, changeQuery, pickImport, rowCache, selectAll, toggle } from './actions.ts';
import { layout, rowsInSight, scrollTo } from './place.ts';
import { useMemory } from './state.ts';
import { UnitRow } from './UnitRow.tsx';
import { useFits } from './use-fits.ts';

const OVERSCAN = 3;

/** The height of a row in pixels: two lines of text and its margins, as the style sheet has them. */
function rowHeight(): number {
  const probe = document.querySelector<HTMLElement>('.units-probe');
  return Math.max(24, Math.round(probe?.getBoundingClientRect().height ?? 72));
}

/** Every unit that was found, whatever their number; only those in sight are drawn. */
export function UnitList() {
  const { t, i18n } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [view, setView] = useState({ height: 600, row: 72 });
  const state = useMemory();
  const { total, active, selected, editing, pair, complete, wrong } = state;
  const lay = layout(total, view.row, view.height);
  const sight = rowsInSight(scrollTop, view.height, total, view.row, lay);
  const first = Math.max(0, sight.first - OVERSCAN);
  const last = Math.min(total - 1, sight.last + OVERSCAN);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void => setView({ height: element.clientHeight, row: rowHeight() });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (total > 0) rowCache.want(first, last);
  }, [first, last, total, state.rows]);

  // A row that becomes active comes into sight before it is painted.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const to = scrollTo(active, element.scrollTop, element.clientHeight, view.row, lay);
    if (to !== element.scrollTop) element.scrollTop = to;
    setScrollTop(element.scrollTop);
    // Only when another row becomes active, not when rows come and go.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active, view.row]);

  // In a list too long for the browser the wheel moves by what it says, not by its share of the scroll bar.
  useEffect(() => {
    const element = scroller.current;
    if (!element || lay.scale === 1) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      element.scrollTop += (event.deltaMode === 1 ? event.deltaY * 40 : event.deltaY) / lay.scale;
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [lay.scale]);

  const onKeyDown = useCallback((event: KeyboardEvent) => {
    if ((event.target as HTMLElement).closest('.cm-editor, button, input')) return;
    const now = useMemory.getState();
    const jump = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowHeight()) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: now.active + 1,
      ArrowUp: now.active - 1,
      PageDown: now.active + jump,
      PageUp: now.active - jump,
      Home: 0,
      End: now.total - 1,
    };
    const to = moves[event.key];
    if (to !== undefined && !event.altKey) void activate(to, event.shiftKey);
    else if (event.key === ' ') toggle(now.active);
    else if (event.key === 'Escape' && now.selected.size > 0) useMemory.setState({ selected: new Set() });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, []);

  // Leaving the editor puts the focus back on the list, so that arrows go on from there.
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && editing === null) scroller.current?.focus({ preventScroll: true });
    wasEditing.current = editing !== null;
  }, [editing]);

  const visible = total === 0 ? [] : Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const fits = useFits(
    visible.flatMap((index) => rowCache.at(index)?.unit ?? []),
    state.rows,
  );
  const { find, side = 'both' } = state.query;
  const marks = useMarks(
    find,
    visible.flatMap((index) => {
      const row = rowCache.at(index);
      return [
        ...(row?.source && side !== 'target' ? [row.source.content] : []),
        ...(row?.target && side !== 'source' ? [row.target.content] : []),
      ];
    }),
  );
  const every = complete && total > 0 && selected.size === total;
  return (
    <div className="grid units" role="grid" aria-label={t('memory.list')} aria-rowcount={total + 1} data-testid="units">
      <div className="grid-head" role="row" aria-rowindex={1}>
        <div role="columnheader" className="cell cell-number">
          <input
            type="checkbox"
            className="units-check"
            aria-label={t('memory.selectAll')}
            checked={every}
            disabled={!complete || total === 0}
            onChange={() => (every ? useMemory.setState({ selected: new Set() }) : void selectAll())}
          />
        </div>
        <div role="columnheader" className="cell">
          {languageName(pair.sourceLang, i18n.language)}
        </div>
        <div role="columnheader" className="cell">
          {languageName(pair.targetLang, i18n.language)}
        </div>
        <div role="columnheader" className="cell cell-facts">
          {t('memory.facts')}
        </div>
      </div>
      <div
        className="grid-scroll"
        ref={scroller}
        role="rowgroup"
        data-region="grid"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the list takes the focus for all its rows
        tabIndex={0}
        aria-label={t('memory.list')}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
        onKeyDown={onKeyDown}
      >
        <div className="units-probe" aria-hidden />
        {total === 0 && complete && <Nothing wrong={wrong} />}
        <div className="grid-rows" role="presentation" style={{ height: lay.height }}>
          {visible.map((index) => {
            const row = rowCache.at(index);
            return (
              <UnitRow
                key={row?.unit ?? `row-${index}`}
                index={index}
                top={scrollTop - sight.shift + (index - sight.first) * view.row}
                row={row}
                fit={row ? fits.get(row.unit) : undefined}
                sourceMarks={marks(side === 'target' ? undefined : row?.source?.content)}
                targetMarks={marks(side === 'source' ? undefined : row?.target?.content)}
                active={index === active}
                selected={row !== undefined && selected.has(row.unit)}
                editing={index === active ? editing : null}
                opensGroup={row?.group !== null && index > 0 && rowCache.at(index - 1)?.group !== row?.group}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Nothing({ wrong }: { readonly wrong: string | null }) {
  const { t } = useTranslation();
  const empty = useMemory((state) => state.opened?.units === 0);
  const quality = useMemory((state) => state.query.quality);
  if (wrong !== null) {
    return (
      <div className="grid-empty">
        <EmptyState title={t('memory.wrong')} text={wrong} />
      </div>
    );
  }
  if (empty) {
    return (
      <div className="grid-empty">
        <EmptyState
          title={t('memory.noUnits')}
          text={t('memory.noUnitsHint')}
          actions={
            <Button kind="primary" onPress={() => void pickImport()}>
              {t('command.memory.import')}
            </Button>
          }
        />
      </div>
    );
  }
  return (
    <div className="grid-empty">
      <EmptyState
        title={quality ? t('memory.clean') : t('memory.nothing')}
        text={quality ? t('memory.cleanHint') : t('memory.nothingHint')}
        actions={<Button onPress={() => clearQuery()}>{t('memory.clear')}</Button>}
      />
    </div>
  );
}

/** Takes every condition away. */
export function clearQuery(): void {
  useMemory.setState({ query: {} });
  changeQuery({});
}
