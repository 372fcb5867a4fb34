/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/no-static-element-interactions -- a row of an ARIA grid placed by hand; the row takes the focus, and every pointer action has a key */
import { memo, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDiff, FilePlus2, TriangleAlert } from 'lucide-react';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { SourceNote } from '../../../../shared/review/source-notes.ts';
import { isMarked, sideContent } from '../../../../shared/bitext/bead.ts';
import { ContentText } from '../../../ui/ContentText.tsx';
import { StatusMark } from '../../../ui/StatusMark.tsx';
import { activate } from '../actions.ts';
import { theEditor } from '../editor/the-editor.ts';
import { useBead } from '../../../bitext/hooks.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { Marks } from '../../../bitext/Marks.tsx';
import type { RowPlace } from '../../../bitext/RowFrame.tsx';
import { RowFrame } from '../../../bitext/RowFrame.tsx';
import { codeIssues } from '../model/codes.ts';
import { useTranslate } from '../state.ts';
import { EarlierSource, EarlierTarget, useNote } from './EarlierText.tsx';
import { pointedOffset } from './pointed-offset.ts';
import { SplitText } from './SplitText.tsx';

interface RowProps extends RowPlace {
  readonly session: BitextSession;
  readonly id: number;
  readonly editing: boolean;
  /** True where a new unit of the document begins. */
  readonly opensUnit: boolean;
  readonly sourceLang: string;
  readonly targetLang: string;
}

/** One bead: number, source, target, status. The active target is the editor, every other is text drawn alike. */
export const Row = memo(function Row(props: RowProps) {
  const { session, id, index, top, active, editing, opensUnit, measure } = props;
  const { t } = useTranslation();
  const bead = useBead(session, id);
  const note = useNote(bead);
  const earlierShown = useTranslate((state) => state.notesShown);
  if (!bead) return null;
  const earlier = earlierShown ? note : undefined;
  const locked = isMarked(bead, 'locked');
  const classes = [
    opensUnit && 'row-opens',
    locked && 'row-locked',
    isMarked(bead, 'excluded') && 'row-excluded',
    `row-${bead.status}`,
    `row-unit-${session.kindOf(bead)}`,
  ];
  return (
    <RowFrame
      place={{ index, top, active, measure }}
      takesFocus={!editing}
      classes={classes}
      testId={`row-${id}`}
      data-bead={id}
    >
      <div role="rowheader" className="cell cell-number" onMouseDown={() => activate(id, { edit: false })}>
        {session.beads.indexOf(id) + 1}
      </div>
      <div role="gridcell" className="cell cell-source" lang={props.sourceLang} onMouseUp={() => pickSource(id)}>
        <Source bead={bead} active={active} />
        {earlier && <EarlierSource bead={bead} note={earlier} lang={props.sourceLang} />}
      </div>
      <div role="gridcell" className="cell cell-target" lang={props.targetLang}>
        {active && editing && !locked ? (
          <EditorHost session={session} bead={bead} row={session.beads.indexOf(id) + 1} lang={props.targetLang} />
        ) : (
          <div
            className="text"
            onMouseDown={(event) => {
              if (event.button !== 0) return;
              event.preventDefault();
              activate(id, { edit: true, caret: { x: event.clientX, y: event.clientY } });
            }}
          >
            <ContentText content={session.target(bead)} />
          </div>
        )}
        {earlier && <EarlierTarget note={earlier} />}
      </div>
      <div role="gridcell" className="cell cell-status">
        <Standing
          bead={bead}
          locked={locked}
          session={session}
          note={note}
          label={t(`status.${locked ? 'locked' : bead.status}`)}
        />
      </div>
    </RowFrame>
  );
});

function Source({ bead, active }: { readonly bead: Bead; readonly active: boolean }) {
  const splitting = useTranslate((state) => (active && state.splitting?.bead === bead.id ? state.splitting : null));
  const content = sideContent(bead, 'source');
  return (
    <div className="text" data-source="">
      {splitting ? <SplitText content={content} offset={splitting.offset} /> : <ContentText content={content} />}
    </div>
  );
}

/** A click in the source makes the row active; in the active row it leaves a selection alone and moves the split. */
function pickSource(id: number): void {
  const { active, splitting, editing } = useTranslate.getState();
  if (splitting?.bead === id) {
    const offset = pointedOffset();
    if (offset !== null) useTranslate.setState({ splitting: { bead: id, offset } });
    return;
  }
  const selected = window.getSelection();
  if (active === id && (editing || (selected && !selected.isCollapsed))) return;
  activate(id, { edit: selected?.isCollapsed ?? true });
}

interface StandingProps {
  readonly bead: Bead;
  readonly locked: boolean;
  readonly label: string;
  readonly session: BitextSession;
  readonly note: SourceNote | undefined;
}

function Standing({ bead, locked, label, session, note }: StandingProps) {
  const { t } = useTranslation();
  const { origin } = bead;
  const issues = codeIssues(sideContent(bead, 'source'), session.target(bead));
  const issueText = issues
    ? [
        issues.missing.length > 0 ? t('codes.missing', { count: issues.missing.length }) : '',
        issues.extra.length > 0 ? t('codes.extra', { count: issues.extra.length }) : '',
        issues.unbalanced ? t('codes.unbalanced') : '',
      ]
        .filter(Boolean)
        .join(', ')
    : '';
  return (
    <div className="standing">
      <span className="standing-status" title={label}>
        <StatusMark status={bead.status} locked={locked} />
        <span className="standing-word">{label}</span>
      </span>
      {origin?.score !== undefined && <span className="standing-score">{Math.round(origin.score)}%</span>}
      {issues && (
        <span className="standing-flag standing-caution" role="img" aria-label={issueText} title={issueText}>
          <TriangleAlert size={13} aria-hidden />
        </span>
      )}
      {note && <EditionFlag brought={note.before === null} />}
      <Marks
        bead={bead}
        onComments={() => {
          activate(bead.id, { edit: false });
          useTranslate.setState({ tab: 'comments' });
        }}
      />
    </div>
  );
}

/** Says that a new edition of the source changed the row, or brought it. */
function EditionFlag({ brought }: { readonly brought: boolean }) {
  const { t } = useTranslation();
  const label = t(brought ? 'edition.new' : 'edition.changed');
  const Sign = brought ? FilePlus2 : FileDiff;
  return (
    <span className="standing-flag standing-caution" role="img" aria-label={label} title={label}>
      <Sign size={13} aria-hidden />
    </span>
  );
}

interface EditorHostProps {
  readonly session: BitextSession;
  readonly bead: Bead;
  readonly row: number;
  readonly lang: string;
}

/** Takes the editor in while the row is active. */
function EditorHost({ session, bead, row, lang }: EditorHostProps) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const { id } = bead;
  useLayoutEffect(() => {
    const parent = host.current;
    if (!parent) return undefined;
    const editor = theEditor();
    const texts = {
      label: () => t('editor.label', { row }),
      codeName: (code: { kind: string; data: string }) => t(`code.${code.kind}`, { data: code.data }),
      lang,
    };
    editor.open(session, session.beads.get(id) ?? bead, parent, texts, () => useTranslate.setState({ editing: false }));
    const { caret } = useTranslate.getState();
    editor.focus(caret);
    return () => editor.close();
    // The row's number and text may change while it is edited; the editor stays and takes them up itself.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [session, id, lang, t]);
  return <div className="text text-editor" ref={host} />;
}
