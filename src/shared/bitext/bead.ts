import type { Content } from '../text/content.ts';
import { concat, plain } from '../text/content.ts';

/** One sentence of one side, with the exact white space around it, so that joining sentences gives back the unit. */
export interface Sentence {
  readonly id: number;
  /** The unit of the document the sentence comes from; null for text that no document holds yet. */
  readonly unit: string | null;
  readonly lead: string;
  readonly content: Content;
  readonly trail: string;
}

/** How far the target of a bead has come. */
export type BeadStatus = 'untranslated' | 'draft' | 'translated' | 'confirmed';

/** A locked bead refuses edits; an excluded one stays out of memories and exports; a bookmark helps to find it again. */
export type Mark = 'locked' | 'excluded' | 'bookmarked';

/** Where the present target comes from. */
export interface Origin {
  readonly kind:
    | 'typed'
    | 'copied'
    | 'match'
    | 'repaired'
    | 'aligned'
    | 'imported'
    | 'propagated'
    | 'replaced'
    | 'restored';
  /** The match score shown when it was inserted, 0 to 102. */
  readonly score?: number;
  /** The name of the memory or file it came from; for `restored`, of the version, where it has one. */
  readonly from?: string;
  /** For `restored`: when the text was made that was returned to, in milliseconds since 1970-01-01 UTC. */
  readonly at?: number;
}

export interface Comment {
  readonly id: number;
  readonly text: string;
  readonly author: string;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly resolved?: boolean;
}

/** One row of a bitext: zero or more source sentences paired with zero or more target sentences. */
export interface Bead {
  readonly id: number;
  readonly source: readonly Sentence[];
  readonly target: readonly Sentence[];
  readonly status: BeadStatus;
  readonly marks: readonly Mark[];
  readonly origin: Origin | null;
  /** The aligner's calibrated probability that the bead is right, 0 to 1; null when no aligner made it. */
  readonly confidence: number | null;
  /** Why the aligner doubts it, as message keys. */
  readonly reasons: readonly string[];
  readonly comments: readonly Comment[];
  /** Who changed the target or status last, and when (milliseconds since 1970-01-01 UTC). */
  readonly by: string | null;
  readonly at: number | null;
}

export type Side = 'source' | 'target';

const SPACE: Content = plain(' ');

/** The text of one side of a bead as a single content: sentences joined by the white space that stood between them. */
export function sideContent(bead: Bead, side: Side): Content {
  const sentences = bead[side];
  const first = sentences[0];
  if (!first) return plain('');
  if (sentences.length === 1) return first.content;
  const parts: Content[] = [];
  sentences.forEach((sentence, i) => {
    if (i > 0) {
      const between = (sentences[i - 1]?.trail ?? '') + sentence.lead;
      parts.push(between === '' ? SPACE : plain(between));
    }
    parts.push(sentence.content);
  });
  return concat(parts);
}

export function isMarked(bead: Bead, mark: Mark): boolean {
  return bead.marks.includes(mark);
}

/** A bead as new: the given sentences, nothing else said about it. */
export function newBead(id: number, source: readonly Sentence[], target: readonly Sentence[] = []): Bead {
  return {
    id,
    source,
    target,
    status: target.length > 0 ? 'translated' : 'untranslated',
    marks: [],
    origin: null,
    confidence: null,
    reasons: [],
    comments: [],
    by: null,
    at: null,
  };
}
