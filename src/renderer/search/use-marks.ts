import { useEffect, useMemo, useState } from 'react';
import type { Content } from '../../shared/text/content.ts';
import type { Hit, TextQuery } from '../../shared/text/find.ts';
import { hits, patternOf } from '../../shared/text/find.ts';
import { findHits } from './find-hits.ts';

/** Longer texts are not searched again for marks while one scrolls. */
const LONGEST = 5_000;
const NONE: readonly Hit[] = [];

type Marks = (content: Content | undefined) => readonly Hit[];

/**
 * What was found in the contents on show, to be marked in them. Words are found as they are drawn; a regular
 * expression is tried aside and its marks come a moment later, or not at all when it takes too long.
 */
export function useMarks(find: TextQuery | undefined, shown: readonly Content[]): Marks {
  const [version, setVersion] = useState(0);
  const search = useMemo(() => {
    const pattern = find && patternOf(find);
    return {
      pattern: pattern instanceof RegExp ? pattern : null,
      regex: find?.regex === true,
      known: new WeakMap<Content, readonly Hit[]>(),
      /** True once the expression has proved too slow. */
      over: false,
    };
  }, [find]);

  useEffect(() => {
    const { pattern, regex, known } = search;
    if (!pattern || !regex || search.over) return undefined;
    const wanted = shown.filter((content) => !known.has(content) && content.text.length <= LONGEST);
    if (wanted.length === 0) return undefined;
    const looking = { over: false };
    findHits(wanted, pattern, { regex, limit: Number.POSITIVE_INFINITY, isStale: () => looking.over }).then(
      (found) => {
        if (!found) return;
        wanted.forEach((content, i) => known.set(content, found[i] ?? NONE));
        setVersion((present) => present + 1);
      },
      () => {
        search.over = true;
      },
    );
    return () => {
      looking.over = true;
    };
  });

  return useMemo(() => {
    const { pattern, regex, known } = search;
    return (content) => {
      if (!content || !pattern || content.text.length > LONGEST) return NONE;
      const present = known.get(content);
      if (present || regex) return present ?? NONE;
      const found = hits(content, pattern);
      known.set(content, found);
      return found;
    };
    // Another function whenever more is known, so that the rows are drawn anew.
    // oxlint-disable-next-line react/memo-dependencies, react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [search, version]);
}
