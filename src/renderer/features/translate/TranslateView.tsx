import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { PanelImperativeHandle } from 'react-resizable-panels';
import { setSetting, show } from '../../app/actions.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { core } from '../../app/core.ts';
import { errorText, speak } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { sideContent } from '../../../shared/bitext/bead.ts';
import { Button } from '../../ui/Button.tsx';
import { Opening } from '../../ui/Opening.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { CodeMenu } from './CodeMenu.tsx';
import { GoToRow } from './GoToRow.tsx';
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
  goToNextOpen,
  here,
  insertNextCode,
  mergeWithNext,
  move,
  moveTo,
  redo,
  searchConcordance,
  setStatus,
  toggleMark,
  undo,
} from './actions.ts';
import { useSignal } from '../../bitext/hooks.ts';
import { useSafety } from '../../bitext/use-safety.ts';
import { BitextSession } from '../../bitext/bitext-session.ts';
import { emptyFilter } from './model/search.ts';
import { useSourceNotes } from './model/source-notes.ts';
import { useFilter } from './model/use-filter.ts';
import { SidePanel } from './panel/SidePanel.tsx';
import { useTranslate } from './state.ts';

/** Opens the session of the document the window shows, and closes the one before. */
function useSession(): BitextSession | null {
  const project = useApp((state) => state.project?.project ?? null);
  const document = useApp((state) => state.document);
  const session = useTranslate((state) => state.session);
  useEffect(() => {
    const present = useTranslate.getState().session;
    if (present?.project === project && present.document === document) return;
    if (present) void closeWhenSaved(present);
    if (project === null || document === null) {
      useTranslate.setState({ session: null, active: null, editing: false });
      return;
    }
    const next = new BitextSession(core, project, document);
    useTranslate.setState({
      session: next,
      active: null,
      editing: false,
      filter: emptyFilter,
      found: null,
      splitting: null,
    });
    void openWhenLoaded(next);
  }, [project, document]);
  return session?.project === project && session?.document === document ? session : null;
}

async function openWhenLoaded(session: BitextSession): Promise<void> {
  await session.reload();
  if (useTranslate.getState().session === session && session.load.get().kind === 'ready') openFirst(session);
}

async function closeWhenSaved(session: BitextSession): Promise<void> {
  await session.flush();
  session.close();
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

function useSpokenSaves(session: BitextSession): void {
  const { t } = useTranslation();
  const save = useSignal(session.save);
  useEffect(() => {
    if (save.kind === 'failed') speak(t('save.failed', { reason: errorText(save.error) }));
  }, [save, t]);
}

export function TranslateView() {
  const { t } = useTranslation();
  const session = useSession();
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
  return <Loaded key={`${session.project}:${session.document}`} session={session} />;
}

function Loaded({ session }: { readonly session: BitextSession }) {
  const { t } = useTranslation();
  const load = useSignal(session.load);
  if (load.kind === 'failed') {
    return (
      <EmptyState
        title={t('translate.loadFailed')}
        text={errorText(load.error)}
        actions={<Button onPress={() => void session.reload()}>{t('save.retry')}</Button>}
      />
    );
  }
  if (load.kind === 'loading') {
    const long = load.total !== null && load.total > 20_000;
    return <Opening {...(long ? { share: Math.round((100 * load.loaded) / (load.total ?? 1)) } : {})} />;
  }
  return <Workplace session={session} />;
}

/** Whether a media query holds now. */
function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Wide enough for matches, and never so wide that the two texts become columns of a newspaper. */
function usualPanelWidth(): number {
  return Math.round(Math.min(372, Math.max(264, window.innerWidth * 0.27)));
}

function Workplace({ session }: { readonly session: BitextSession }) {
  const { t, i18n } = useTranslation();
  const project = useApp((state) => state.project);
  const info = project?.documents.find((it) => it.id === session.document);
  const width = useApp((state) => state.settings.panelWidth) ?? usualPanelWidth();
  const open = useApp((state) => state.settings.panelOpen);
  const goToOpen = useTranslate((state) => state.goToOpen);
  const splitting = useTranslate((state) => state.splitting !== null);
  const panel = useRef<PanelImperativeHandle>(null);
  const stacked = useMedia('(max-width: 50rem)');
  const rows = useSignal(session.rows);
  useFilter(session, rows);
  useSourceNotes(session);
  useSpokenSaves(session);
  const reveal = (): void => {
    if (panel.current?.isCollapsed()) panel.current.expand();
  };
  useCommands({
    'bead.confirmNext': () => void confirm(true),
    'bead.confirm': () => void confirm(false),
    'bead.unconfirm': () => setStatus('translated'),
    'bead.merge': () => void mergeWithNext(),
    'bead.split': () => beginSplit(),
    'bead.comment': () => {
      reveal();
      useTranslate.setState({ tab: 'comments' });
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid="comment-text"]')?.focus());
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
    'edit.undo': () => void undo(),
    'edit.redo': () => void redo(),
    'go.next': () => move(1),
    'go.previous': () => move(-1),
    'go.nextUnconfirmed': goToNextOpen,
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
    'panel.toggle': () => {
      if (panel.current?.isCollapsed()) panel.current.expand();
      else panel.current?.collapse();
    },
  });
  return (
    <div className="workplace">
      <Toolbar session={session} />
      <main className="split-main">
        <h1 className="sr-only">{info?.name}</h1>
        <Group
          className="split"
          key={stacked ? 'stacked' : 'beside'}
          orientation={stacked ? 'vertical' : 'horizontal'}
          onLayoutChanged={(_layout, { isUserInteraction }) => {
            if (!isUserInteraction || !panel.current || stacked) return;
            const { inPixels } = panel.current.getSize();
            void setSetting('panelOpen', inPixels > 0);
            if (inPixels > 0) void setSetting('panelWidth', Math.round(inPixels));
          }}
        >
          <Panel id="page" className="page-panel" minSize={stacked ? 120 : 420}>
            <section className="page" aria-label={t('translate.page')}>
              <Grid
                session={session}
                sourceLang={info?.sourceLang ?? ''}
                targetLang={info?.targetLang ?? ''}
                sourceName={languageName(info?.sourceLang ?? '', i18n.language)}
                targetName={languageName(info?.targetLang ?? '', i18n.language)}
              />
            </section>
          </Panel>
          <Separator className="splitter" aria-label={t('panel.resize')} />
          <Panel
            id="panel"
            panelRef={panel}
            collapsible
            collapsedSize={0}
            minSize={stacked ? 80 : 240}
            defaultSize={open ? (stacked ? '34%' : width) : 0}
            maxSize="60%"
            groupResizeBehavior="preserve-pixel-size"
          >
            <SidePanel session={session} />
          </Panel>
        </Group>
      </main>
      <StatusLine session={session} />
      {goToOpen && <GoToRow session={session} />}
      {splitting && <SplitKeys />}
      <CodeMenu />
    </div>
  );
}
