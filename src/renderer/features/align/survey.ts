import type { AlignmentTally } from '../../../shared/bitext/aligned.ts';
import { alignmentTally, doubtOf, isOneSided, isPinned } from '../../../shared/bitext/aligned.ts';
import type { Bead, Side } from '../../../shared/bitext/bead.ts';
import { isMarked } from '../../../shared/bitext/bead.ts';
import type { BeadChunk } from '../../bitext/bead-list.ts';
import type { Opinions } from './judged.ts';
import { isJudgedByOpinion, judged } from './judged.ts';
import type { Doubt, Passage, Survey } from './rows.ts';

/*
 * What an alignment shows is worked out chunk by chunk and kept with the chunk, so that a change costs a look at the
 * beads next to it and not at all there are.
 */

/** Neighbouring beads with one side only from which on they are shown as one missing passage (ALIGNMENT section 3.9). */
const PASSAGE = 5;

/** What one chunk adds; rows count from its first bead. */
interface Part {
  readonly version: number;
  /** The opinions its beads were judged by; null where none of them asks for one. */
  readonly opinions: Opinions | null;
  readonly ids: Float64Array;
  /** Beads that nobody but the aligner can say anything about. */
  readonly unjudged: readonly number[];
  /** Runs of beads with text on the same side only, however short. */
  readonly runs: readonly Passage[];
  /** Doubtful beads, those of missing passages too. */
  readonly doubts: readonly Doubt[];
  readonly bookmarks: readonly number[];
  readonly comments: readonly number[];
  readonly tally: AlignmentTally;
}

/** All that the page shows of an alignment as a whole. */
interface Surveyed {
  readonly survey: Survey;
  readonly tally: AlignmentTally;
  /** The beads in the order of the rows. */
  readonly ids: Float64Array;
}

const parts = new WeakMap<BeadChunk, Part>();

/** The side that has text; null for a pair, and for a deletion that somebody has settled. */
function openSide(bead: Bead): Side | null {
  if (!isOneSided(bead) || isPinned(bead)) return null;
  return bead.source.length > 0 ? 'source' : 'target';
}

/** Adds a run to those before it, as one with the last where it goes on. */
function addRun(runs: Passage[], run: Passage): void {
  const last = runs.at(-1);
  if (last && last.side === run.side && last.row + last.count === run.row) {
    runs[runs.length - 1] = { ...last, count: last.count + run.count };
  } else runs.push(run);
}

function newPart({ beads, version }: BeadChunk, opinions: Opinions): Part {
  const unjudged = beads.filter(isJudgedByOpinion).map(({ id }) => id);
  const seen = unjudged.length === 0 ? beads : beads.map((bead) => judged(bead, opinions));
  const runs: Passage[] = [];
  const doubts: Doubt[] = [];
  const bookmarks: number[] = [];
  const comments: number[] = [];
  for (const [row, bead] of seen.entries()) {
    const side = openSide(bead);
    if (side) addRun(runs, { row, count: 1, side });
    const kind = doubtOf(bead);
    if (kind) doubts.push({ row, kind });
    if (isMarked(bead, 'bookmarked')) bookmarks.push(row);
    if (bead.comments.some(({ resolved }) => resolved !== true)) comments.push(row);
  }
  return {
    version,
    opinions: unjudged.length === 0 ? null : opinions,
    ids: Float64Array.from(beads, ({ id }) => id),
    unjudged,
    runs,
    doubts,
    bookmarks,
    comments,
    tally: alignmentTally(seen),
  };
}

function partOf(chunk: BeadChunk, opinions: Opinions): Part {
  const known = parts.get(chunk);
  if (known && known.version === chunk.version && (known.opinions ?? opinions) === opinions) return known;
  const part = newPart(chunk, opinions);
  parts.set(chunk, part);
  return part;
}

/** The doubts with each missing passage counting once, and deeply. */
function countPassages(doubts: readonly Doubt[], passages: readonly Passage[]): readonly Doubt[] {
  if (passages.length === 0) return doubts;
  const counted: Doubt[] = [];
  let next = 0;
  for (const { row, count } of passages) {
    for (; (doubts[next]?.row ?? row) < row; next++) counted.push(doubts[next] as Doubt);
    while ((doubts[next]?.row ?? row + count) < row + count) next++;
    counted.push({ row, kind: 'low' });
  }
  return [...counted, ...doubts.slice(next)];
}

/** What the page, its map and its bar have to show of the beads of some chunks, judged by opinions. */
export function surveyOf(chunks: readonly BeadChunk[], opinions: Opinions): Surveyed {
  const ids = new Float64Array(chunks.reduce((sum, { beads }) => sum + beads.length, 0));
  const runs: Passage[] = [];
  const doubts: Doubt[] = [];
  const bookmarks: number[] = [];
  const comments: number[] = [];
  const tally = { beads: 0, confirmed: 0, sure: 0, fair: 0, low: 0, oneSided: 0, expectedWrong: 0 };
  let first = 0;
  for (const chunk of chunks) {
    const part = partOf(chunk, opinions);
    ids.set(part.ids, first);
    for (const run of part.runs) addRun(runs, { ...run, row: first + run.row });
    for (const { row, kind } of part.doubts) doubts.push({ row: first + row, kind });
    for (const row of part.bookmarks) bookmarks.push(first + row);
    for (const row of part.comments) comments.push(first + row);
    for (const key of Object.keys(tally) as (keyof AlignmentTally)[]) tally[key] += part.tally[key];
    first += part.ids.length;
  }
  const passages = runs.filter(({ count }) => count >= PASSAGE);
  return { survey: { passages, doubts: countPassages(doubts, passages), bookmarks, comments }, tally, ids };
}

/** The first beads, at most `most`, that were made by hand and are not settled. */
export function unjudgedBeads(chunks: readonly BeadChunk[], opinions: Opinions, most: number): number[] {
  const found: number[] = [];
  for (const chunk of chunks) {
    found.push(...partOf(chunk, opinions).unjudged);
    if (found.length >= most) break;
  }
  return found.slice(0, most);
}
