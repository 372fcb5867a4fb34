import type { DocumentInfo, ProjectInfo } from '../../shared/contract/types.ts';
import { changeLanguage, i18n } from '../i18n/i18n.ts';
import { core } from './core.ts';
import { isProject } from './files/choose.ts';
import { notifyError } from './notices.ts';
import type { Settings } from './settings.ts';
import { readSettings, settingNames } from './settings.ts';
import type { ViewId } from './state.ts';
import { useApp } from './state.ts';

/** Parts of the window that hold unsaved text; asked to save before the text could be lost or must be on disk. */
const keepers = new Set<() => Promise<boolean>>();

export function keepUnsaved(flush: () => Promise<boolean>): () => void {
  keepers.add(flush);
  return () => keepers.delete(flush);
}

/** Saves everything typed; false when some of it could not be saved. */
export async function saveAll(): Promise<boolean> {
  const saved = await Promise.all([...keepers].map((flush) => flush()));
  return saved.every(Boolean);
}

export function show(view: ViewId): void {
  useApp.setState({ view });
}

/** Does something that may fail; a failure is shown under `title`. Undefined when it failed. */
export async function attempt<T>(title: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    notifyError(title, error);
    return undefined;
  }
}

function adopt(project: ProjectInfo, keepDocument: boolean): void {
  const open = (kind: DocumentInfo['kind'], present: number | null): number | null => {
    const all = project.documents.filter((it) => it.kind === kind);
    return (keepDocument ? all.find((it) => it.id === present) : undefined)?.id ?? all[0]?.id ?? null;
  };
  useApp.setState(({ document, alignment }) => ({
    project,
    document: open('translation', document),
    alignment: open('alignment', alignment),
  }));
}

async function enter(open: () => Promise<ProjectInfo>, view: ViewId | null): Promise<boolean> {
  const opened = await attempt(i18n.t('project.openFailed'), async () => {
    await saveAll();
    const project = await open();
    const old = useApp.getState().project;
    if (old && old.project !== project.project) await core.call('project.close', { project: old.project });
    return project;
  });
  if (!opened) return false;
  adopt(opened, false);
  const { document, alignment } = useApp.getState();
  show(view ?? (document !== null ? 'translate' : alignment !== null ? 'align' : 'project'));

  return true;
}

export function openProject(path: string): Promise<boolean> {
  return enter(() => core.call('project.open', { path }), null);
}

export function openSample(): Promise<boolean> {
  return enter(() => core.call('project.sample', {}), null);
}

export function createProject(input: {
  path: string | null;
  name: string;
  sourceLang: string;
  targetLang: string;
}): Promise<boolean> {
  return enter(() => core.call('project.create', input), 'project');
}

export function restoreProject(path: string, backup: string): Promise<boolean> {
  return enter(() => core.call('project.restore', { path, backup }), 'project');
}

/** Opens a document in the view of its kind. */
export function openDocument(document: number): void {
  const kind = useApp.getState().project?.documents.find((it) => it.id === document)?.kind;
  useApp.setState(kind === 'alignment' ? { alignment: document, view: 'align' } : { document, view: 'translate' });
}

/** Asks for the project again, after something in it changed. */
export async function refreshProject(): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  try {
    adopt(await core.call('project.info', { project: project.project }), true);
  } catch (error) {
    notifyError(i18n.t('project.refreshFailed'), error);
  }
}

function take(values: Readonly<Record<string, unknown>>): void {
  const settings = readSettings(values);
  useApp.setState({ settings });
  void changeLanguage(settings.language);
}

/** Changes a setting; null gives it its usual value again. */
export async function setSetting<K extends keyof Settings>(name: K, value: Settings[K] | null): Promise<void> {
  await attempt(i18n.t('settings.saveFailed'), async () => {
    const stored = value === undefined ? null : (JSON.parse(JSON.stringify(value)) as never);
    take(await core.call('settings.set', { values: { [settingNames[name]]: stored } }));
  });
}

/** Connects the window with the core and shows what it should open first. */
export async function start(): Promise<void> {
  core.on('settings.changed', ({ values }) => take(values));
  core.on('project.changed', ({ project }) => {
    if (useApp.getState().project?.project === project) void refreshProject();
  });
  core.onState((link) => {
    const { link: before, project } = useApp.getState();
    useApp.setState({ link });
    // The host lets go of what a lost window had open, and may itself have been started again.
    if (before === 'lost' && link === 'open' && project) {
      void attempt(i18n.t('project.openFailed'), () => core.call('project.open', { path: project.path }));
    }
  });
  useApp.setState({ link: core.state() });
  try {
    const [info, settings] = await Promise.all([core.call('app.info', {}), core.call('settings.get', {})]);
    useApp.setState({ info });
    take(settings);
    const first = info.open.find((path) => isProject(path));
    if (first) await openProject(first);
    else await openLatest();
  } catch (error) {
    notifyError(i18n.t('app.startFailed'), error);
    show('project');
  } finally {
    useApp.setState({ starting: false });
  }
}

async function openLatest(): Promise<void> {
  const recent = await core.call('project.recent', {});
  const latest = recent.find((it) => it.exists);
  const opened = latest ? await openProject(latest.path) : await openSample();
  if (!opened) show('project');
}
