import type { ExportReport } from '../../../../shared/contract/types.ts';
import type { TmxHeader } from '../../../../shared/formats/bilingual/model.ts';
import type { TmxOrigin } from '../../../../shared/formats/tmx/bilingual.ts';
import { tmxHeader } from '../../../../shared/formats/tmx/bilingual.ts';
import { writeTmx } from '../../../../shared/formats/tmx/writer.ts';
import { writeFileAtomically } from '../../store/atomic-file.ts';
import type { StoredUnit } from '../../store/memory/units.ts';
import { iterateUnits, readUnit } from '../../store/memory/units.ts';
import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';

export interface MemoryExportOptions {
  readonly languages?: readonly string[] | undefined;
  /** Only these units, in this order; all when absent. */
  readonly units?: readonly number[] | undefined;
  /** Without names of people, projects and documents. */
  readonly anonymous?: boolean;
  /** Text without inline codes (TMX level 1). */
  readonly plain: boolean;
  /** Who writes the file, for its header. */
  readonly origin: TmxOrigin;
  readonly progress: (done: number, total: number) => void;
}

/** Writes a memory as TMX 1.4b. */
export function exportTmx(memory: ReadConnection, file: string, options: MemoryExportOptions): ExportReport {
  return memory.snapshot(() => {
    const { languages, plain, anonymous = false } = options;
    const total = options.units?.length ?? readCounter(memory, 'units');
    let units = 0;
    function* counted(): IterableIterator<StoredUnit> {
      for (const unit of options.units ? chosen(memory, options.units) : iterateUnits(memory)) {
        if (++units % 500 === 0) options.progress(units, total);
        yield unit;
      }
    }
    const chunks = writeTmx(headerOf(memory, options.origin), counted(), {
      ...(languages === undefined ? {} : { languages }),
      codes: !plain,
      privateData: !anonymous,
    });
    const bytes = writeFileAtomically(file, chunks);
    return { path: file, units, bytes, untranslated: 0 };
  });
}

function* chosen(memory: ReadConnection, units: readonly number[]): IterableIterator<StoredUnit> {
  for (const id of units) {
    const unit = readUnit(memory, id);
    if (unit) yield unit;
  }
}

/** The header the units came with when they all came with one, else one of our own. */
function headerOf(memory: ReadConnection, origin: TmxOrigin): TmxHeader {
  const batches = memory.all<{ header: string | null }>('SELECT header FROM batch WHERE units > 0 LIMIT 2');
  const only = batches.length === 1 ? batches[0]?.header : null;
  if (only) return JSON.parse(only) as TmxHeader;
  return tmxHeader('*all*', origin);
}
