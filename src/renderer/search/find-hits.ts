import type { Content } from '../../shared/text/content.ts';
import type { Hit } from '../../shared/text/find.ts';
import { hits, placed, searchable } from '../../shared/text/find.ts';
import { findPattern } from './find-pattern.ts';

/** Searching hands over to typing and drawing after this many milliseconds. */
const SLICE_MS = 8;

interface Options {
  /** True for a regular expression of the user, which may take for ever and is tried elsewhere. */
  readonly regex: boolean;
  /** No more are looked for once there are so many. */
  readonly limit: number;
  readonly isStale: () => boolean;
}

/**
 * Where a pattern occurs in each content, without ever holding up the window; null when nobody waits any more.
 * Contents after the limit was reached have no hits. Throws PatternTooSlow.
 */
export async function findHits(
  contents: readonly Content[],
  pattern: RegExp,
  { regex, limit, isStale }: Options,
): Promise<readonly (readonly Hit[])[] | null> {
  const out: (readonly Hit[])[] = contents.map(() => []);
  let count = 0;
  const put = (i: number, found: readonly Hit[]): void => {
    out[i] = found;
    count += found.length;
  };
  if (regex) {
    const texts = contents.map((content) => searchable(content).text);
    for await (const batch of findPattern(pattern, texts)) {
      if (isStale()) return null;
      batch.found.forEach((occurrences, i) => {
        const content = contents[batch.from + i];
        if (content) put(batch.from + i, placed(content, occurrences));
      });
      if (count >= limit) break;
    }
    return out;
  }
  let since = performance.now();
  for (const [i, content] of contents.entries()) {
    put(i, hits(content, pattern));
    if (count >= limit) break;
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (isStale()) return null;
    since = performance.now();
  }
  return isStale() ? null : out;
}
