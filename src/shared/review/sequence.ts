/**
 * The heaviest increasing subsequence: which members keep their order when `positions` is read from left to right.
 * Returns one boolean a member. Everything else has moved; as the heaviest selection stays, the fewest move, and of two
 * that changed places the later one.
 * O(n log n) by a Fenwick tree of prefix maxima (M. L. Fredman, "On computing the length of longest increasing
 * subsequences", Discrete Mathematics 11 (1975), with weights).
 */
export function keepsOrder(positions: readonly number[], weights?: readonly number[]): boolean[] {
  const count = positions.length;
  if (positions.every((position, i) => i === 0 || position > (positions[i - 1] as number))) {
    return positions.map(() => true);
  }
  const rank = new Int32Array(count);
  const byPosition = Array.from({ length: count }, (_, i) => i).sort(
    (i, j) => (positions[i] as number) - (positions[j] as number) || j - i,
  );
  byPosition.forEach((member, i) => {
    rank[member] = i + 1;
  });
  // Each node holds the member at which the heaviest chain of its range ends, or -1.
  const tree = new Int32Array(count + 1).fill(-1);
  const weight = new Float64Array(count);
  const previous = new Int32Array(count).fill(-1);
  let end = -1;
  for (let member = 0; member < count; member++) {
    let best = -1;
    for (let node = (rank[member] as number) - 1; node > 0; node -= node & -node) best = heavier(best, at(tree, node));
    previous[member] = best;
    weight[member] = (weights?.[member] ?? 1) + (best < 0 ? 0 : (weight[best] as number));
    for (let node = rank[member] as number; node <= count; node += node & -node) {
      tree[node] = heavier(at(tree, node), member);
    }
    end = heavier(end, member);
  }
  const keeps = Array.from({ length: count }, () => false);
  for (; end >= 0; end = at(previous, end)) keeps[end] = true;
  return keeps;

  function heavier(a: number, b: number): number {
    if (a < 0 || b < 0) return Math.max(a, b);
    const difference = (weight[b] as number) - (weight[a] as number);
    return difference === 0 ? Math.min(a, b) : difference > 0 ? b : a;
  }
}

function at(values: Int32Array, i: number): number {
  return values[i] as number;
}
