import { useEffect } from 'react';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import { useTranslate } from '../state.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { codeIssues } from './codes.ts';
import { filterTest, isEmptyFilter } from './search.ts';

const PAUSE = 120;
/** Filtering hands over to typing and drawing after this many milliseconds. */
const SLICE = 8;

/**
 * Keeps what the filter finds up to date: when the filter changes, and when rows come or go. A bead that stops
 * fitting because it was edited stays until the filter is changed, so that nothing vanishes under one's hands.
 */
export function useFilter(session: BitextSession, rows: number): void {
  const filter = useTranslate((state) => state.filter);
  useEffect(() => {
    if (isEmptyFilter(filter)) {
      useTranslate.setState({ found: null, filterError: null });
      return undefined;
    }
    const test = filterTest(
      filter,
      (bead) => session.target(bead),
      (bead) => codeIssues(sideContent(bead, 'source'), session.target(bead)) !== null,
    );
    if (typeof test !== 'function') {
      useTranslate.setState({ filterError: test.error });
      return undefined;
    }
    let stopped = false;
    const search = async (): Promise<void> => {
      const found: number[] = [];
      let since = performance.now();
      for (const bead of session.beads) {
        if (test(bead)) found.push(bead.id);
        if (performance.now() - since < SLICE) continue;
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (stopped) return;
        since = performance.now();
      }
      useTranslate.setState({ found, filterError: null });
    };
    const timer = setTimeout(() => void search(), PAUSE);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
    // Looked for again when rows come or go.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [session, filter, rows]);
}
