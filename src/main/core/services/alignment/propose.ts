import type { AlignedBead } from '../../../../shared/alignment/beads.ts';
import type { AlignDocument } from '../../../../shared/alignment/documents.ts';
import { describeAligned, isOneSided, isPinned } from '../../../../shared/bitext/aligned.ts';
import type { Bead, Sentence, Side } from '../../../../shared/bitext/bead.ts';
import type { Command } from '../../../../shared/contract/commands.ts';
import type { UnitKind } from '../../../../shared/formats/document-format.ts';
import { alignSide } from './sides.ts';

/** The kinds of the units of both sides. */
export type UnitKinds = Readonly<Record<Side, ReadonlyMap<string, UnitKind>>>;

/** A pairing as the command `realign` takes it. */
export type Pair = Extract<Command, { type: 'realign' }>['into'][number];

/** Beads in order as a task for the aligner: pinned beads with two sides are locks, those with one side are left out. */
export interface RealignTask {
  readonly document: AlignDocument;
  /** Turns the beads the aligner found into what the command `realign` takes. */
  readonly into: (found: readonly AlignedBead[]) => Pair[];
}

/**
 * The sentences of one side in the order of their document, wherever somebody has moved them: by their numbers, which
 * were given in that order. What was split off later has a number of its own and follows what it stands behind.
 */
function inDocumentOrder(sentences: readonly Sentence[], firstLater: number): Sentence[] {
  let place = -1;
  let after = 0;
  return sentences
    .map((sentence) => {
      if (sentence.id < firstLater) {
        place = sentence.id;
        after = 0;
      } else after++;
      return { sentence, place, after };
    })
    .sort((a, b) => a.place - b.place || a.after - b.after)
    .map(({ sentence }) => sentence);
}

/**
 * What the aligner is asked about a run of beads, and how its answer becomes beads again. `firstLater`: the number from
 * which on sentences were made by splitting others.
 */
export function realignTask(beads: readonly Bead[], kinds: UnitKinds, firstLater: number): RealignTask {
  const apart = new Map<string, Pair[]>();
  const inTask: Bead[] = [];
  const last: Record<Side, number> = { source: -1, target: -1 };
  for (const bead of beads) {
    if (isPinned(bead) && isOneSided(bead)) {
      // A pinned bead with one side stays behind the sentence it stands behind on that side.
      const side: Side = bead.source.length > 0 ? 'source' : 'target';
      const key = `${side} ${last[side]}`;
      apart.set(key, [...(apart.get(key) ?? []), pairOf(bead)]);
      continue;
    }
    inTask.push(bead);
    for (const side of ['source', 'target'] as const) last[side] = bead[side].at(-1)?.id ?? last[side];
  }
  const ordered = (side: Side): Sentence[] =>
    inDocumentOrder(
      inTask.flatMap((bead) => bead[side]),
      firstLater,
    );
  const sentences: Record<Side, readonly Sentence[]> = { source: ordered('source'), target: ordered('target') };
  const numbers: Record<Side, Map<number, number>> = {
    source: new Map(sentences.source.map(({ id }, k) => [id, k])),
    target: new Map(sentences.target.map(({ id }, k) => [id, k])),
  };
  const locked = (bead: Bead, side: Side): number[] =>
    bead[side].map(({ id }) => numbers[side].get(id) ?? 0).sort((a, b) => a - b);
  const take = (side: Side, id: number): Pair[] => {
    const found = apart.get(`${side} ${id}`) ?? [];
    apart.delete(`${side} ${id}`);
    return found;
  };
  return {
    document: {
      source: alignSide(sentences.source, kinds.source),
      target: alignSide(sentences.target, kinds.target),
      locks: inTask
        .filter(isPinned)
        .map((bead) => ({ source: locked(bead, 'source'), target: locked(bead, 'target') })),
    },
    into: (found) => [
      ...take('source', -1),
      ...take('target', -1),
      ...found.flatMap((bead) => {
        const ids = (side: Side): number[] => bead[side].map((k) => sentences[side][k]?.id ?? 0);
        const [source, target] = [ids('source'), ids('target')];
        return [
          { source, target, ...describeAligned(bead) },
          ...source.flatMap((id) => take('source', id)),
          ...target.flatMap((id) => take('target', id)),
        ];
      }),
    ],
  };
}

function pairOf({ source, target, confidence, reasons }: Bead): Pair {
  return {
    source: source.map(({ id }) => id),
    target: target.map(({ id }) => id),
    confidence,
    reasons: [...reasons],
  };
}
