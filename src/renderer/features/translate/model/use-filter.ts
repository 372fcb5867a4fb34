import { useEffect } from 'react';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { patternOf } from '../../../../shared/text/find.ts';
import { PatternTooSlow, findPattern } from '../../../search/find-pattern.ts';
import { useTranslate } from '../state.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { codeIssues } from './codes.ts';
import { filterParts, filterTest, isEmptyFilter } from './search.ts';
import { isOpenNote } from './source-notes.ts';

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
    const pattern = patternOf(filter);
    if (pattern && 'error' in pattern) {
      useTranslate.setState({ filterError: 'wrong' });
      return undefined;
    }
    const target = (bead: Bead): Content => session.target(bead);
    const signs = {
      hasCodeIssues: (bead: Bead): boolean => codeIssues(sideContent(bead, 'source'), target(bead)) !== null,
      hasNewSource: (bead: Bead): boolean => isOpenNote(bead, useTranslate.getState().notes),
    };
    const test = filterTest(filter, target, signs);
    let stopped = false;
    const search = async (): Promise<void> => {
      const found: number[] = [];
      let since = performance.now();
      for (const bead of session.beads) {
        if (typeof test === 'function' && test(bead)) found.push(bead.id);
        if (performance.now() - since < SLICE) continue;
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (stopped) return;
        since = performance.now();
      }
      useTranslate.setState({ found, filterError: null });
    };
    /** A user's regular expression may take for ever, so it is tried elsewhere. */
    const searchAside = async (regex: RegExp): Promise<void> => {
      const { fits, texts } = filterParts(filter, target, signs);
      const entries = [...session.beads].filter(fits).flatMap((bead) => texts(bead).map((text) => ({ bead, text })));
      const found = new Set<number>();
      try {
        const all = entries.map(({ text }) => text);
        for await (const { from, found: batch } of findPattern(regex, all)) {
          if (stopped) return;
          batch.forEach((hits, i) => {
            const entry = entries[from + i];
            if (entry && hits.length > 0) found.add(entry.bead.id);
          });
        }
        useTranslate.setState({ found: [...found], filterError: null });
      } catch (error) {
        if (!stopped) useTranslate.setState({ filterError: error instanceof PatternTooSlow ? 'slow' : 'wrong' });
      }
    };
    const timer = setTimeout(() => void (pattern && filter.regex ? searchAside(pattern) : search()), PAUSE);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
    // Looked for again when rows come or go.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [session, filter, rows]);
}
