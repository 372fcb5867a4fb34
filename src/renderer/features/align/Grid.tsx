/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions, react/incompatible-library -- an ARIA grid of rows placed by hand: a table element cannot be virtualised */
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { Bead, Side } from '../../../shared/bitext/bead.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { move, movePlace, moveTo } from './actions.ts';
import { Minimap } from './Minimap.tsx';
import { PassageRow } from './PassageRow.tsx';
import { Row } from './Row.tsx';
import type { PageLines } from './rows.ts';
import { useAlign } from './state.ts';
import { usePointedWords } from './use-pointed-words.ts';

const ESTIMATED_ROW = 64;
const OVERSCAN = 6;

interface Props {
  readonly session: BitextSession;
  readonly page: PageLines;
  readonly languages: Readonly<Record<Side, string>>;
  readonly names: Readonly<Record<Side, string>>;
}

function unitOf(bead: Bead | undefined): string | null {
  return bead?.source[0]?.unit ?? null;
}

/** True where a new unit of the source begins; a bead without source belongs to the unit above it. */
function opensUnit(session: BitextSession, id: number): boolean {
  const bead = session.beads.get(id);
  if (!bead || bead.source.length === 0) return false;
  const before = session.beads.at(session.beads.indexOf(id) - 1);
  if (!before) return true;
  return unitOf(bead) !== (before.source.at(-1)?.unit ?? unitOf(bead));
}

/** The two texts, bead by bead; only the rows in sight are drawn. */
export function Grid({ session, page, languages, names }: Props) {
  const { t } = useTranslation();
  const active = useAlign((state) => state.active);
  const editing = useAlign((state) => state.editing);
  const scroller = useRef<HTMLDivElement>(null);
  const { lines, lineOf } = page;
  const activeLine = active === null ? -1 : (lineOf.get(active) ?? -1);
  const keyOf = (index: number): string => {
    const line = lines[index];
    return line ? `${line.kind} ${line.id}` : String(index);
  };
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_ROW,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    scrollPaddingStart: 60,
    scrollPaddingEnd: 140,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (activeLine < 0 || activeLine >= lines.length || rows.includes(activeLine)) return rows;
      return [...rows, activeLine].toSorted((a, b) => a - b);
    },
  });
  usePointedWords(session, scroller);

  useLayoutEffect(() => {
    if (activeLine >= 0) virtualizer.scrollToIndex(activeLine, { align: 'auto' });
    // Only when another row becomes active: not when rows come and go above it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active, virtualizer]);

  // The active row has the focus before it is painted, so that no key is lost on the way.
  useLayoutEffect(() => {
    if (editing || activeLine < 0) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${activeLine}"]`);
    const focused = document.activeElement;
    const free = focused === document.body || focused === null || scroller.current?.contains(focused);
    if (row && free) row.focus({ preventScroll: true });
  }, [active, activeLine, editing, page]);

  const onKeyDown = useCallback((event: KeyboardEvent) => {
    if (useAlign.getState().editing || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      ArrowRight: () => movePlace(1, event.shiftKey),
      ArrowLeft: () => movePlace(-1, event.shiftKey),
      PageDown: () => move(10),
      PageUp: () => move(-10),
      Home: () => moveTo(0),
      End: () => moveTo(Number.MAX_SAFE_INTEGER),
    };
    const act = moves[event.key];
    if (!act || (event.target as HTMLElement).closest('button')) return;
    event.preventDefault();
    act();
  }, []);

  return (
    <div
      className="grid grid-align"
      role="grid"
      aria-label={t('align.grid')}
      aria-rowcount={lines.length + 1}
      aria-colcount={4}
      data-testid="align-grid"
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        <div role="columnheader" className="cell cell-number">
          <span className="sr-only">{t('grid.number')}</span>
        </div>
        <div role="columnheader" className="cell">
          {names.source}
        </div>
        <div aria-hidden />
        <div role="columnheader" className="cell">
          {names.target}
        </div>
        <div role="columnheader" className="cell cell-status">
          <span className="sr-only">{t('align.standing')}</span>
        </div>
      </div>
      <div className="grid-body">
        <div className="grid-scroll" ref={scroller} onKeyDown={onKeyDown} role="rowgroup" data-region="grid">
          <div className="grid-rows" role="presentation" style={{ height: virtualizer.getTotalSize() + 160 }}>
            {virtualizer.getVirtualItems().map((item) => {
              const line = lines[item.index];
              if (!line) return null;
              const shared = {
                session,
                index: item.index,
                top: item.start,
                active: item.index === activeLine,
                measure: virtualizer.measureElement,
              };
              return line.kind === 'passage' ? (
                <PassageRow key={item.key} {...shared} passage={line} />
              ) : (
                <Row
                  key={item.key}
                  {...shared}
                  id={line.id}
                  opensUnit={item.index > 0 && opensUnit(session, line.id)}
                  languages={languages}
                />
              );
            })}
          </div>
        </div>
        <Minimap page={page} scroller={scroller} />
      </div>
    </div>
  );
}
