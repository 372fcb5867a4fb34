import type { MemoryInfo } from '../../../shared/contract/types.ts';
import { attempt, openProject, refreshProject } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, chooseSave, folderOf, isProject, nameOf } from '../../app/files/choose.ts';
import { runJob } from '../../app/jobs.ts';
import { notify } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { i18n } from '../../i18n/i18n.ts';
import { openDialog } from './state.ts';

const t = (key: string, values?: Record<string, unknown>): string => i18n.t(key, values ?? {});

export async function pickProject(): Promise<void> {
  const [path] = await chooseFiles('project', false);
  if (path) await openProject(path);
}

export async function pickDocuments(): Promise<void> {
  if (!useApp.getState().project) return;
  const paths = await chooseFiles('document', true);
  if (paths.length > 0) openDialog({ kind: 'add', paths });
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  }
  return btoa(binary);
}

const LARGEST_DROP = 100 * 1024 * 1024;

/** Takes files dropped on the window: documents are added, a memory exchange file goes to the project's memory. */
export async function takeDropped(files: readonly File[]): Promise<void> {
  const paths: string[] = [];
  for (const file of files) {
    if (file.size > LARGEST_DROP) {
      notify({ kind: 'error', title: t('files.dropFailed', { name: file.name }), text: t('files.dropTooLarge') });
      continue;
    }
    const stored = await attempt(t('files.dropFailed', { name: file.name }), async () =>
      core.call('files.upload', { name: file.name, base64: base64(new Uint8Array(await file.arrayBuffer())) }),
    );
    if (stored) paths.push(stored.path);
  }
  await openFiles(paths);
}

/** Opens what the user gave: a project, documents for the present project, exchange files for its memory. */
export async function openFiles(paths: readonly string[]): Promise<void> {
  const given = paths.find((path) => isProject(path));
  if (given) {
    await openProject(given);
    return;
  }
  const { project } = useApp.getState();
  if (!project) {
    if (paths.length > 0) notify({ kind: 'info', title: t('files.dropNeedsProject') });
    return;
  }
  const exchange = paths.filter((path) => /\.tmx$/i.test(path));
  const documents = paths.filter((path) => !/\.tmx$/i.test(path));
  const memory = project.memories.find((it) => it.writable);
  for (const path of exchange) if (memory) await importTmx(memory, path);
  if (documents.length > 0) openDialog({ kind: 'add', paths: documents });
}

export async function importTmx(memory: MemoryInfo, file?: string): Promise<void> {
  const path = file ?? (await chooseFiles('exchange', false))[0];
  if (!path) return;
  const report = await runJob(
    t('memories.importing', { name: nameOf(path) }),
    t('memories.importFailed', { name: nameOf(path) }),
    'memory.import',
    { memory: memory.path, file: path },
  );
  if (!report) return;
  openDialog({ kind: 'report', memory: memory.name, report });
  await refreshProject();
}

export async function exportTmx(memory: MemoryInfo): Promise<void> {
  const path = await chooseSave(`${memory.name}.tmx`, folderOf(memory.path), ['tmx']);
  if (!path) return;
  const report = await runJob(
    t('memories.exporting', { name: memory.name }),
    t('memories.exportFailed', { name: memory.name }),
    'memory.export',
    { memory: memory.path, file: path },
  );
  if (report) tellWritten(report.path, report.units);
}

/** Says that a file was written, with a way to find it. */
export function tellWritten(path: string, units: number): void {
  const canShow = useApp.getState().info?.host === 'electron';
  notify({
    kind: 'done',
    title: t('export.written', { name: nameOf(path) }),
    text: `${t('export.units', { count: units })} · ${path}`,
    ...(canShow
      ? { action: { label: t('export.show'), run: () => void core.call('host.showInFolder', { path }) } }
      : {}),
  });
}

export async function attachMemory(): Promise<void> {
  const { project } = useApp.getState();
  const [path] = await chooseFiles('memory', false);
  if (!project || !path) return;
  await attempt(t('memories.attachFailed'), () => core.call('memory.attach', { project: project.project, path }));
  await refreshProject();
}

export async function createMemory(): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  const path = await chooseSave(`${project.name}.bmem`, folderOf(project.path), ['bmem']);
  if (!path) return;
  await attempt(t('memories.createFailed'), async () => {
    await core.call('memory.create', { path, name: nameOf(path).replace(/\.bmem$/i, '') });
    await core.call('memory.attach', { project: project.project, path });
  });
  await refreshProject();
}

type MemoryPart = Partial<Pick<MemoryInfo, 'writable' | 'readable' | 'penalty' | 'priority'>>;

export async function updateMemory(memory: MemoryInfo, part: MemoryPart): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  await attempt(t('memories.updateFailed'), () =>
    core.call('memory.update', { project: project.project, memory: memory.memory, ...part }),
  );
  await refreshProject();
}

/** Puts a memory at a place in the order in which memories are preferred, and numbers the others anew. */
export async function moveMemory(memory: MemoryInfo, place: number): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  const others = project.memories.filter((it) => it.memory !== memory.memory);
  const order = others.toSpliced(place, 0, memory);
  await attempt(t('memories.updateFailed'), async () => {
    for (const [i, it] of order.entries()) {
      if (it.priority === i + 1) continue;
      await core.call('memory.update', { project: project.project, memory: it.memory, priority: i + 1 });
    }
  });
  await refreshProject();
}

export async function detachMemory(memory: MemoryInfo): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  await attempt(t('memories.detachFailed'), () =>
    core.call('memory.detach', { project: project.project, memory: memory.memory }),
  );
  await refreshProject();
}

export async function removeDocument(document: number, name: string): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  const removed = await attempt(t('documents.removeFailed'), () =>
    core.call('document.remove', { project: project.project, document }),
  );
  if (removed === undefined) return;
  await refreshProject();
  notify({
    kind: 'done',
    title: t('documents.removed', { name }),
    action: { label: t('command.edit.undo'), run: () => void undoInProject() },
  });
}

async function undoInProject(): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  await attempt(t('failed.undo'), () => core.call('project.undo', { project: project.project }));
  await refreshProject();
}
