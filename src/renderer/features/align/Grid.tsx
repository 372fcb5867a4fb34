/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions -- an ARIA grid of rows placed by hand: a table element cannot be virtualised */
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bead, Side } from '../../../shared/bitext/bead.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { mayTakeFocus, rowKey, useRowPage } from '../../bitext/use-row-page.ts';
import { useFoundMarks } from '../../search/found-marks.ts';
import { move, movePlace, moveTo } from './actions.ts';
import { Minimap } from './Minimap.tsx';
import { PassageRow } from './PassageRow.tsx';
import { Row } from './Row.tsx';
import type { Page } from './state.ts';
import { useAlign } from './state.ts';
import { usePointedWords } from './use-pointed-words.ts';

interface Props {
  readonly session: BitextSession;
  readonly page: Page;
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
  const { survey, layout } = page;
  const activeLine = active === null ? -1 : layout.lineOf(session.beads.indexOf(active));
  const keyOf = useCallback((line: number): number => layout.keys[line] ?? -line, [layout]);
  const virtualizer = useRowPage({ scroller, count: layout.lines, keyOf, active, activeIndex: activeLine });
  usePointedWords(session, scroller);
  const search = useAlign((state) => state.search);
  const items = virtualizer.getVirtualItems();
  useFoundMarks(scroller, search, `${items[0]?.index}-${items.at(-1)?.index}-${layout.lines}-${active}-${editing}`);

  // The active row has the focus before it is painted, so that no key is lost on the way.
  useLayoutEffect(() => {
    if (editing || activeLine < 0) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${activeLine}"]`);
    if (row && mayTakeFocus(scroller.current)) row.focus({ preventScroll: true });
    // Looked at anew after each change: the row may have been drawn anew.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [active, activeLine, editing, survey]);

  const onKeyDown = useCallback((event: KeyboardEvent) => {
    if (useAlign.getState().editing) return;
    rowKey(event, {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      ArrowRight: () => movePlace(1, event.shiftKey),
      ArrowLeft: () => movePlace(-1, event.shiftKey),
      PageDown: () => move(10),
      PageUp: () => move(-10),
      Home: () => moveTo(0),
      End: () => moveTo(Number.MAX_SAFE_INTEGER, -1),
    });
  }, []);

  return (
    <div
      className="grid grid-align"
      role="grid"
      aria-label={t('align.grid')}
      aria-rowcount={layout.lines + 1}
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
            {items.map((item) => {
              const line = layout.at(item.index);
              const bead = session.beads.at(line?.kind === 'passage' ? line.passage.row : (line?.row ?? -1));
              if (!line || !bead) return null;
              const shared = {
                session,
                id: bead.id,
                index: item.index,
                top: item.start,
                active: item.index === activeLine,
                measure: virtualizer.measureElement,
              };
              return line.kind === 'passage' ? (
                <PassageRow key={item.key} {...shared} passage={line.passage} />
              ) : (
                <Row
                  key={item.key}
                  {...shared}
                  opensUnit={item.index > 0 && opensUnit(session, bead.id)}
                  languages={languages}
                />
              );
            })}
          </div>
        </div>
        <Minimap session={session} page={page} scroller={scroller} />
      </div>
    </div>
  );
}
