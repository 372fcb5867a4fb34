/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-interactions -- an ARIA grid of rows placed by hand: a table element cannot be virtualised */
import { memo, useCallback, useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { emptyFilter } from '../model/search.ts';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { activate, move, moveTo } from '../actions.ts';
import { useSignal } from '../../../bitext/hooks.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { mayTakeFocus, rowKey, useRowPage } from '../../../bitext/use-row-page.ts';
import { useTranslate } from '../state.ts';
import { useFoundMarks } from '../../../search/found-marks.ts';
import { Row } from './Row.tsx';

interface Props {
  readonly session: BitextSession;
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly sourceName: string;
  readonly targetName: string;
}

function unitOf(bead: Bead | undefined): string | null {
  return bead?.source[0]?.unit ?? bead?.target[0]?.unit ?? null;
}

/** The page: every bead of the document, or those the filter found; only the rows in sight are drawn. */
export const Grid = memo(function Grid({ session, sourceLang, targetLang, sourceName, targetName }: Props) {
  const { t } = useTranslation();
  const version = useSignal(session.rows);
  const active = useTranslate((state) => state.active);
  const editing = useTranslate((state) => state.editing);
  const found = useTranslate((state) => state.found);
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies -- a new version is a new order of rows
  const all = useMemo(() => Array.from(session.beads, ({ id }) => id), [session, version]);
  const rows = found ?? all;
  const count = rows.length;
  // Stable while the rows stand: a new function would make the virtualizer measure every row of the document again.
  const idAt = useCallback((index: number): number => rows[index] ?? -1, [rows]);
  const activeIndex = active === null ? -1 : found ? found.indexOf(active) : session.beads.indexOf(active);

  const virtualizer = useRowPage({ scroller, count, keyOf: idAt, active, activeIndex });

  // Leaving the editor puts the focus on its row, so that arrows go on from there.
  useEffect(() => {
    if (editing || active === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-bead="${active}"]`);
    if (row && mayTakeFocus(scroller.current)) row.focus({ preventScroll: true });
  }, [active, editing]);

  const filter = useTranslate((state) => state.filter);
  const items = virtualizer.getVirtualItems();
  useFoundMarks(scroller, filter, `${items[0]?.index}-${items.at(-1)?.index}-${count}-${active}`);

  const onKeyDown = useCallback((event: KeyboardEvent) => {
    const { editing: inEditor, active: bead } = useTranslate.getState();
    if (inEditor) return;
    rowKey(event, {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      PageDown: () => move(10),
      PageUp: () => move(-10),
      Home: () => moveTo(0),
      End: () => moveTo(Number.MAX_SAFE_INTEGER),
      Enter: () => {
        if (bead !== null) activate(bead, { edit: true });
      },
    });
  }, []);

  return (
    <div
      className="grid"
      role="grid"
      aria-label={t('grid.label')}
      aria-rowcount={count + 1}
      aria-colcount={4}
      data-testid="grid"
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        <div role="columnheader" className="cell cell-number">
          <span className="sr-only">{t('grid.number')}</span>
        </div>
        <div role="columnheader" className="cell">
          {sourceName}
        </div>
        <div role="columnheader" className="cell">
          {targetName}
        </div>
        <div role="columnheader" className="cell cell-status">
          <span className="sr-only">{t('grid.status')}</span>
        </div>
      </div>
      <div className="grid-scroll" ref={scroller} onKeyDown={onKeyDown} role="rowgroup" data-region="grid">
        {found?.length === 0 && <Nothing />}
        <div className="grid-rows" role="presentation" style={{ height: virtualizer.getTotalSize() + 160 }}>
          {items.map((item) => {
            const id = idAt(item.index);
            const bead = session.beads.get(id);
            const before = found ? undefined : session.beads.at(item.index - 1);
            return (
              <Row
                key={id}
                session={session}
                id={id}
                index={item.index}
                top={item.start}
                active={id === active}
                editing={editing && id === active}
                opensUnit={item.index === 0 || (found ? true : unitOf(bead) !== unitOf(before))}
                sourceLang={sourceLang}
                targetLang={targetLang}
                measure={virtualizer.measureElement}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
});

function Nothing() {
  const { t } = useTranslation();
  return (
    <div className="grid-empty">
      <EmptyState
        title={t('grid.empty')}
        text={t('grid.emptyHint')}
        actions={
          <Button onPress={() => useTranslate.setState({ filter: emptyFilter })}>{t('command.find.clear')}</Button>
        }
      />
    </div>
  );
}
