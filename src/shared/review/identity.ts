import type { Bead, Sentence } from '../bitext/bead.ts';
import { DisjointSets } from './disjoint-sets.ts';
import type { KnownPair } from './pairing.ts';

/**
 * Pairs the beads of two states of one bitext by the numbers of beads and sentences. Beads between which a sentence
 * moved form one group, because such a change can only be accepted or rejected as a whole: otherwise the sentence
 * would stand twice, or nowhere. Positions in both lists; numbers below zero identify nothing.
 */
export function identityPairs(a: readonly Bead[], b: readonly Bead[]): KnownPair[] {
  const sets = new DisjointSets(a.length + b.length);
  const rowOf = new Map<number, number>();
  a.forEach((bead, i) => {
    if (bead.id >= 0) rowOf.set(bead.id, i);
  });
  // Sentences matter only where a bead holds others than before; most of a bitext is passed over here.
  const asBefore = new Uint8Array(a.length);
  const rearranged: number[] = [];
  b.forEach((bead, j) => {
    const i = bead.id >= 0 ? rowOf.get(bead.id) : undefined;
    if (i !== undefined) sets.join(i, a.length + j);
    if (i !== undefined && sameSentences(a[i] as Bead, bead)) asBefore[i] = 1;
    else rearranged.push(j);
  });
  const homes = new Map<string, number>();
  a.forEach((bead, i) => {
    if (!asBefore[i]) for (const key of sentenceKeys(bead)) homes.set(key, i);
  });
  for (const j of rearranged) {
    for (const key of sentenceKeys(b[j] as Bead)) {
      const home = homes.get(key);
      if (home !== undefined) sets.join(home, a.length + j);
    }
  }
  const groups: (KnownPair | undefined)[] = Array.from({ length: a.length + b.length });
  const found: KnownPair[] = [];
  for (let row = 0; row < a.length; row++) {
    const root = sets.root(row);
    const group = groups[root];
    if (group) group.a.push(row);
    else found.push((groups[root] = { a: [row], b: [] }));
  }
  for (let row = 0; row < b.length; row++) groups[sets.root(a.length + row)]?.b.push(row);
  return found.filter((group) => group.b.length > 0);
}

const sameNumber = (sentence: Sentence, other: Sentence | undefined): boolean => sentence.id === other?.id;

function sameSentences(a: Bead, b: Bead): boolean {
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
