/** Browsers draw no page higher than some 33 million pixels; beyond this the scroll bar stands for more than it is. */
const HIGHEST = 12_000_000;

/** How rows of one height lie in a page of limited height. */
export interface Layout {
  /** Height of the page in pixels. */
  readonly height: number;
  /** How many pixels of rows one pixel of scrolling stands for: 1 but for very long lists. */
  readonly scale: number;
}

/** Lays out `count` rows in a window of `view` pixels. */
export function layout(count: number, rowHeight: number, view: number): Layout {
  const whole = count * rowHeight;
  if (whole <= HIGHEST) return { height: whole, scale: 1 };
  return { height: HIGHEST, scale: (whole - view) / (HIGHEST - view) };
}

/** The rows in sight at a scroll position, first and last, and how far the first is pushed up out of sight. */
export function rowsInSight(
  scrollTop: number,
  view: number,
  count: number,
  rowHeight: number,
  { scale }: Layout,
): { first: number; last: number; shift: number } {
  const offset = scrollTop * scale;
  const first = Math.max(0, Math.min(count - 1, Math.floor(offset / rowHeight)));
  const last = Math.min(count - 1, Math.floor((offset + view) / rowHeight));
  return { first, last, shift: offset - first * rowHeight };
}

/** The scroll position that brings a row into sight with the least movement. */
export function scrollTo(index: number, scrollTop: number, view: number, rowHeight: number, { scale }: Layout): number {
  const offset = scrollTop * scale;
  const top = index * rowHeight;
  if (top < offset) return top / scale;
  if (top + rowHeight > offset + view) return (top + rowHeight - view) / scale;
  return scrollTop;
}
