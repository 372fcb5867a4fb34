import { existsSync } from 'node:fs';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { MemoryInfo } from '../../../../shared/contract/types.ts';
import { isOlder } from '../../store/memory-file.ts';
import { readCounter } from '../../store/meta.ts';
import type { Attachment } from '../../store/project/memories.ts';
import { readAttachments } from '../../store/project/memories.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { asSqliteFailure } from '../../store/sqlite.ts';

/** Opens a memory for reading, or hands out the connection that is open already. */
export type MemoryOpener = (path: string) => ReadConnection;

/** A memory as a project uses it, with what is wrong with it. */
export function describeMemory(attachment: Attachment, open: MemoryOpener): MemoryInfo {
  const { path, name, readable, writable, penalty, priority } = attachment;
  const info = { memory: path, path, name, readable, writable, penalty, priority };
  try {
    const memory = open(path);
    return { ...info, units: readCounter(memory, 'units'), problem: isOlder(memory) ? 'older' : null };
  } catch (error) {
    return { ...info, units: 0, problem: problemOf(error, path) };
  }
}

/** Why a memory cannot be used; errors that are no property of the memory are thrown on. */
function problemOf(error: unknown, path: string): NonNullable<MemoryInfo['problem']> {
  if (!existsSync(path)) return 'missing';
  if (error instanceof CoreError) return error.code === 'memoryNewer' ? 'newer' : 'damaged';
  if (asSqliteFailure(error)) return 'damaged';
  throw error;
}

/** The memories of a project, most important first, each with what is wrong with it. */
export function listMemories(project: ReadConnection, open: MemoryOpener): MemoryInfo[] {
  return readAttachments(project).map((attachment) => describeMemory(attachment, open));
}

/** Throws CoreError `notFound` for a memory that is not attached. */
export function requireAttachment(project: ReadConnection, memory: string): Attachment {
  const found = readAttachments(project).find(({ path }) => path === memory);
  if (!found) {
    throw new CoreError('notFound', `${memory}: this memory is not attached to the project`, { path: memory });
  }
  return found;
}
