import { realpathSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { MemoryCommand, MemoryStep } from '../../../../shared/contract/memory-edit.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { UnitImage } from '../../store/memory/images.ts';
import { ImageWriter, readImage, readImages } from '../../store/memory/images.ts';
import { Step } from '../../store/memory/steps.ts';
import { insertBatch, lastUnit, unitDigest } from '../../store/memory/units.ts';
import { MEMORY_EXTENSION, createMemoryFile, openMemoryFile } from '../../store/memory-file.ts';
import { readMeta } from '../../store/meta.ts';
import type { ReadConnection, SqliteOptions, WriteConnection } from '../../store/sqlite.ts';
import { requireAbsolute } from '../files.ts';
import { findMerged } from '../memories/merge-unit.ts';
import type { CommandContext } from './commands.ts';
import { describeStep } from './commands.ts';

/** Units copied between two looks at whether the user gave up. */
const SLICE = 500;

/**
 * Takes over the units of another memory as one batch. Of those whose texts are here already, what they say besides is
 * merged into the unit that is here; those that say nothing new are skipped.
 */
export async function mergeMemory(
  memory: WriteConnection,
  from: string,
  context: CommandContext,
  options: SqliteOptions,
): Promise<MemoryStep> {
  if (realpathSync(from) === realpathSync(memory.path)) {
    throw new CoreError('badRequest', `${from}: a memory cannot be merged into itself; choose another one`, {
      path: from,
    });
  }
  // Opened for writing once, so that a memory of an older version is brought up to date first.
  const other = await openMemoryFile(from, options);
  try {
    return other.snapshot(() => memory.transaction(() => takeOver(memory, other, context)));
  } finally {
    other.close();
  }
}

function takeOver(memory: WriteConnection, other: ReadConnection, context: CommandContext): MemoryStep {
  const name = readMeta(other, 'name') ?? basename(other.path, MEMORY_EXTENSION);
  const batch = insertBatch(memory, { kind: 'import', name, at: context.now }, null);
  const step = new Step(memory, 'merge', context);
  const last = lastUnit(memory);
  let skipped = 0;
  for (const image of images(other, context)) {
    const found = findMerged(memory, () => image, unitDigest(image), last);
    // A unit belongs to the project it was confirmed in through one memory only.
    if (!found) step.add({ ...image, batch, origin: null });
    else if (found.after === found.before) skipped++;
    else step.replace(found.unit, found.before, found.after);
  }
  step.close();
  memory.run('DELETE FROM batch WHERE id = ? AND units = 0', batch);
  return describeStep(memory, { changed: step.changed, skipped, label: 'merge' });
}

/** Every unit of a memory, in order. */
export function* images(
  memory: ReadConnection,
  { progress }: Pick<CommandContext, 'progress'>,
): IterableIterator<UnitImage> {
  const total = memory.get<{ count: number }>('SELECT count(*) AS count FROM unit')?.count ?? 0;
  let last = 0;
  let done = 0;
  for (;;) {
    const rows = memory.all<{ id: number }>('SELECT id FROM unit WHERE id > ? ORDER BY id LIMIT ?', last, SLICE);
    if (rows.length === 0) return;
    for (const { id } of rows) {
      last = id;
      const image = readImage(memory, id);
      if (image) yield image;
    }
    done += rows.length;
    progress(done, total);
  }
}

/**
 * Copies units into a new memory file; when they are to move, they are deleted here, which can be undone. A failure
 * leaves no new file behind.
 */
export async function splitMemory(
  memory: WriteConnection,
  command: Extract<MemoryCommand, { type: 'split' }>,
  context: CommandContext,
  options: SqliteOptions,
): Promise<MemoryStep> {
  const full = requireAbsolute(command.to);
  const path = full.endsWith(MEMORY_EXTENSION) ? full : `${full}${MEMORY_EXTENSION}`;
  const name = basename(path, MEMORY_EXTENSION);
  const fresh = await createMemoryFile(path, name, options);
  try {
    const copied = copyUnits(memory, fresh, command.units, context);
    fresh.close();
    if (!command.move) return describeStep(memory, { changed: copied, skipped: 0, label: 'split' });
    return memory.transaction(() => {
      const step = new Step(memory, 'split', context);
      for (let from = 0; from < command.units.length; from += SLICE) {
        step.remove(readImages(memory, command.units.slice(from, from + SLICE)));
      }
      step.close();
      return describeStep(memory, { changed: step.changed, skipped: 0, label: 'split' });
    });
  } catch (error) {
    fresh.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    throw error;
  }
}

function copyUnits(
  memory: ReadConnection,
  fresh: WriteConnection,
  units: readonly number[],
  context: CommandContext,
): number {
  return fresh.transaction(() => {
    const batches = new Map<number, number>();
    const writer = new ImageWriter(fresh);
    let done = 0;
    for (const unit of units) {
      const image = readImage(memory, unit);
      if (image) {
        writer.insert({ ...image, batch: copiedBatch(memory, fresh, image.batch, batches), origin: null }, null);
        done++;
      }
      if (done % SLICE === 0) context.progress(done, units.length);
    }
    writer.close();
    return done;
  });
}

/** The batch of the new memory that stands for one of the old, with its header. */
function copiedBatch(
  memory: ReadConnection,
  fresh: WriteConnection,
  batch: number,
  known: Map<number, number>,
): number {
  const present = known.get(batch);
  if (present !== undefined) return present;
  const row = memory.get<{ name: string; at: number; header: string | null }>(
    'SELECT name, at, header FROM batch WHERE id = ?',
    batch,
  );
  const id = insertBatch(fresh, { kind: 'import', name: row?.name ?? '', at: row?.at ?? 0 }, null);
  if (row?.header) fresh.run('UPDATE batch SET header = ? WHERE id = ?', row.header, id);
  known.set(batch, id);
  return id;
}
