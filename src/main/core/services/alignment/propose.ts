import type { AlignedBead } from '../../../../shared/alignment/beads.ts';
import type { AlignDocument } from '../../../../shared/alignment/documents.ts';
import { describeAligned, isOneSided, isPinned } from '../../../../shared/bitext/aligned.ts';
import type { Bead, Sentence, Side } from '../../../../shared/bitext/bead.ts';
import type { Command } from '../../../../shared/contract/commands.ts';
import type { UnitKind } from '../../../../shared/formats/document-format.ts';
import { alignSide } from './sides.ts';

/** The kinds of the units of both sides. */
export type UnitKinds = Readonly<Record<Side, ReadonlyMap<string, UnitKind>>>;

type Pair = Extract<Command, { type: 'realign' }>['into'][number];

/** Beads in order as a task for the aligner: pinned beads with two sides are locks, those with one side are left out. */
export interface RealignTask {
  readonly document: AlignDocument;
  /** Turns the beads the aligner found into what the command `realign` takes. */
  readonly into: (found: readonly AlignedBead[]) => Pair[];
}

/** What the aligner is asked about a run of beads, and how its answer becomes beads again. */
export function realignTask(beads: readonly Bead[], kinds: UnitKinds): RealignTask {
  const sentences: Record<Side, Sentence[]> = { source: [], target: [] };
  const locks: { source: number[]; target: number[] }[] = [];
  /** Pinned beads with one side, after the sentence of that side they follow (-1: none). */
  const apart = new Map<string, Pair[]>();
  for (const bead of beads) {
    if (isPinned(bead) && isOneSided(bead)) {
      const side: Side = bead.source.length > 0 ? 'source' : 'target';
      const key = `${side} ${sentences[side].length - 1}`;
      apart.set(key, [...(apart.get(key) ?? []), pairOf(bead)]);
      continue;
    }
    const numbers = (side: Side): number[] => bead[side].map((sentence) => sentences[side].push(sentence) - 1);
    const lock = { source: numbers('source'), target: numbers('target') };
    if (isPinned(bead)) locks.push(lock);
  }
  const take = (key: string): Pair[] => {
    const found = apart.get(key) ?? [];
    apart.delete(key);
    return found;
  };
  return {
    document: {
      source: alignSide(sentences.source, kinds.source),
      target: alignSide(sentences.target, kinds.target),
      locks,
    },
    into: (found) => [
      ...take('source -1'),
      ...take('target -1'),
      ...found.flatMap((bead) => [
        {
          source: bead.source.map((k) => sentences.source[k]?.id ?? 0),
          target: bead.target.map((k) => sentences.target[k]?.id ?? 0),
          ...describeAligned(bead),
        },
        ...bead.source.flatMap((k) => take(`source ${k}`)),
        ...bead.target.flatMap((k) => take(`target ${k}`)),
      ]),
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
