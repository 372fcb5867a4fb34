import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PanelImperativeHandle } from 'react-resizable-panels';
import { setSetting, show } from '../../app/actions.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { errorText, speak } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { sideContent } from '../../../shared/bitext/bead.ts';
import { Button } from '../../ui/Button.tsx';
import { Opening } from '../../ui/Opening.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { CodeMenu } from './CodeMenu.tsx';
import { Grid } from './grid/Grid.tsx';
import { SplitKeys } from './grid/SplitKeys.tsx';
import { StatusLine } from './StatusLine.tsx';
import { Toolbar } from './Toolbar.tsx';
import {
  activate,
  beginSplit,
  clearTarget,
  confirm,
  copySource,
  goToNewSource,
  goToNextComment,
  goToBead,
  goToNextOpen,
  here,
  insertNextCode,
  mergeWithNext,
  move,
  moveStep,
  moveTo,
  searchConcordance,
  setStatus,
  toggleMark,
} from './actions.ts';
import { useSignal } from '../../bitext/hooks.ts';
import { useSafety } from '../../bitext/use-safety.ts';
import type { BitextSession } from '../../bitext/bitext-session.ts';
import { writeComment } from '../../bitext/CommentForm.tsx';
import { GoToRow } from '../../bitext/GoToRow.tsx';
import { PanelSplit, revealPanel, togglePanel } from '../../bitext/PanelSplit.tsx';
import { useDocumentSession } from '../../bitext/use-document-session.ts';
import { WhenLoaded } from '../../bitext/WhenLoaded.tsx';
import { emptyFilter } from './model/search.ts';
import { useSourceNotes } from './model/source-notes.ts';
import { useFilter } from './model/use-filter.ts';
import { SidePanel } from './panel/SidePanel.tsx';
import { useTranslate } from './state.ts';

/** Takes up the session of another document. */
function enter(session: BitextSession | null): void {
  useTranslate.setState({
    session,
    active: null,
    editing: false,
    ...(session ? { filter: emptyFilter, found: null, splitting: null } : {}),
  });
  if (session) void openWhenLoaded(session);
}

async function openWhenLoaded(session: BitextSession): Promise<void> {
  await session.reload();
  if (useTranslate.getState().session === session && session.load.get().kind === 'ready') openFirst(session);
}

/** Work goes on at the first bead that is not confirmed. */
function openFirst(session: BitextSession): void {
  let first: number | null = null;
  for (const bead of session.beads) {
    first ??= bead.id;
    if (bead.status === 'confirmed' || bead.marks.length > 0 || bead.source.length === 0) continue;
    activate(bead.id, { edit: true });
    return;
  }
  if (first !== null) activate(first, { edit: false });
}

/** Says aloud what could not be saved. Apart from the view, which need not be drawn again each time something is. */
function SpokenSaves({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const save = useSignal(session.save);
  useEffect(() => {
    if (save.kind === 'failed') speak(t('save.failed', { reason: errorText(save.error) }));
  }, [save, t]);
  return null;
}

export function TranslateView() {
  const { t } = useTranslation();
  const document = useApp((state) => state.document);
  const present = useTranslate((state) => state.session);
  const session = useDocumentSession(document, present, enter);
  useSafety(session);
  const project = useApp((state) => state.project);
  if (!project?.documents.some((it) => it.kind === 'translation')) {
    return (
      <EmptyState
        title={t('translate.empty')}
        text={t('translate.emptyHint')}
        actions={
          <Button kind="primary" onPress={() => show('project')}>
            {t('translate.toProject')}
          </Button>
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

function Workplace({ session }: { readonly session: BitextSession }) {
  const { t, i18n } = useTranslation();
  const project = useApp((state) => state.project);
  const info = project?.documents.find((it) => it.id === session.document);
  const open = useApp((state) => state.settings.panelOpen);
  const goToOpen = useTranslate((state) => state.goToOpen);
  const splitting = useTranslate((state) => state.splitting !== null);
  const panel = useRef<PanelImperativeHandle>(null);
  const rows = useSignal(session.rows);
  useFilter(session, rows);
  useSourceNotes(session);
  const reveal = (): void => revealPanel(panel.current);
  useCommands({
    'bead.confirmNext': () => void confirm(true),
    'bead.confirm': () => void confirm(false),
    'bead.unconfirm': () => setStatus('translated'),
    'bead.merge': () => void mergeWithNext(),
    'bead.split': () => beginSplit(),
    'bead.comment': () => {
      reveal();
      useTranslate.setState({ tab: 'comments' });
      writeComment();
    },
    'bead.bookmark': () => toggleMark('bookmarked'),
    'bead.lock': () => toggleMark('locked'),
    'bead.exclude': () => toggleMark('excluded'),
    'text.copySource': copySource,
    'text.clear': clearTarget,
    'code.insert': () => {
      const at = here();
      if (!at) return;
      if (sideContent(at.bead, 'source').codes.length === 0) speak(t('codes.noneInSource'));
      else useTranslate.setState({ codeMenuOpen: true });
    },
    'code.next': insertNextCode,
    'edit.undo': () => void moveStep('undo'),
    'edit.redo': () => void moveStep('redo'),
    'go.next': () => move(1),
    'go.previous': () => move(-1),
    'go.nextUnconfirmed': goToNextOpen,
    'go.nextComment': () => {
      goToNextComment();
      reveal();
      useTranslate.setState({ tab: 'comments' });
    },
    'go.nextNewSource': () => goToNewSource(1),
    'go.previousNewSource': () => goToNewSource(-1),
    'panel.earlier': () => {
      const { notesShown } = useTranslate.getState();
      useTranslate.setState({ notesShown: !notesShown });
      speak(t(notesShown ? 'edition.hidden' : 'edition.shown'));
    },
    'go.first': () => moveTo(0),
    'go.last': () => moveTo(Number.MAX_SAFE_INTEGER),
    'go.row': () => useTranslate.setState({ goToOpen: true }),
    'go.edit': () => {
      const at = here();
      if (at) activate(at.bead.id, { edit: true });
    },
    'find.replace': () => {
      reveal();
      useTranslate.setState({ tab: 'replace' });
    },
    'find.concordance': () => {
      reveal();
      searchConcordance();
    },
    'panel.toggle': () => togglePanel(panel.current),
  });
  return (
    <div className="workplace">
      <Toolbar session={session} />
      <main className="split-main">
        <h1 className="sr-only">{info?.name}</h1>
        <PanelSplit
          handle={panel}
          open={open}
          onOpen={(shown) => void setSetting('panelOpen', shown)}
          page={
            <section className="page" aria-label={t('translate.page')}>
              <Grid
                session={session}
                sourceLang={info?.sourceLang ?? ''}
                targetLang={info?.targetLang ?? ''}
                sourceName={languageName(info?.sourceLang ?? '', i18n.language)}
                targetName={languageName(info?.targetLang ?? '', i18n.language)}
              />
            </section>
          }
          panel={<SidePanel session={session} />}
        />
      </main>
      <StatusLine session={session} />
      <SpokenSaves session={session} />
      {goToOpen && (
        <GoToRow session={session} onClose={() => useTranslate.setState({ goToOpen: false })} onGo={goToBead} />
      )}
      {splitting && <SplitKeys />}
      <CodeMenu />
    </div>
  );
}
