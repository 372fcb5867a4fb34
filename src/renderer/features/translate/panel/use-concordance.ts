import { useEffect, useState } from 'react';
import type { ConcordanceHit } from '../../../../shared/contract/types.ts';
import { core } from '../../../app/core.ts';
import { errorText } from '../../../app/notices.ts';
import { useMemoryChanges } from '../../../memories/use-memory-changes.ts';
import type { ConcordanceQuery } from '../state.ts';

const LIMIT = 50;
const PAUSE_MS = 90;

type Ranges = ConcordanceHit['ranges'];

export interface FoundHits {
  readonly hits: readonly ConcordanceHit[];
  /** What was looked for. */
  readonly text: string;
  readonly side: ConcordanceQuery['side'];
  /** Where the words are likely to be translated, hit by hit; null until that is known. */
  readonly counterparts: readonly Ranges[] | null;
}

/**
 * Looks up a text in the memories while it is typed, and again when the memories change. The hits come first; where
 * their words are translated follows. Nothing is looked up while nobody looks.
 */
export function useConcordance(
  project: string,
  query: ConcordanceQuery,
  visible: boolean,
): { readonly found: FoundHits | null; readonly error: string | null } {
  const [found, setFound] = useState<FoundHits | null>(null);
  const [error, setError] = useState<string | null>(null);
  const version = useMemoryChanges();
  const { side } = query;
  const text = query.text.trim();
  useEffect(() => {
    if (!visible || text === '') return undefined;
    const looking = { over: false };
    const look = async (): Promise<void> => {
      const hits = await core.call('memory.concordance', { project, text, side, limit: LIMIT });
      if (looking.over) return;
      setError(null);
      setFound({ hits, text, side, counterparts: null });
      if (hits.length === 0) return;
      const texts = hits.map(({ source, target, ranges }) => ({
        source: source.text,
        target: target.text,
        ranges: ranges.map(([from, to]): [number, number] => [from, to]),
      }));
      // A hit without its counterpart marked is no failure worth a message.
      const counterparts = await core.call('memory.counterparts', { project, side, hits: texts }).catch(() => null);
      if (!looking.over) setFound({ hits, text, side, counterparts });
    };
    const fail = (reason: unknown): void => {
      if (!looking.over) setError(errorText(reason));
    };
    const timer = setTimeout(() => void look().catch(fail), PAUSE_MS);
    return () => {
      looking.over = true;
      clearTimeout(timer);
    };
    // Asked again each time it is asked for.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [project, text, side, query.asked, visible, version]);
  return text === '' ? { found: null, error: null } : { found, error };
}
