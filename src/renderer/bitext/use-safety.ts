import { useEffect, useRef } from 'react';
import { keepUnsaved } from '../app/actions.ts';
import { useApp } from '../app/state.ts';
import type { BitextSession } from './bitext-session.ts';

/** Saves before the window can be lost, and takes up the work after the link was. */
export function useSafety(session: BitextSession | null): void {
  useEffect(() => {
    if (!session) return undefined;
    const flush = (): void => {
      void session.flush();
    };
    const stop = keepUnsaved(async () => session.flush());
    const leaving = (event: BeforeUnloadEvent): void => {
      void session.flush();
      if (session.save.get().kind !== 'saved') event.preventDefault();
    };
    window.addEventListener('blur', flush);
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    window.addEventListener('beforeunload', leaving);
    return () => {
      stop();
      window.removeEventListener('blur', flush);
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('beforeunload', leaving);
    };
  }, [session]);
  const link = useApp((state) => state.link);
  const was = useRef(link);
  useEffect(() => {
    const before = was.current;
    was.current = link;
    // The window has opened its project again before (see `start` in app/actions.ts).
    if (session && before === 'lost' && link === 'open') session.resume().catch(() => session.retry());
  }, [session, link]);
}
