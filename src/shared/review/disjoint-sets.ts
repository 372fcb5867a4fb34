/** Sets of numbers below `size` that are joined pair by pair (union-find with path halving). */
export class DisjointSets {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, i) => i);
  }

  root(member: number): number {
    const parent = this.#parent;
    let at = member;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number;
    return at;
  }

  join(a: number, b: number): void {
    this.#parent[this.root(b)] = this.root(a);
  }
}
