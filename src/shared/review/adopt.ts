import type { Bead, Comment, Sentence, Side } from '../bitext/bead.ts';
import { sameContent } from '../text/content.ts';

export interface AdoptOptions {
  /** Whether these are states of one bitext, whose numbers mean the same. */
  readonly states: boolean;
  /** False when the status of the beads taken over says nothing. */
  readonly hasStatus: boolean;
  /** Fresh numbers for beads, sentences and comments; never used twice in a project. */
  readonly nextId: () => number;
  /** Whether another bead has this number already. */
  readonly isTaken: (id: number) => boolean;
}

/**
 * The beads `theirs` in place of `ours`. States of one bitext are taken over as they are. What comes from elsewhere
 * gets the numbers, units and marks of what it replaces, and sentences that read the same are kept, so that the
 * document can still be written.
 */
export function adopt(ours: readonly Bead[], theirs: readonly Bead[], options: AdoptOptions): Bead[] {
  const { states, hasStatus, nextId } = options;
  const sources = new Pool(ours, 'source', nextId);
  const targets = new Pool(ours, 'target', nextId);
  const numbers = new Set(ours.map((bead) => bead.id));
  return theirs.map((bead, i): Bead => {
    if (states && (numbers.has(bead.id) || !options.isTaken(bead.id))) return bead;
    const old = ours[i];
    return {
      ...bead,
      id: old?.id ?? nextId(),
      source: sources.take(bead.source),
      target: targets.take(bead.target),
      status: hasStatus || !old ? bead.status : old.status,
      marks: old?.marks ?? bead.marks.filter((mark) => mark !== 'locked'),
      comments: mergedComments(i === 0 ? ours.flatMap((other) => other.comments) : [], bead.comments, nextId),
    };
  });
}

/**
 * `ours` with the targets, statuses and new comments of `theirs`, and their own sources, as a translation needs them
 * when a file comes back. Where `theirs` divides the sources otherwise, its target goes to the first bead.
 */
export function adoptTargets(
  ours: readonly Bead[],
  theirs: readonly Bead[],
  { hasStatus, nextId }: Pick<AdoptOptions, 'hasStatus' | 'nextId'>,
): Bead[] {
  const even = ours.length === theirs.length;
  const pool = new Pool(ours, 'target', nextId);
  return ours.map((bead, i): Bead => {
    const from = even ? theirs.slice(i, i + 1) : i === 0 ? theirs : [];
    const target = from.flatMap((other) => pool.take(other.target));
    const [first] = from;
    const kept = target.length === bead.target.length && target.every((sentence, at) => sentence === bead.target[at]);
    // Who wrote the earlier text did not write the new one: programs that know nothing of its stamp leave it as it was.
    const signs = first !== undefined && first.by !== null && (kept || first.by !== bead.by || !sameTime(first, bead));
    return {
      ...bead,
      target,
      status: target.length === 0 ? 'untranslated' : hasStatus && first ? first.status : bead.status,
      origin: first?.origin ?? null,
      comments: mergedComments(
        bead.comments,
        from.flatMap((other) => other.comments),
        nextId,
      ),
      by: signs ? first.by : kept ? bead.by : null,
      at: signs ? first.at : kept ? bead.at : null,
    };
  });
}

/** Files tell times in whole seconds. */
function sameTime(a: Bead, b: Bead): boolean {
  return Math.floor((a.at ?? 0) / 1000) === Math.floor((b.at ?? 0) / 1000);
}

/** The sentences of one side that may be used again, each once, in order. */
class Pool {
  readonly #sentences: Sentence[];
  readonly #unit: string | null;
  readonly #nextId: () => number;

  constructor(beads: readonly Bead[], side: Side, nextId: () => number) {
    this.#sentences = beads.flatMap((bead) => bead[side]);
    this.#unit = (beads[0]?.source[0] ?? beads[0]?.target[0])?.unit ?? null;
    this.#nextId = nextId;
  }

  take(theirs: readonly Sentence[]): Sentence[] {
    return theirs.map((sentence): Sentence => {
      const at = this.#sentences.findIndex((own) => sameContent(own.content, sentence.content));
      const same = at >= 0 ? this.#sentences[at] : undefined;
      if (same) {
        this.#sentences.splice(at, 1);
        return same;
      }
      const next = this.#sentences[0];
      if (theirs.length === 1 && next && this.#sentences.length === 1) {
        this.#sentences.shift();
        return { ...next, content: sentence.content };
      }
      return { ...sentence, id: this.#nextId(), unit: this.#unit };
    });
  }
}

function mergedComments(ours: readonly Comment[], theirs: readonly Comment[], nextId: () => number): Comment[] {
  const known = new Set(ours.map((comment) => JSON.stringify([comment.author, comment.text])));
  const fresh = theirs.filter((comment) => !known.has(JSON.stringify([comment.author, comment.text])));
  return [...ours, ...fresh.map((comment) => ({ ...comment, id: nextId() }))];
}
