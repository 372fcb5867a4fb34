import type { AlignSide } from '../../../../shared/alignment/documents.ts';
import type { Sentence } from '../../../../shared/bitext/bead.ts';
import type { Unit } from '../../../../shared/formats/document-format.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import type { Original, PackedOriginal } from '../../store/project/documents.ts';
import { packOriginal } from '../../store/project/documents.ts';
import type { PackedRows } from './packed-rows.ts';
import { packRows, readRow } from './packed-rows.ts';
import type { OpenedSegmented } from './prepare-side.ts';
import { sideInput } from './sides.ts';

/**
 * A side of a pair between reading and storing, packed away. As objects the units and sentences of a long text would
 * take several times the room for as long as the aligner works.
 */
export interface PackedSide {
  readonly name: string;
  /** What the aligner looks at besides the texts of the sentences. */
  readonly marks: Omit<AlignSide, 'sentences'>;
  readonly original: Original;
  readonly content: PackedOriginal;
  readonly units: PackedRows;
  /** Sentences without their numbers. */
  readonly sentences: PackedRows;
}

/** Packs a side. `told` is called now and then; it may throw to stop. */
export function packSide(
  { name, file, units, sentences }: OpenedSegmented,
  told: () => void = () => undefined,
): PackedSide {
  told();
  const { sentences: _, ...marks } = sideInput({ units, sentences });
  return {
    name,
    marks,
    original: file.original,
    content: packOriginal(file.bytes, file.parsed.skeleton),
    units: packRows(units, told),
    sentences: packRows(
      sentences.map(({ unit, lead, content, trail }) => ({ unit, lead, content, trail })),
      told,
    ),
  };
}

/** The units of a packed side, one after the other. */
export function* unitsOf({ units }: PackedSide): IterableIterator<Unit> {
  for (let k = 0; k < units.end.length; k++) yield readRow(units, k) as Unit;
}

/** The texts of the sentences of a packed side. */
export function textsOf({ sentences }: PackedSide): string[] {
  const text = (_: unknown, k: number): string =>
    visibleText((readRow(sentences, k) as Pick<Sentence, 'content'>).content);
  return Array.from(sentences.end, text);
}

/** A packed side as the aligner takes it. */
export function packedInput(side: PackedSide): AlignSide {
  return { sentences: textsOf(side), ...side.marks };
}

/** Sentence `k` (0-based) of a packed side, numbered `id`. */
export function sentenceAt({ sentences }: PackedSide, k: number, id: number): Sentence {
  const { unit, lead, content, trail } = readRow(sentences, k) as Omit<Sentence, 'id'>;
  return { id, unit, lead, content, trail };
}
