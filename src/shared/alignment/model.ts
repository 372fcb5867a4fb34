import type { BeadPriors } from './bead-shapes.ts';
import { initialPriors } from './bead-shapes.ts';
import type { LengthModel } from './length-model.ts';
import { initialLengthModel } from './length-model.ts';
import type { Lexicon } from './lexicon.ts';
import { learntLexicon, promisedShare } from './lexicon.ts';
import type { PreparedSide } from './prepared-side.ts';
import type { SparseMatrix } from './sparse-matrix.ts';
import { emptyMatrix } from './sparse-matrix.ts';
import type { ExpectedCounts } from './translation-model.ts';
import type { RestrictedTable } from './word-table.ts';

/** What stays the same from pass to pass: the texts, the anchors and what earlier documents taught. */
export interface Corpus {
  readonly source: PreparedSide;
  readonly target: PreparedSide;
  /** Anchor weights, rows source types; and the same with target types as rows. */
  readonly forwardAnchors: SparseMatrix;
  readonly backwardAnchors: SparseMatrix;
  /** Counts of earlier documents, restricted to the types of these. */
  readonly earlier: EarlierCounts;
  /** First sentence of each document, and the end. */
  readonly sourceStart: Int32Array;
  readonly targetStart: Int32Array;
  /** Unigram probabilities of the types over all documents and what was brought along. */
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

function total(frequency: Float64Array): number {
  return frequency.reduce((sum, count) => sum + count, 0);
}

/** Occurrences of each type in the document that holds sentence `at`. */
function documentFrequency(side: PreparedSide, starts: Int32Array, at: number): Float64Array {
  if (starts.length <= 2) return side.frequency;
  let document = 0;
  while (document + 2 < starts.length && starts[document + 1]! <= at) document++;
  const frequency = new Float64Array(side.frequency.length);
  const end = side.rowStart[starts[document + 1]!]!;
  for (let k = side.rowStart[starts[document]!]!; k < end; k++) frequency[side.rowType[k]!]! += side.rowCount[k]!;
  return frequency;
}

/** Tokens of general text that count as much as the document when the background of a document is estimated. */
const GENERAL_TOKENS = 1_000;

/**
 * Unigram probabilities of the types in the document that holds sentence `at` of a side, smoothed by the general ones.
 * Words come in bursts: what a word's presence proves must be measured against the document it stands in. Against all
 * documents, or a memory, the words peculiar to this one would look so rare that a single chance pair outweighs
 * everything else.
 */
export function documentBackground(
  side: PreparedSide,
  starts: Int32Array,
  at: number,
  general: Float64Array,
): Float64Array {
  const frequency = documentFrequency(side, starts, at);
  const tokens = total(frequency) + GENERAL_TOKENS;
  return frequency.map((count, w) => (count + GENERAL_TOKENS * general[w]!) / tokens);
}

function addVectors(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, k) => value + b[k]!);
}

/**
 * Puts sides, anchors and an earlier table together; the table must be restricted to the vocabularies of the sides.
 * `starts` are the first sentences of the documents, and the end.
 */
export function createCorpus(
  source: PreparedSide,
  target: PreparedSide,
  starts: { readonly source: Int32Array; readonly target: Int32Array },
  anchors: { readonly forward: SparseMatrix; readonly backward: SparseMatrix },
  earlier: RestrictedTable | undefined,
): Corpus {
  const sources = source.frequency.length;
  const targets = target.frequency.length;
  const general = (here: Float64Array, earlierCounts: Float64Array, earlierTotal: number): Float64Array => {
    const tokens = Math.max(1, total(here) + earlierTotal);
    return here.map((count, w) => (count + earlierCounts[w]!) / tokens);
  };
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
          sourceFrequency: earlier.source.frequency,
          targetFrequency: earlier.target.frequency,
          forward: earlier.forward,
          forwardTotals: earlier.forwardTotals,
          backward: earlier.backward,
          backwardTotals: earlier.backwardTotals,
        };
  return {
    source,
    target,
    forwardAnchors: anchors.forward,
    backwardAnchors: anchors.backward,
    earlier: before,
    sourceStart: starts.source,
    targetStart: starts.target,
    sourceBackground: general(source.frequency, before.sourceFrequency, earlier?.sourceTotal ?? 0),
    targetBackground: general(target.frequency, before.targetFrequency, earlier?.targetTotal ?? 0),
  };
}

/** Lexicons of both directions from the counts of these documents (if any yet) and those brought along. */
export function lexiconsOf(
  corpus: Corpus,
  learnt: { readonly forward: ExpectedCounts; readonly backward: ExpectedCounts } | undefined,
): { forward: Lexicon; backward: Lexicon } {
  const { earlier, forwardAnchors, backwardAnchors } = corpus;
  const direction = (
    anchors: SparseMatrix,
    counts: ExpectedCounts | undefined,
    before: SparseMatrix,
    beforeTotals: Float64Array,
    beforeFrequency: Float64Array,
    given: PreparedSide,
    explained: PreparedSide,
  ): Lexicon => {
    const promised = promisedShare(anchors, given.frequency, explained.frequency);
    return counts === undefined
      ? // What has not been learnt from yet must not make the words of earlier documents look unexplained.
        learntLexicon(anchors, [before], beforeTotals, beforeFrequency, promised)
      : learntLexicon(
          anchors,
          [counts.counts, before],
          addVectors(beforeTotals, counts.totals),
          addVectors(beforeFrequency, explained.frequency),
          promised,
        );
  };
  return {
    forward: direction(
      forwardAnchors,
      learnt?.forward,
      earlier.forward,
      earlier.forwardTotals,
      earlier.targetFrequency,
      corpus.source,
      corpus.target,
    ),
    backward: direction(
      backwardAnchors,
      learnt?.backward,
      earlier.backward,
      earlier.backwardTotals,
      earlier.sourceFrequency,
      corpus.target,
      corpus.source,
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
