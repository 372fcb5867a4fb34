import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Opinion } from '../../../shared/contract/align.ts';
import { show } from '../../app/actions.ts';
import { useCommands } from '../../app/commands/registry.ts';
import { core } from '../../app/core.ts';
import { errorText } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { BitextSession } from '../../bitext/bitext-session.ts';
import { useSignal } from '../../bitext/hooks.ts';
import { useSafety } from '../../bitext/use-safety.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { AlignBar } from './AlignBar.tsx';
import { Grid } from './Grid.tsx';
import { ReasonBar } from './ReasonBar.tsx';
import { AlignStatus } from './AlignStatus.tsx';
import { Warnings } from './Warnings.tsx';
import {
  activate,
  alignAgain,
  confirm,
  confirmAbove,
  edit,
  goToBookmark,
  goToDoubtful,
  joinSentences,
  link,
  loadSummary,
  markNotTranslated,
  merge,
  move,
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
  stepBack,
  swap,
  toggleMark,
  unlink,
} from './actions.ts';
import { addWordList, openBitext } from './opening.ts';
import { askOpinions, judgedBeads } from './opinions.ts';
import { pageLines } from './rows.ts';
import { openDialog, START, useAlign } from './state.ts';

/** Opens the session of the alignment the window shows, and closes the one before. */
function useSession(): BitextSession | null {
  const project = useApp((state) => state.project?.project ?? null);
  const document = useApp((state) => state.alignment);
  const session = useAlign((state) => state.session);
  useEffect(() => {
    const present = useAlign.getState().session;
    if (present?.project === project && present.document === document) return;
    if (present) void present.flush().then(() => present.close());
    const fresh = {
      summary: null,
      page: null,
      opened: new Set<number>(),
      opinions: new Map<number, Opinion>(),
      active: null,
      place: START,
      linking: null,
    };
    if (project === null || document === null) {
      useAlign.setState({ ...fresh, session: null, editing: false });
      return;
    }
    const next = new BitextSession(core, project, document);
    useAlign.setState({ ...fresh, session: next, editing: false });
    void next.reload();
    void loadSummary(next);
  }, [project, document]);
  return session?.project === project && session?.document === document ? session : null;
}

/** Two texts side by side, how sure their pairing is, and the verbs to put it right. */
export function AlignView() {
  const { t } = useTranslation();
  const session = useSession();
  useSafety(session);
  const project = useApp((state) => state.project);
  const some = project?.documents.some((it) => it.kind === 'alignment') ?? false;
  useCommands(
    project
      ? {
          'align.openPair': () => openDialog('pair'),
          'align.openFolders': () => openDialog('folders'),
          'align.openBitext': () => void openBitext(),
          'align.addWordList': () => void addWordList(),
        }
      : {},
  );
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
  if (!session) return null;
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
    return (
      <output className="loading">
        {load.total !== null && load.total > 20_000
          ? t('translate.loading', { share: Math.round((100 * load.loaded) / load.total) })
          : ''}
      </output>
    );
  }
  return <Workplace session={session} />;
}

function Workplace({ session }: { readonly session: BitextSession }) {
  const { i18n } = useTranslation();
  const info = useApp((state) => state.project?.documents.find((it) => it.id === session.document));
  const opened = useAlign((state) => state.opened);
  const opinions = useAlign((state) => state.opinions);
  const changed = useSignal(session.changed);
  // oxlint-disable-next-line react-hooks/exhaustive-deps, react/memo-dependencies -- laid out anew after each change
  const page = useMemo(() => pageLines(judgedBeads(session, opinions), opened), [session, opened, opinions, changed]);
  useEffect(() => {
    const timer = setTimeout(() => void askOpinions(session), 150);
    return () => clearTimeout(timer);
    // Asked again after each change.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [session, changed]);
  useEffect(() => {
    const { active } = useAlign.getState();
    useAlign.setState({ page });
    // Work begins where it is needed; a bead that is gone leaves its place to what stands there now.
    if (active === null) {
      const first = page.doubtful[0] ?? page.lines[0]?.id;
      if (first !== undefined) activate(first);
    } else if (!session.beads.has(active)) {
      const near = page.lines[0]?.id;
      if (near !== undefined) activate(near);
    }
  }, [page, session]);
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
    'bead.lock': () => toggleMark('locked'),
    'edit.undo': () => void stepBack('undo'),
    'edit.redo': () => void stepBack('redo'),
    'go.next': () => move(1),
    'go.previous': () => move(-1),
    'go.first': () => moveTo(0),
    'go.last': () => moveTo(Number.MAX_SAFE_INTEGER),
    'go.edit': edit,
    'project.export': () => openDialog('export'),
  });
  const languages = { source: info?.sourceLang ?? '', target: info?.targetLang ?? '' };
  const name = (language: string): string => languageName(language, i18n.language);
  return (
    <div className="workplace">
      <AlignBar session={session} page={page} />
      <Warnings session={session} />
      <main className="split-main">
        <h1 className="sr-only">{info?.name}</h1>
        <Grid
          session={session}
          page={page}
          languages={languages}
          names={{ source: name(languages.source), target: name(languages.target) }}
        />
      </main>
      <ReasonBar session={session} />
      <AlignStatus session={session} />
    </div>
  );
}
