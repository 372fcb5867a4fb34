import { readFileSync } from 'node:fs';
import { newBead, type Bead, type Sentence } from '../../../src/shared/bitext/bead.ts';
import { plain } from '../../../src/shared/text/content.ts';

interface Side {
  readonly sentences: readonly { readonly unit: number; readonly text: string }[];
}
type Numbers = readonly [readonly number[], readonly number[]];
interface Expected {
  readonly versions: Readonly<Record<string, Side & { readonly beads: readonly Numbers[] }>>;
  readonly comparisons: readonly {
    readonly from: string;
    readonly to: string;
    readonly changes: readonly {
      readonly bead: number;
      readonly type: string;
      readonly beforeText: readonly string[];
      readonly afterText: readonly string[];
    }[];
  }[];
  readonly sourceUpdate: Side & {
    readonly changes: readonly {
      readonly type: string;
      readonly old: readonly number[];
      readonly new: readonly number[];
    }[];
  };
}

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../corpus/${path}`, import.meta.url), 'utf8'));

/** A document of the corpus with its versions and the differences that a comparison must find. */
export class VersionedDocument {
  readonly expected: Expected;
  readonly #source: Side;

  constructor(kind: string) {
    this.expected = read(`versions/${kind}/expected.json`) as Expected;
    this.#source = (read(`${kind}.gold.json`) as { source: Side }).source;
  }

  /** The beads of a version, numbered as in the corpus, as the source sentences are; those of the target have no identity. */
  version(name: string): Bead[] {
    const version = this.expected.versions[name];
    if (!version) throw new Error(`the corpus has no version ${name}`);
    return version.beads
      .map(([source, target], number) => newBead(number, pick(this.#source, source, 0), pick(version, target, -10_000)))
      .filter((bead) => bead.source.length + bead.target.length > 0);
  }

  /** The second edition of the source, its sentences numbered from 100,000. */
  secondEdition(): Sentence[] {
    const { sourceUpdate } = this.expected;
    return pick(
      sourceUpdate,
      sourceUpdate.sentences.map((_, i) => i),
      100_000,
    );
  }
}

function pick(side: Side, numbers: readonly number[], base: number): Sentence[] {
  return numbers.map((i) => {
    const sentence = side.sentences[i];
    if (!sentence) throw new Error(`the corpus has no sentence ${i}`);
    return { id: base + i, unit: `u${sentence.unit}`, lead: '', content: plain(sentence.text), trail: ' ' };
  });
}
