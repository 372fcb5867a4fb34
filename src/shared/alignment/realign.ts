import type { AlignmentInput } from './align.ts';
import { align } from './align.ts';
import type { Rectangle } from './band.ts';
import type { AlignedBead } from './beads.ts';
import type { AlignDocument, AlignSide, Lock } from './documents.ts';

/** A stretch aligned again: what it covers, and its beads in the sentence numbers of the document. */
export interface RealignedStretch extends Rectangle {
  readonly beads: readonly AlignedBead[];
}

function sliceSide(side: AlignSide, from: number, to: number): AlignSide {
  const { sentences, paragraphStarts, kinds } = side;
  return {
    sentences: sentences.slice(from, to),
    ...(paragraphStarts === undefined
      ? {}
      : { paragraphStarts: Array.from({ length: to - from }, (_, k) => paragraphStarts[from + k]!) }),
    ...(kinds === undefined ? {} : { kinds: kinds.slice(from, to) }),
  };
}

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
 * Aligns again only what lies between the two locks around a source sentence, with what has been learnt so far and
 * without learning anew (ALIGNMENT section 3.6): quick enough to follow every confirmation. `knowledge` should hold the
 * document's own word table and parameters, `earlier` the beads it has had until now.
 */
export function realignBetweenLocks(
  document: AlignDocument,
  sourceSentence: number,
  knowledge: Omit<AlignmentInput, 'documents' | 'passes' | 'earlier'>,
  earlier: readonly Lock[] = [],
): RealignedStretch {
  const stretch = stretchBetweenLocks(document, sourceSentence);
  const { sourceStart, sourceEnd, targetStart, targetEnd } = stretch;
  const inside = (document.locks ?? []).filter((lock) =>
    lock.source.length > 0
      ? lock.source.every((k) => k >= sourceStart && k < sourceEnd) &&
        lock.target.every((k) => k >= targetStart && k < targetEnd)
      : lock.target.every((k) => k >= targetStart && k < targetEnd),
  );
  const move = (numbers: readonly number[], by: number): number[] => numbers.map((k) => k + by);
  const nearby = earlier
    .map((bead) => ({
      source: move(
        bead.source.filter((k) => k >= sourceStart && k < sourceEnd),
        -sourceStart,
      ),
      target: move(
        bead.target.filter((k) => k >= targetStart && k < targetEnd),
        -targetStart,
      ),
    }))
    .filter((bead) => bead.source.length > 0 || bead.target.length > 0);
  const result = align({
    ...knowledge,
    passes: 0,
    ...(nearby.length === 0 ? {} : { earlier: [nearby] }),
    documents: [
      {
        source: sliceSide(document.source, sourceStart, sourceEnd),
        target: sliceSide(document.target, targetStart, targetEnd),
        locks: inside.map((lock) => ({
          source: move(lock.source, -sourceStart),
          target: move(lock.target, -targetStart),
        })),
      },
    ],
  });
  return {
    ...stretch,
    beads: result.documents[0]!.beads.map((bead) => ({
      ...bead,
      source: move(bead.source, sourceStart),
      target: move(bead.target, targetStart),
      reasons: bead.reasons.map((reason) =>
        reason.kind === 'runnerUp'
          ? { ...reason, source: move(reason.source, sourceStart), target: move(reason.target, targetStart) }
          : reason,
      ),
    })),
  };
}
