import { z } from 'zod';
import { alignMethods } from './align.ts';
import { commandSchema } from './commands.ts';
import type { ErrorCode, ErrorValues } from './errors.ts';
import { memoryEditMethods } from './memory-edit.ts';
import { memoryFileMethods } from './memory-files.ts';
import { reviewMethods } from './review.ts';
import { host, job, read, write } from './method.ts';
import type { Method, MethodKind } from './method.ts';
import type {
  AppInfo,
  Applied,
  BackupInfo,
  BitextPage,
  ConcordanceHit,
  DocumentInfo,
  DocumentPreview,
  ExportReport,
  FolderListing,
  HistoryEntry,
  ImportReport,
  MemoryInfo,
  MemoryMatch,
  MemoryStats,
  ProjectInfo,
  RecentProject,
} from './types.ts';
import { contentSchema, languageSchema, pathSchema, sideSchema } from './values.ts';

const none = z.object({});
const project = z.string().min(1);
const document = z.number().int();
const memory = z.string().min(1);
const languages = { sourceLang: languageSchema, targetLang: languageSchema };

/**
 * Every call between a window (or the command line) and the core. Hosts, client, command line and tests derive
 * from this one object. A `job` answers at once with its number; its outcome comes as an event.
 */
export const contract = {
  'app.info': host(none).returns<AppInfo>(),
  'settings.get': read(none).returns<Readonly<Record<string, unknown>>>(),
  /** Merges the given keys into the user's settings; a null value removes a key. */
  'settings.set': write(z.object({ values: z.record(z.string(), z.json()) })).returns<
    Readonly<Record<string, unknown>>
  >(),

  'files.list': read(z.object({ folder: pathSchema.nullable() })).returns<FolderListing>(),
  'files.readText': read(z.object({ path: pathSchema })).returns<{ text: string }>(),
  /** Written to a temporary name, flushed, then renamed. */
  'files.writeText': write(z.object({ path: pathSchema, text: z.string() })).returns<{ path: string }>(),
  /** Stores a file dropped on the window where the core can read it. */
  'files.upload': write(z.object({ name: z.string().min(1).max(255), base64: z.string() })).returns<{ path: string }>(),
  /** Native dialogs, where the host has them (see `app.info`); an empty list when the user gives up. */
  'host.pickFiles': host(
    z.object({ purpose: z.enum(['project', 'document', 'memory', 'exchange', 'folder']), multiple: z.boolean() }),
  ).returns<{ paths: string[] }>(),
  'host.pickSave': host(
    z.object({ name: z.string(), folder: pathSchema.nullable(), extensions: z.array(z.string()) }),
  ).returns<{ path: string | null }>(),
  'host.showInFolder': host(z.object({ path: pathSchema })).returns<null>(),
  'host.openExternal': host(z.object({ url: z.string().max(4096) })).returns<null>(),

  'project.create': write(
    z.object({ path: pathSchema.nullable(), name: z.string().min(1).max(200), ...languages }),
  ).returns<ProjectInfo>(),
  'project.open': write(z.object({ path: pathSchema })).returns<ProjectInfo>(),
  'project.close': write(z.object({ project })).returns<null>(),
  'project.info': read(z.object({ project })).returns<ProjectInfo>(),
  'project.update': write(
    z.object({
      project,
      name: z.string().min(1).max(200).exactOptional(),
      settings: z.record(z.string(), z.json()).exactOptional(),
    }),
  ).returns<ProjectInfo>(),
  'project.recent': read(none).returns<RecentProject[]>(),
  'project.forget': write(z.object({ path: pathSchema })).returns<RecentProject[]>(),
  /** Opens the sample project, making it from the corpus when it does not exist yet. */
  'project.sample': write(none).returns<ProjectInfo>(),
  'project.backup': write(z.object({ project })).returns<BackupInfo>(),
  'project.backups': read(z.object({ path: pathSchema })).returns<BackupInfo[]>(),
  /** Puts a verified backup in the place of the project; the present file is kept beside it. */
  'project.restore': write(z.object({ path: pathSchema, backup: pathSchema })).returns<ProjectInfo>(),

  'document.preview': read(
    z.object({ path: pathSchema, encoding: z.string().exactOptional() }),
  ).returns<DocumentPreview>(),
  'document.add': job(
    z.object({
      project,
      path: pathSchema,
      encoding: z.string().exactOptional(),
      name: z.string().max(255).exactOptional(),
    }),
  ).returns<DocumentInfo>(),
  'document.remove': write(z.object({ project, document })).returns<null>(),
  'document.rename': write(z.object({ project, document, name: z.string().min(1).max(255) })).returns<DocumentInfo>(),
  'document.list': read(z.object({ project })).returns<DocumentInfo[]>(),
  /** Undo and redo of what was done to the project itself: documents added, removed, renamed. */
  'project.undo': write(z.object({ project })).returns<{ label: string } | null>(),
  'project.redo': write(z.object({ project })).returns<{ label: string } | null>(),

  /** `count` beads from position `from` on (0-based). */
  'bitext.load': read(
    z.object({ project, document, from: z.number().int().nonnegative(), count: z.number().int().positive() }),
  ).returns<BitextPage>(),
  'bitext.run': write(z.object({ project, document, command: commandSchema })).returns<Applied>(),
  'bitext.undo': write(z.object({ project, document })).returns<Applied | null>(),
  'bitext.redo': write(z.object({ project, document })).returns<Applied | null>(),
  'bitext.history': read(
    z.object({ project, document, bead: z.number().int().nullable(), limit: z.number().int().positive().max(10_000) }),
  ).returns<HistoryEntry[]>(),

  'memory.create': write(z.object({ path: pathSchema, name: z.string().min(1).max(200) })).returns<MemoryInfo>(),
  'memory.attach': write(
    z.object({
      project,
      path: pathSchema,
      penalty: z.number().min(0).max(100).exactOptional(),
      writable: z.boolean().exactOptional(),
    }),
  ).returns<MemoryInfo>(),
  'memory.detach': write(z.object({ project, memory })).returns<null>(),
  'memory.update': write(
    z.object({
      project,
      memory,
      penalty: z.number().min(0).max(100).exactOptional(),
      readable: z.boolean().exactOptional(),
      /** Making one memory writable makes the others read-only: confirmed beads go to exactly one. */
      writable: z.boolean().exactOptional(),
      priority: z.number().int().exactOptional(),
    }),
  ).returns<MemoryInfo[]>(),
  'memory.list': read(z.object({ project })).returns<MemoryInfo[]>(),
  /** Matches for a sentence from every readable memory of the project, best first. */
  'memory.lookup': read(
    z.object({
      project,
      document: document.nullable(),
      content: contentSchema,
      previous: z.string().nullable(),
      next: z.string().nullable(),
      threshold: z.number().min(30).max(100),
      limit: z.number().int().positive().max(100),
    }),
  ).returns<MemoryMatch[]>(),
  'memory.concordance': read(
    z.object({
      project,
      text: z.string().max(10_000),
      side: sideSchema,
      wholeWords: z.boolean().exactOptional(),
      limit: z.number().int().positive().max(1000),
    }),
  ).returns<ConcordanceHit[]>(),
  /** Where the found words are likely to be translated on the other side of each hit, as UTF-16 ranges. */
  'memory.counterparts': read(
    z.object({
      project,
      side: sideSchema,
      hits: z
        .array(
          z.object({
            source: z.string().max(1_000_000),
            target: z.string().max(1_000_000),
            ranges: z.array(z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()])),
          }),
        )
        .max(1000),
    }),
  ).returns<(readonly (readonly [number, number])[])[]>(),
  'memory.stats': read(z.object({ path: pathSchema })).returns<MemoryStats>(),
  /** Imports a TMX file as one batch, or not at all. */
  'memory.import': job(
    z.object({ memory: pathSchema, file: pathSchema, languages: z.array(languageSchema).exactOptional() }),
  ).returns<ImportReport>(),
  'memory.export': job(
    z.object({
      memory: pathSchema,
      file: pathSchema,
      languages: z.array(languageSchema).exactOptional(),
      plain: z.boolean().exactOptional(),
    }),
  ).returns<ExportReport>(),

  'export.run': job(
    z.object({
      project,
      /** All documents of the project when empty. */
      documents: z.array(document),
      format: z.enum(['tmx', 'xliff', 'html', 'tsv', 'document']),
      path: pathSchema,
      /** Leave out beads below this status; the document itself always takes every target there is. */
      only: z.enum(['all', 'translated', 'confirmed']).exactOptional(),
      /** For documents whose encoding cannot hold the translation. */
      encoding: z.string().exactOptional(),
    }),
  ).returns<ExportReport>(),

  ...alignMethods,
  ...memoryEditMethods,
  ...memoryFileMethods,
  ...reviewMethods,

  'job.cancel': host(z.object({ job: z.string() })).returns<null>(),
} as const satisfies Record<string, Method>;

