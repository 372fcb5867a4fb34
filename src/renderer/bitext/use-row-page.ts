/* oxlint-disable react/incompatible-library -- the virtualizer tells its changes by itself */
import { useLayoutEffect } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { Virtualizer } from '@tanstack/react-virtual';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';

const ESTIMATED_ROW = 64;
const OVERSCAN = 6;
const estimateSize = (): number => ESTIMATED_ROW;

interface Page {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly count: number;
  /** Stable while the rows stand: a new function makes the virtualizer measure every row of the document again. */
  readonly keyOf: (index: number) => string | number;
  /** The row to be kept in sight and alive, and where it stands; -1 for none. */
  readonly active: number | null;
  readonly activeIndex: number;
}

/** Draws only the rows in sight, and brings a row that becomes active into sight before it is painted. */
export function useRowPage(page: Page): Virtualizer<HTMLDivElement, Element> {
  const { scroller, count, keyOf, active, activeIndex } = page;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    scrollPaddingStart: 60,
    scrollPaddingEnd: 140,
    // The row being edited stays alive when it is scrolled out of sight, so that nothing typed is interrupted.
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      if (activeIndex < 0 || activeIndex >= count || rows.includes(activeIndex)) return rows;
      return [...rows, activeIndex].toSorted((a, b) => a - b);
    },
  });
  useLayoutEffect(() => {
    if (activeIndex >= 0) virtualizer.scrollToIndex(activeIndex, { align: 'auto' });
    // Only when another row becomes active: not when rows come and go above it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [active, virtualizer]);
  return virtualizer;
}

/** True when nothing but the page itself has the focus, so that it may be put on a row. */
export function mayTakeFocus(scroller: HTMLElement | null): boolean {
  const focused = document.activeElement;
  return focused === document.body || focused === null || scroller?.contains(focused) === true;
}

/** Carries out what a plain key does on a row; keys of buttons and of commands are left to them. */
export function rowKey(event: KeyboardEvent, acts: Readonly<Record<string, () => void>>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const act = acts[event.key];
  if (!act || (event.target as HTMLElement).closest('button')) return;
  event.preventDefault();
  act();
}
