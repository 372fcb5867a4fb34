import type { AlignSide } from '../../../../shared/alignment/documents.ts';
import type { Sentence } from '../../../../shared/bitext/bead.ts';
import type { Unit } from '../../../../shared/formats/document-format.ts';
import type { Original, PackedOriginal } from '../../store/project/documents.ts';
import { packOriginal } from '../../store/project/documents.ts';
import type { PackedRows } from './packed-rows.ts';
import { packRows, readRow } from './packed-rows.ts';
import type { OpenedSegmented } from './prepare-side.ts';
import { sideInput } from './sides.ts';

/**
 * A side of a pair between reading and storing: what the aligner looks at, and the rest packed away. As objects the
 * units and sentences of a long text would take several times the room for as long as the aligner works.
 */
export interface PackedSide {
  readonly name: string;
  readonly input: AlignSide;
  readonly original: Original;
  readonly content: PackedOriginal;
  readonly units: PackedRows;
  /** Sentences without their numbers. */
  readonly sentences: PackedRows;
}

export function packSide({ name, file, units, sentences }: OpenedSegmented): PackedSide {
  return {
    name,
    input: sideInput({ units, sentences }),
    original: file.original,
    content: packOriginal(file.bytes, file.parsed.skeleton),
    units: packRows(units),
    sentences: packRows(sentences.map(({ unit, lead, content, trail }) => ({ unit, lead, content, trail }))),
  };
}

/** The units of a packed side, one after the other. */
export function* unitsOf({ units }: PackedSide): IterableIterator<Unit> {
  for (let k = 0; k < units.end.length; k++) yield readRow(units, k) as Unit;
}

/** Sentence `k` (0-based) of a packed side, numbered `id`. */
export function sentenceAt({ sentences }: PackedSide, k: number, id: number): Sentence {
  const { unit, lead, content, trail } = readRow(sentences, k) as Omit<Sentence, 'id'>;
  return { id, unit, lead, content, trail };
}
