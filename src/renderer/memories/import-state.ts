import { create } from 'zustand';
import type { ImportReport } from '../../shared/contract/types.ts';
import { attempt, refreshProject } from '../app/actions.ts';
import { core } from '../app/core.ts';
import { nameOf } from '../app/files/choose.ts';
import { runJob } from '../app/jobs.ts';
import { notify, speak } from '../app/notices.ts';
import { useApp } from '../app/state.ts';
import { i18n } from '../i18n/i18n.ts';

/** The memory a file is to be imported into. */
export interface Destination {
  readonly path: string;
  readonly name: string;
}

/** What came of an import; `memory` is null for a file that was only opened to look into. */
export interface ShownReport {
  readonly title: string;
  readonly memory: Destination | null;
  readonly report: ImportReport;
}

interface ImportState {
  /** Files whose preview is still to be shown; the first is on show. */
  readonly files: readonly string[];
  readonly into: Destination | null;
  readonly report: ShownReport | null;
}

/**
 * The one way exchange files take into a memory, from wherever they come: first a preview, and nothing is written
 * before it is agreed to; afterwards a report.
 */
export const useImport = create<ImportState>(() => ({ files: [], into: null, report: null }));

/** Shows what importing each of the files would do, one after the other. */
export function offerImport(files: readonly string[], into: Destination): void {
  useImport.setState((state) => ({ files: [...state.files, ...files], into: state.into ?? into }));
}

export function showReport(report: ShownReport): void {
  useImport.setState({ report });
}

export function changeDestination(into: Destination): void {
  useImport.setState({ into });
}

/** Goes on with the next file, or ends. */
export function skipFile(): void {
  useImport.setState(({ files, into }) => ({ files: files.slice(1), into: files.length > 1 ? into : null }));
}

export function closeReport(): void {
  useImport.setState({ report: null });
}

/** Imports the file on show, all languages or those given, and reports. */
export async function importShown(languages: readonly string[] | null): Promise<void> {
  const { files, into } = useImport.getState();
  const [file] = files;
  if (!into || file === undefined) return;
  skipFile();
  const name = nameOf(file);
  const report = await runJob(
    i18n.t('memories.importing', { name }),
    i18n.t('memories.importFailed', { name }),
    'memory.import',
    { memory: into.path, file, ...(languages === null ? {} : { languages: [...languages] }) },
  );
  if (!report) return;
  const title = i18n.t(report.added > 0 ? 'import.title' : 'import.nothing', { memory: into.name });
  speak(title);
  showReport({ title, memory: into, report });
  await refreshProject();
}

/** Takes the import of the report on show back, as a step that can itself be undone in the memory view. */
export async function takeBack(): Promise<void> {
  const { report: shown } = useImport.getState();
  if (!shown?.memory) return;
  closeReport();
  const { path: memory } = shown.memory;
  const command = { type: 'rollback', batch: shown.report.batch } as const;
  const title = i18n.t('memory.step.rollback');
  const step = await runJob(title, i18n.t('memory.failed'), 'memoryEdit.runMany', { memory, command });
  if (step) notify({ kind: 'done', title: i18n.t('memory.deleted', { count: step.changed }) });
  await refreshProject();
}

/** Where a file goes when nobody said where: the memory that receives confirmed rows, else the first usable one. */
export function usualDestination(): Destination | null {
  const usable = useApp.getState().project?.memories.filter(({ problem }) => problem === null) ?? [];
  return usable.find(({ writable }) => writable) ?? usable[0] ?? null;
}

/** The languages of a memory, for choosing among them; none when it cannot be read. */
export async function languagesOf(memory: string): Promise<readonly string[]> {
  const stats = await attempt(i18n.t('memory.openFailed', { name: nameOf(memory) }), () =>
    core.call('memory.stats', { path: memory }),
  );
  return stats?.languages.map(({ language }) => language) ?? [];
}
