import { useEffect, useMemo, useRef } from 'react';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PanelImperativeHandle } from 'react-resizable-panels';
import type { AlignmentTally } from '../../../shared/bitext/aligned.ts';
import type { Opinion } from '../../../shared/contract/align.ts';
import { show } from '../../app/actions.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { speak } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { writeComment } from '../../bitext/CommentForm.tsx';
import { Comments } from '../../bitext/Comments.tsx';
import { useSignal } from '../../bitext/hooks.ts';
import { PanelSplit, revealPanel, togglePanel } from '../../bitext/PanelSplit.tsx';
import { useDocumentSession } from '../../bitext/use-document-session.ts';
import { useSafety } from '../../bitext/use-safety.ts';
import { WhenLoaded } from '../../bitext/WhenLoaded.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Opening } from '../../ui/Opening.tsx';
import { AlignBar } from './AlignBar.tsx';
import { useFind } from './find.ts';
import { Grid } from './Grid.tsx';
import { ReasonBar } from './ReasonBar.tsx';
import { AlignStatus } from './AlignStatus.tsx';
import { Warnings } from './Warnings.tsx';
import {
  alignAgain,
  confirm,
  confirmAbove,
  edit,
  goToBookmark,
  goToComment,
  goToDoubtful,
  joinSentences,
  link,
  loadSummary,
  markNotTranslated,
  merge,
  move,
  moveStep,
  moveTo,
  otherSide,
  pin,
  pullUp,
  realign,
  sendDown,
  sentenceDown,
  sentenceUp,
  splitBoth,
  splitSentence,
  swap,
  toggleMark,
  togglePassage,
  unlink,
} from './actions.ts';
import { openBitext } from './opening.ts';
import { askOpinions } from './opinions.ts';
import { Layout } from './rows.ts';
import type { Page } from './state.ts';
import { EMPTY_SEARCH, openDialog, START, useAlign } from './state.ts';
import { surveyOf } from './survey.ts';

/** Takes up the session of another alignment. */
function enter(session: BitextSession | null): void {
  useAlign.setState({
    session,
    summary: null,
    page: null,
    opened: new Set<number>(),
    opinions: new Map<number, Opinion>(),
    active: null,
    place: START,
    linking: null,
    editing: false,
    search: EMPTY_SEARCH,
    found: null,
    searchError: null,
  });
  if (!session) return;
  void session.reload();
  void loadSummary(session);
}

/** Two texts side by side, how sure their pairing is, and the verbs to put it right. */
export function AlignView() {
  const { t } = useTranslation();
  const alignment = useApp((state) => state.alignment);
  const present = useAlign((state) => state.session);
  const session = useDocumentSession(alignment, present, enter);
  useSafety(session);
  const project = useApp((state) => state.project);
  const some = project?.documents.some((it) => it.kind === 'alignment') ?? false;
  if (!project) {
    return (
      <EmptyState
        title={t('align.noProject')}
        text={t('align.noProjectHint')}
        actions={
          <Button kind="primary" onPress={() => show('project')}>
            {t('translate.toProject')}
          </Button>
        }
      />
    );
  }
  if (!some) {
    return (
      <EmptyState
        title={t('align.empty')}
        text={t('align.emptyHint')}
        actions={
          <>
            <Button kind="primary" onPress={() => openDialog('pair')} testId="align-open-pair">
              {t('command.align.openPair')}
            </Button>
            <Button onPress={() => openDialog('folders')}>{t('command.align.openFolders')}</Button>
            <Button kind="quiet" onPress={() => void openBitext()}>
              {t('command.align.openBitext')}
            </Button>
          </>
        }
      />
    );
  }
  if (!session) return <Opening />;
  return (
    <WhenLoaded key={`${session.project}:${session.document}`} session={session}>
      <Workplace session={session} />
    </WhenLoaded>
  );
}

interface Whole {
  readonly page: Page;
  readonly tally: AlignmentTally;
}

/** What the alignment shows as a whole; its lines are laid out anew only when rows or passages come, go or move. */
function useWhole(session: BitextSession): Whole {
  const opinions = useAlign((state) => state.opinions);
  const opened = useAlign((state) => state.opened);
  const changed = useSignal(session.changed);
  const rows = useSignal(session.rows);
  const { survey, tally, ids } = useMemo(
    () => surveyOf(session.beads.chunks, opinions),
    // Looked at anew after each change.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies
    [session, opinions, changed, rows],
  );
  const passages = survey.passages.map(({ row, count, side }) => `${row}+${count} ${side}`).join();
  const layout = useMemo(
    () =>
      new Layout(ids, survey.passages, ({ row, count }) => ids.subarray(row, row + count).some((id) => opened.has(id))),
    // The beads themselves do not matter, only which rows there are and which of them are passages.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies
    [session, rows, passages, opened],
  );
  const page = useMemo(() => ({ survey, layout }), [survey, layout]);
  return { page, tally };
}

