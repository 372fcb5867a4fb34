/* oxlint-disable jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events -- a second way by pointer to what keys N and Shift+N do */
import { useEffect, useMemo, useRef } from 'react';
import type { RefObject } from 'react';
import { moveTo } from './actions.ts';
import type { MapMark, PageLines } from './rows.ts';
import { useAlign } from './state.ts';

/** Marks closer together than this share of the map are drawn as one. */
const SLOTS = 240;

const WEIGHT: Readonly<Record<MapMark['kind'], number>> = { bookmark: 1, fair: 2, low: 3 };

/** Doubtful beads and bookmarks of the whole alignment at their places, and which part of it is in sight. */
export function Minimap({
  page,
  scroller,
}: {
  readonly page: PageLines;
  readonly scroller: RefObject<HTMLElement | null>;
}) {
  const active = useAlign((state) => state.active);
  const sight = useRef<HTMLSpanElement>(null);
  const count = Math.max(1, page.lines.length);
  const marks = useMemo(() => {
    const slots = new Map<number, MapMark['kind']>();
    for (const { line, kind } of page.marks) {
      const slot = Math.floor((line / count) * SLOTS);
      const present = slots.get(slot);
      if (!present || WEIGHT[kind] > WEIGHT[present]) slots.set(slot, kind);
    }
    return [...slots];
  }, [page, count]);
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
  }, [scroller, page]);
  const line = active === null ? null : (page.lineOf.get(active) ?? null);
  return (
    <div
      className="minimap"
      aria-hidden
      data-testid="minimap"
      onClick={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const aim = Math.floor(((event.clientY - box.top) / box.height) * count);
        const near = page.marks.toSorted((a, b) => Math.abs(a.line - aim) - Math.abs(b.line - aim))[0];
        moveTo(near && Math.abs(near.line - aim) < count / 60 ? near.line : aim);
      }}
    >
      <span className="minimap-sight" ref={sight} />
      {marks.map(([slot, kind]) => (
        <span key={slot} className={`minimap-mark minimap-${kind}`} style={{ top: `${(100 * slot) / SLOTS}%` }} />
      ))}
      {line !== null && <span className="minimap-active" style={{ top: `${(100 * line) / count}%` }} />}
    </div>
  );
}
