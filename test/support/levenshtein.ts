/** The Levenshtein distance over characters by the textbook recurrence (Wagner and Fischer 1974), as an oracle. */
export function textbookDistance(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  let row = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (const [i, char] of left.entries()) {
    const next = [i + 1];
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] as number) + (char === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[right.length] as number;
}
