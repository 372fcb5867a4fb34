import type { Bead, BeadStatus, Origin } from '../bitext/bead.ts';
import type { Change } from '../bitext/change.ts';
import type { EncodingGuess, UnitKind } from '../formats/document-format.ts';
import type { Content } from '../text/content.ts';

/** The answers of the core, as plain data. Times are milliseconds since 1970-01-01 UTC. */

export interface AppInfo {
  readonly version: string;
  readonly host: 'electron' | 'web' | 'cli' | 'test';
  readonly platform: string;
  readonly dataFolder: string;
  readonly nativeDialogs: boolean;
  /** What the window should open first, from the command line or the system. */
  readonly open: readonly string[];
}

export interface FolderListing {
  readonly folder: string;
  readonly parent: string | null;
  readonly places: readonly { readonly name: string; readonly path: string }[];
  readonly entries: readonly {
    readonly name: string;
    readonly path: string;
    readonly folder: boolean;
    readonly size: number;
    readonly modified: number;
  }[];
}

export interface RecentProject {
  readonly path: string;
  readonly name: string;
  readonly opened: number;
  readonly exists: boolean;
}

export interface BackupInfo {
  readonly path: string;
  readonly at: number;
  readonly bytes: number;
}

export interface Progress {
  readonly beads: number;
  readonly byStatus: Readonly<Record<BeadStatus, number>>;
  readonly locked: number;
  /** Source words in all, and in beads that are not confirmed yet. */
  readonly words: number;
  readonly wordsLeft: number;
}

export interface DocumentInfo {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly path: string;
  readonly encoding: EncodingGuess;
  readonly sourceLang: string;
  readonly targetLang: string;
  /** A translation has one source document; an alignment has a document on either side. */
  readonly kind: 'translation' | 'alignment';
  readonly addedAt: number;
  readonly progress: Progress;
  /** How the file on disk compares with what was opened. */
  readonly file: 'same' | 'changed' | 'missing';
}

export interface ProjectInfo {
  /** The handle by which all other calls name the project. */
  readonly project: string;
  readonly path: string;
  readonly name: string;
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly createdAt: number;
  readonly documents: readonly DocumentInfo[];
  readonly memories: readonly MemoryInfo[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What a file holds, before anything is made of it. */
export interface FilePreview {
  readonly path: string;
  readonly name: string;
  readonly format: string;
  readonly encoding: EncodingGuess;
  readonly bytes: number;
  readonly units: number;
  readonly sentences: number;
  readonly words: number;
}

export interface DocumentPreview extends FilePreview {
  readonly sample: readonly string[];
  readonly warnings: readonly { readonly key: string; readonly values?: Readonly<Record<string, string | number>> }[];
}

export interface BitextPage {
  readonly total: number;
  /** The number of the last change the page contains. */
  readonly seq: number;
  readonly beads: readonly Bead[];
  /** On the first page: what the units of the source are, but for paragraphs and lines. */
  readonly kinds: Readonly<Record<string, UnitKind>>;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** What came of a change: its number in the change log, the operations to apply, and where to look. */
export interface Applied {
  readonly seq: number;
  readonly change: Change;
  readonly label: string;
  /** The bead that should become active, when the command moves the attention. */
  readonly focus: number | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface HistoryEntry {
  readonly seq: number;
  readonly at: number;
  readonly by: string;
  readonly label: string;
  readonly undone: boolean;
  /** For the history of one bead: its source and target text after the change. */
  readonly source?: Content;
  readonly target?: Content;
  readonly status?: BeadStatus;
  /** Where that target came from. */
  readonly origin?: Origin | null;
  /** Why, where somebody said so. */
  readonly why?: string;
}

export interface MemoryInfo {
  /** The handle of the memory within the project: its path. */
  readonly memory: string;
  readonly path: string;
  readonly name: string;
  readonly units: number;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly penalty: number;
  readonly priority: number;
  /** Why it cannot be used now, when it cannot. One of an older version waits for `memoryEdit.prepare`. */
  readonly problem: 'missing' | 'newer' | 'older' | 'damaged' | null;
}

export interface MatchParts {
  readonly words: number;
  readonly numbers: number;
  readonly codes: number;
  readonly punctuation: number;
  readonly case: number;
  readonly space: number;
}

export interface MemoryMatch {
  /** Shown score: 0 to 102, after penalties. */
  readonly score: number;
  /** The edit-distance score before context and penalties, 0 to 100. */
  readonly base: number;
  readonly source: Content;
  readonly target: Content;
  /** The target with numbers, codes, case or final punctuation repaired, when that makes it fit. */
  readonly repaired: Content | null;
  readonly memory: string;
  readonly memoryName: string;
  readonly unit: number;
  /** How many edits of each kind separate the two sources. */
  readonly parts: MatchParts;
  readonly negation: boolean;
  /** The word difference from the memory's source to the sentence. */
  readonly diff: readonly { readonly kind: 'same' | 'delete' | 'insert'; readonly text: string }[];
  readonly author: string | null;
  readonly changedAt: number | null;
  readonly origin: string | null;
}

export interface ConcordanceHit {
  readonly source: Content;
  readonly target: Content;
  /** UTF-16 ranges of the hit in the searched side. */
  readonly ranges: readonly (readonly [number, number])[];
  readonly memory: string;
  readonly memoryName: string;
  readonly unit: number;
  readonly author: string | null;
  readonly changedAt: number | null;
}

export interface MemoryStats {
  readonly units: number;
  readonly languages: readonly { readonly language: string; readonly variants: number }[];
  readonly bytes: number;
  readonly batches: readonly {
    readonly id: number;
    readonly name: string;
    readonly at: number;
    readonly units: number;
  }[];
}

/** A note about a line of a file, for the window to say in its language; the English text stands beside it. */
export interface LineMessage {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface ImportReport {
  readonly batch: number;
  readonly read: number;
  readonly added: number;
  readonly merged: number;
  readonly skipped: number;
  readonly rejected: readonly (LineMessage & { readonly line: number; readonly reason: string })[];
  readonly repaired: readonly (LineMessage & { readonly line: number; readonly what: string })[];
  readonly languages: readonly { readonly language: string; readonly variants: number }[];
}

export interface ExportReport {
  readonly path: string;
  readonly units: number;
  readonly bytes: number;
  /** Sentences that had no target and were written in the source language. */
  readonly untranslated: number;
}
