import type { BeadPriors } from './bead-shapes.ts';
import { initialPriors } from './bead-shapes.ts';
import type { LengthModel } from './length-model.ts';
import { initialLengthModel } from './length-model.ts';
import type { Lexicon } from './lexicon.ts';
import { anchorLexicon, learntLexicon } from './lexicon.ts';
import type { PreparedSide } from './prepared-side.ts';
import type { SparseMatrix } from './sparse-matrix.ts';
import { emptyMatrix } from './sparse-matrix.ts';
import type { ExpectedCounts } from './translation-model.ts';
import type { WordTable } from './word-table.ts';

/** What stays the same from pass to pass: the texts, the anchors and what earlier documents taught. */
export interface Corpus {
  readonly source: PreparedSide;
  readonly target: PreparedSide;
  /** Anchor weights, rows source types; and the same with target types as rows. */
  readonly forwardAnchors: SparseMatrix;
  readonly backwardAnchors: SparseMatrix;
  /** Counts of earlier documents, restricted to the types of these. */
  readonly earlier: EarlierCounts;
  /** Unigram probabilities of the types. */
  readonly sourceBackground: Float64Array;
  readonly targetBackground: Float64Array;
}

/** Expected counts brought along, and the occurrences they were counted in, in the numbering of a corpus. */
export interface EarlierCounts {
  readonly sourceFrequency: Float64Array;
  readonly targetFrequency: Float64Array;
  readonly forward: SparseMatrix;
  readonly forwardTotals: Float64Array;
  readonly backward: SparseMatrix;
  readonly backwardTotals: Float64Array;
}

/** What a pass learns and the next one scores with. */
export interface Model {
  readonly priors: BeadPriors;
  readonly lengths: LengthModel;
  /** Target types given source types. */
  readonly forward: Lexicon;
  /** Source types given target types. */
  readonly backward: Lexicon;
}

/** The small part of a model that is worth keeping with an aligned document, to align parts of it again. */
export interface Parameters {
  readonly priors: BeadPriors;
  readonly lengths: LengthModel;
}

function backgroundOf(frequency: Float64Array, total: number): Float64Array {
  return frequency.map((count) => count / Math.max(1, total));
}

function addVectors(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, k) => value + b[k]!);
}

/**
 * Puts sides, anchors and an earlier table together. `table` must be restricted to the vocabularies of the sides;
 * `totals` are the occurrences of all types of the unrestricted one.
 */
export function createCorpus(
  source: PreparedSide,
  target: PreparedSide,
  anchors: { readonly forward: SparseMatrix; readonly backward: SparseMatrix },
  earlier: { readonly table: WordTable; readonly sourceTotal: number; readonly targetTotal: number } | undefined,
): Corpus {
  const sources = source.frequency.length;
  const targets = target.frequency.length;
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const before: EarlierCounts =
    earlier === undefined
      ? {
          sourceFrequency: new Float64Array(sources),
          targetFrequency: new Float64Array(targets),
          forward: emptyMatrix(sources, targets),
          forwardTotals: new Float64Array(sources),
          backward: emptyMatrix(targets, sources),
          backwardTotals: new Float64Array(targets),
        }
      : {
          sourceFrequency: earlier.table.source.frequency,
          targetFrequency: earlier.table.target.frequency,
          forward: earlier.table.forward,
          forwardTotals: earlier.table.forwardTotals,
          backward: earlier.table.backward,
          backwardTotals: earlier.table.backwardTotals,
        };
  return {
    source,
    target,
    forwardAnchors: anchors.forward,
    backwardAnchors: anchors.backward,
    earlier: before,
    sourceBackground: backgroundOf(
      addVectors(source.frequency, before.sourceFrequency),
      sum(source.frequency) + (earlier?.sourceTotal ?? 0),
    ),
    targetBackground: backgroundOf(
      addVectors(target.frequency, before.targetFrequency),
      sum(target.frequency) + (earlier?.targetTotal ?? 0),
    ),
  };
}

/** Lexicons of both directions from the counts of these documents (if any yet) and those brought along. */
export function lexiconsOf(
  corpus: Corpus,
  learnt: { readonly forward: ExpectedCounts; readonly backward: ExpectedCounts } | undefined,
): { forward: Lexicon; backward: Lexicon } {
  const { earlier, forwardAnchors, backwardAnchors } = corpus;
  const nothingEarlier = earlier.forward.column.length === 0 && earlier.backward.column.length === 0;
  if (learnt === undefined && nothingEarlier) {
    return { forward: anchorLexicon(forwardAnchors), backward: anchorLexicon(backwardAnchors) };
  }
  const direction = (
    anchors: SparseMatrix,
    counts: ExpectedCounts | undefined,
    before: SparseMatrix,
    beforeTotals: Float64Array,
    beforeFrequency: Float64Array,
    frequency: Float64Array,
  ): Lexicon =>
    counts === undefined
      ? // What has not been learnt from yet must not make the words of earlier documents look unexplained.
        learntLexicon(anchors, [before], beforeTotals, beforeFrequency)
      : learntLexicon(
          anchors,
          [counts.counts, before],
          addVectors(beforeTotals, counts.totals),
          addVectors(beforeFrequency, frequency),
        );
  return {
    forward: direction(
      forwardAnchors,
      learnt?.forward,
      earlier.forward,
      earlier.forwardTotals,
      earlier.targetFrequency,
      corpus.target.frequency,
    ),
    backward: direction(
      backwardAnchors,
      learnt?.backward,
      earlier.backward,
      earlier.backwardTotals,
      earlier.sourceFrequency,
      corpus.source.frequency,
    ),
  };
}

/** The model of the first pass: anchors, lengths and whatever earlier documents taught. */
export function initialModel(corpus: Corpus, parameters: Parameters | undefined): Model {
  return {
    priors: parameters?.priors ?? initialPriors(),
    lengths: parameters?.lengths ?? initialLengthModel(corpus.source, corpus.target),
    ...lexiconsOf(corpus, undefined),
  };
}
