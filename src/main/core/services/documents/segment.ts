import type { Sentence } from '../../../../shared/bitext/bead.ts';
import type { Unit } from '../../../../shared/formats/document-format.ts';
import { defaultSrx } from '../../../../shared/text/segmentation/default-srx.ts';
import { segmenter } from '../../../../shared/text/segmentation/segmenter.ts';

/** The sentences of units in order, numbered by `nextId`. Reports how many units are done about once a hundred. */
export function sentencesOf(
  units: readonly Unit[],
  language: string,
  nextId: () => number,
  progress: (done: number) => void,
): Sentence[] {
  const { split } = segmenter(defaultSrx(), language);
  const out: Sentence[] = [];
  units.forEach((unit, i) => {
    if (i % 100 === 0) progress(i);
    for (const { content, lead, trail } of split(unit.content)) {
      out.push({ id: nextId(), unit: unit.id, lead, content, trail });
    }
  });
  return out;
}
