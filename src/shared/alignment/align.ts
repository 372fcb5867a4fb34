import { anchorWeights } from './anchors.ts';
import type { DictionaryEntry } from './anchors.ts';
import type { AlignedBead } from './beads.ts';
import { expectedWrong } from './beads.ts';
import type { AlignDocument, JoinedDocuments, JoinedSide, Lock } from './documents.ts';
import { joinDocuments } from './documents.ts';
import type { EarlierBead } from './earlier-paths.ts';
import { earlierPaths } from './earlier-paths.ts';
import type { Corpus, Parameters } from './model.ts';
import { createCorpus } from './model.ts';
import type { Batch, PlanResult, TaskResult } from './plan.ts';
import { planAlignment, runTask } from './plan.ts';
import type { SideWithVocabulary } from './prepared-side.ts';
import { prepareSide } from './prepared-side.ts';
import { createScratch } from './scratch.ts';
import { beadsNearGaps, reasonsFor } from './reasons.ts';
import { transpose } from './sparse-matrix.ts';
import type { WordTable } from './word-table.ts';
import { restrictWordTables } from './word-table.ts';

/** What to align and with what knowledge. */
export interface AlignmentInput {
  /** One document, or several that learn from each other. */
  readonly documents: readonly AlignDocument[];
  /** BCP 47 tags of source and target. */
  readonly languages: readonly [string, string];
  /** What earlier documents and memories of these languages taught; they add up. */
  readonly tables?: readonly WordTable[];
  /** Word lists and termbases of the user. */
  readonly dictionary?: readonly DictionaryEntry[];
  /** Parameters of an earlier alignment to start from. */
  readonly parameters?: Parameters;
  /** Passes of learning; 3 unless told, 5 for short texts. With 0 nothing is learnt, only what is known is used. */
  readonly passes?: number;
  /** For each document, the beads of an earlier alignment, near which to search: not needed, but quicker. */
  readonly earlier?: readonly (readonly EarlierBead[])[];
}

/** Few sentences may leave it open whether they are translations of others. */
export type Relation = 'related' | 'undecided' | 'unrelated';

/** One aligned document. */
export interface AlignedDocument {
  /** In order; every sentence of both sides is in exactly one. */
  readonly beads: readonly AlignedBead[];
  /** Expected number of wrong beads: the sum of what their confidences leave. */
  readonly expectedWrong: number;
  /** Whether the texts are translations of each other, as far as can be told. */
  readonly relation: Relation;
  /** False only where they certainly look like none. */
  readonly related: boolean;
}

export interface AlignmentResult {
  /** In the order of the input. */
  readonly documents: readonly AlignedDocument[];
  /** What these documents taught, without the tables given. */
  readonly table: WordTable;
  /** To align parts of these documents again. */
  readonly parameters: Parameters;
}

/** Passes of learning; short texts settle later, and two more of theirs take no time. */
const PASSES = 3;
const PASSES_SHORT = 5;
const SHORT = 3_000;

/**
 * Evidence in nats a sentence that tells translations from other texts. Unrelated texts have about 0 and, once the
 * model has learnt from their own chance pairs, up to this; translations have two and more.
 */
const RELATED_EVIDENCE = 0.8;
/** Sentences of both sides that a text may have without evidence before it is called unrelated. */
const LENIENT_SENTENCES = 30;
/** Evidence from which even the shortest texts are related. */
const ENOUGH_EVIDENCE = 8;
/** What a sentence in a pair that was given, and so not searched for, counts. */
const GIVEN_EVIDENCE = 2;

const TOLD_BEADS = 2_048;

/** Everything the plan needs, prepared. */
export interface PreparedAlignment {
  readonly joined: JoinedDocuments;
  readonly vocabulary: { readonly source: readonly string[]; readonly target: readonly string[] };
  readonly corpus: Corpus;
}

