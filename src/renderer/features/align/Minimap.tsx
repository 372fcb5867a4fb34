/* oxlint-disable jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a second way by pointer to what keys N and Shift+N do */
import { memo, useEffect, useMemo, useRef } from 'react';
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
export const Minimap = memo(function Minimap({ session, page, scroller }: Props) {
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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = (): void => {
      timer = undefined;
      if (!sight.current) return;
      const { scrollTop, clientHeight, scrollHeight } = element;
      sight.current.style.top = `${(100 * scrollTop) / scrollHeight}%`;
      sight.current.style.height = `${(100 * clientHeight) / scrollHeight}%`;
    };
    // Once what is shown has been drawn: asking for its height earlier would have it laid out twice.
    let frame = 0;
    const later = (): void => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        timer ??= setTimeout(update);
      });
    };
    later();
    element.addEventListener('scroll', later, { passive: true });
    const observer = new ResizeObserver(later);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', later);
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      observer.disconnect();
    };
    // The height of the page follows its lines.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [scroller, layout]);
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
      <ActiveMark session={session} layout={layout} />
    </div>
  );
});

interface ActiveProps {
  readonly session: BitextSession;
  readonly layout: Page['layout'];
}

/** Where the active bead stands; apart from the marks, which stay when another becomes active. */
function ActiveMark({ session, layout }: ActiveProps) {
  const active = useAlign((state) => state.active);
  const line = active === null ? -1 : layout.lineOf(session.beads.indexOf(active));
  if (line < 0) return null;
  return <span className="minimap-active" style={{ top: `${(100 * line) / Math.max(1, layout.lines)}%` }} />;
}
