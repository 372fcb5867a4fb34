import type { ReadConnection, WriteConnection } from '../sqlite.ts';
import type { UnitChange, UnitImage } from './images.ts';
import { ImageWriter, readImages } from './images.ts';

/** Told how many units are done; may throw to stop, which undoes the transaction. */
type StepProgress = (done: number, total: number | null) => void;

/** Who does a step, and when (milliseconds since 1970-01-01 UTC). */
export interface StepAuthor {
  readonly who: string;
  readonly now: number;
}

/** Lines of the log written in one go. */
const AT_ONCE = 50;
/** Units taken back in one go. */
const SLICE = 500;

/** A step on its way: every change of a unit goes into the memory and into the log. Belongs in a transaction. */
export class Step {
  readonly #memory: WriteConnection;
  readonly #images: ImageWriter;
  readonly #step: number;
  #changed = 0;
  /** What is still to be written to the log: step, unit, before and after of each change. */
  #logged: (number | string | null)[] = [];

  constructor(memory: WriteConnection, label: string, { who, now }: StepAuthor) {
    this.#memory = memory;
    memory.run("DELETE FROM step_unit WHERE step IN (SELECT id FROM step WHERE state = 'undone')");
    memory.run("UPDATE step SET state = 'dropped' WHERE state = 'undone'");
    memory.run("INSERT INTO step (at, who, label, state) VALUES (?, ?, ?, 'done')", now, who, label);
    this.#step = memory.get<{ id: number }>('SELECT last_insert_rowid() AS id')?.id ?? 0;
    this.#images = new ImageWriter(memory);
  }

  /** How many units were changed so far. */
  get changed(): number {
    return this.#changed;
  }

  replace(unit: number, before: UnitImage, after: UnitImage): void {
    this.replaceAll([{ unit, before, after }]);
  }

  /** The same for many units, each named once. */
  replaceAll(changes: readonly UnitChange[]): void {
    this.#images.updateAll(changes);
    for (const { unit, before, after } of changes) this.#log(unit, before, after);
  }

  /** Deletes units, given with what they are. */
  remove(units: ReadonlyMap<number, UnitImage>): void {
    this.#images.remove(
      [...units.keys()],
      Array.from(units.values(), ({ batch }) => batch),
    );
    for (const [unit, before] of units) this.#log(unit, before, null);
  }

  add(image: UnitImage): void {
    this.#log(this.#images.insert(image, null), null, image);
  }

  /** Notes the counts; a step that changed nothing leaves no trace. */
  close(): void {
    this.#images.close();
    this.#writeLog();
    if (this.#changed === 0) this.#memory.run('DELETE FROM step WHERE id = ?', this.#step);
  }

  #log(unit: number, before: UnitImage | null, after: UnitImage | null): void {
    this.#changed++;
    this.#logged.push(this.#step, unit, before && JSON.stringify(before), after && JSON.stringify(after));
    if (this.#logged.length === 4 * AT_ONCE) this.#writeLog();
  }

  #writeLog(): void {
    const count = this.#logged.length / 4;
    if (count === 0) return;
    this.#memory.run(
      `INSERT INTO step_unit (step, unit, before, after) VALUES ${Array(count).fill('(?, ?, ?, ?)').join(', ')}
       ON CONFLICT (step, unit) DO UPDATE SET after = excluded.after`,
      ...this.#logged,
    );
    this.#logged = [];
  }
}

interface StepRow {
  readonly id: number;
  readonly label: string;
}

/** The step that undo would take back, and the one redo would do again. */
export function nextSteps(memory: ReadConnection): { undo: string | null; redo: string | null } {
  return { undo: stepToUndo(memory)?.label ?? null, redo: stepToRedo(memory)?.label ?? null };
}

function stepToUndo(memory: ReadConnection): StepRow | undefined {
  return memory.get<StepRow>("SELECT id, label FROM step WHERE state = 'done' ORDER BY id DESC LIMIT 1");
}

function stepToRedo(memory: ReadConnection): StepRow | undefined {
  return memory.get<StepRow>("SELECT id, label FROM step WHERE state = 'undone' ORDER BY id LIMIT 1");
}

/** How many units the step has that undo or redo would work on. */
export function stepSize(memory: ReadConnection, direction: 'undo' | 'redo'): number {
  const step = direction === 'undo' ? stepToUndo(memory) : stepToRedo(memory);
  return step === undefined
    ? 0
    : (memory.get<{ count: number }>('SELECT count(*) AS count FROM step_unit WHERE step = ?', step.id)?.count ?? 0);
}

/**
 * Takes the last step back, or does the last one that was taken back again. Units that were changed elsewhere since
 * are left as they are and counted. Null when there is no such step. Belongs in a transaction.
 */
export function moveStep(
  memory: WriteConnection,
  direction: 'undo' | 'redo',
  progress: StepProgress,
): { label: string; changed: number; skipped: number } | null {
  const step = direction === 'undo' ? stepToUndo(memory) : stepToRedo(memory);
  if (!step) return null;
  const [from, to] = direction === 'undo' ? ['after', 'before'] : ['before', 'after'];
  const images = new ImageWriter(memory);
  const total = stepSize(memory, direction);
  const hasBatch = remembered((batch) => memory.get('SELECT 1 FROM batch WHERE id = ?', batch) !== undefined);
  let done = 0;
  let changed = 0;
  let last = -1;
  for (;;) {
    const rows = memory.all<{ unit: number; present: string | null; wanted: string | null }>(
      `SELECT unit, ${from} AS present, ${to} AS wanted FROM step_unit WHERE step = ? AND unit > ? ORDER BY unit LIMIT ${SLICE}`,
      step.id,
      last,
    );
    const now = readImages(
      memory,
      rows.map(({ unit }) => unit),
    );
    const gone = new Map<number, UnitImage>();
    const changes: UnitChange[] = [];
    for (const { unit, present, wanted } of rows) {
      last = unit;
      done++;
      const image = now.get(unit) ?? null;
      // A unit that is not in the state the step left it in was changed elsewhere.
      if ((image && JSON.stringify(image)) !== present) continue;
      if (wanted === null) {
        if (image) gone.set(unit, image);
        changed++;
        continue;
      }
      const after = JSON.parse(wanted) as UnitImage;
      if (image) changes.push({ unit, before: image, after });
      else if (!hasBatch(after.batch) || isTaken(memory, after.origin)) continue;
      else images.insert(after, unit);
      changed++;
    }
    images.updateAll(changes);
    images.remove(
      [...gone.keys()],
      Array.from(gone.values(), ({ batch }) => batch),
    );
    if (rows.length === 0) break;
    progress(done, total);
  }
  images.close();
  memory.run('UPDATE step SET state = ? WHERE id = ?', direction === 'undo' ? 'undone' : 'done', step.id);
  return { label: step.label, changed, skipped: done - changed };
}

/** True when the bead of a unit that is gone has made another unit meanwhile. */
function isTaken(memory: ReadConnection, origin: string | null): boolean {
  return origin !== null && memory.get('SELECT 1 FROM unit WHERE origin = ?', origin) !== undefined;
}

/** The same function, which asks only once for each number. */
function remembered(ask: (of: number) => boolean): (of: number) => boolean {
  const known = new Map<number, boolean>();
  return (of) => {
    const answer = known.get(of) ?? ask(of);
    known.set(of, answer);
    return answer;
  };
}