/** Puts prepared sides together with anchors and earlier knowledge. */
export function prepareAlignment(
  input: Omit<AlignmentInput, 'documents'>,
  joined: JoinedDocuments,
  source: SideWithVocabulary,
  target: SideWithVocabulary,
): PreparedAlignment {
  const forward = anchorWeights(source.vocabulary, target.vocabulary, input.languages, input.dictionary ?? []);
  const tables = input.tables ?? [];
  const earlier = tables.length === 0 ? undefined : restrictWordTables(tables, source.vocabulary, target.vocabulary);
  return {
    joined,
    vocabulary: { source: source.vocabulary, target: target.vocabulary },
    corpus: createCorpus(
      source.side,
      target.side,
      { source: joined.source.start, target: joined.target.start },
      { forward, backward: transpose(forward) },
      earlier,
    ),
  };
}

/** Prepares an input in the calling thread. */
export function prepareHere(input: AlignmentInput): PreparedAlignment {
  const joined = joinDocuments(input.documents);
  const [sourceLanguage, targetLanguage] = input.languages;
  const source = prepareSide(joined.source.sentences, sourceLanguage, joined.source.paragraph);
  const target = prepareSide(joined.target.sentences, targetLanguage, joined.target.paragraph);
  return prepareAlignment(input, joined, source, target);
}

/** The plan of an input, for which the texts themselves are not needed any more. */
export function planOf(
  input: Omit<AlignmentInput, 'documents'>,
  prepared: PreparedAlignment,
): Generator<Batch, PlanResult, readonly TaskResult[]> {
  return planAlignment(prepared.corpus, prepared.joined.sections, {
    passes: input.passes ?? (prepared.corpus.source.count <= SHORT ? PASSES_SHORT : PASSES),
    parameters: input.parameters,
    ...(input.earlier === undefined
      ? {}
      : { paths: earlierPaths(prepared.joined, prepared.joined.sections, input.earlier) }),
  });
}

/**
 * Decides by the log ratio of the probability of the two texts as translations of each other, summed over all their
 * alignments, to that of two unrelated texts (a Bayes factor, in nats).
 */
function relationOf(evidence: number, sources: number, targets: number): Relation {
  if ((sources === 0) !== (targets === 0)) return 'unrelated';
  const sentences = sources + targets;
  if (evidence < RELATED_EVIDENCE * (sentences - LENIENT_SENTENCES)) return 'unrelated';
  return evidence >= Math.max(ENOUGH_EVIDENCE, RELATED_EVIDENCE * sentences) ? 'related' : 'undecided';
}

/** The evidence of each document of a plan. */
function evidenceOf({ joined }: PreparedAlignment, result: PlanResult): number[] {
  const evidence = joined.unmatched.map(() => 0);
  joined.sections.forEach(({ document, fixed = [] }, s) => {
    evidence[document]! += result.sections[s]?.evidence ?? 0;
    for (const { source, target } of fixed) {
      if (source.length > 0 && target.length > 0)
        evidence[document]! += GIVEN_EVIDENCE * (source.length + target.length);
    }
  });
  return evidence;
}

/** Puts the beads of sentences locked as having no counterpart where their sentences stand. */
export function withUnmatched(beads: readonly AlignedBead[], unmatched: readonly Lock[]): AlignedBead[] {
  const result = [...beads];
  for (const { source, target } of unmatched) {
    if (source.length === 0 && target.length === 0) continue;
    const behind = (bead: AlignedBead): boolean =>
      source.length > 0 ? bead.source.some((k) => k > source[0]!) : bead.target.some((k) => k > target[0]!);
    const at = result.findIndex(behind);
    result.splice(at < 0 ? result.length : at, 0, { source, target, confidence: 1, reasons: [] });
  }
  return result;
}

