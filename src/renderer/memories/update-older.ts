import { useEffect } from 'react';
import type { MemoryInfo } from '../../shared/contract/types.ts';
import { refreshProject } from '../app/actions.ts';
import { nameOf } from '../app/files/choose.ts';
import { runJob } from '../app/jobs.ts';
import { useApp } from '../app/state.ts';
import { i18n } from '../i18n/i18n.ts';

/** Memories that were begun in this window: one that was cancelled is not begun again unasked. */
const begun = new Set<string>();

/** Brings a memory of an older version up to date, with progress and a way to cancel; then the project can use it. */
export async function updateMemoryFile(path: string): Promise<void> {
  const name = nameOf(path);
  const done = await runJob(
    i18n.t('memory.updating', { name }),
    i18n.t('memory.openFailed', { name }),
    'memoryEdit.prepare',
    { path },
  );
  if (done !== undefined) await refreshProject();
}

async function updateAll(memories: readonly MemoryInfo[]): Promise<void> {
  const due = memories.filter(({ path, problem }) => problem === 'older' && !begun.has(path));
  for (const { path } of due) begun.add(path);
  // One after another: each is written as a whole.
  for (const { path } of due) await updateMemoryFile(path);
}

/** Brings memories of older versions up to date as soon as a project is opened with them, or they are attached. */
export function useOlderMemories(): void {
  const memories = useApp((state) => state.project?.memories);
  useEffect(() => {
    if (memories) void updateAll(memories);
  }, [memories]);
}
