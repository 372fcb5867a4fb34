/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/no-static-element-interactions, react/no-array-index-key -- a row of an ARIA grid placed by hand; the row takes the focus, and every pointer action has a key */
import { memo } from 'react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link2 } from 'lucide-react';
import { doubtOf, isOneSided, isPinned } from '../../../shared/bitext/aligned.ts';
import type { Bead, Side } from '../../../shared/bitext/bead.ts';
import { isMarked } from '../../../shared/bitext/bead.ts';
import { slice } from '../../../shared/text/content.ts';
import { runCommand } from '../../app/commands/registry.ts';
import { notifyError } from '../../app/notices.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { useBead } from '../../bitext/hooks.ts';
import { Marks } from '../../bitext/Marks.tsx';
import type { RowPlace } from '../../bitext/RowFrame.tsx';
import { RowFrame } from '../../bitext/RowFrame.tsx';
import { ContentText } from '../../ui/ContentText.tsx';
import { StatusMark } from '../../ui/StatusMark.tsx';
import { activate, edit } from './actions.ts';
import { placeAt } from './dom-places.ts';
import { judged } from './judged.ts';
import { SentenceEditor } from './SentenceEditor.tsx';
import type { Place } from './state.ts';
import { useAlign } from './state.ts';

interface Props extends RowPlace {
  readonly session: BitextSession;
  readonly id: number;
  readonly opensUnit: boolean;
  readonly languages: Readonly<Record<Side, string>>;
}

/** One bead: its number, both texts with the strip that says how sure it is between them, and its state. */
export const Row = memo(function Row({ session, id, index, top, active, opensUnit, languages, measure }: Props) {
  const stored = useBead(session, id);
  const opinions = useAlign((state) => state.opinions);
  const bead = stored && judged(stored, opinions);
  const place = useAlign((state) => (active ? state.place : null));
  const editing = useAlign((state) => active && state.editing);
  const linking = useAlign((state) => state.linking === id);
  if (!bead) return null;
  const doubt = doubtOf(bead);
  const classes = [
    opensUnit && 'row-opens',
    isMarked(bead, 'locked') && 'row-locked',
    isMarked(bead, 'excluded') && 'row-excluded',
    isPinned(bead) && 'row-pinned',
    linking && 'row-linking',
  ];
  const point = (event: MouseEvent): void => {
    if (event.button !== 0 || (event.target as Element).closest('.cm-editor')) return;
    const pointed = placeAt(event.clientX, event.clientY);
    activate(id, pointed?.bead === id ? pointed : undefined);
  };
  return (
    <RowFrame
      place={{ index, top, active, measure }}
      takesFocus={!editing}
      classes={classes}
      testId={`row-${id}`}
      data-bead={id}
      onMouseDown={point}
      onDoubleClick={edit}
    >
      <div role="rowheader" className="cell cell-number">
        {session.beads.indexOf(id) + 1}
      </div>
      <SideCell bead={bead} side="source" session={session} place={place} editing={editing} lang={languages.source} />
      <div className={`heat${doubt ? ` heat-${doubt}` : ''}${isPinned(bead) ? ' heat-pinned' : ''}`} aria-hidden />
      <SideCell bead={bead} side="target" session={session} place={place} editing={editing} lang={languages.target} />
      <div role="gridcell" className="cell cell-status">
        <Standing bead={bead} linking={linking} onComments={() => runCommand('panel.comments')} />
      </div>
    </RowFrame>
  );
});

interface SideProps {
  readonly bead: Bead;
  readonly side: Side;
  readonly session: BitextSession;
  readonly place: Place | null;
  readonly editing: boolean;
  readonly lang: string;
}

function SideCell({ bead, side, session, place, editing, lang }: SideProps) {
  const { t } = useTranslation();
  const sentences = bead[side];
  return (
    <div role="gridcell" className={`cell cell-side cell-${side}`} lang={lang}>
      {sentences.length === 0 && (
        <p className="text missing">
          <span className="sr-only">{t('align.nothingHere')}</span>
        </p>
      )}
      {sentences.map((sentence, i) => {
        const here = place?.side === side && place.sentence === i ? place : null;
        if (here && editing) {
          return (
            <SentenceEditor
              key={`edit ${sentence.id}`}
              content={sentence.content}
              offset={here.offset}
              lang={lang}
              label={t('editor.label', { row: session.beads.indexOf(bead.id) + 1 })}
              onChange={(content) =>
                void session
                  .run({
                    type: 'edit',
                    bead: bead.id,
                    side,
                    sentence: i,
                    content: { text: content.text, codes: [...content.codes] },
                    group: `sentence ${sentence.id}`,
                  })
                  .catch((error: unknown) => notifyError(t('failed.edit'), error))
              }
              onLeave={() => useAlign.setState({ editing: false })}
            />
          );
        }
        return (
          <p key={sentence.id} className="text" data-side={side} data-sentence={i}>
            {here ? (
              <>
                <ContentText content={slice(sentence.content, 0, here.offset)} />
                <span className="place" data-skip="" />
                <ContentText content={slice(sentence.content, here.offset)} />
              </>
            ) : (
              <ContentText content={sentence.content} />
            )}
          </p>
        );
      })}
    </div>
  );
}

interface StandingProps {
  readonly bead: Bead;
  readonly linking: boolean;
  readonly onComments: () => void;
}

function Standing({ bead, linking, onComments }: StandingProps) {
  const { t } = useTranslation();
  const doubt = doubtOf(bead);
  const pinned = isPinned(bead);
  const locked = isMarked(bead, 'locked');
  const sure = bead.confidence === null ? null : Math.round(100 * bead.confidence);
  const word = pinned
    ? t(locked ? 'status.locked' : 'align.pinned')
    : doubt
      ? t(isOneSided(bead) ? 'align.doubt.alone' : `align.doubt.${doubt}`)
      : bead.confidence === null
        ? t('align.byHand')
        : '';
  return (
    <div className="standing">
      {pinned && <StatusMark status="confirmed" locked={locked} />}
      {doubt && <DoubtMark doubt={doubt} />}
      {word !== '' && (
        <span className={`standing-word standing-${pinned ? 'pinned' : (doubt ?? 'plain')}`}>{word}</span>
      )}
      {word === '' && sure !== null && <span className="sr-only">{t('align.why.sure', { sure })}</span>}
      {doubt && sure !== null && sure > 0 && !isOneSided(bead) && (
        <span className={`standing-score${doubt ? ` standing-${doubt}` : ''}`} title={t('align.confidence', { sure })}>
          {sure}
          <span aria-hidden>%</span>
        </span>
      )}
      {linking && (
        <span className="standing-flag" role="img" aria-label={t('align.waiting')} title={t('align.waiting')}>
          <Link2 size={13} aria-hidden />
        </span>
      )}
      <Marks bead={bead} onComments={onComments} />
    </div>
  );
}

/** One stroke for a fair doubt, two for a deep one. */
export function DoubtMark({ doubt }: { readonly doubt: 'fair' | 'low' }) {
  return (
    <svg className={`doubt-mark doubt-${doubt}`} viewBox="0 0 16 16" width="13" height="13" aria-hidden>
      <path
        d={doubt === 'fair' ? 'M8 3v10' : 'M5.4 3v10M10.6 3v10'}
        stroke="currentColor"
        strokeWidth="2.2"
        fill="none"
      />
    </svg>
  );
}
