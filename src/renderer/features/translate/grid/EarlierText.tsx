import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { SourceNote } from '../../../../shared/review/source-notes.ts';
import { textDifference } from '../../../../shared/review/text-change.ts';
import { ContentText } from '../../../ui/ContentText.tsx';
import { DiffText } from '../../../ui/DiffText.tsx';
import { isOpenNote } from '../model/source-notes.ts';
import { useTranslate } from '../state.ts';

/** What a new edition of the source did to a row, until the row was confirmed. */
export function useNote(bead: Bead | undefined): SourceNote | undefined {
  return useTranslate((state) => (bead && isOpenNote(bead, state.notes) ? state.notes.get(bead.id) : undefined));
}

interface Props {
  readonly bead: Bead;
  readonly note: SourceNote;
  readonly lang: string;
}

/** The old source with what the new edition changed in it, small below the new one. */
export const EarlierSource = memo(function EarlierSource({ bead, note, lang }: Props) {
  const { t } = useTranslation();
  const { source } = bead;
  const change = useMemo(
    () => note.before && textDifference(note.before.source, sideContent({ ...bead, source }, 'source'), lang),
    // Marks, status and target of the bead say nothing about its source.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [note, source, lang],
  );
  if (!change) return null;
  return (
    <p className="earlier" data-testid={`earlier-source-${bead.id}`}>
      <span className="earlier-label">{t('edition.before')}</span>{' '}
      <DiffText beads={[]} side="source" change={change} reading="both" spaces={false} />
    </p>
  );
});

/** The old translation, small below the draft that was made of it. */
export const EarlierTarget = memo(function EarlierTarget({ note }: { readonly note: SourceNote }) {
  const { t } = useTranslation();
  if (!note.before || note.before.target.text === '') return null;
  return (
    <p className="earlier" data-testid={`earlier-target-${note.bead}`}>
      <span className="earlier-label">{t('edition.before')}</span> <ContentText content={note.before.target} />
    </p>
  );
});
