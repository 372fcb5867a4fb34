import type { AlignmentInput, PreparedAlignment } from './align.ts';
import { beadsOfSection, prepareHere, withUnmatched } from './align.ts';
import type { Rectangle } from './band.ts';
import type { AlignedBead } from './beads.ts';
import type { AlignDocument, Lock } from './documents.ts';
import { joinDocuments } from './documents.ts';
import type { EarlierBead } from './earlier-paths.ts';
import { earlierPaths } from './earlier-paths.ts';
import type { Model } from './model.ts';
import { initialModel } from './model.ts';
import { planAlignment, runTask } from './plan.ts';
import { createScratch } from './scratch.ts';

/** A stretch aligned again: what it covers, and its beads in the sentence numbers of the document. */
export interface RealignedStretch extends Rectangle {
  readonly beads: readonly AlignedBead[];
}

/** What is known of a document: at best its own word table and parameters. */
export type Knowledge = Pick<AlignmentInput, 'languages' | 'tables' | 'dictionary' | 'parameters'>;

/** The stretch between the locks nearest to a source sentence, before and after it. */
export function stretchBetweenLocks(document: AlignDocument, sourceSentence: number): Rectangle {
  let sourceStart = 0;
  let targetStart = 0;
  let sourceEnd = document.source.sentences.length;
  let targetEnd = document.target.sentences.length;
  for (const lock of document.locks ?? []) {
    if (lock.source.length === 0 || lock.target.length === 0) continue;
    if (Math.max(...lock.source) < sourceSentence) {
      sourceStart = Math.max(sourceStart, Math.max(...lock.source) + 1);
      targetStart = Math.max(targetStart, Math.max(...lock.target) + 1);
    } else if (Math.min(...lock.source) > sourceSentence) {
      sourceEnd = Math.min(sourceEnd, Math.min(...lock.source));
      targetEnd = Math.min(targetEnd, Math.min(...lock.target));
    }
  }
  // Locks that cross leave nothing between them.
  return {
    sourceStart,
    sourceEnd: Math.max(sourceStart, sourceEnd),
    targetStart,
    targetEnd: Math.max(targetStart, targetEnd),
  };
}

/**
 * Prepares a document for being aligned again piece by piece while its beads are confirmed, and returns a function that
 * aligns what lies between the two locks around a source sentence, with what has been learnt so far and without
 * learning anew (ALIGNMENT section 3.6). The function takes all locks of the document and the beads it has had until
 * now; near those it searches. When a text is edited, a new one must be created. Throws `AlignmentInputError` for locks
 * that do not fit.
 */
export function createRealigner(
  document: Omit<AlignDocument, 'locks'>,
  knowledge: Knowledge,
): (locks: readonly Lock[], sourceSentence: number, earlier: readonly EarlierBead[]) => RealignedStretch {
  let prepared: PreparedAlignment | undefined;
  let model: Model | undefined;
  let preparedFor = '';
  const scratch = createScratch();

  return (locks, sourceSentence, earlier) => {
    const all = { ...document, locks };
    const joined = joinDocuments([all]);
    const stretch = stretchBetweenLocks(all, sourceSentence);
    const unmatched = joined.unmatched[0]!;
    // Sentences confirmed as having no counterpart are not part of what was prepared.
    const key = JSON.stringify(unmatched);
    if (prepared === undefined || model === undefined || key !== preparedFor) {
      prepared = prepareHere({ ...knowledge, documents: [{ ...document, locks: unmatched }] });
      model = initialModel(prepared.corpus, knowledge.parameters);
      preparedFor = key;
    }
    const { corpus } = prepared;
    const inside = (from: number, to: number, start: number, end: number): boolean => from >= start && to < end;
    const sections = joined.sections.filter((section) => {
      const source = joined.source.number.subarray(section.sourceStart, section.sourceEnd);
      const target = joined.target.number.subarray(section.targetStart, section.targetEnd);
      return (
        (source.length === 0 || inside(source[0]!, source.at(-1)!, stretch.sourceStart, stretch.sourceEnd)) &&
        (target.length === 0 || inside(target[0]!, target.at(-1)!, stretch.targetStart, stretch.targetEnd))
      );
    });
    const plan = planAlignment(corpus, sections, {
      passes: 0,
      parameters: knowledge.parameters,
      model,
      paths: earlierPaths(joined, sections, [earlier]),
    });
    let step = plan.next();
    while (step.done !== true) {
      const { model: current, tasks } = step.value;
      step = plan.next(tasks.map((task) => runTask(corpus, current, task, undefined, scratch)));
    }
    const { value: result } = step;
    const view = { ...prepared, joined: { ...joined, sections } };
    const beads = sections.flatMap((_, s) => beadsOfSection(view, result, s));
    const alone = unmatched.filter(({ source, target }) =>
      source.length > 0
        ? source.every((k) => k >= stretch.sourceStart && k < stretch.sourceEnd)
        : target.every((k) => k >= stretch.targetStart && k < stretch.targetEnd),
    );
    return { ...stretch, beads: withUnmatched(beads, alone) };
  };
}
