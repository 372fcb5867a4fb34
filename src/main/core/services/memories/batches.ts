import { CoreError } from '../../../../shared/contract/errors.ts';
import type { BatchInfo } from '../../../../shared/contract/memory-files.ts';
import { removeBatch } from '../../store/memory/units.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';

const COLUMNS = 'id, kind, name, at, units';

/** Where the units of a memory came from, the newest first. */
export function listBatches(memory: ReadConnection): BatchInfo[] {
  return memory.all<BatchInfo>(`SELECT ${COLUMNS} FROM batch ORDER BY id DESC`);
}

/** Takes one import back; returns how many units went. Throws CoreError `notFound`, or `badRequest` for no import. */
export function rollBackImport(memory: WriteConnection, batch: number): { removed: number } {
  return memory.transaction(() => {
    const found = memory.get<BatchInfo>(`SELECT ${COLUMNS} FROM batch WHERE id = ?`, batch);
    if (!found) {
      throw new CoreError('notFound', `${memory.path}: there is no import ${batch}; list them with "memory batches"`, {
        path: memory.path,
        batch,
      });
    }
    if (found.kind !== 'import') {
      throw new CoreError(
        'badRequest',
        `${memory.path}: batch ${batch} holds what is confirmed in the project ${found.name}; change it there`,
        { path: memory.path, batch, key: 'projectBatch' },
      );
    }
    return { removed: removeBatch(memory, batch) };
  });
}
