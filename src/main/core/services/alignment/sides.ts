import type { AlignSide } from '../../../../shared/alignment/documents.ts';
import type { Sentence } from '../../../../shared/bitext/bead.ts';
import type { Unit, UnitKind } from '../../../../shared/formats/document-format.ts';
import { visibleText } from '../../../../shared/text/content.ts';

/** Kinds of units that are running text: their number says nothing about the structure of a document. */
const RUNNING: ReadonlySet<UnitKind> = new Set(['paragraph', 'line']);

/** Sentences as the aligner reads them, with where paragraphs start and what is not running text. */
export function alignSide(sentences: readonly Sentence[], kinds: ReadonlyMap<string, UnitKind>): AlignSide {
  return {
    sentences: sentences.map(({ content }) => visibleText(content)),
    paragraphStarts: sentences.map(({ unit }, i) => i === 0 || unit === null || unit !== sentences[i - 1]?.unit),
    kinds: sentences.map(({ unit }) => {
      const kind = unit === null ? undefined : kinds.get(unit);
      return kind === undefined || RUNNING.has(kind) ? '' : kind;
    }),
  };
}

/** The sentences of a file as the aligner reads them. */
export function sideInput({ sentences, units }: SegmentedTexts): AlignSide {
  return alignSide(sentences, new Map(units.map(({ id, kind }) => [id, kind])));
}

interface SegmentedTexts {
  readonly units: readonly Unit[];
  readonly sentences: readonly Sentence[];
}
