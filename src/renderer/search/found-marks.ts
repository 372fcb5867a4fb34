import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { Occurrence, TextQuery } from '../../shared/text/find.ts';
import { occurrences, patternOf } from '../../shared/text/find.ts';
import type { SearchedSide } from './FindField.tsx';
import { findPattern } from './find-pattern.ts';

const NAME = 'found';

/** What is looked for, and on which side of a row. */
export interface SidedQuery extends TextQuery {
  readonly side: SearchedSide;
}

/** The pieces of text on show; what chips say is left out. */
function textsIn(root: Element, sides: string): Text[] {
  const out: Text[] = [];
  for (const text of root.querySelectorAll(sides)) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && !node.parentElement?.closest('.chip')) out.push(node);
    }
  }
  return out;
}

/** The occurrences in a piece of text, as long as it still says what was searched. */
function rangesIn(node: Text, searched: string, found: readonly Occurrence[]): Range[] {
  if (!node.isConnected || node.data !== searched) return [];
  return found.flatMap(({ index, groups }) => {
    const { length } = groups[0] ?? '';
    if (length === 0) return [];
    const range = document.createRange();
    range.setStart(node, index);
    range.setEnd(node, index + length);
    return [range];
  });
}

async function mark(root: Element, filter: SidedQuery, pattern: RegExp, isStale: () => boolean): Promise<void> {
  const nodes = textsIn(root, SIDES[filter.side]);
  const texts = nodes.map((node) => node.data);
  const found: (readonly Occurrence[])[] = [];
  if (filter.regex) for await (const batch of findPattern(pattern, texts)) found.push(...batch.found);
  else for (const text of texts) found.push(occurrences(text, pattern));
  if (isStale()) return;
  const ranges = nodes.flatMap((node, i) => rangesIn(node, texts[i] ?? '', found[i] ?? []));
  CSS.highlights.set(NAME, new Highlight(...ranges));
}

const SIDES = {
  source: '.cell-source .text',
  target: '.cell-target .text',
  both: '.cell-source .text, .cell-target .text',
} as const;

/**
 * Marks what was looked for in the rows on show. The marks are painted over the text (CSS custom highlights), so
 * that rows and editor stay as they are. `shown` changes when other rows come into sight.
 */
export function useFoundMarks(root: RefObject<HTMLElement | null>, filter: SidedQuery, shown: string): void {
  useEffect(() => {
    if (typeof Highlight === 'undefined') return undefined;
    const pattern = patternOf(filter);
    if (!pattern || 'error' in pattern) {
      CSS.highlights.delete(NAME);
      return undefined;
    }
    let stale = false;
    const frame = requestAnimationFrame(() => {
      // An expression that takes too long marks nothing; the filter says so.
      if (root.current) mark(root.current, filter, pattern, () => stale).catch(() => undefined);
    });
    return () => {
      stale = true;
      cancelAnimationFrame(frame);
      CSS.highlights.delete(NAME);
    };
    // Marked again when other rows come into sight.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [root, filter, shown]);
}
