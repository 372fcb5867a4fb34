import { z } from 'zod';
import { job, read } from './method.ts';
import type { ConcordanceHit, LineMessage, MemoryMatch } from './types.ts';
import { contentSchema, languageSchema, pathSchema, sideSchema } from './values.ts';

/** What a memory has for one text. */
export interface FileMatches {
  readonly query: string;
  readonly matches: readonly MemoryMatch[];
}

export interface FileSearch {
  readonly hits: readonly ConcordanceHit[];
  /** The pair that was searched: the one asked for, else that of most units. */
  readonly sourceLang: string;
  readonly targetLang: string;
  /** True when there are more hits than were wanted. */
  readonly more: boolean;
}

export interface BatchInfo {
  readonly id: number;
  /** `import`: one imported file; `project`: what was confirmed in one project. */
  readonly kind: 'import' | 'project';
  readonly name: string;
  readonly at: number;
  readonly units: number;
}

/** A language of a TMX file, and how the file writes it. */
export interface FileLanguage {
  readonly language: string;
  readonly codes: readonly string[];
  readonly variants: number;
}

export interface LineNote extends LineMessage {
  readonly line: number;
  readonly what: string;
}

/** What importing a TMX file would do; nothing was written. */
export interface TmxPreview {
  readonly version: string;
  readonly units: number;
  readonly languages: readonly FileLanguage[];
  /** Units that say exactly what an earlier one of the file says; they are kept. */
  readonly duplicates: number;
  /** Units whose texts the memory has already: what they say besides would be merged, or they would be skipped. */
  readonly known: number;
  /** Units whose source an earlier one of the file translates otherwise. */
  readonly conflicts: number;
  /** The first thousand of each. */
  readonly rejected: readonly LineNote[];
  readonly repaired: readonly LineNote[];
  readonly warnings: readonly LineNote[];
}

export const findingKinds = [
  'rejected',
  'repaired',
  'codes',
  'empty',
  'untranslated',
  'duplicate',
  'inconsistent',
  'language',
] as const;

export type FindingKind = (typeof findingKinds)[number];

export interface UnitFinding {
  readonly kind: FindingKind;
  /** Number of the unit in the memory, or its place in the file, from 1. */
  readonly unit: number;
  /** In a TMX file; 0 in a memory. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  readonly detail: string;
}

export interface MemoryCheck {
  readonly units: number;
  readonly counts: Readonly<Record<FindingKind, number>>;
  /** The first `limit` of each kind. */
  readonly findings: readonly UnitFinding[];
}

const memory = pathSchema;
const pair = { sourceLang: languageSchema, targetLang: languageSchema };
const optionalPair = { sourceLang: languageSchema.exactOptional(), targetLang: languageSchema.exactOptional() };

/** The calls that work on a memory file, whether or not a project uses it. */
export const memoryFileMethods = {
  'memoryFile.lookup': read(
    z.object({
      memory,
      ...pair,
      queries: z
        .array(z.union([z.string().max(1_000_000), contentSchema]))
        .min(1)
        .max(1000),
      /** The queries follow one another in a text, so that neighbours count. */
      inOrder: z.boolean().exactOptional(),
      threshold: z.number().min(30).max(100),
      limit: z.number().int().positive().max(100),
    }),
  ).returns<FileMatches[]>(),
  /** A regular expression runs in a thread that is ended when one text keeps it busy too long. */
  'memoryFile.search': job(
    z.object({
      memory,
      ...optionalPair,
      text: z.string().max(10_000),
      side: sideSchema,
      regex: z.boolean().exactOptional(),
      wholeWords: z.boolean().exactOptional(),
      limit: z.number().int().positive().max(100_000),
    }),
  ).returns<FileSearch>(),
  'memoryFile.preview': job(z.object({ file: pathSchema, memory: memory.nullable() })).returns<TmxPreview>(),
  /** Looks through a memory, or a TMX file, for units that are not as they should be. */
  'memoryFile.check': job(
    z.object({ file: pathSchema, limit: z.number().int().nonnegative().max(100_000) }),
  ).returns<MemoryCheck>(),
  'memoryFile.batches': read(z.object({ memory })).returns<BatchInfo[]>(),
  /** Takes one import back, whole. */
  'memoryFile.rollback': job(z.object({ memory, batch: z.number().int() })).returns<{ readonly removed: number }>(),
  /** Stores what lookup needs to start at once; done by itself after imports and when it is far behind. */
  'memoryFile.index': job(z.object({ memory })).returns<null>(),
} as const;
