import type { Path } from './band.ts';
import { pathOfBeads, rectangleSize } from './band.ts';
import type { BeadCounts } from './bead-shapes.ts';
import { emptyCounts, estimatePriors } from './bead-shapes.ts';
import type { Chunk, ChunkResult } from './chunk.ts';
import { FULL_SEARCH_NODES, alignChunk } from './chunk.ts';
import { searchCoarsely } from './coarse-search.ts';
import type { Section } from './documents.ts';
import { estimateLengthModel } from './length-model.ts';
import type { Corpus, Model, Parameters } from './model.ts';
import { initialModel, lexiconsOf } from './model.ts';
import type { Scratch } from './scratch.ts';
import { createScratch } from './scratch.ts';
import type { DirectionInput, ExpectedCounts, TrainingBeads } from './translation-model.ts';
import { trainDirection } from './translation-model.ts';

/**
 * The passes of an alignment (ALIGNMENT section 3.5), written as a plan of work: a generator that yields batches of
 * independent tasks and is handed their results. Whoever drives it may run a batch's tasks in any order and anywhere;
 * the plan and its result depend on the input alone.
 */

/** A piece of work; {@link runTask} does it. */
export type Task =
  | { readonly kind: 'search'; readonly section: Section }
  | { readonly kind: 'chunks'; readonly chunks: readonly Chunk[] }
  | { readonly kind: 'train'; readonly training: TrainingBeads; readonly offset: 0 | 2 };

/** The result of a task, of the same kind. */
export type TaskResult =
  | { readonly kind: 'search'; readonly path: Path }
  | { readonly kind: 'chunks'; readonly results: readonly ChunkResult[] }
  | { readonly kind: 'train'; readonly counts: ExpectedCounts };

/** Tasks that need the same model and not each other. */
export interface Batch {
  readonly model: Model;
  readonly tasks: readonly Task[];
  /** Share of the whole plan done before this batch and with it, 0 to 1. */
  readonly before: number;
  readonly after: number;
}

/** What a plan comes to: the beads of every section that was searched, and what was learnt. */
export interface PlanResult {
  /** For each section, in order; nothing where its beads were fixed. */
  readonly sections: readonly (SectionResult | undefined)[];
  readonly model: Model;
  readonly learnt: { readonly forward: ExpectedCounts; readonly backward: ExpectedCounts } | undefined;
}

/** Beads of one section, as in {@link ChunkResult}. */
export type SectionResult = Omit<ChunkResult, 'counts'>;

export interface PlanOptions {
  /** Passes of learning after the first; 0 aligns with what is known. */
  readonly passes: number;
  readonly parameters: Parameters | undefined;
  /** The model to begin with, where it is known already. */
  readonly model?: Model;
  /** Where to search first, by section; sections without one are searched coarsely when they are large. */
  readonly paths?: readonly (Path | undefined)[];
}

/** Rows of a chunk, and from how many rows on a section is cut into chunks. */
const CHUNK_ROWS = 1_000;
const CUT_ROWS = 1_500;
/** How far from its wanted place a cut may be, as a share of a chunk. */
const CUT_REACH = 0.2;
const CUT_RUN = 5;
const CUT_POSTERIOR = 0.97;
const FIRST_HALF_WIDTH = 40;
const HALF_WIDTH = 20;
/** Where an earlier alignment shows the way. */
const GUIDED_HALF_WIDTH = 8;
const GUIDED_BEAM = 40;
const FIRST_BEAM = 600;
const BEAM = 100;
/** Small chunks are put together into tasks of about this many nodes. */
const TASK_NODES = 100_000;
const TRUSTED_POSTERIOR = 0.8;
const TRAINING_POSTERIOR = 0.3;
const TRAINING_SENTENCES = 4;
const TRAINING_BEADS = 30_000;

/**
 * Does one task. `told` is called now and then with the share done of it, 0 to 1; it may throw to stop. One `scratch`
 * serves one task after the other.
 */
export function runTask(
  corpus: Corpus,
  model: Model,
  task: Task,
  told: (share: number) => void = () => undefined,
  scratch: Scratch = createScratch(),
): TaskResult {
  switch (task.kind) {
    case 'search':
      return { kind: 'search', path: searchCoarsely(corpus, model, task.section, told) };
    case 'chunks': {
      const { chunks } = task;
      const results = chunks.map((chunk, k) =>
        alignChunk(corpus, model, chunk, (share) => told((k + share) / chunks.length), scratch),
      );
      return { kind: 'chunks', results };
    }
    case 'train': {
      const input = directionInput(corpus, task.offset);
      return { kind: 'train', counts: trainDirection(input, task.training, task.offset, told) };
    }
  }
}

