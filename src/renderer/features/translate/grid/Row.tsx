/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/interactive-supports-focus, jsx-a11y/no-static-element-interactions -- a row of an ARIA grid placed by hand; the row takes the focus, and every pointer action has a key */
import { memo, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Bookmark, CircleSlash2, MessageSquareText, TriangleAlert } from 'lucide-react';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { isMarked, sideContent } from '../../../../shared/bitext/bead.ts';
import { ContentText } from '../../../ui/ContentText.tsx';
import { StatusMark } from '../../../ui/StatusMark.tsx';
import { activate } from '../actions.ts';
import { theEditor } from '../editor/the-editor.ts';
import { useBead } from '../../../bitext/hooks.ts';
import type { BitextSession } from '../../../bitext/bitext-session.ts';
import { codeIssues } from '../model/codes.ts';
import { useTranslate } from '../state.ts';
import { pointedOffset } from './pointed-offset.ts';
import { SplitText } from './SplitText.tsx';

interface RowProps {
  readonly session: BitextSession;
  readonly id: number;
  readonly index: number;
  readonly top: number;
  readonly active: boolean;
  readonly editing: boolean;
  /** True where a new unit of the document begins. */
  readonly opensUnit: boolean;
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly measure: (element: HTMLElement | null) => void;
}

/** One bead: number, source, target, status. The active target is the editor, every other is text drawn alike. */
export const Row = memo(function Row(props: RowProps) {
  const { session, id, index, top, active, editing, opensUnit, measure } = props;
  const { t } = useTranslation();
  const bead = useBead(session, id);
  if (!bead) return null;
  const locked = isMarked(bead, 'locked');
  const classes = [
    'row',
    active && 'row-active',
    opensUnit && 'row-opens',
    locked && 'row-locked',
    isMarked(bead, 'excluded') && 'row-excluded',
    `row-${bead.status}`,
    `row-unit-${session.kindOf(bead)}`,
  ];
  return (
    <div
      ref={measure}
      data-index={index}
      data-bead={id}
      data-testid={`row-${id}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={active}
      tabIndex={active && !editing ? 0 : -1}
      className={classes.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" className="cell cell-number" onMouseDown={() => activate(id, { edit: false })}>
        {session.beads.indexOf(id) + 1}
      </div>
      <div role="gridcell" className="cell cell-source" lang={props.sourceLang} onMouseUp={() => pickSource(id)}>
        <Source bead={bead} active={active} />
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
      </div>
      <div role="gridcell" className="cell cell-status">
        <Standing
          bead={bead}
          locked={locked}
          session={session}
          label={t(`status.${locked ? 'locked' : bead.status}`)}
        />
      </div>
    </div>
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
}

function Standing({ bead, locked, label, session }: StandingProps) {
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
      {isMarked(bead, 'bookmarked') && (
        <span className="standing-flag" role="img" aria-label={t('mark.bookmarked')} title={t('mark.bookmarked')}>
          <Bookmark size={13} aria-hidden fill="currentColor" />
        </span>
      )}
      {isMarked(bead, 'excluded') && (
        <span className="standing-flag" role="img" aria-label={t('mark.excluded')} title={t('mark.excluded')}>
          <CircleSlash2 size={13} aria-hidden />
        </span>
      )}
      {bead.comments.length > 0 && (
        <button
          type="button"
          className="standing-flag standing-button"
          aria-label={t('comments.count', { count: bead.comments.length })}
          title={bead.comments.at(-1)?.text}
          tabIndex={-1}
          onClick={() => {
            activate(bead.id, { edit: false });
            useTranslate.setState({ tab: 'comments' });
          }}
        >
          <MessageSquareText size={13} aria-hidden />
        </button>
      )}
    </div>
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
