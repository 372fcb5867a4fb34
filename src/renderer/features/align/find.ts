import { useEffect } from 'react';
import type { Side } from '../../../shared/bitext/bead.ts';
import { sideContent } from '../../../shared/bitext/bead.ts';
import { patternOf } from '../../../shared/text/find.ts';
import { speak } from '../../app/notices.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { i18n } from '../../i18n/i18n.ts';
import { findHits } from '../../search/find-hits.ts';
import { PatternTooSlow } from '../../search/find-pattern.ts';
import type { SidedQuery } from '../../search/found-marks.ts';
import { reveal } from './actions.ts';
import { nextOf } from './rows.ts';
import { EMPTY_SEARCH, useAlign } from './state.ts';

const PAUSE = 120;

/** Where to go once it is known what was found: somebody who types quickly asks before that. */
let wanted: 1 | -1 | null = null;

/** Changes what is looked for. Rows are found and marked, not hidden: a row is paired with its neighbours. */
export function look(part: Partial<SidedQuery>): void {
  wanted = null;
  useAlign.setState(({ search }) => ({ search: { ...search, ...part }, found: null, searchError: null }));
}

/** Looks for nothing any more. */
export function endSearch(): void {
  look(EMPTY_SEARCH);
}

/** Goes to the next or the previous row in which something was found, wrapping round. */
export function goToFound(step: 1 | -1): void {
  const { session, search, searchError, found, active } = useAlign.getState();
  if (!session || search.text === '' || searchError !== null) return;
  if (!found) {
    wanted = step;
    return;
  }
  const rows = found.map((id) => session.beads.indexOf(id)).filter((row) => row >= 0);
  const row = nextOf(rows, active === null ? -1 : session.beads.indexOf(active), step);
  const bead = row === null ? undefined : session.beads.at(row);
  if (bead) reveal(bead.id);
  else speak(i18n.t('align.find.none'));
}

/**
 * Keeps what was found up to date: when something else is looked for, and when rows come or go. A row in which the text
 * has been changed stays found until then.
 */
export function useFind(session: BitextSession, rows: number): void {
  const search = useAlign((state) => state.search);
  useEffect(() => {
    const pattern = patternOf(search);
    if (!pattern) return undefined;
    if ('error' in pattern) {
      useAlign.setState({ searchError: 'wrong' });
      return undefined;
    }
    let stale = false;
    const run = async (): Promise<void> => {
      const sides: readonly Side[] = search.side === 'both' ? ['source', 'target'] : [search.side];
      const entries = [...session.beads].flatMap((bead) =>
        sides.map((side) => ({ id: bead.id, content: sideContent(bead, side) })),
      );
      const hits = await findHits(
        entries.map(({ content }) => content),
        pattern,
        { regex: search.regex, limit: Number.POSITIVE_INFINITY, isStale: () => stale },
      );
      if (!hits) return;
      const found = new Set(entries.filter((_, i) => (hits[i]?.length ?? 0) > 0).map(({ id }) => id));
      useAlign.setState({ found: [...found], searchError: null });
      if (wanted !== null) goToFound(wanted);
      wanted = null;
    };
    const timer = setTimeout(() => {
      run().catch((error: unknown) => {
        if (!stale) useAlign.setState({ searchError: error instanceof PatternTooSlow ? 'slow' : 'wrong' });
      });
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
    // Looked for again when rows come or go.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [session, search, rows]);
}