/** What training in one direction starts from; `offset` as in {@link trainDirection}. */
export function directionInput(corpus: Corpus, offset: 0 | 2): DirectionInput {
  const forward = offset === 0;
  return {
    given: forward ? corpus.source : corpus.target,
    explained: forward ? corpus.target : corpus.source,
    background: forward ? corpus.targetBackground : corpus.sourceBackground,
    anchors: forward ? corpus.forwardAnchors : corpus.backwardAnchors,
    earlier: forward ? corpus.earlier.forward : corpus.earlier.backward,
    earlierTotals: forward ? corpus.earlier.forwardTotals : corpus.earlier.backwardTotals,
  };
}

/** For each node row of a section, the column of a possible cut and how good a cut it would be, 0 to 1. */
interface CutQuality {
  readonly column: Int32Array;
  readonly quality: Float32Array;
}

/** A rough path offers cuts where rare anchors support five rows running. */
function cutsOfPath(section: Section, path: Path): CutQuality {
  const rows = section.sourceEnd - section.sourceStart;
  const quality = new Float32Array(rows + 1).fill(0.001);
  for (let r = 2; r + 2 <= rows; r++) {
    let supported = true;
    for (let k = r - 2; k <= r + 2; k++) {
      supported &&= path.slack[k] === 0 && path.low[k] === path.high[k];
      supported &&= k === r - 2 || path.low[k] === path.low[k - 1]! + 1;
    }
    if (supported) quality[r] = 1;
  }
  return { column: path.high, quality };
}

/** Beads offer cuts in runs of five 1-1 beads; the least posterior of the run is the quality. */
function cutsOfBeads(section: Section, path: Path, beads: Int32Array, posterior: Float32Array): CutQuality {
  const quality = new Float32Array(section.sourceEnd - section.sourceStart + 1).fill(0);
  const half = (CUT_RUN - 1) / 2;
  for (let b = 0; b < posterior.length; b++) {
    if (beads[b * 4 + 1] === 0) continue;
    let least = 1;
    for (let k = b - half; k <= b + half; k++) {
      const plain = k >= 0 && k < posterior.length && beads[k * 4 + 1] === 1 && beads[k * 4 + 3] === 1;
      least = Math.min(least, plain ? posterior[k]! : 0);
    }
    const single = beads[b * 4 + 3] === 0 ? 0.0001 : 0.001 * posterior[b]!;
    quality[beads[b * 4]! - section.sourceStart] = Math.max(least, single);
  }
  const column = path.high.slice();
  // Before a bead, not after deletions on the target side that share its row.
  for (let b = 0; b < posterior.length; b++) {
    if (beads[b * 4 + 1]! > 0) column[beads[b * 4]! - section.sourceStart] = beads[b * 4 + 2]!;
  }
  return { column, quality };
}

/** Rows at which a section is cut: near every multiple of the chunk size, half a chunk later when `shifted`. */
function cutRows(section: Section, cuts: CutQuality, shifted: boolean): number[] {
  const rows = section.sourceEnd - section.sourceStart;
  if (rows <= CUT_ROWS) return [];
  const reach = Math.floor(CHUNK_ROWS * CUT_REACH);
  const result: number[] = [];
  for (let wanted = shifted ? CHUNK_ROWS * 1.5 : CHUNK_ROWS; wanted < rows - CHUNK_ROWS / 2; wanted += CHUNK_ROWS) {
    let best = wanted;
    for (let distance = 0; distance <= reach; distance++) {
      for (const row of [wanted - distance, wanted + distance]) {
        if (row <= 0 || row >= rows) continue;
        if (Math.min(CUT_POSTERIOR, cuts.quality[row]!) > Math.min(CUT_POSTERIOR, cuts.quality[best]!)) best = row;
      }
    }
    result.push(best);
  }
  return result;
}

function slicePath(path: Path, from: number, to: number, firstColumn: number, lastColumn: number): Path {
  const low = path.low.slice(from, to + 1);
  const high = path.high.slice(from, to + 1);
  low[0] = firstColumn;
  high[0] = Math.max(high[0]!, firstColumn);
  high[high.length - 1] = lastColumn;
  low[low.length - 1] = Math.min(low.at(-1)!, lastColumn);
  return { low, high, slack: path.slack.slice(from, to + 1) };
}

