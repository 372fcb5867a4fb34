import { anchorWeights } from './anchors.ts';
import { createCorpus } from './model.ts';
import { directionInput } from './plan.ts';
import { prepareSide } from './prepared-side.ts';
import { transpose } from './sparse-matrix.ts';
import { trainDirection } from './translation-model.ts';
import type { WordTable } from './word-table.ts';

/** A source text and its translation: a unit of a memory, or a confirmed bead. */
export interface TranslatedText {
  readonly source: string;
  readonly target: string;
}

/** Units learnt from at most; more of one memory add little and cost time. */
const MAX_UNITS = 40_000;

/**
 * The word table of texts that are known to be translations of each other, such as the units of a memory or the
 * confirmed beads of a document (ALIGNMENT section 3.5, pooling). Large lists are thinned out evenly.
 */
export function learnWordTable(units: readonly TranslatedText[], languages: readonly [string, string]): WordTable {
  const size = Math.min(MAX_UNITS, units.length);
  const kept = Array.from({ length: size }, (_, k) => units[Math.floor((k * units.length) / size)]!);
  const prepare = (side: 'source' | 'target', language: string): ReturnType<typeof prepareSide> =>
    prepareSide(
      kept.map((unit) => unit[side]),
      language,
      new Uint8Array(size),
    );
  const source = prepare('source', languages[0]);
  const target = prepare('target', languages[1]);
  const forwardAnchors = anchorWeights(source.vocabulary, target.vocabulary, languages, []);
  const anchors = { forward: forwardAnchors, backward: transpose(forwardAnchors) };
  const whole = Int32Array.of(0, size);
  const corpus = createCorpus(source.side, target.side, { source: whole, target: whole }, anchors, undefined);
  const beads = Int32Array.from({ length: size * 4 }, (_, k) => (k % 2 === 0 ? k >> 2 : 1));
  const training = { beads, weights: new Float32Array(size).fill(1) };
  const forward = trainDirection(directionInput(corpus, 0), training, 0);
  const backward = trainDirection(directionInput(corpus, 2), training, 2);
  return {
    source: { types: source.vocabulary, frequency: source.side.frequency },
    target: { types: target.vocabulary, frequency: target.side.frequency },
    forward: forward.counts,
    forwardTotals: forward.totals,
    backward: backward.counts,
    backwardTotals: backward.totals,
  };
}
