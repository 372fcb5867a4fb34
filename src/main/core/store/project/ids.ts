import { readCounter, writeMeta } from '../meta.ts';
import type { WriteConnection } from '../sqlite.ts';

/**
 * Runs `action` with a source of fresh numbers for documents, beads, sentences and comments: one sequence for the whole
 * project, never used twice. What was taken is recorded with the transaction `action` runs in.
 */
export function withFreshIds<T>(connection: WriteConnection, action: (nextId: () => number) => T): T {
  const first = readCounter(connection, 'lastId');
  let last = first;
  const result = action(() => ++last);
  if (last !== first) writeMeta(connection, 'lastId', String(last));
  return result;
}
