import type { Bead } from '../bitext/bead.ts';
import { DisjointSets } from './disjoint-sets.ts';

/**
 * Pairs the beads of two states of one bitext by the numbers of beads and sentences. Beads between which a sentence
 * moved form one group, because such a change can only be accepted or rejected as a whole: otherwise the sentence
 * would stand twice, or nowhere. Positions in both lists; numbers below zero identify nothing.
 */
export function identityPairs(
  a: readonly Bead[],
  b: readonly Bead[],
): { readonly a: readonly number[]; readonly b: readonly number[] }[] {
  const sets = new DisjointSets(a.length + b.length);
  const rowOf = new Map<number, number>();
  a.forEach((bead, i) => {
    if (bead.id >= 0) rowOf.set(bead.id, i);
  });
  // Sentences matter only where a bead holds others than before; most of a bitext is passed over here.
  const asBefore = new Set<number>();
  const rearranged: number[] = [];
  b.forEach((bead, j) => {
    const i = bead.id >= 0 ? rowOf.get(bead.id) : undefined;
    if (i !== undefined) sets.join(i, a.length + j);
    if (i !== undefined && sameSentences(a[i] as Bead, bead)) asBefore.add(i);
    else rearranged.push(j);
  });
  const homes = new Map<string, number>();
  a.forEach((bead, i) => {
    if (!asBefore.has(i)) for (const key of sentenceKeys(bead)) homes.set(key, i);
  });
  for (const j of rearranged) {
    for (const key of sentenceKeys(b[j] as Bead)) {
      const home = homes.get(key);
      if (home !== undefined) sets.join(home, a.length + j);
    }
  }
  const groups = new Map<number, { a: number[]; b: number[] }>();
  for (let row = 0; row < a.length + b.length; row++) {
    const root = sets.root(row);
    let group = groups.get(root);
    if (!group) groups.set(root, (group = { a: [], b: [] }));
    if (row < a.length) group.a.push(row);
    else group.b.push(row - a.length);
  }
  return [...groups.values()].filter((group) => group.a.length > 0 && group.b.length > 0);
}

function sameSentences(a: Bead, b: Bead): boolean {
  return (['source', 'target'] as const).every(
    (side) => a[side].length === b[side].length && a[side].every((sentence, i) => sentence.id === b[side][i]?.id),
  );
}

function sentenceKeys(bead: Bead): string[] {
  return (['source', 'target'] as const).flatMap((side) =>
    bead[side].filter(({ id }) => id >= 0).map(({ id }) => `${side}${id}`),
  );
}
