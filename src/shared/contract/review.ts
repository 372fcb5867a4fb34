import { z } from 'zod';
import type { BeadChange } from '../review/model.ts';
import type { Conflict } from '../review/merge.ts';
import type { Relation } from '../review/relation.ts';
import type { SourceNote } from '../review/source-notes.ts';
import type { Amount, Statistics } from '../review/statistics.ts';
import type { BeadUpdate, UpdateKind } from '../review/update-source.ts';
import { host, job, read, write } from './method.ts';
import type { Applied } from './types.ts';
import { contentSchema, pathSchema, statusSchema } from './values.ts';

/** Why a version was kept: by hand, or by the program at a moment one may want to come back to. */
export type VersionKind = 'manual' | 'import' | 'batch' | 'delivery' | 'return' | 'source';

export interface VersionInfo {
  readonly id: number;
  readonly kind: VersionKind;
  /** Given by hand, or the name of the file that was delivered or came back; may be empty for automatic versions. */
  readonly name: string;
  /** For a version before a batch operation, what the operation is called: a message key below `change.`. */
  readonly before: string | null;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  readonly who: string;
  /** The last change of the log that it contains, and how many came after it. */
  readonly seq: number;
  readonly changesSince: number;
  /** How many bytes of the project file it takes; a version without a stored state takes next to nothing. */
  readonly bytes: number;
}

/** What looking through a document's change log found. */
export interface LogCheck {
  readonly entries: number;
  /** Entries that are not what was written. */
  readonly damaged: readonly number[];
  /** Versions that can still be read, and those that the damage made unreadable. */
  readonly readable: readonly number[];
  readonly lost: readonly number[];
}

/** One of the two sides of a comparison, as it is to be named. */
export interface StateInfo {
  readonly kind: 'current' | 'file' | 'document' | VersionKind;
  readonly name: string;
  readonly before: string | null;
  /** Milliseconds since 1970-01-01 UTC; null for the present state. */
  readonly at: number | null;
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly beads: number;
}

export interface ComparisonInfo {
  /** Names the comparison in the calls that follow; valid until the document changes. */
  readonly handle: string;
  readonly a: StateInfo;
  readonly b: StateInfo;
  /** The number of the last change of the document that the comparison knows. */
  readonly seq: number;
  /**
   * Which side is the document as it stands: the side that accepting and rejecting changes. When it is neither,
   * accepting takes the target of the later side into the document, rejecting that of the earlier one.
   */
  readonly present: 'a' | 'b' | null;
  /** `target` when only translations can be taken over, because the sources differ in origin. */
  readonly sides: 'both' | 'target';
  readonly statistics: Statistics;
  readonly relation: Relation;
}

export type Verdict = 'accepted' | 'rejected';

/**
 * Why a change cannot be taken into the document as it stands; a message key below `obstacle.`: nothing differs; its
 * row is locked; its row is no longer in the document; the chosen side has no such row; the document divides it
 * otherwise; the sources of a translation are those of its file.
 */
export type Obstacle = 'same' | 'locked' | 'gone' | 'absent' | 'divided' | 'sourceOnly';

export interface ReviewChange extends BeadChange {
  /** What was decided about exactly this change, and why. */
  readonly verdict: Verdict | null;
  readonly why: string | null;
  /** False where neither accepting nor rejecting could change the document. */
  readonly applicable: boolean;
  /** What stands in the way of each verdict; null where nothing does. */
  readonly obstacles: Readonly<Record<Verdict, Obstacle | null>>;
}

/** How many changes of each sort fall into one of equal stretches of the two texts, for the map. */
export interface MapStretch {
  readonly changed: number;
  readonly structure: number;
  readonly quiet: number;
}

export interface ChangePage {
  /** How many changes pass the filter. */
  readonly total: number;
  readonly from: number;
  readonly changes: readonly ReviewChange[];
  /** Only with the first page. */
  readonly map: readonly MapStretch[];
}

export interface Decided {
  readonly applied: Applied | null;
  /** Changes decided, and changes left alone because their bead is locked or the document cannot take them. */
  readonly count: number;
  readonly left: number;
  /** Why they were left alone, and how often. */
  readonly obstacles: Readonly<Partial<Record<Obstacle, number>>>;
}

