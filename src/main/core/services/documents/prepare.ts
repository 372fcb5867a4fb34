import { basename } from 'node:path';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { newBead } from '../../../../shared/bitext/bead.ts';
import type { DocumentPreview } from '../../../../shared/contract/types.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { countWords } from '../../store/project/words.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { readProjectFacts, readProjectSettings } from '../projects/facts.ts';
import type { OpenedFile } from './open-file.ts';
import { openDocumentFile } from './open-file.ts';
import { sentencesOf } from './segment.ts';

// Apart from what lists and stores documents: the formats and the rules take a while to load, and few threads need them.

/** What a file holds, before it is added to a project. */
export function previewDocument(path: string, encoding: string | undefined, srx: unknown): DocumentPreview {
  const { bytes, parsed } = openDocumentFile(path, encoding);
  let id = 0;
  const sentences = sentencesOf(
    parsed.units,
    parsed.language ?? 'und',
    srx,
    () => ++id,
    () => undefined,
  );
  return {
    path,
    name: basename(path),
    format: parsed.skeleton.format,
    encoding: parsed.skeleton.encoding,
    bytes: bytes.length,
    units: parsed.units.length,
    sentences: sentences.length,
    words: sentences.reduce((sum, { content }) => sum + countWords(content), 0),
    sample: sentences.slice(0, 20).map(({ content }) => visibleText(content)),
    warnings: parsed.warnings,
  };
}

/** A document ready to be stored: everything that takes time is done before the write lock is taken. */
export interface PreparedDocument {
  readonly file: OpenedFile;
  readonly name: string;
  /** Beads of one source sentence each, numbered from 1; storing them moves the numbers on. */
  readonly beads: readonly Bead[];
  readonly numbers: number;
}

export interface PrepareOptions {
  readonly encoding?: string | undefined;
  readonly name?: string | undefined;
  /** The user's own segmentation rules (the XML of an SRX file), for projects without any. */
  readonly srx?: unknown;
}

/** Reads and segments a file for a project. `progress` is told how many of how many units are done. */
export function prepareDocument(
  project: ReadConnection,
  path: string,
  options: PrepareOptions,
  progress: (phase: string, done: number, total: number | null) => void,
): PreparedDocument {
  progress('job.reading', 0, null);
  const file = openDocumentFile(path, options.encoding);
  const { sourceLang } = readProjectFacts(project);
  const srx = readProjectSettings(project)['srx'] ?? options.srx;
  const { units } = file.parsed;
  let numbers = 0;
  const nextId = (): number => ++numbers;
  const sentences = sentencesOf(units, sourceLang, srx, nextId, (done) =>
    progress('job.segmenting', done, units.length),
  );
  const beads = sentences.map((sentence) => newBead(nextId(), [sentence]));
  return { file, name: options.name ?? basename(path), beads, numbers };
}
