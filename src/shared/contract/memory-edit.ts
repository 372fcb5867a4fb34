import { z } from 'zod';
import type { Content } from '../text/content.ts';
import { job, read, write } from './method.ts';
import type { ExportReport, ImportReport } from './types.ts';
import { contentSchema, languageSchema, pathSchema } from './values.ts';

/** What can be wrong with a unit, or with several together. */
export const qualities = [
  'empty',
  'untranslated',
  'wrongLanguage',
  'misaligned',
  'duplicates',
  'sameSource',
  'sameTarget',
] as const;
export type Quality = (typeof qualities)[number];

/** A memory as the memory view opens it. */
export interface OpenedMemory {
  readonly memory: string;
  readonly name: string;
  readonly units: number;
  /** Language codes in the order in which units have them: the first two make a useful pair. */
  readonly languages: readonly string[];
  readonly undo: string | null;
  readonly redo: string | null;
}

/** One unit in two languages. */
export interface MemoryRow {
  readonly unit: number;
  readonly source: MemoryText | null;
  readonly target: MemoryText | null;
  readonly author: string | null;
  readonly changedAt: number | null;
  readonly document: string | null;
  readonly batch: number;
  readonly tags: readonly string[];
  /** The languages the unit has besides the two. */
  readonly others: readonly string[];
  /** Units that belong together have the same number; null where units stand for themselves. */
  readonly group: number | null;
}

export interface MemoryText {
  readonly lang: string;
  readonly content: Content;
}

export interface MemoryPage {
  /** Units found so far. */
  readonly total: number;
  /** False while the rest of the memory is still to be searched: ask again for more. */
  readonly complete: boolean;
  /** How much has been searched, 0 to 1. */
  readonly searched: number;
  readonly rows: readonly MemoryRow[];
}

/** What came of a step. */
export interface MemoryStep {
  /** Units changed, added or deleted. */
  readonly changed: number;
  /** Units left alone, because they were changed elsewhere or are gone. */
  readonly skipped: number;
  readonly label: string | null;
  readonly undo: string | null;
  readonly redo: string | null;
}

export interface MemoryFacet {
  readonly value: string;
  readonly units: number;
}

/** What a memory can be filtered by. */
export interface MemoryFacets {
  readonly authors: readonly MemoryFacet[];
  readonly documents: readonly MemoryFacet[];
  readonly tags: readonly MemoryFacet[];
  readonly languages: readonly MemoryFacet[];
  readonly batches: readonly {
    readonly id: number;
    readonly kind: 'import' | 'project';
    readonly name: string;
    readonly at: number;
    readonly units: number;
  }[];
  readonly bytes: number;
}

export interface OpenedTmx {
  readonly memory: string;
  readonly report: ImportReport;
}

/** What merging another memory would do; nothing was written. */
export interface MergePreview {
  readonly name: string;
  /** Units of the other memory: new ones, those that add something to a unit with the same texts, those known. */
  readonly units: number;
  readonly added: number;
  readonly merged: number;
  readonly known: number;
  readonly languages: readonly { readonly language: string; readonly variants: number }[];
  /** The first of the new units in two languages. */
  readonly sample: readonly { readonly source: string; readonly target: string }[];
}

const memory = pathSchema;
const unit = z.number().int().positive();
const direction = z.enum(['undo', 'redo']);
const units = z.array(unit).max(5_000_000);
const languages = { sourceLang: languageSchema, targetLang: languageSchema };

const textQuerySchema = z.object({
  text: z.string().max(10_000),
  matchCase: z.boolean(),
  wholeWord: z.boolean(),
  regex: z.boolean(),
});

/** Which units are wanted: all conditions together. */
const memoryQuerySchema = z.object({
  find: textQuerySchema.exactOptional(),
  side: z.enum(['source', 'target', 'both']).exactOptional(),
  author: z.string().max(1000).exactOptional(),
  document: z.string().max(4096).exactOptional(),
  tag: z.string().max(1000).exactOptional(),
  batch: z.number().int().exactOptional(),
  /** Changed at or after, and before: milliseconds since 1970-01-01 UTC. */
  after: z.number().exactOptional(),
  before: z.number().exactOptional(),
  quality: z.enum(qualities).exactOptional(),
});
export type MemoryQuery = z.output<typeof memoryQuerySchema>;

const commandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('edit'), unit, lang: languageSchema, content: contentSchema }),
  z.object({ type: z.literal('delete'), units }),
  /** Adds a property of type `x-tag`, or takes it away. */
  z.object({ type: z.literal('tag'), units, tag: z.string().trim().min(1).max(200), on: z.boolean() }),
  /** Replaces every occurrence but those named by unit and by number within the unit's text. */
  z.object({
    type: z.literal('replace'),
    units,
    lang: languageSchema,
    find: textQuerySchema,
    replacement: z.string().max(100_000),
    except: z.array(z.tuple([unit, z.number().int().nonnegative()])).max(1_000_000),
  }),
  /** Makes the target language the source language of units. */
  z.object({ type: z.literal('reverse'), units, ...languages }),
  /** Takes over the units of another memory that are not there already. */
  z.object({ type: z.literal('merge'), from: pathSchema }),
  /** Copies units into a new memory, and deletes them here when they are to move. */
  z.object({ type: z.literal('split'), units, to: pathSchema, move: z.boolean() }),
  /** Deletes the units of an import. */
  z.object({ type: z.literal('rollback'), batch: z.number().int() }),
]);
export type MemoryCommand = z.output<typeof commandSchema>;

/** The calls of the memory view: look through a memory file and change it in place. */
export const memoryEditMethods = {
  /** Null for a large memory of an older version, which has to be brought up to date first. */
  'memoryEdit.open': write(z.object({ path: pathSchema })).returns<OpenedMemory | null>(),
  /** Brings a memory of an older version up to date and makes it ready for searching. */
  'memoryEdit.prepare': job(z.object({ path: pathSchema })).returns<null>(),
  /** Imports a TMX file into a memory of its own: at `to`, else in the program's data folder. */
  'memoryEdit.openTmx': job(z.object({ file: pathSchema, to: pathSchema.nullable() })).returns<OpenedTmx>(),
  'memoryEdit.facets': read(z.object({ memory })).returns<MemoryFacets>(),
  /** `count` units of those wanted from position `from` on. A large memory is searched over several calls. */
  'memoryEdit.page': read(
    z.object({
      memory,
      query: memoryQuerySchema,
      ...languages,
      from: z.number().int().nonnegative(),
      count: z.number().int().nonnegative().max(1000),
      /** Searches anew, rather than show what was found before the last changes. */
      fresh: z.boolean().exactOptional(),
    }),
  ).returns<MemoryPage>(),
  /** How well the two texts of each unit fit, 0 to 100; null where one is missing. */
  'memoryEdit.fits': read(z.object({ memory, ...languages, units: units.max(1000) })).returns<(number | null)[]>(),
  /** The numbers of the wanted units from one position to another, for selecting many. */
  'memoryEdit.ids': read(
    z.object({
      memory,
      query: memoryQuerySchema,
      ...languages,
      from: z.number().int().nonnegative(),
      count: z.number().int().nonnegative(),
    }),
  ).returns<number[]>(),
  /** Carries out a command on few units, as one step of undo. */
  'memoryEdit.run': write(z.object({ memory, command: commandSchema })).returns<MemoryStep>(),
  /** The same for many units, with progress and cancelling. */
  'memoryEdit.runMany': job(z.object({ memory, command: commandSchema })).returns<MemoryStep>(),
  /** What the command `merge` would do. */
  'memoryEdit.previewMerge': job(z.object({ memory, from: pathSchema, ...languages })).returns<MergePreview>(),
  /** Writes units as TMX: those named, or all. */
  'memoryEdit.export': job(
    z.object({
      memory,
      file: pathSchema,
      units: units.nullable(),
      languages: z.array(languageSchema).exactOptional(),
      /** Level 1: without inline codes. */
      plain: z.boolean(),
      /** Without names of people, projects and documents. */
      anonymous: z.boolean(),
    }),
  ).returns<ExportReport>(),
  /** Takes the last step back or does it again; null when it is so large that it has to be a job. */
  'memoryEdit.move': write(z.object({ memory, direction })).returns<MemoryStep | null>(),
  'memoryEdit.moveMany': job(z.object({ memory, direction })).returns<MemoryStep>(),
} as const;
