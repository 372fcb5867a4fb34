import { useEffect, useReducer, useSyncExternalStore } from 'react';
import type { Bead } from '../../shared/bitext/bead.ts';
import type { BitextSession } from './bitext-session.ts';
import type { Signal } from './signal.ts';

export function useSignal<T>(source: Signal<T>): T {
  return useSyncExternalStore(source.subscribe, source.get);
}

/** The bead as it is now; drawn again when it changes. */
export function useBead(session: BitextSession, id: number | null): Bead | undefined {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => (id === null ? undefined : session.watch(id, () => again())), [session, id]);
  return id === null ? undefined : session.beads.get(id);
}
