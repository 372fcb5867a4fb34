import { useEffect } from 'react';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { SourceNote } from '../../../../shared/review/source-notes.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { core } from '../../../app/core.ts';
import { useTranslate } from '../state.ts';

/** Opening a document comes first; what an edition changed is asked for when the page stands. */
const AFTER_OPENING = 300;

const none: ReadonlyMap<number, SourceNote> = new Map();

/** A row is noted until somebody confirmed it: then its translation belongs to the new source. */
export function isOpenNote(bead: Bead, notes: ReadonlyMap<number, SourceNote>): boolean {
  return bead.status !== 'confirmed' && bead.source.length > 0 && notes.has(bead.id);
}

async function read({ project, document }: BitextSession): Promise<ReadonlyMap<number, SourceNote>> {
  const versions = await core.call('versions.list', { project, document });
  // Without a new edition nothing is asked of the log, however long it is.
  if (!versions.some(({ kind }) => kind === 'source')) return none;
  const notes = await core.call('review.sourceNotes', { project, document });
  return new Map(notes.map((note) => [note.bead, note]));
}

/** Keeps what new editions of the source changed in the open document at hand. */
export function useSourceNotes(session: BitextSession): void {
  useEffect(() => {
    let stale = false;
    const ask = (): void => {
      read(session).then(
        (notes) => {
          if (!stale) useTranslate.setState({ notes });
        },
        // A log that no longer tells leaves the rows as they are: review says that it is damaged.
        () => undefined,
      );
    };
    const timer = setTimeout(ask, AFTER_OPENING);
    const stop = core.on('bitext.changed', ({ project, document, applied }) => {
      if (project === session.project && document === session.document && applied.label === 'updateSource') ask();
    });
    return () => {
      stale = true;
      clearTimeout(timer);
      stop();
      useTranslate.setState({ notes: none });
    };
  }, [session]);
}
