const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** How well a query fits a text: all its words must begin words of the text, or else stand somewhere in it. */
function fit(text: string, words: readonly string[]): number {
  const tokens = text.split(/[^\p{L}\p{N}]+/u);
  let score = 0;
  for (const word of words) {
    if (tokens[0]?.startsWith(word)) score += 3;
    else if (tokens.some((token) => token.startsWith(word))) score += 2;
    else if (text.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

/** The entries a query fits, best first; all of them, in their order, for an empty query. */
export function rank<T>(entries: readonly T[], query: string, text: (entry: T) => string): T[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  return entries
    .map((entry) => ({ entry, score: fit(folded(text(entry)), words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
