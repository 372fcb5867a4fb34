import { CoreError } from '../../../../shared/contract/errors.ts';
import type { BatchInfo } from '../../../../shared/contract/memory-files.ts';
import type { UnitImage } from '../../store/memory/images.ts';
import { ImageWriter, readImage } from '../../store/memory/images.ts';
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
    const images = new ImageWriter(memory);
    takeBackMerged(memory, batch, { replace: (unit, now, before) => images.update(unit, now, before) });
    images.close();
    return { removed: removeBatch(memory, batch) };
  });
}

/**
 * Gives the units that an import has added something to their former state; those that were changed since are left as
 * they are and counted.
 */
export function takeBackMerged(
  memory: WriteConnection,
  batch: number,
  { replace }: { readonly replace: (unit: number, before: UnitImage, after: UnitImage) => void },
): number {
  let left = 0;
  const rows = memory.all<{ unit: number; before: string; after: string }>(
    'SELECT unit, before, after FROM merged WHERE batch = ?',
    batch,
  );
  for (const { unit, before, after } of rows) {
    const now = readImage(memory, unit);
    if (now && JSON.stringify(now) === after) replace(unit, now, JSON.parse(before) as UnitImage);
    else if (now) left++;
  }
  return left;
}
