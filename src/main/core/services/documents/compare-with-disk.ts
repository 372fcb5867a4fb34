import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { DocumentInfo } from '../../../../shared/contract/types.ts';
import type { Original } from '../../store/project/documents.ts';

/** What tells one state of a file from another. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** How the file on disk compares with what was opened; the content is read only when its size or date differ. */
export function compareWithDisk(original: Original): DocumentInfo['file'] {
  const stat = statSync(original.path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return 'missing';
  if (stat.size !== original.size) return 'changed';
  if (stat.mtimeMs === original.modified) return 'same';
  try {
    return sha256(readFileSync(original.path)) === original.sha256 ? 'same' : 'changed';
  } catch {
    return 'missing';
  }
}
