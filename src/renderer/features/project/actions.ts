import type { MemoryInfo } from '../../../shared/contract/types.ts';
import { attempt, openProject, refreshProject } from '../../app/actions.ts';
import { core } from '../../app/core.ts';
import { chooseFiles, isProject, nameOf } from '../../app/files/choose.ts';
import { notify } from '../../app/notices.ts';
import { useApp } from '../../app/state.ts';
import { i18n } from '../../i18n/i18n.ts';
import { attachMemory, createMemory } from '../../memories/attached.ts';
import { offerImport, usualDestination } from '../../memories/import-state.ts';
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

/** Opens what the user gave: a project, or for the present one documents, memories, exchange files for its memory. */
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
  const exchange = paths.filter(isExchange);
  const memories = paths.filter(isMemory);
  const documents = paths.filter((path) => !isExchange(path) && !isMemory(path));
  for (const path of memories) await attachMemory(path);
  if (exchange.length > 0) importIntoProject(exchange);
  if (documents.length > 0) openDialog({ kind: 'add', paths: documents });
}

const isMemory = (path: string): boolean => /\.bmem$/i.test(path);
const isExchange = (path: string): boolean => /\.(tmx|tmx\.gz|zip)$/i.test(path);

/** Offers exchange files to the memory that the project writes to. */
function importIntoProject(files: readonly string[]): void {
  const into = usualDestination();
  if (into) offerImport(files, { path: into.path, name: into.name });
  else {
    notify({
      kind: 'error',
      title: t('memories.importFailed', { name: files.map(nameOf).join(', ') }),
      text: t('memories.noneToImport'),
      action: { label: t('memories.create'), run: () => void createMemory().then(() => retryImport(files)) },
    });
  }
}

function retryImport(files: readonly string[]): void {
  const into = usualDestination();
  if (into) offerImport(files, { path: into.path, name: into.name });
}

/** Asks for exchange files and shows what importing them into a memory would do. */
export async function importTmx({ path, name }: MemoryInfo): Promise<void> {
  const files = await chooseFiles('exchange', true);
  if (files.length > 0) offerImport(files, { path, name });
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
