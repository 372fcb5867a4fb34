import type { Bead, Sentence } from '../bitext/bead.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { KnownPair } from './pairing.ts';

/**
 * Pairs the beads of two states of one bitext by the numbers of beads and sentences. Beads between which a sentence
 * moved form one group, because such a change can only be accepted or rejected as a whole: otherwise the sentence
 * would stand twice, or nowhere. Positions in both lists; numbers below zero identify nothing.
 */
export function identityPairs(a: readonly Bead[], b: readonly Bead[]): KnownPair[] {
  const rowOf = new Map<number, number>();
  a.forEach((bead, i) => {
    if (bead.id >= 0) rowOf.set(bead.id, i);
  });
  // Sentences matter only where a bead holds others than before; most of a bitext is paired here and passed over then.
  const found: KnownPair[] = [];
  const asBefore = new Uint8Array(a.length);
  const rearranged: number[] = [];
  b.forEach((bead, j) => {
    const i = bead.id >= 0 ? rowOf.get(bead.id) : undefined;
    if (i !== undefined && asBefore[i] === 0 && sameSentences(a[i] as Bead, bead)) {
      asBefore[i] = 1;
      found.push({ a: [i], b: [j] });
    } else rearranged.push(j);
  });
  if (found.length < a.length) found.push(...rearrangedPairs(a, b, rowOf, asBefore, rearranged));
  return found;
}

/** The beads that hold other sentences than before, grouped with those they exchanged sentences with. */
function rearrangedPairs(
  a: readonly Bead[],
  b: readonly Bead[],
  rowOf: ReadonlyMap<number, number>,
  asBefore: Uint8Array,
  rearranged: readonly number[],
): KnownPair[] {
  const left: number[] = [];
  for (let i = 0; i < a.length; i++) if (asBefore[i] === 0) left.push(i);
  const placeOf = new Map(left.map((i, place) => [i, place]));
  const homes = new Map<string, number>();
  for (const [place, i] of left.entries()) for (const key of sentenceKeys(a[i] as Bead)) homes.set(key, place);
  const sets = new DisjointSets(left.length + rearranged.length);
  for (const [k, j] of rearranged.entries()) {
    const bead = b[j] as Bead;
    const own = bead.id >= 0 ? placeOf.get(rowOf.get(bead.id) ?? -1) : undefined;
    if (own !== undefined) sets.join(own, left.length + k);
    for (const key of sentenceKeys(bead)) {
      const home = homes.get(key);
      if (home !== undefined) sets.join(home, left.length + k);
    }
  }
  const groups: (KnownPair | undefined)[] = [];
  const found: KnownPair[] = [];
  for (const [place, i] of left.entries()) {
    const root = sets.root(place);
    const group = groups[root];
    if (group) group.a.push(i);
    else found.push((groups[root] = { a: [i], b: [] }));
  }
  for (const [k, j] of rearranged.entries()) groups[sets.root(left.length + k)]?.b.push(j);
  return found.filter((group) => group.b.length > 0);
}

const sameNumber = (sentence: Sentence, other: Sentence | undefined): boolean => sentence.id === other?.id;

function sameSentences(a: Bead, b: Bead): boolean {
  if (a === b) return true;
  return (
    a.source.length === b.source.length &&
    a.target.length === b.target.length &&
    a.source.every((sentence, i) => sameNumber(sentence, b.source[i])) &&
    a.target.every((sentence, i) => sameNumber(sentence, b.target[i]))
  );
}

function sentenceKeys(bead: Bead): string[] {
  return (['source', 'target'] as const).flatMap((side) =>
    bead[side].filter(({ id }) => id >= 0).map(({ id }) => `${side}${id}`),
  );
}
