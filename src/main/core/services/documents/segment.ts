import type { Sentence } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { Unit } from '../../../../shared/formats/document-format.ts';
import { defaultSrx } from '../../../../shared/text/segmentation/default-srx.ts';
import type { SrxDocument } from '../../../../shared/text/segmentation/model.ts';
import type { Segmenter } from '../../../../shared/text/segmentation/segmenter.ts';
import { segmenter } from '../../../../shared/text/segmentation/segmenter.ts';
import { loadSrx } from '../../../../shared/text/segmentation/srx-read.ts';

/** The rules in the XML of an SRX file (setting `srx` of the project, else of the user), or those that come along. */
function rulesOf(srx: unknown): SrxDocument {
  if (typeof srx !== 'string' || srx.trim() === '') return defaultSrx();
  try {
    return loadSrx(srx);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CoreError(
      'badRequest',
      `your segmentation rules cannot be used (${detail}); correct or remove them in Settings`,
      { key: 'srx', detail },
    );
  }
}

const segmenters = new Map<string, Segmenter>();

/** Building the automata of a set of rules takes longer than most documents do. */
function segmenterOf(srx: unknown, language: string): Segmenter {
  const key = `${language}\n${typeof srx === 'string' ? srx : ''}`;
  let found = segmenters.get(key);
  if (!found) {
    found = segmenter(rulesOf(srx), language);
    segmenters.clear();
    segmenters.set(key, found);
  }
  return found;
}

/** The sentences of units in order, numbered by `nextId`. Reports how many units are done about once a hundred. */
export function sentencesOf(
  units: readonly Unit[],
  language: string,
  srx: unknown,
  nextId: () => number,
  progress: (done: number) => void,
): Sentence[] {
  const { split } = segmenterOf(srx, language);
  const out: Sentence[] = [];
  units.forEach((unit, i) => {
    if (i % 100 === 0) progress(i);
    for (const { content, lead, trail } of split(unit.content)) {
      out.push({ id: nextId(), unit: unit.id, lead, content, trail });
    }
  });
  return out;
}
