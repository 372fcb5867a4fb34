import { realpathSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { readMeta } from '../../store/meta.ts';
import { MEMORY_EXTENSION, createMemoryFile } from '../../store/memory-file.ts';
import type { Attachment } from '../../store/project/memories.ts';
import { putAttachment, readAttachments, removeAttachment } from '../../store/project/memories.ts';
import type { ReadConnection, SqliteOptions, WriteConnection } from '../../store/sqlite.ts';
import { requireAbsolute } from '../files.ts';
import { keepCopy } from '../memory-edit/opened-copies.ts';
import { requireAttachment } from './describe.ts';

/** Makes an empty memory file; returns its path. */
export async function createMemory(path: string, name: string, options: SqliteOptions): Promise<string> {
  const full = requireAbsolute(path);
  const named = extname(full) === MEMORY_EXTENSION ? full : `${full}${MEMORY_EXTENSION}`;
  (await createMemoryFile(named, name, options)).close();
  return named;
}

export interface AttachOptions {
  readonly penalty?: number;
  readonly writable?: boolean;
}

/** Attaches a memory to a project, below those it has; returns the memory's path. */
export function attachMemory(
  project: WriteConnection,
  memory: ReadConnection,
  { penalty = 0, writable = false }: AttachOptions,
  options: SqliteOptions,
): string {
  const path = realpathSync(memory.path);
  return project.transaction(() => {
    const attached = readAttachments(project);
    if (attached.some((other) => other.path === path)) {
      throw new CoreError('conflict', `${path}: this memory is attached to the project already`, { path });
    }
    const priority = Math.max(0, ...attached.map((other) => other.priority)) + 1;
    const name = readMeta(memory, 'name') ?? basename(path, MEMORY_EXTENSION);
    putAttachment(project, { path, name, priority, readable: true, writable, penalty });
    keepCopy(memory, options);
    return path;
  });
}

export function detachMemory(project: WriteConnection, memory: string): null {
  if (!removeAttachment(project, memory)) requireAttachment(project, memory);
  return null;
}

/** Changes how a project uses a memory. */
export function updateAttachment(
  project: WriteConnection,
  memory: string,
  change: Partial<Omit<Attachment, 'path' | 'name'>>,
): void {
  project.transaction(() => putAttachment(project, { ...requireAttachment(project, memory), ...change }));
}
