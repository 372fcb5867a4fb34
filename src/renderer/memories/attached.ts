import type { MemoryInfo } from '../../shared/contract/types.ts';
import { attempt, refreshProject } from '../app/actions.ts';
import { core } from '../app/core.ts';
import { chooseFiles, chooseSave, folderOf, nameOf } from '../app/files/choose.ts';
import { useApp } from '../app/state.ts';
import { i18n } from '../i18n/i18n.ts';

/** How the project uses its memories: which, in which order, for what. Everything that shows them follows at once. */

const t = (key: string): string => i18n.t(key);

async function change(failure: string, act: (project: string) => Promise<unknown>): Promise<void> {
  const { project } = useApp.getState();
  if (!project) return;
  await attempt(failure, () => act(project.project));
  await refreshProject();
}

export function attachMemory(path: string): Promise<void> {
  return change(t('memories.attachFailed'), (project) => core.call('memory.attach', { project, path }));
}

export async function pickMemoryToAttach(): Promise<void> {
  const [path] = await chooseFiles('memory', false);
  if (path) await attachMemory(path);
}

export async function createMemory(): Promise<void> {
  const { project: present } = useApp.getState();
  if (!present) return;
  const path = await chooseSave(`${present.name}.bmem`, folderOf(present.path), ['bmem']);
  if (!path) return;
  // The first memory of a project is the one that takes what is confirmed.
  const writable = !present.memories.some((it) => it.writable);
  await change(t('memories.createFailed'), async (project) => {
    const made = await core.call('memory.create', { path, name: nameOf(path).replace(/\.bmem$/i, '') });
    await core.call('memory.attach', { project, path: made.path, writable });
  });
}

type MemoryPart = Partial<Pick<MemoryInfo, 'writable' | 'readable' | 'penalty' | 'priority'>>;

export function updateMemory({ memory }: MemoryInfo, part: MemoryPart): Promise<void> {
  return change(t('memories.updateFailed'), (project) => core.call('memory.update', { project, memory, ...part }));
}

/** Puts a memory at a place in the order in which memories are preferred, and numbers the others anew. */
export function moveMemory(memory: MemoryInfo, place: number): Promise<void> {
  const memories = useApp.getState().project?.memories ?? [];
  const others = memories.filter((it) => it.memory !== memory.memory);
  return change(t('memories.updateFailed'), async (project) => {
    for (const [i, it] of others.toSpliced(place, 0, memory).entries()) {
      if (it.priority === i + 1) continue;
      await core.call('memory.update', { project, memory: it.memory, priority: i + 1 });
    }
  });
}

export function detachMemory({ memory }: MemoryInfo): Promise<void> {
  return change(t('memories.detachFailed'), (project) => core.call('memory.detach', { project, memory }));
}