/** Keeps an active bead that exists; apart from the page, which need not be drawn again when another becomes active. */
function KeepActive({ session, page }: { readonly session: BitextSession; readonly page: Page }) {
  const active = useAlign((state) => state.active);
  const line = useRef(0);
  useEffect(() => {
    useAlign.setState({ page });
    if (active !== null && session.beads.has(active)) {
      line.current = page.layout.lineOf(session.beads.indexOf(active));
      return;
    }
    // Work begins where it is needed; a bead that is gone leaves its place to what stands there now.
    const first = active === null ? page.survey.doubts[0]?.row : undefined;
    moveTo(first === undefined ? line.current : page.layout.lineOf(first));
  }, [page, session, active]);
  return null;
}

function Workplace({ session }: { readonly session: BitextSession }) {
  const { t, i18n } = useTranslation();
  const info = useApp((state) => state.project?.documents.find((it) => it.id === session.document));
  const panelOpen = useAlign((state) => state.panel);
  const panel = useRef<PanelImperativeHandle>(null);
  const changed = useSignal(session.changed);
  const { page, tally } = useWhole(session);
  const rows = useSignal(session.rows);
  useFind(session, rows);
  useEffect(() => {
    const timer = setTimeout(() => void askOpinions(session), 150);
    return () => clearTimeout(timer);
    // Asked again after each change.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [session, changed]);
  const showComments = (): void => {
    revealPanel(panel.current);
    useAlign.setState({ panel: true });
  };
  useCommands({
    'align.nextDoubtful': () => goToDoubtful(1),
    'align.previousDoubtful': () => goToDoubtful(-1),
    'align.confirm': () => void confirm(),
    'align.confirmAbove': confirmAbove,
    'align.pin': () => void pin(),
    'align.realign': () => void realign(),
    'align.again': () => void alignAgain(),
    'align.sendDown': sendDown,
    'align.pullUp': pullUp,
    'align.splitBoth': splitBoth,
    'align.mergeAbove': () => merge(-1),
    'align.merge': () => merge(1),
    'align.sentenceDown': sentenceDown,
    'align.sentenceUp': sentenceUp,
    'align.splitSentence': splitSentence,
    'align.joinSentences': joinSentences,
    'align.swap': swap,
    'align.unlink': unlink,
    'align.link': link,
    'align.notTranslated': () => void markNotTranslated(),
    'align.edit': edit,
    'align.otherSide': otherSide,
    'align.bookmark': () => toggleMark('bookmarked'),
    'align.nextBookmark': goToBookmark,
    'align.exclude': () => toggleMark('excluded'),
    'align.send': () => openDialog('send'),
    'align.passage': () => {
      if (!togglePassage()) speak(t('align.nothingToDo'));
    },
    'bead.comment': () => {
      showComments();
      writeComment();
    },
    'bead.lock': () => toggleMark('locked'),
    'edit.undo': () => void moveStep('undo'),
    'edit.redo': () => void moveStep('redo'),
    'go.next': () => move(1),
    'go.previous': () => move(-1),
    'go.row': () => openDialog('row'),
    'go.first': () => moveTo(0),
    'go.last': () => moveTo(Number.MAX_SAFE_INTEGER, -1),
    'go.nextComment': () => {
      goToComment();
      showComments();
    },
    'panel.comments': showComments,
    'panel.toggle': () => useAlign.setState({ panel: togglePanel(panel.current) }),
    'go.edit': edit,
    'project.export': () => openDialog('export'),
  });
  const hideComments = (): void => {
    panel.current?.collapse();
    useAlign.setState({ panel: false });
  };
  const languages = { source: info?.sourceLang ?? '', target: info?.targetLang ?? '' };
  const name = (language: string): string => languageName(language, i18n.language);
  return (
    <div className="workplace">
      <KeepActive session={session} page={page} />
      <AlignBar session={session} tally={tally} doubts={page.survey.doubts.length} />
      <Warnings session={session} />
      <main className="split-main">
        <h1 className="sr-only">{info?.name}</h1>
        <PanelSplit
          handle={panel}
          open={panelOpen}
          onOpen={(shown) => useAlign.setState({ panel: shown })}
          page={
            <Grid
              session={session}
              page={page}
              languages={languages}
              names={{ source: name(languages.source), target: name(languages.target) }}
            />
          }
          panel={panelOpen ? <CommentPanel session={session} onClose={hideComments} /> : null}
        />
      </main>
      <ReasonBar session={session} />
      <AlignStatus session={session} />
    </div>
  );
}

function CommentPanel({ session, onClose }: { readonly session: BitextSession; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const active = useAlign((state) => state.active);
  return (
    <section className="panel" data-region="panel" aria-label={t('align.comments')} data-testid="align-comments">
      <header className="panel-head">
        <h2>{t('align.comments')}</h2>
        <IconButton label={t('align.commentsClose')} icon={<X size={16} />} onPress={onClose} />
      </header>
      <div className="tab-panel">
        <Comments session={session} active={active} />
      </div>
    </section>
  );
}