function chunksOf(
  section: Section,
  path: Path | undefined,
  cuts: CutQuality | undefined,
  shifted: boolean,
  settings: { readonly halfWidth: number; readonly beam: number; readonly final: boolean },
): Chunk[] {
  if (path === undefined || cuts === undefined) return [{ rectangle: section, path, ...settings }];
  const chunks: Chunk[] = [];
  let row = 0;
  let column = section.targetStart;
  const rows = section.sourceEnd - section.sourceStart;
  for (const cut of [...cutRows(section, cuts, shifted), rows]) {
    const nextColumn = cut === rows ? section.targetEnd : cuts.column[cut]!;
    chunks.push({
      rectangle: {
        sourceStart: section.sourceStart + row,
        sourceEnd: section.sourceStart + cut,
        targetStart: column,
        targetEnd: nextColumn,
      },
      path: slicePath(path, row, cut, column, nextColumn),
      ...settings,
    });
    row = cut;
    column = nextColumn;
  }
  return chunks;
}

function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

function joinInts(parts: readonly Int32Array[]): Int32Array {
  const result = new Int32Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

function joinResults(results: readonly ChunkResult[]): SectionResult {
  return {
    beads: joinInts(results.map((result) => result.beads)),
    evidence: results.reduce((sum, result) => sum + result.evidence, 0),
    posterior: joinFloats(results.map((result) => result.posterior)),
    confidence: joinFloats(results.map((result) => result.confidence)),
    runnerUp: joinInts(results.map((result) => result.runnerUp)),
    runnerUpPosterior: joinFloats(results.map((result) => result.runnerUpPosterior)),
  };
}

function sumCounts(results: readonly ChunkResult[]): BeadCounts {
  const sum = emptyCounts();
  for (const { counts } of results) {
    counts.shape.forEach((value, k) => (sum.shape[k]! += value));
    counts.transition.forEach((value, k) => (sum.transition[k]! += value));
  }
  return sum;
}

/** Beads fit to learn words from: small, and likely or confirmed; evenly thinned out above a number. */
function trainingBeads(sections: readonly Section[], results: readonly (SectionResult | undefined)[]): TrainingBeads {
  const beads: number[] = [];
  const weights: number[] = [];
  const add = (i: number, n: number, j: number, m: number, weight: number): void => {
    if (n === 0 || m === 0 || n + m > TRAINING_SENTENCES || weight < TRAINING_POSTERIOR) return;
    beads.push(i, n, j, m);
    weights.push(weight);
  };
  sections.forEach((section, s) => {
    if (section.locked === true) {
      for (const { source, target } of section.fixed!) {
        // Sentences of one bead that do not stand together cannot be told apart from what lies between.
        const joined = (numbers: readonly number[]): boolean =>
          numbers.every((number, k) => k === 0 || number === numbers[k - 1]! + 1);
        if (source.length > 0 && target.length > 0 && joined(source) && joined(target)) {
          add(source[0]!, source.length, target[0]!, target.length, 1);
        }
      }
    }
    const result = results[s];
    if (result === undefined) return;
    for (let b = 0; b < result.posterior.length; b++) {
      const at = b * 4;
      add(result.beads[at]!, result.beads[at + 1]!, result.beads[at + 2]!, result.beads[at + 3]!, result.posterior[b]!);
    }
  });
  if (weights.length <= TRAINING_BEADS) return { beads: Int32Array.from(beads), weights: Float32Array.from(weights) };
  const step = weights.length / TRAINING_BEADS;
  const kept = Array.from({ length: TRAINING_BEADS }, (_, k) => Math.floor(k * step));
  return {
    beads: Int32Array.from(kept.flatMap((b) => beads.slice(b * 4, b * 4 + 4))),
    weights: Float32Array.from(kept, (b) => weights[b]!),
  };
}

function trustedLengths(corpus: Corpus, results: readonly (SectionResult | undefined)[]): [number[], number[]] {
  const source: number[] = [];
  const target: number[] = [];
  for (const result of results) {
    if (result === undefined) continue;
    for (let b = 0; b < result.posterior.length; b++) {
      const [i, n, j, m] = result.beads.subarray(b * 4, b * 4 + 4) as unknown as [number, number, number, number];
      if (n !== 1 || m !== 1 || result.posterior[b]! <= TRUSTED_POSTERIOR) continue;
      source.push(corpus.source.lengthSum[i + 1]! - corpus.source.lengthSum[i]!);
      target.push(corpus.target.lengthSum[j + 1]! - corpus.target.lengthSum[j]!);
    }
  }
  return [source, target];
}

/** Chunks in tasks of a size worth sending to a worker. */
function packChunks(chunks: readonly Chunk[]): Chunk[][] {
  const tasks: Chunk[][] = [];
  let nodes = Infinity;
  for (const chunk of chunks) {
    if (nodes >= TASK_NODES) {
      tasks.push([]);
      nodes = 0;
    }
    tasks.at(-1)!.push(chunk);
    const rows = chunk.rectangle.sourceEnd - chunk.rectangle.sourceStart + 1;
    const size = rectangleSize(chunk.rectangle);
    nodes += size <= FULL_SEARCH_NODES ? size : rows * 2 * chunk.halfWidth;
  }
  return tasks;
}

/** Plans the alignment of `sections` of a corpus; see {@link Batch} and {@link PlanResult}. */
export function* planAlignment(
  corpus: Corpus,
  sections: readonly Section[],
  options: PlanOptions,
): Generator<Batch, PlanResult, readonly TaskResult[]> {
  let model = options.model ?? initialModel(corpus, options.parameters);
  let learnt: PlanResult['learnt'];
  const open = sections.map((section, s) => ({ section, s })).filter(({ section }) => section.fixed === undefined);
  const paths: (Path | undefined)[] = sections.map((_, s) => options.paths?.[s]);
  const cuts: (CutQuality | undefined)[] = sections.map(() => undefined);
  const results: (SectionResult | undefined)[] = sections.map(() => undefined);
  const batches = options.passes * 2 + 2;
  let done = 0;
  const progress = (): { before: number; after: number } => ({ before: done / batches, after: ++done / batches });

  const large = open.filter(({ section, s }) => rectangleSize(section) > FULL_SEARCH_NODES && paths[s] === undefined);
  const found = yield {
    model,
    tasks: large.map(({ section }) => ({ kind: 'search', section })),
    ...progress(),
  };
  large.forEach(({ s }, k) => {
    paths[s] = (found[k] as TaskResult & { kind: 'search' }).path;
  });
  for (const { section, s } of open) if (paths[s] !== undefined) cuts[s] = cutsOfPath(section, paths[s]);

  for (let pass = 0; pass <= options.passes; pass++) {
    const chunks = open.map(({ section, s }) => {
      const guided = pass === 0 && options.paths?.[s] !== undefined;
      return chunksOf(section, paths[s], cuts[s], pass % 2 === 1, {
        halfWidth: guided ? GUIDED_HALF_WIDTH : pass === 0 ? FIRST_HALF_WIDTH : HALF_WIDTH,
        beam: guided ? GUIDED_BEAM : pass === 0 ? FIRST_BEAM : BEAM,
        final: pass === options.passes,
      });
    });
    const answers = yield {
      model,
      tasks: packChunks(chunks.flat()).map((part) => ({ kind: 'chunks', chunks: part })),
      ...progress(),
    };
    const all = answers.flatMap((answer) => (answer as TaskResult & { kind: 'chunks' }).results);
    let next = 0;
    open.forEach(({ section, s }, k) => {
      const result = joinResults(all.slice(next, next + chunks[k]!.length));
      next += chunks[k]!.length;
      results[s] = result;
      if (rectangleSize(section) <= FULL_SEARCH_NODES) return;
      const path = pathOfBeads(section, result.beads, result.posterior);
      paths[s] = path;
      cuts[s] = cutsOfBeads(section, path, result.beads, result.posterior);
    });
    if (pass === options.passes) break;
    const training = trainingBeads(sections, results);
    const trained = yield {
      model,
      tasks: [
        { kind: 'train', training, offset: 0 },
        { kind: 'train', training, offset: 2 },
      ],
      ...progress(),
    };
    const [forward, backward] = trained.map((answer) => (answer as TaskResult & { kind: 'train' }).counts);
    learnt = { forward: forward!, backward: backward! };
    const [sourceLengths, targetLengths] = trustedLengths(corpus, results);
    model = {
      priors: estimatePriors(sumCounts(all)),
      lengths: estimateLengthModel(model.lengths, sourceLengths, targetLengths),
      ...lexiconsOf(corpus, learnt),
    };
  }
  return { sections: results, model, learnt };
}
