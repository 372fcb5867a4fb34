import { useEffect, useState } from 'react';
import { BookOpenText, Ellipsis, FilePlus2, FolderOpen, Plus, Upload } from 'lucide-react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type {
  BackupInfo,
  DocumentInfo,
  MemoryInfo,
  ProjectInfo,
  RecentProject,
} from '../../../shared/contract/types.ts';
import { attempt, openDocument, openProject, openSample, refreshProject, restoreProject } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { notify } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { languageName } from '../../i18n/languages.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { importTmx, pickDocuments, pickProject, removeDocument } from './actions.ts';
import { createMemory, detachMemory, pickMemoryToAttach } from '../../memories/attached.ts';
import { MemoryList } from '../../memories/MemoryList.tsx';
import { openDialog } from './state.ts';

/** The project: its documents, memories and backups; and the way to other projects. */
export function ProjectView() {
  const project = useApp((state) => state.project);
  useEffect(() => {
    void refreshProject();
  }, []);
  return (
    <main className="sheet" data-region="project">
      <div className="sheet-inner">
        {project ? <Present project={project} /> : <Welcome />}
        <Recent current={project?.path ?? null} />
      </div>
    </main>
  );
}

function Welcome() {
  const { t } = useTranslation();
  return (
    <header className="sheet-head">
      <h1>{t('project.welcome')}</h1>
      <p className="sheet-lead">{t('project.welcomeHint')}</p>
      <div className="actions">
        <Button kind="primary" onPress={() => openDialog({ kind: 'new' })} testId="project-new">
          <Plus size={16} aria-hidden /> {t('command.project.new')}
        </Button>
        <Button onPress={() => void pickProject()} testId="project-open">
          <FolderOpen size={16} aria-hidden /> {t('command.project.open')}
        </Button>
        <Button onPress={() => void openSample()} testId="project-sample">
          <BookOpenText size={16} aria-hidden /> {t('command.project.sample')}
        </Button>
      </div>
    </header>
  );
}

function Present({ project }: { readonly project: ProjectInfo }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <header className="sheet-head">
        <p className="sheet-kicker">
          {languageName(project.sourceLang, i18n.language)} → {languageName(project.targetLang, i18n.language)}
        </p>
        <h1>{project.name}</h1>
        <p className="sheet-path" title={project.path}>
          {shortPath(project.path)}
        </p>
        <div className="actions">
          <Button kind="primary" onPress={() => void pickDocuments()} testId="add-document">
            <FilePlus2 size={16} aria-hidden /> {t('command.project.addDocuments')}
          </Button>
          <Button
            isDisabled={project.documents.length === 0}
            onPress={() => openDialog({ kind: 'export', documents: project.documents.map((it) => it.id) })}
            testId="project-export"
          >
            <Upload size={16} aria-hidden /> {t('command.project.export')}
          </Button>
          <span className="bar-space" />
          <Button kind="quiet" onPress={() => openDialog({ kind: 'new' })} testId="project-new">
            {t('command.project.new')}
          </Button>
          <Button kind="quiet" onPress={() => void pickProject()} testId="project-open">
            {t('command.project.open')}
          </Button>
          <Button kind="quiet" onPress={() => void openSample()} testId="project-sample">
            {t('command.project.sample')}
          </Button>
        </div>
      </header>
      <Documents documents={project.documents} />
      <Memories memories={project.memories} />
      <Backups project={project} />
    </>
  );
}

/** The last parts of a path; the whole of it stands in the tooltip. */
function shortPath(path: string): string {
  const parts = path.split(/(?=[\\/])/);
  return parts.length > 3 ? `…${parts.slice(-3).join('')}` : path;
}

