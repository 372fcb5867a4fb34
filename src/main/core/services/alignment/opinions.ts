import { align } from '../../../../shared/alignment/align.ts';
import type { Bead, Side } from '../../../../shared/bitext/bead.ts';
import type { Opinion } from '../../../../shared/contract/align.ts';
import { readAlignment, readUnitKinds } from '../../store/project/alignment.ts';
import { bitextReader, firstBeadId } from '../../store/project/beads.ts';
import { requireDocument } from '../../store/project/documents.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { alignmentInput } from './knowledge.ts';
import type { Pair } from './propose.ts';
import { realignTask } from './propose.ts';

/** Beads before and after a bead that are looked at to judge it. */
const AROUND = 25;

/** The beads around some beads, as runs in order; runs that touch are one. */
function runsAround(project: ReadConnection, document: number, ids: readonly number[]): Bead[][] {
  const reader = bitextReader(project, document);
  const runs: Bead[][] = [];
  const seen = new Set<number>();
  for (const id of ids) {
    const start = seen.has(id) ? undefined : reader.bead(id);
    if (!start) continue;
    const before: Bead[] = [];
    for (let bead = reader.previous(id); bead && before.length < AROUND; bead = reader.previous(bead.id)) {
      if (seen.has(bead.id)) break;
      before.unshift(bead);
    }
    const run = [...before, start];
    let left = AROUND;
    const wanted = new Set(ids);
    for (let bead = reader.next(id); bead && left-- > 0; bead = reader.next(bead.id)) {
      run.push(bead);
      if (wanted.has(bead.id)) left = AROUND;
    }
    for (const bead of run) seen.add(bead.id);
    runs.push(run);
  }
  return runs;
}

const keyOf = (source: readonly number[], target: readonly number[]): string =>
  `${[...source].sort((a, b) => a - b).join()}:${[...target].sort((a, b) => a - b).join()}`;

const idsOf = (bead: Bead, side: Side): number[] => bead[side].map(({ id }) => id);

/**
 * What the aligner thinks of beads it has not made: its confidence where it would pair the same sentences; otherwise
 * what the likeliest bead over one of them leaves, since both cannot be right.
 */
export function opinions(project: ReadConnection, document: number, ids: readonly number[]): Opinion[] {
  return project.snapshot(() => {
    const languages = requireDocument(project, document);
    const parameters = readAlignment(project, document)?.parameters;
    const kinds = {
      source: readUnitKinds(project, document, 'source'),
      target: readUnitKinds(project, document, 'target'),
    };
    const wanted = new Set(ids);
    const firstLater = firstBeadId(project, document);
    return runsAround(project, document, ids).flatMap((run) => {
      const { document: task, into } = realignTask(run, kinds, firstLater);
      const result = align({
        ...alignmentInput(project, languages, [task]),
        passes: 0,
        ...(parameters ? { parameters } : {}),
      });
      const found = into(result.documents[0]?.beads ?? []);
      return judged(
        run.filter(({ id }) => wanted.has(id)),
        found,
      );
    });
  });
}

function judged(beads: readonly Bead[], found: readonly Pair[]): Opinion[] {
  const same = new Map(found.map((pair) => [keyOf(pair.source, pair.target), pair]));
  const over: Record<Side, Map<number, number>> = { source: new Map(), target: new Map() };
  for (const pair of found) {
    for (const side of ['source', 'target'] as const) {
      for (const id of pair[side]) over[side].set(id, pair.confidence ?? 0);
    }
  }
  return beads.map((bead) => {
    const [source, target] = [idsOf(bead, 'source'), idsOf(bead, 'target')];
    const pair = same.get(keyOf(source, target));
    if (pair) return { bead: bead.id, confidence: pair.confidence ?? 1, reasons: pair.reasons };
    const rivals = [...source.map((id) => over.source.get(id) ?? 0), ...target.map((id) => over.target.get(id) ?? 0)];
    return { bead: bead.id, confidence: 1 - Math.max(0, ...rivals), reasons: ['otherwise'] };
  });
}
