import type { Reason } from './beads.ts';
import { squaredDeviation } from './length-model.ts';
import type { Lexicon } from './lexicon.ts';
import type { Corpus, Model } from './model.ts';
import type { PreparedSide } from './prepared-side.ts';
import { isNumberType, isWordType } from './tokens.ts';

/**
 * What speaks against a bead, computed from the terms of its score so that a colour in the window can be explained
 * (ALIGNMENT section 3.9). Reasons are independent of the confidence: a sure bead can have an odd length.
 */

const LENGTH_Z = 3;
const LOW_SHARE = 1 / 3;
/** Words count when the learnt table explains at least this share of their occurrences and they are not too common. */
const KNOWN = 0.5;
const COMMON = 0.004;
const MIN_KNOWN_WORDS = 2;
const CLOSE_RUNNER_UP = 0.2;
/** Beads on either side among which deletions are looked for. */
const NEAR = 1;

/** One bead with what the search knows of it: sizes as four numbers, and its likeliest rival. */
export interface BeadFacts {
  readonly bead: readonly [number, number, number, number];
  readonly runnerUp: { readonly source: number[]; readonly target: number[]; readonly confidence: number };
  readonly nearGap: boolean;
}

/** Types of a group of sentences. */
function typesOf(side: PreparedSide, from: number, size: number): Set<number> {
  const types = new Set<number>();
  for (let k = side.rowStart[from]!; k < side.rowStart[from + size]!; k++) types.add(side.rowType[k]!);
  return types;
}

/** The numbers among types. */
function numbersOf(types: ReadonlySet<number>, vocabulary: readonly string[]): string[] {
  const numbers: string[] = [];
  for (const type of types) {
    const text = vocabulary[type]!;
    if (isNumberType(text)) numbers.push(text);
  }
  return numbers;
}

/** How many words with a known translation `explained` has, and for how many it is among `given`. */
function knownWords(
  given: ReadonlySet<number>,
  explained: ReadonlySet<number>,
  lexicon: Lexicon,
  background: Float64Array,
  vocabulary: readonly string[],
): { known: number; present: number } {
  const reachable = new Set<number>();
  const { probability } = lexicon;
  for (const v of given) {
    for (let k = probability.start[v]!; k < probability.start[v + 1]!; k++) reachable.add(probability.column[k]!);
  }
  let known = 0;
  let present = 0;
  for (const w of explained) {
    if (background[w]! > COMMON || !isWordType(vocabulary[w]!)) continue;
    if (reachable.has(w)) {
      known++;
      present++;
    } else if (lexicon.explained[w]! >= KNOWN) known++;
  }
  return { known, present };
}

/** Reasons for a closer look at a bead. */
export function reasonsFor(
  corpus: Corpus,
  model: Model,
  vocabulary: { readonly source: readonly string[]; readonly target: readonly string[] },
  facts: BeadFacts,
): Reason[] {
  const reasons: Reason[] = [];
  const [i, n, j, m] = facts.bead;
  if (n > 0 && m > 0) {
    const sourceLength = corpus.source.lengthSum[i + n]! - corpus.source.lengthSum[i]!;
    const targetLength = corpus.target.lengthSum[j + m]! - corpus.target.lengthSum[j]!;
    const { ratio, variance } = model.lengths;
    const z = Math.sqrt(squaredDeviation(sourceLength, targetLength, ratio) / variance);
    if (z > LENGTH_Z) reasons.push({ kind: 'length', z: targetLength > ratio * sourceLength ? z : -z });
    const sourceTypes = typesOf(corpus.source, i, n);
    const targetTypes = typesOf(corpus.target, j, m);
    const sourceNumbers = numbersOf(sourceTypes, vocabulary.source);
    const targetNumbers = numbersOf(targetTypes, vocabulary.target);
    const lostSource = sourceNumbers.filter((number) => !targetNumbers.includes(number));
    const lostTarget = targetNumbers.filter((number) => !sourceNumbers.includes(number));
    if (lostSource.length > 0) reasons.push({ kind: 'numbers', side: 'source', missing: lostSource });
    if (lostTarget.length > 0) reasons.push({ kind: 'numbers', side: 'target', missing: lostTarget });
    const forward = knownWords(sourceTypes, targetTypes, model.forward, corpus.targetBackground, vocabulary.target);
    const backward = knownWords(targetTypes, sourceTypes, model.backward, corpus.sourceBackground, vocabulary.source);
    const known = forward.known + backward.known;
    const share = (forward.present + backward.present) / Math.max(1, known);
    if (known >= MIN_KNOWN_WORDS && share < LOW_SHARE) reasons.push({ kind: 'words', share });
  }
  if (n !== 1 || m !== 1) reasons.push({ kind: 'shape' });
  if (facts.runnerUp.confidence >= CLOSE_RUNNER_UP) reasons.push({ kind: 'runnerUp', ...facts.runnerUp });
  if (facts.nearGap) reasons.push({ kind: 'nearGap' });
  return reasons;
}

/** For each bead, whether it has two sides and a bead with one side only stands beside it. */
export function beadsNearGaps(beads: Int32Array): boolean[] {
  const size = beads.length / 4;
  const isGap = (b: number): boolean => b >= 0 && b < size && (beads[b * 4 + 1] === 0 || beads[b * 4 + 3] === 0);
  return Array.from({ length: size }, (_, b) => {
    if (isGap(b)) return false;
    for (let k = 1; k <= NEAR; k++) if (isGap(b - k) || isGap(b + k)) return true;
    return false;
  });
}