/** What one version changed against the one before it, as a point of a chart. */
export interface SeriesPoint {
  /** Null for the present state, which closes the series when it differs from the last version. */
  readonly version: VersionInfo | null;
  /** Rows of the bitext; null when the damage of the change log made this state unreadable. */
  readonly beads: number | null;
  /** Null for the first point, and where this state or the one before it cannot be read. */
  readonly touched: Amount | null;
  /** The same by who made the later state, most words first; null for unknown. */
  readonly authors: readonly (Amount & { readonly by: string | null })[];
}

/** A document of a project file that need not be open, to compare with. */
export interface OtherDocument {
  readonly document: number;
  readonly name: string;
  readonly kind: 'translation' | 'alignment';
  /** BCP 47. */
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly beads: number;
}

export interface MergePreview {
  readonly conflicts: readonly Conflict[];
  /** Beads that would be taken from the returned state, and beads in which both edits are joined word by word. */
  readonly taken: number;
  readonly merged: number;
  /** How sure it is that the two belong together. */
  readonly relation: Relation;
  readonly base: StateInfo;
  readonly theirs: StateInfo;
}

export interface Merged {
  readonly applied: Applied | null;
  /** Conflicts that were left open; there the present state stands. */
  readonly open: number;
  readonly taken: number;
  readonly merged: number;
}

export interface SourceUpdatePreview {
  readonly statistics: Readonly<Record<UpdateKind, { readonly beads: number; readonly words: number }>>;
  /** The share of the old edition, in characters, that was recognised, 0 to 1. */
  readonly recognised: number;
  /** What is not unchanged, in the order of the new edition; at most `PREVIEW_LIMIT`. */
  readonly updates: readonly BeadUpdate[];
  /** Locked rows that the new edition would unlock, join or take out; it is refused until that is said to be wanted. */
  readonly locked: number;
}

export interface SourceUpdated {
  readonly applied: Applied;
  /** The version before the update, to compare with. */
  readonly version: number;
}

export interface ReviewReport {
  readonly path: string;
  readonly bytes: number;
  /** Rows that differ. */
  readonly changes: number;
}

const project = z.string().min(1);
const document = z.number().int();
const version = z.number().int();
const name = z.string().trim().min(1).max(200);

const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('current') }),
  z.object({ kind: z.literal('version'), version }),
  /** XLIFF, TMX, TSV, CSV or bilingual HTML. */
  z.object({ kind: z.literal('file'), path: pathSchema }),
  /** A document of this or another project file, as it stands. */
  z.object({ kind: z.literal('document'), path: pathSchema, document }),
]);

const filterSchema = z.object({
  kinds: z
    .array(z.enum(['same', 'changed', 'annotated', 'moved', 'inserted', 'deleted', 'split', 'merged', 'regrouped']))
    .exactOptional(),
  natures: z
    .array(z.enum(['text', 'numbers', 'punctuation', 'case', 'whitespace', 'codes', 'division']))
    .exactOptional(),
  words: z
    .object({ least: z.number().nonnegative().exactOptional(), most: z.number().nonnegative().exactOptional() })
    .exactOptional(),
  authors: z.array(z.string().nullable()).exactOptional(),
  statuses: z.array(statusSchema).exactOptional(),
  lessSureThan: z.number().min(0).max(1).exactOptional(),
  /** Whether it was decided already. */
  decided: z.boolean().exactOptional(),
});

/** Which changes of a comparison are meant: those that pass a filter, some by number, or some places within one. */
const selectionSchema = z.union([
  z.object({ filter: filterSchema }),
  z.object({ changes: z.array(z.number().int().nonnegative()).min(1).max(1_000_000) }),
  z.object({ change: z.number().int().nonnegative(), places: z.array(z.number().int().nonnegative()).min(1) }),
]);

const choiceSchema = z.object({
  conflict: z.number().int().nonnegative(),
  take: z.union([z.enum(['ours', 'theirs', 'base']), z.object({ target: contentSchema })]),
});

