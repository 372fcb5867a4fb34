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
  /** Unigram probabilities of the types, and occurrences counted for them. */
  readonly sourceBackground: Float64Array;
  readonly targetBackground: Float64Array;
  readonly sourceFrequency: Float64Array;
  readonly targetFrequency: Float64Array;
}

/** Expected counts brought along, in the numbering of a corpus. */
export interface EarlierCounts {
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
  const sourceFrequency = source.frequency.map((count, w) => count + (earlier?.table.source.frequency[w] ?? 0));
  const targetFrequency = target.frequency.map((count, w) => count + (earlier?.table.target.frequency[w] ?? 0));
  return {
    source,
    target,
    forwardAnchors: anchors.forward,
    backwardAnchors: anchors.backward,
    earlier:
      earlier === undefined
        ? {
            forward: emptyMatrix(sources, targets),
            forwardTotals: new Float64Array(sources),
            backward: emptyMatrix(targets, sources),
            backwardTotals: new Float64Array(targets),
          }
        : earlier.table,
    sourceBackground: backgroundOf(sourceFrequency, sum(source.frequency) + (earlier?.sourceTotal ?? 0)),
    targetBackground: backgroundOf(targetFrequency, sum(target.frequency) + (earlier?.targetTotal ?? 0)),
    sourceFrequency,
    targetFrequency,
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
    frequency: Float64Array,
  ): Lexicon =>
    learntLexicon(
      anchors,
      [counts?.counts ?? emptyMatrix(before.rows, before.columns), before],
      beforeTotals.map((total, v) => total + (counts?.totals[v] ?? 0)),
      frequency,
    );
  return {
    forward: direction(forwardAnchors, learnt?.forward, earlier.forward, earlier.forwardTotals, corpus.targetFrequency),
    backward: direction(
      backwardAnchors,
      learnt?.backward,
      earlier.backward,
      earlier.backwardTotals,
      corpus.sourceFrequency,
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