function Documents({ documents }: { readonly documents: readonly DocumentInfo[] }) {
  const { t } = useTranslation();
  const number = (value: number): string => value.toLocaleString(t('locale'));
  return (
    <section className="section" aria-labelledby="documents-title">
      <h2 className="section-title" id="documents-title">
        {t('documents.title')}
      </h2>
      {documents.length === 0 ? (
        <EmptyState
          small
          title={t('documents.none')}
          text={t('documents.noneHint')}
          actions={<Button onPress={() => void pickDocuments()}>{t('command.project.addDocuments')}</Button>}
        />
      ) : (
        <ul className="list" data-testid="documents">
          {documents.map((it) => {
            const { progress } = it;
            const done = progress.beads === 0 ? 0 : Math.floor((100 * progress.byStatus.confirmed) / progress.beads);
            return (
              <li key={it.id} className="list-row document-row" data-testid={`document-${it.id}`}>
                <button type="button" className="document-open" onClick={() => openDocument(it.id)}>
                  <span className="document-name">{it.name}</span>
                  <span className="list-detail">
                    {t(`format.name.${it.format}`, { defaultValue: it.format })} ·{' '}
                    {t('documents.counts', { sentences: number(progress.beads), words: number(progress.words) })}
                  </span>
                </button>
                <div className="document-progress">
                  <ProgressBar label={t('status.progress')} total={progress.beads} byStatus={progress.byStatus} />
                  <span className="list-detail">
                    {done}% · {t('status.wordsLeft', { words: number(progress.wordsLeft) })}
                  </span>
                </div>
                <DocumentMenu document={it} />
                {it.file !== 'same' && (
                  <p className="list-notice">{t(`documents.file.${it.file}`, { path: it.path })}</p>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function DocumentMenu({ document }: { readonly document: DocumentInfo }) {
  const { t } = useTranslation();
  const actions: Readonly<Record<string, () => void>> = {
    open: () => openDocument(document.id),
    export: () => openDialog({ kind: 'export', documents: [document.id] }),
    rename: () => openDialog({ kind: 'rename', document: document.id, name: document.name }),
    remove: () => void removeDocument(document.id, document.name),
  };
  return <RowMenu label={t('documents.menu', { name: document.name })} prefix="documents.menu" actions={actions} />;
}

interface RowMenuProps {
  readonly label: string;
  readonly prefix: string;
  readonly actions: Readonly<Record<string, () => void>>;
}

function RowMenu({ label, prefix, actions }: RowMenuProps) {
  const { t } = useTranslation();
  return (
    <MenuTrigger>
      <AriaButton className="icon-button" aria-label={label}>
        <Ellipsis size={17} />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={label} onAction={(key) => actions[String(key)]?.()}>
          {Object.keys(actions).map((id) => (
            <MenuItem key={id} id={id} className="menu-item">
              <span className="menu-label">{t(`${prefix}.${id}`)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Memories({ memories }: { readonly memories: readonly MemoryInfo[] }) {
  const { t } = useTranslation();
  return (
    <section className="section" aria-labelledby="memories-title">
      <div className="section-head">
        <h2 className="section-title" id="memories-title">
          {t('memories.title')}
        </h2>
        <Button kind="quiet" onPress={() => void pickMemoryToAttach()} testId="memory-attach">
          {t('memories.attach')}
        </Button>
        <Button kind="quiet" onPress={() => void createMemory()} testId="memory-create">
          {t('memories.create')}
        </Button>
      </div>
      <MemoryList memories={memories} commands={MemoryMenu} />
    </section>
  );
}

function MemoryMenu({ memory }: { readonly memory: MemoryInfo }) {
  const { t } = useTranslation();
  const { path, name } = memory;
  return (
    <RowMenu
      label={t('memories.menu', { name })}
      prefix="memories.menu"
      actions={{
        import: () => void importTmx(memory),
        export: () => openDialog({ kind: 'exportMemory', memory: { path, name } }),
        detach: () => void detachMemory(memory),
      }}
    />
  );
}

function Backups({ project }: { readonly project: ProjectInfo }) {
  const { t } = useTranslation();
  const [backups, setBackups] = useState<readonly BackupInfo[]>([]);
  const [asked, setAsked] = useState<BackupInfo | null>(null);
  const { path } = project;
  const load = (): void => {
    core.call('project.backups', { path }).then(setBackups, () => setBackups([]));
  };
  useEffect(load, [path]);
  const time = (at: number): string =>
    new Date(at).toLocaleString(t('locale'), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <section className="section" aria-labelledby="backups-title">
      <div className="section-head">
        <h2 className="section-title" id="backups-title">
          {t('backups.title')}
        </h2>
        <Button
          kind="quiet"
          testId="backup-now"
          onPress={() =>
            void attempt(t('backups.failed'), () => core.call('project.backup', { project: project.project })).then(
              (made) => {
                if (!made) return;
                notify({ kind: 'done', title: t('backups.made'), text: made.path });
                load();
              },
            )
          }
        >
          {t('backups.now')}
        </Button>
      </div>
      {backups.length === 0 ? (
        <p className="list-detail">{t('backups.none')}</p>
      ) : (
        <ul className="list list-tight">
          {backups.slice(0, 6).map((backup) => (
            <li key={backup.path} className="list-row">
              <span>{time(backup.at)}</span>
              <span className="bar-space" />
              {asked?.path === backup.path ? (
                <>
                  <span className="list-detail">{t('backups.sure')}</span>
                  <Button kind="danger" onPress={() => void restoreProject(path, backup.path)}>
                    {t('backups.restore')}
                  </Button>
                  <Button kind="quiet" onPress={() => setAsked(null)}>
                    {t('ui.cancel')}
                  </Button>
                </>
              ) : (
                <Button kind="quiet" onPress={() => setAsked(backup)}>
                  {t('backups.restore')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Recent({ current }: { readonly current: string | null }) {
  const { t } = useTranslation();
  const [recent, setRecent] = useState<readonly RecentProject[]>([]);
  useEffect(() => {
    core.call('project.recent', {}).then(setRecent, () => setRecent([]));
    // Asked for again when another project is opened.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [current]);
  const others = recent.filter((it) => it.path !== current);
  if (others.length === 0) return null;
  return (
    <section className="section" aria-labelledby="recent-title">
      <h2 className="section-title" id="recent-title">
        {t('project.recent')}
      </h2>
      <ul className="list list-tight">
        {others.map((it) => (
          <li key={it.path} className="list-row">
            <button
              type="button"
              className="document-open"
              disabled={!it.exists}
              onClick={() => void openProject(it.path)}
            >
              <span className="document-name">{it.name}</span>
              <span className="list-detail">{it.exists ? it.path : t('project.gone', { path: it.path })}</span>
            </button>
            <Button
              kind="quiet"
              onPress={() =>
                void attempt(t('project.forgetFailed'), () => core.call('project.forget', { path: it.path })).then(
                  (left) => left && setRecent(left),
                )
              }
            >
              {t('project.forget')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
