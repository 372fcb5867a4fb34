import type { Sentence } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { Unit } from '../../../../shared/formats/document-format.ts';
import { defaultSrx } from '../../../../shared/text/segmentation/default-srx.ts';
import type { SrxDocument } from '../../../../shared/text/segmentation/model.ts';
import { segmenter } from '../../../../shared/text/segmentation/segmenter.ts';
import { loadSrx } from '../../../../shared/text/segmentation/srx-read.ts';

/** A project's own rules (the XML of an SRX file, from its setting `srx`), or those that come with the program. */
function rulesOf(srx: unknown): SrxDocument {
  if (typeof srx !== 'string' || srx.trim() === '') return defaultSrx();
  try {
    return loadSrx(srx);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CoreError(
      'badRequest',
      `the project's segmentation rules cannot be used (${detail}); correct or remove them in Settings`,
      { key: 'srx', detail },
    );
  }
}

/** The sentences of units in order, numbered by `nextId`. Reports how many units are done about once a hundred. */
export function sentencesOf(
  units: readonly Unit[],
  language: string,
  srx: unknown,
  nextId: () => number,
  progress: (done: number) => void,
): Sentence[] {
  const { split } = segmenter(rulesOf(srx), language);
  const out: Sentence[] = [];
  units.forEach((unit, i) => {
    if (i % 100 === 0) progress(i);
    for (const { content, lead, trail } of split(unit.content)) {
      out.push({ id: nextId(), unit: unit.id, lead, content, trail });
    }
  });
  return out;
}