type Contract = typeof contract;
export type MethodName = keyof Contract;
/** The methods of one kind. */
export type NamesOf<Kind extends MethodKind> = {
  [K in MethodName]: Contract[K]['kind'] extends Kind ? K : never;
}[MethodName];
export type JobName = NamesOf<'job'>;
export type InputOf<K extends MethodName> = z.input<Contract[K]['input']>;
export type ParsedInputOf<K extends MethodName> = z.output<Contract[K]['input']>;
/** What the method finally yields; for a job, what `job.done` carries. */
export type OutputOf<K extends MethodName> = Contract[K] extends Method<z.ZodType, infer Output> ? Output : never;
/** What the call itself answers: a job answers with its number. */
export type AnswerOf<K extends MethodName> = K extends JobName ? { readonly job: string } : OutputOf<K>;

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string; readonly values: ErrorValues };

/** What the core tells every window without being asked. */
export interface Events {
  /** A document's bitext changed (by any window); windows that hold it apply the change. */
  'bitext.changed': { readonly project: string; readonly document: number; readonly applied: Applied };
  /** Documents, memories or settings of a project changed; windows ask again. */
  'project.changed': { readonly project: string };
  /** Units of a memory file changed: by its view, by an import into it, by what was confirmed in a project. */
  'memory.changed': { readonly memory: string };
  'settings.changed': { readonly values: Readonly<Record<string, unknown>> };
  /** How far a comparison that was given a ticket is, in pieces of work. */
  'review.progress': { readonly ticket: string; readonly done: number; readonly total: number };
  'job.progress': {
    readonly job: string;
    /** A message key: `job.reading`, `job.writing`, … */
    readonly phase: string;
    readonly done: number;
    readonly total: number | null;
  };
  'job.done': { readonly job: string; readonly value: unknown };
  'job.failed': {
    readonly job: string;
    readonly code: ErrorCode;
    readonly message: string;
    readonly values: ErrorValues;
  };
  /** The host asks the window to do something: a menu item, a file opened from outside. */
  'host.command': { readonly command: string; readonly path?: string };
}

export type EventName = keyof Events;

export type { Applied };
