import { z } from 'zod';
import type { LanguageFinding } from '../alignment/language-check.ts';
import type { WordLink } from '../alignment/word-links.ts';
import type { AlignmentTally } from '../bitext/aligned.ts';
import { job, read, write } from './method.ts';
import type { Applied, DocumentInfo, FilePreview } from './types.ts';
import { languageSchema, pathSchema } from './values.ts';

/** What one side of two documents to align holds. */
export interface AlignSidePreview extends FilePreview {
  /** What the text looks like, as a BCP 47 primary subtag; null when it does not say clearly. */
  readonly language: string | null;
}

export interface AlignPreview {
  readonly source: AlignSidePreview;
  readonly target: AlignSidePreview;
  /** Sides exchanged, or a side in another language than said. */
  readonly findings: readonly LanguageFinding[];
  /** Whether the texts look like translations of each other; null when they are too long for a quick look. */
  readonly related: boolean | null;
}

export interface FilePair {
  readonly source: string;
  readonly target: string;
  /** What brought the two files together. */
  readonly by: 'name' | 'content';
  /** Whether their contents look like translations of each other; null when a file could not be read. */
  readonly confirmed: boolean | null;
}

export interface FilePairs {
  readonly pairs: readonly FilePair[];
  /** Files of either folder for which no counterpart was found. */
  readonly alone: readonly string[];
}

export interface AlignmentSideInfo {
  readonly name: string;
  readonly path: string;
  readonly sentences: number;
}

/** How an alignment stands: what is sure, what is not, and what is odd about the two texts. */
export interface AlignmentSummary extends AlignmentTally {
  /** What the aligner found when it saw the texts. */
  readonly related: boolean;
  readonly findings: readonly LanguageFinding[];
  readonly source: AlignmentSideInfo;
  readonly target: AlignmentSideInfo;
}

/** What the aligner thinks of a bead it has not made. */
export interface Opinion {
  readonly bead: number;
  readonly confidence: number;
  /** As beads carry them; `otherwise` where it would pair the sentences otherwise. */
  readonly reasons: readonly string[];
}

export interface SendReport {
  readonly memory: string;
  readonly name: string;
  /** Units written: new ones and those brought up to date. */
  readonly sent: number;
  /** Beads left out: one side only, excluded, or below the chosen confidence. */
  readonly left: number;
}

/** A bilingual word list or termbase of a project, whose pairs serve the aligner as anchors. */
export interface WordListInfo {
  readonly id: number;
  /** The name of the file it was read from; a project has one list of a name. */
  readonly name: string;
  /** Where that file was; empty for lists added before this was recorded. */
  readonly path: string;
  readonly format: 'table' | 'tbx';
  /** Its languages, as BCP 47 tags: those the file names, else those of the project. */
  readonly sourceLang: string;
  readonly targetLang: string;
  /** Pairs of words or terms. */
  readonly entries: number;
  /** When it was added (milliseconds since 1970); null for lists added before this was recorded. */
  readonly addedAt: number | null;
}

const project = z.string().min(1);
const document = z.number().int();
const filePair = z.object({ source: pathSchema, target: pathSchema });
const languages = { sourceLang: languageSchema, targetLang: languageSchema };

/** The calls about alignment. */
export const alignMethods = {
  /** A quick look at two documents before they are aligned. */
  'align.preview': read(z.object({ ...filePair.shape, ...languages })).returns<AlignPreview>(),
  /** Proposes which documents of two folders (or of one) belong together, by their names and by their contents. */
  'align.pairs': read(z.object({ ...filePair.shape, ...languages })).returns<FilePairs>(),
  /** Aligns pairs of documents, which learn from each other, and adds each as a document of kind `alignment`. */
  'align.add': job(
    z.object({ project, pairs: z.array(filePair).min(1).max(10_000), encoding: z.string().exactOptional() }),
  ).returns<DocumentInfo[]>(),
  /** Opens a bitext file (XLIFF, TMX, TSV, CSV or bilingual HTML) as a document of kind `alignment`. */
  'align.open': job(z.object({ project, path: pathSchema })).returns<DocumentInfo>(),
  /** Aligns again what lies between the confirmed or locked beads around a bead: one step, without learning anew. */
  'align.realign': write(z.object({ project, document, bead: z.number().int() })).returns<Applied>(),
  /** Aligns everything but confirmed and locked beads again, learning anew: one step. */
  'align.again': job(z.object({ project, document })).returns<Applied>(),
  /** The words of two texts that translate each other, best first, for showing the counterpart of a word. */
  'align.links': read(
    z.object({ project, document, source: z.string().max(200_000), target: z.string().max(200_000) }),
  ).returns<WordLink[]>(),
  /** What the aligner thinks of beads that were made by hand or came from a file. */
  'align.opinions': read(z.object({ project, document, beads: z.array(z.number().int()).max(5_000) })).returns<
    Opinion[]
  >(),
  'align.summary': read(z.object({ project, document })).returns<AlignmentSummary>(),
  /** Writes beads to a memory: confirmed ones, and those of at least `confidence` where that is given. */
  'align.send': job(
    z.object({ project, document, memory: pathSchema, confidence: z.number().min(0).max(1).nullable() }),
  ).returns<SendReport>(),
  /** The word lists and termbases of a project, in the order in which they were added. */
  'align.wordLists': read(z.object({ project })).returns<WordListInfo[]>(),
  /**
   * Adds a bilingual word list or termbase (TBX, CSV or TSV) whose pairs serve as anchors from now on; one of the same
   * name is replaced. A step of the project: `project.undo` takes it back.
   */
  'align.addWordList': write(z.object({ project, path: pathSchema })).returns<WordListInfo>(),
  /** Removes a word list, as a step of the project that `project.undo` takes back; returns those that are left. */
  'align.removeWordList': write(z.object({ project, list: z.number().int() })).returns<WordListInfo[]>(),
} as const;
