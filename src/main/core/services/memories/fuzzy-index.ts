/** Where lookup finds similar texts of one language of a memory. */
export interface FuzzyIndex {
  /**
   * The `limit` variants most like `norm` (a text of `matchText`) whose base score reaches `threshold` percent, best
   * first. None that reaches it is missed.
   */
  readonly lookup: (norm: string, threshold: number, limit: number) => IndexHit[];
  readonly add: (id: number, norm: string) => void;
  readonly remove: (id: number) => void;
}

export interface IndexHit {
  /** The number of the variant. */
  readonly id: number;
  /** Percent, not rounded. */
  readonly base: number;
}
