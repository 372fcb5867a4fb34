import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

interface Held {
  /** Of the memory, up to which everything is known. */
  generation: number;
  /** The highest number of a variant that is known. */
  last: number;
  /** The unit of each variant by its number, 0 for those that are gone. */
  units: Uint32Array;
}

/** Units read from the memory in one turn. */
const SLICE = 10_000;
/** From how many new variants it is quicker to begin afresh. */
const AFRESH = 200_000;

/** Which unit each text of a memory belongs to, kept up to date with what changed since. */
export class VariantUnits {
  #held = new WeakMap<ReadConnection, Held>();
  /** Memories that are being read, so that several who want one share the work. */
  #reading = new WeakMap<ReadConnection, Generator<undefined, Held>>();

  clear(): void {
    this.#held = new WeakMap();
    this.#reading = new WeakMap();
  }

  /**
   * The unit of each variant by the variant's number, 0 for those that are gone; made in turns of a few milliseconds.
   * The connection is asked for anew at each turn.
   */
  *of(memory: () => ReadConnection): Generator<undefined, Uint32Array> {
    let held = this.#held.get(memory());
    while (!held || lastVariant(memory()) - held.last > AFRESH) {
      held = this.#readOn(memory);
      if (!held) yield;
    }
    catchUp(memory(), held);
    return held.units;
  }

  /** Goes on reading a memory; what it holds once that is done. */
  #readOn(memory: () => ReadConnection): Held | undefined {
    const connection = memory();
    const reading = this.#reading.get(connection) ?? readAll(memory);
    this.#reading.set(connection, reading);
    const next = reading.next();
    if (next.done !== true) return undefined;
    this.#reading.delete(connection);
    this.#held.set(connection, next.value);
    return next.value;
  }
}

function lastVariant(memory: ReadConnection): number {
  return memory.get<{ id: number | null }>('SELECT max(id) AS id FROM variant')?.id ?? 0;
}

/** What the memory held at least when it began; what changes meanwhile belongs to later generations. */
function* readAll(memory: () => ReadConnection): Generator<undefined, Held> {
  const { generation, last, lastUnit } = memory().snapshot(() => ({
    generation: readCounter(memory(), 'generation'),
    last: lastVariant(memory()),
    lastUnit: memory().get<{ id: number | null }>('SELECT max(id) AS id FROM unit')?.id ?? 0,
  }));
  const units = new Uint32Array(last + 1);
  for (let from = 0; from < lastUnit; from += SLICE) {
    // As lists, which takes a third of the time of rows; the index holds all that is asked for.
    const lists = memory().get<{ units: string; variants: string }>(
      `SELECT json_group_array(unit) AS units, json_group_array(id) AS variants
       FROM variant INDEXED BY variant_unit WHERE unit > ? AND unit <= ?`,
      from,
      from + SLICE,
    );
    const numbers = JSON.parse(lists?.units ?? '[]') as number[];
    const variants = JSON.parse(lists?.variants ?? '[]') as number[];
    for (let i = 0; i < variants.length; i++) {
      const variant = variants[i] as number;
      if (variant <= last) units[variant] = numbers[i] as number;
    }
    yield;
  }
  return { generation, last, units };
}

function catchUp(memory: ReadConnection, held: Held): void {
  memory.snapshot(() => {
    const now = readCounter(memory, 'generation');
    if (now === held.generation) return;
    const rows = memory.all<{ id: number; unit: number }>('SELECT id, unit FROM variant WHERE id > ?', held.last);
    const last = rows.reduce((most, { id }) => Math.max(most, id), held.last);
    if (last >= held.units.length) {
      const longer = new Uint32Array(last + 1 + AFRESH);
      longer.set(held.units);
      held.units = longer;
    }
    for (const { id, unit } of rows) held.units[id] = unit;
    for (const { variant } of memory.all<{ variant: number }>(
      'SELECT variant FROM gone WHERE generation > ?',
      held.generation,
    )) {
      if (variant < held.units.length) held.units[variant] = 0;
    }
    held.last = last;
    held.generation = now;
  });
}
