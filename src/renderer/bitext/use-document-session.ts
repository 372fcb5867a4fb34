import { useEffect } from 'react';
import { core } from '../app/core.ts';
import { useApp } from '../app/state.ts';
import { BitextSession } from './bitext-session.ts';

/**
 * The session of the document a view shows; null until it stands. When the document changes, `enter` (which must be
 * stable) takes up a new session, or null where there is none, and the old one is closed once all of it is saved.
 */
export function useDocumentSession(
  document: number | null,
  present: BitextSession | null,
  enter: (session: BitextSession | null) => void,
): BitextSession | null {
  const project = useApp((state) => state.project?.project ?? null);
  const fits = present !== null && present.project === project && present.document === document;
  useEffect(() => {
    if (fits) return;
    if (project === null || document === null) {
      if (present) enter(null);
    } else enter(new BitextSession(core, project, document));
    if (present) void present.flush().then(() => present.close());
  }, [project, document, present, fits, enter]);
  return fits ? present : null;
}