/** The beads of a section, numbered as its document is. `told` is called every few thousand; it may throw to stop. */
export function beadsOfSection(
  prepared: PreparedAlignment,
  result: PlanResult,
  s: number,
  told: () => void = () => undefined,
): AlignedBead[] {
  const { joined, corpus, vocabulary } = prepared;
  const range = (numbers: Int32Array, from: number, size: number): number[] =>
    Array.from(numbers.subarray(from, from + size));
  const source = (from: number, size: number): number[] => range(joined.source.number, from, size);
  const target = (from: number, size: number): number[] => range(joined.target.number, from, size);
  const found = result.sections[s];
  if (found === undefined) {
    return joined.sections[s]!.fixed!.map((bead) => ({
      source: bead.source.map((k) => joined.source.number[k]!),
      target: bead.target.map((k) => joined.target.number[k]!),
      confidence: 1,
      reasons: [],
    }));
  }
  const four = (values: Int32Array, b: number): [number, number, number, number] => [
    values[b * 4]!,
    values[b * 4 + 1]!,
    values[b * 4 + 2]!,
    values[b * 4 + 3]!,
  ];
  return beadsNearGaps(found.beads).map((nearGap, b) => {
    if (b % TOLD_BEADS === 0) told();
    const [i, n, j, m] = four(found.beads, b);
    const [ri, rn, rj, rm] = four(found.runnerUp, b);
    return {
      source: source(i, n),
      target: target(j, m),
      confidence: found.confidence[b]!,
      reasons: reasonsFor(corpus, result.model, vocabulary, {
        bead: [i, n, j, m],
        runnerUp: { source: source(ri, rn), target: target(rj, rm), confidence: found.runnerUpPosterior[b]! },
        nearGap,
      }),
    };
  });
}

/** Turns the result of a plan into documents. `told` is called now and then; it may throw to stop. */
export function finishAlignment(
  prepared: PreparedAlignment,
  result: PlanResult,
  told: () => void = () => undefined,
): AlignmentResult {
  const { joined, corpus, vocabulary } = prepared;
  const found: AlignedBead[][] = joined.unmatched.map(() => []);
  joined.sections.forEach((section, s) => {
    const into = found[section.document]!;
    for (const bead of beadsOfSection(prepared, result, s, told)) into.push(bead);
  });
  const beads = found.map((of, d) => withUnmatched(of, joined.unmatched[d]!));
  const evidence = evidenceOf(prepared, result);
  const { learnt } = result;
  const empty = restrictWordTables([], vocabulary.source, vocabulary.target);
  return {
    documents: beads.map((of, d) => {
      const count = (side: JoinedSide): number => side.start[d + 1]! - side.start[d]!;
      const relation = relationOf(evidence[d]!, count(joined.source), count(joined.target));
      return { beads: of, expectedWrong: expectedWrong(of), relation, related: relation !== 'unrelated' };
    }),
    table:
      learnt === undefined
        ? empty
        : {
            source: { types: vocabulary.source, frequency: corpus.source.frequency },
            target: { types: vocabulary.target, frequency: corpus.target.frequency },
            forward: learnt.forward.counts,
            forwardTotals: learnt.forward.totals,
            backward: learnt.backward.counts,
            backwardTotals: learnt.backward.totals,
          },
    parameters: { priors: result.model.priors, lengths: result.model.lengths },
  };
}

/**
 * Aligns documents here and now. `onProgress` is told the share done, 0 to 1, between pieces of work; when it returns
 * false the alignment stops and nothing is returned. Throws `AlignmentInputError` for marks or locks that do not fit.
 */
export function align(input: AlignmentInput): AlignmentResult;
export function align(
  input: AlignmentInput,
  onProgress: (share: number) => boolean | void,
): AlignmentResult | undefined;
export function align(
  input: AlignmentInput,
  onProgress?: (share: number) => boolean | void,
): AlignmentResult | undefined {
  const prepared = prepareHere(input);
  const plan = planOf(input, prepared);
  const scratch = createScratch();
  let step = plan.next();
  while (step.done !== true) {
    const { model, tasks, before, after } = step.value;
    const results: TaskResult[] = [];
    for (const task of tasks) {
      if (onProgress?.(before + ((after - before) * results.length) / tasks.length) === false) return undefined;
      results.push(runTask(prepared.corpus, model, task, undefined, scratch));
    }
    step = plan.next(results);
  }
  return finishAlignment(prepared, step.value);
}
