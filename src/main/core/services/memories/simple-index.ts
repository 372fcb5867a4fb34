import { characterCount, distance } from '../../../../shared/matching/distance.ts';
import { baseOf, editsWithin } from '../../../../shared/matching/score.ts';
import type { FuzzyIndex, IndexHit } from './fuzzy-index.ts';

/** Compares a text with every text whose length does not already rule it out. */
export class SimpleIndex implements FuzzyIndex {
  /** Texts by their number of characters, then by variant. */
  readonly #byLength = new Map<number, Map<number, string>>();
  readonly #lengths = new Map<number, number>();

  readonly add = (id: number, norm: string): void => {
    this.remove(id);
    const length = characterCount(norm);
    this.#lengths.set(id, length);
    const texts = this.#byLength.get(length);
    if (texts) texts.set(id, norm);
    else this.#byLength.set(length, new Map([[id, norm]]));
  };

  readonly remove = (id: number): void => {
    const length = this.#lengths.get(id);
    if (length === undefined) return;
    this.#lengths.delete(id);
    this.#byLength.get(length)?.delete(id);
  };

  readonly lookup = (norm: string, threshold: number, limit: number): IndexHit[] => {
    const length = characterCount(norm);
    const hits: IndexHit[] = [];
    for (const [other, texts] of this.#byLength) {
      const longest = Math.max(length, other);
      const allowed = editsWithin(longest, threshold);
      if (Math.abs(length - other) > allowed) continue;
      for (const [id, text] of texts) {
        const edits = distance(norm, text);
        if (edits <= allowed) hits.push({ id, base: baseOf(edits, longest) });
      }
    }
    return hits.sort((a, b) => b.base - a.base || a.id - b.id).slice(0, limit);
  };
}
