import type { BeadChange } from './model.ts';
import type { Snapshot } from './snapshot.ts';

/** Why two documents are hardly versions of one text, or why not all is sure; message keys below `relation.`. */
export type RelationReason =
  | 'languagesDiffer'
  | 'languagesSwapped'
  | 'variantsDiffer'
  | 'nothingPaired'
  | 'fewPaired'
  | 'identityLost'
  | 'oneEmpty';

export interface Relation {
  /** `doubtful`: look before you accept anything. `unrelated`: these are not two versions of one text. */
  readonly verdict: 'related' | 'doubtful' | 'unrelated';
  readonly reasons: readonly RelationReason[];
  /** The share of source words of the shorter version that found a counterpart, and of those that found an equal one. */
  readonly paired: number;
  readonly equal: number;
  /** How sure the pairing is, 0 to 1: the mean over paired beads. */
  readonly confidence: number;
  /** Pairs less sure than {@link DOUBTFUL}; they are worth a look. */
  readonly doubtful: number;
}

/** Below this confidence a pair is worth a look. */
export const DOUBTFUL = 0.8;
const RELATED = 0.5;
const UNRELATED = 0.15;

/** Whether two snapshots are versions of one text, judged by languages and by how much of the shorter was recognised. */
export function relationOf(a: Snapshot, b: Snapshot, changes: readonly BeadChange[]): Relation {
  let [pairedA, pairedB, equalA, equalB, totalA, totalB] = [0, 0, 0, 0, 0, 0];
  let [pairs, sure, doubtful] = [0, 0, 0];
  let byIdentity = 0;
  for (const change of changes) {
    const [left, right] = [weight(change.a), weight(change.b)];
    totalA += left;
    totalB += right;
    if (change.confidence === null) continue;
    pairedA += left;
    pairedB += right;
    if (change.source === null) {
      equalA += left;
      equalB += right;
    }
    pairs++;
    sure += change.confidence;
    if (change.confidence < DOUBTFUL) doubtful++;
    if (change.pairedBy === 'identity') byIdentity++;
  }
  // The shorter version decides: an extract is related to the whole.
  const shorterIsA = totalA <= totalB;
  const total = shorterIsA ? totalA : totalB;
  const share = (part: number): number => (total === 0 ? 0 : part / total);
  const paired = share(shorterIsA ? pairedA : pairedB);
  const equal = share(shorterIsA ? equalA : equalB);
  const reasons: RelationReason[] = [];
  const languages = languageReason(a, b);
  if (languages !== null) reasons.push(languages);
  const empty = totalA === 0 || totalB === 0;
  if (empty && totalA + totalB > 0) reasons.push('oneEmpty');
  else if (!empty && paired < UNRELATED) reasons.push('nothingPaired');
  else if (!empty && paired < RELATED) reasons.push('fewPaired');
  if (pairs > 0 && byIdentity === 0) reasons.push('identityLost');
  const unrelated = reasons.some((reason) => ['languagesDiffer', 'languagesSwapped', 'nothingPaired'].includes(reason));
  const doubts = reasons.includes('fewPaired') || reasons.includes('oneEmpty') || doubtful * 10 > pairs;
  return {
    verdict: unrelated ? 'unrelated' : doubts ? 'doubtful' : 'related',
    reasons,
    paired,
    equal,
    confidence: pairs === 0 ? 0 : sure / pairs,
    doubtful,
  };
}

/** A bead weighs as its source, in characters; without one, as its target. */
function weight(beads: BeadChange['a']): number {
  let sum = 0;
  for (const bead of beads) {
    const side = bead.source.length > 0 ? bead.source : bead.target;
    for (const sentence of side) sum += sentence.content.text.length;
  }
  return sum;
}

function languageReason(a: Snapshot, b: Snapshot): RelationReason | null {
  const base = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? '';
  const [sourceA, targetA, sourceB, targetB] = [a.sourceLang, a.targetLang, b.sourceLang, b.targetLang].map(base);
  if (sourceA === sourceB && targetA === targetB) {
    const same = (x: string, y: string): boolean =>
      x.toLowerCase().replace('_', '-') === y.toLowerCase().replace('_', '-');
    return same(a.sourceLang, b.sourceLang) && same(a.targetLang, b.targetLang) ? null : 'variantsDiffer';
  }
  return sourceA === targetB && targetA === sourceB ? 'languagesSwapped' : 'languagesDiffer';
}
