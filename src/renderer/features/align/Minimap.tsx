/* oxlint-disable jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a second way by pointer to what keys N and Shift+N do */
import { useEffect, useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import { moveTo } from './actions.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import type { Page } from './state.ts';
import { useAlign } from './state.ts';

/** Marks closer together than this share of the map are drawn as one. */
const SLOTS = 240;

const WEIGHT = { comment: 0, bookmark: 1, fair: 2, low: 3 } as const;

interface MapMark {
  readonly row: number;
  readonly kind: keyof typeof WEIGHT;
}

function marksOf({ doubts, bookmarks, comments }: Page['survey']): MapMark[] {
  return [
    ...doubts,
    ...bookmarks.map((row): MapMark => ({ row, kind: 'bookmark' })),
    ...comments.map((row): MapMark => ({ row, kind: 'comment' })),
  ];
}

interface Props {
  readonly session: BitextSession;
  readonly page: Page;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** Doubtful beads, bookmarks and comments at their places in the whole alignment, and which part of it is in sight. */
export function Minimap({ session, page, scroller }: Props) {
  const active = useAlign((state) => state.active);
  const sight = useRef<HTMLSpanElement>(null);
  const { survey, layout } = page;
  const count = Math.max(1, layout.lines);
  const marks = useMemo(
    () => marksOf(survey).map(({ row, kind }) => ({ line: layout.lineOf(row), kind })),
    [survey, layout],
  );
  const drawn = useMemo(() => {
    const slots = new Map<number, MapMark['kind']>();
    for (const { line, kind } of marks) {
      const slot = Math.floor((line / count) * SLOTS);
      const present = slots.get(slot);
      if (!present || WEIGHT[kind] > WEIGHT[present]) slots.set(slot, kind);
    }
    return [...slots];
  }, [marks, count]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const update = (): void => {
      if (!sight.current) return;
      const { scrollTop, clientHeight, scrollHeight } = element;
      sight.current.style.top = `${(100 * scrollTop) / scrollHeight}%`;
      sight.current.style.height = `${(100 * clientHeight) / scrollHeight}%`;
    };
    update();
    element.addEventListener('scroll', update, { passive: true });
    const observer = new ResizeObserver(update);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', update);
      observer.disconnect();
    };
    // The height of the page follows its lines.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [scroller, layout]);
  const line = active === null ? -1 : layout.lineOf(session.beads.indexOf(active));
  return (
    <div
      className="minimap"
      aria-hidden
      data-testid="minimap"
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const aim = Math.floor(((event.clientY - box.top) / box.height) * count);
        let near = aim;
        let reach = count / 60;
        for (const mark of marks) {
          const away = Math.abs(mark.line - aim);
          if (away >= reach) continue;
          near = mark.line;
          reach = away;
        }
        moveTo(near);
      }}
    >
      <span className="minimap-sight" ref={sight} />
      {drawn.map(([slot, kind]) => (
        <span key={slot} className={`minimap-mark minimap-${kind}`} style={{ top: `${(100 * slot) / SLOTS}%` }} />
      ))}
      {line >= 0 && <span className="minimap-active" style={{ top: `${(100 * line) / count}%` }} />}
    </div>
  );
}
