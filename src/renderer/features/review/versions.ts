import type { OtherDocument, SeriesPoint, SourceUpdatePreview } from '../../../shared/contract/review.ts';
import { attempt, saveAll } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, chooseSave, folderOf, nameOf } from '../../app/files/choose.ts';
import { runJob } from '../../app/jobs.ts';
import { notify } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { i18n } from '../../i18n/i18n.ts';
import { choose, usualBase } from './actions.ts';
import { compare } from './comparing.ts';
import { keyOf } from './refs.ts';
import { place, useReview } from './state.ts';

export async function readVersions(): Promise<void> {
  const at = place();
  if (!at) return;
  const versions = await attempt(i18n.t('review.failed'), () => core.call('versions.list', at));
  if (versions) useReview.setState({ versions });
}

export async function createVersion(name: string): Promise<void> {
  const at = place();
  if (!at) return;
  await saveAll();
  const made = await attempt(i18n.t('review.versionFailed'), () => core.call('versions.create', { ...at, name }));
  if (!made) return;
  await readVersions();
  notify({ kind: 'done', title: i18n.t('review.versionMade', { name: made.name }) });
}

export async function renameVersion(version: number, name: string): Promise<void> {
  const at = place();
  if (!at || name.trim() === '') return;
  const named = await attempt(i18n.t('review.versionFailed'), () =>
    core.call('versions.rename', { ...at, version, name: name.trim() }),
  );
  if (!named) return;
  await readVersions();
  // The comparison shows the name too.
  await compare();
}

/** What each version changed against the one before; null when it cannot be told. */
export async function readSeries(): Promise<readonly SeriesPoint[] | null> {
  const at = place();
  if (!at) return null;
  return (await attempt(i18n.t('series.failed'), () => core.call('versions.series', at))) ?? null;
}

/** What taking over a new edition of the source would change; null when the user gave up or it cannot be read. */
export async function previewSource(): Promise<{
  readonly path: string;
  readonly preview: SourceUpdatePreview;
} | null> {
  const at = place();
  const [path] = await chooseFiles('document', false);
  if (!at || path === undefined) return null;
  const preview = await attempt(i18n.t('source.failed'), () => core.call('review.sourcePreview', { ...at, path }));
  return preview ? { path, preview } : null;
}

/** Lets the user choose a project file, and one of its documents where it has several, to compare with. */
export async function chooseProject(side: 'a' | 'b'): Promise<void> {
  const [path] = await chooseFiles('project', false);
  if (path === undefined) return;
  const documents = await attempt(i18n.t('review.failed'), () => core.call('review.documents', { path }));
  if (!documents) return;
  const [first] = documents;
  if (!first) notify({ kind: 'info', title: i18n.t('other.none', { name: nameOf(path) }) });
  else if (documents.length === 1) chooseDocument(side, path, first);
  else useReview.setState({ dialog: 'document', offered: { side, path, documents } });
}

/** Compares with a document of another project. */
export function chooseDocument(side: 'a' | 'b', path: string, { document, name }: OtherDocument): void {
  const ref = { kind: 'document', path, document } as const;
  const title = i18n.t('other.name', { name, project: nameOf(path).replace(/\.bifronte$/i, '') });
  useReview.setState(({ names }) => ({ names: new Map(names).set(keyOf(ref), title) }));
  choose(side, ref);
}

export async function removeVersion(version: number): Promise<void> {
  const at = place();
  if (!at) return;
  const versions = await attempt(i18n.t('review.failed'), () => core.call('versions.remove', { ...at, version }));
  if (!versions) return;
  const { a } = useReview.getState();
  useReview.setState({ versions });
  if (a?.kind === 'version' && a.version === version) {
    useReview.setState({ a: usualBase(versions) });
    await compare();
  }
}

/** Takes over a new edition of the source and shows what it changed. */
export async function updateSource(path: string, unlock: boolean): Promise<void> {
  const at = place();
  if (!at) return;
  const done = await attempt(i18n.t('source.failed'), () => core.call('review.updateSource', { ...at, path, unlock }));
  if (!done) return;
  await readVersions();
  useReview.setState({ b: { kind: 'current' } });
  choose('a', { kind: 'version', version: done.version });
  notify({ kind: 'done', title: i18n.t('source.done') });
}

export type ReportFormat = 'html' | 'docx' | 'xlsx' | 'json' | 'text';

/** Writes what differs to a file for others to read. */
export async function writeReport(format: ReportFormat, onlyShown: boolean): Promise<void> {
  const at = place();
  const { a, b, filter } = useReview.getState();
  const project = useApp.getState().project;
  if (!at || !a || !project) return;
  const name = project.documents.find(({ id }) => id === at.document)?.name ?? project.name;
  const extension = format === 'text' ? 'txt' : format;
  const stem = name.replace(/\.[^.]+$/, '');
  const path = await chooseSave(`${stem}.${i18n.t('report.suffix')}.${extension}`, folderOf(project.path), [extension]);
  if (!path) return;
  const report = await runJob(i18n.t('report.running'), i18n.t('report.failed'), 'review.report', {
    ...at,
    a,
    b,
    format,
    path,
    ...(onlyShown ? { filter } : {}),
  });
  if (report) {
    notify({ kind: 'done', title: i18n.t('report.done', { count: report.changes }), text: report.path });
  }
}