export type StateRef = z.output<typeof stateSchema>;
export type ReviewFilter = z.output<typeof filterSchema>;
export type ReviewSelection = z.output<typeof selectionSchema>;

/** Names a comparison that is being made: its progress is told and it can be cancelled. */
const ticket = z.string().min(1).max(100);

const merge = { project, document, base: stateSchema, theirs: stateSchema };

/** The calls about versions and what differs between them. */
export const reviewMethods = {
  'versions.list': read(z.object({ project, document })).returns<VersionInfo[]>(),
  'versions.create': write(z.object({ project, document, name })).returns<VersionInfo>(),
  'versions.rename': write(z.object({ project, document, version, name })).returns<VersionInfo>(),
  'versions.remove': write(z.object({ project, document, version })).returns<VersionInfo[]>(),
  /** What each version changed against the one before it, oldest first, with the present state at the end. */
  'versions.series': read(z.object({ project, document })).returns<SeriesPoint[]>(),
  /** Looks through the change log of a document for damage. */
  'versions.check': read(z.object({ project, document })).returns<LogCheck>(),

  /** Compares an earlier state with a later one. */
  'review.compare': read(
    z.object({ project, document, a: stateSchema, b: stateSchema, ticket: ticket.exactOptional() }),
  ).returns<ComparisonInfo>(),
  /** Gives a comparison up: its call fails with `cancelled`. Does nothing when it is over already. */
  'review.cancel': host(z.object({ ticket })).returns<null>(),
  /** The documents of a project file, open or not, to compare with. */
  'review.documents': read(z.object({ path: pathSchema })).returns<OtherDocument[]>(),
  /** Changes of a comparison that pass a filter. Fails with `conflict` when the document changed meanwhile. */
  'review.changes': read(
    z.object({
      project,
      handle: z.string(),
      filter: filterSchema,
      from: z.number().int().nonnegative(),
      count: z.number().int().positive().max(2_000),
    }),
  ).returns<ChangePage>(),
  /**
   * Accepts or rejects changes as one step: the later state is wanted there, or the earlier one. Where neither side is
   * the present state, the target of the wanted side is taken into the rows that are still there.
   */
  'review.decide': write(
    z.object({
      project,
      document,
      handle: z.string(),
      verdict: z.enum(['accepted', 'rejected']),
      selection: selectionSchema,
      why: z.string().max(10_000).exactOptional(),
    }),
  ).returns<Decided>(),
  /**
   * Gives a bead the target and status it had after a change of the log (0: at the beginning; the `seq` of a history
   * entry or of a version). Its origin then says what it was returned to.
   */
  'review.restore': write(
    z.object({
      project,
      document,
      bead: z.number().int(),
      seq: z.number().int().nonnegative(),
      why: z.string().max(10_000).exactOptional(),
    }),
  ).returns<Applied>(),
  /** What merging a returned state would do. */
  'review.mergePreview': read(z.object({ ...merge, choices: z.array(choiceSchema) })).returns<MergePreview>(),
  /** Merges a returned state into the document as one step; a version is kept before. */
  'review.merge': write(z.object({ ...merge, choices: z.array(choiceSchema) })).returns<Merged>(),
  /** What a new edition of the source would change. */
  'review.sourcePreview': read(z.object({ project, document, path: pathSchema })).returns<SourceUpdatePreview>(),
  /** Which rows new editions of the source changed or brought, with what these rows were before. */
  'review.sourceNotes': read(z.object({ project, document })).returns<SourceNote[]>(),
  /**
   * Takes over a new edition of the source as one step; a version is kept before. Fails with `locked` when locked rows
   * would change and `unlock` is not said.
   */
  'review.updateSource': write(
    z.object({ project, document, path: pathSchema, unlock: z.boolean().exactOptional() }),
  ).returns<SourceUpdated>(),
  'review.report': job(
    z.object({
      project,
      document,
      a: stateSchema,
      b: stateSchema,
      format: z.enum(['html', 'docx', 'xlsx', 'json', 'text']),
      path: pathSchema,
      filter: filterSchema.exactOptional(),
    }),
  ).returns<ReviewReport>(),
} as const;
