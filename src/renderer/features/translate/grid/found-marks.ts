import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { FilterQuery } from '../model/search.ts';
import { patternOf } from '../../../../shared/text/find.ts';

const NAME = 'found';

/** The ranges at which a pattern occurs in the texts on show; a hit across a chip is marked up to the chip. */
function rangesIn(root: Element, pattern: RegExp, sides: string): Range[] {
  const out: Range[] = [];
  for (const text of root.querySelectorAll(sides)) {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement?.closest('.chip')) continue;
      for (const found of (node.nodeValue ?? '').matchAll(pattern)) {
        if (found[0] === '') continue;
        const range = document.createRange();
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        out.push(range);
      }
    }
  }
  return out;
}

const SIDES = {
  source: '.cell-source .text',
  target: '.cell-target .text',
  both: '.cell-source .text, .cell-target .text',
} as const;

/**
 * Marks what the filter found in the rows on show. The marks are painted over the text (CSS custom highlights), so
 * that rows and editor stay as they are. `shown` changes when other rows come into sight.
 */
export function useFoundMarks(root: RefObject<HTMLElement | null>, filter: FilterQuery, shown: string): void {
  useEffect(() => {
    if (typeof Highlight === 'undefined') return undefined;
    const pattern = patternOf(filter);
    if (!pattern || 'error' in pattern) {
      CSS.highlights.delete(NAME);
      return undefined;
    }
    const frame = requestAnimationFrame(() => {
      if (root.current) CSS.highlights.set(NAME, new Highlight(...rangesIn(root.current, pattern, SIDES[filter.side])));
    });
    return () => {
      cancelAnimationFrame(frame);
      CSS.highlights.delete(NAME);
    };
    // Marked again when other rows come into sight.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [root, filter, shown]);
}
