/**
 * The two shapes in which sentences and their translations travel between files and the application.
 *
 * A {@link TranslationUnit} is what a memory holds: everything a TMX `tu` says, in its order, in any number of
 * languages. A {@link BilingualDocument} is what a project exchanges: one document, two languages, segments with their
 * status.
 */
import type { Content } from '../../text/content.ts';
import type { UnitKind } from '../document-format.ts';

/** Attributes by name as they stood in the file, in file order. */
export type Attributes = Readonly<Record<string, string>>;

/** A `prop` or a `note` of TMX. `attributes` holds `type`, `xml:lang` and `o-encoding` as they stood. */
export interface Annotation {
  readonly kind: 'prop' | 'note';
  readonly attributes: Attributes;
  readonly text: string;
}

/** One language of a translation unit (TMX `tuv`). */
export interface Variant {
  /** The language code exactly as it stood; compare with `languageKey` of `../bilingual/language.ts`. */
  readonly lang: string;
  /** All attributes of the `tuv` but the language: dates, authors, usage count, `changeid`, `o-tmf` and so on. */
  readonly attributes: Attributes;
  /** Props and notes in file order. */
  readonly annotations: readonly Annotation[];
  readonly content: Content;
}

/** A translation unit of a memory (TMX `tu`). */
export interface TranslationUnit {
  /** All attributes of the `tu`: `tuid`, `srclang`, dates (`YYYYMMDDThhmmssZ`), authors and so on. */
  readonly attributes: Attributes;
  /** Props and notes in file order. */
  readonly annotations: readonly Annotation[];
  /** The variants in file order; two may share a language. */
  readonly variants: readonly Variant[];
}

/** A character of a user-defined encoding (TMX `map`): `unicode`, `code`, `ent`, `subst` as they stood. */
export interface UserEncoding {
  readonly attributes: Attributes;
  readonly maps: readonly Attributes[];
}

/** Everything in the `header` of a TMX file. */
export interface TmxHeader {
  /** `creationtool`, `srclang`, `segtype`, `datatype`, dates and so on, as they stood. */
  readonly attributes: Attributes;
  /** Notes, props and user-defined encodings in file order. */
  readonly annotations: readonly (Annotation | UserEncoding)[];
}

/** How far a segment is: the same five words are used in the window, the store and every exchange file. */
export type SegmentStatus = 'untranslated' | 'draft' | 'translated' | 'confirmed' | 'locked';

/** The five statuses in the order of the work. */
export const SEGMENT_STATUSES: readonly SegmentStatus[] = [
  'untranslated',
  'draft',
  'translated',
  'confirmed',
  'locked',
];

export interface SegmentComment {
  readonly text: string;
  readonly author?: string;
  /** ISO 8601 in UTC, such as `2026-11-22T10:15:00Z`. */
  readonly at?: string;
}

/** One row: a source sentence (or several, joined) and its translation. Either side may be empty after alignment. */
export interface BilingualSegment {
  /** Unique within its unit. */
  readonly id: string;
  readonly source: Content;
  /** `null` when nobody has translated it yet. */
  readonly target: Content | null;
  readonly status: SegmentStatus;
  readonly comments: readonly SegmentComment[];
  /** ISO 8601 in UTC. */
  readonly changedAt?: string;
  readonly changedBy?: string;
  /** How sure the aligner is, from 0 to 1. */
  readonly confidence?: number;
  /** True for what stands between sentences, such as a space: kept, never translated (XLIFF 2 `ignorable`). */
  readonly ignorable?: boolean;
  /** Anything else an exchange file said about it, by name. */
  readonly props: Readonly<Record<string, string>>;
}

/** The paragraph-like piece that segments come from. */
export interface BilingualUnit {
  /** Unique within its document. */
  readonly id: string;
  readonly kind?: UnitKind;
  /** Where it stands, such as `p 12`. */
  readonly context?: string;
  /** The original document, where a file holds several and this is not `BilingualDocument.original`. */
  readonly document?: string;
  readonly segments: readonly BilingualSegment[];
}

/** A document with its translation, as exchanged with other tools and people. */
export interface BilingualDocument {
  /** BCP 47. */
  readonly sourceLang: string;
  /** BCP 47. */
  readonly targetLang: string;
  /** The name of the original document; a name only, never a path to open. */
  readonly original: string;
  readonly units: readonly BilingualUnit[];
}
