import { basename } from 'node:path';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { newBead } from '../../../../shared/bitext/bead.ts';
import type { DocumentInfo, DocumentPreview } from '../../../../shared/contract/types.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { insertFirstBeads } from '../../store/project/beads.ts';
import type { DocumentFields, DocumentRow } from '../../store/project/documents.ts';
import {
  insertDocument,
  insertOriginal,
  readDocuments,
  readOriginal,
  requireDocument,
  updateDocument,
} from '../../store/project/documents.ts';
import { withFreshIds } from '../../store/project/ids.ts';
import { readProgress, startProgress } from '../../store/project/progress.ts';
import { countWords } from '../../store/project/words.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { recordProjectStep } from '../projects/history.ts';
import { readProjectFacts, readProjectSettings } from '../projects/facts.ts';
import type { OpenedFile } from './open-file.ts';
import { compareWithDisk, openDocumentFile } from './open-file.ts';
import { sentencesOf } from './segment.ts';

function describe(project: ReadConnection, row: DocumentRow): DocumentInfo {
  const original = readOriginal(project, row.id, 'source');
  const { id, name, kind, sourceLang, targetLang, addedAt } = row;
  return {
    id,
    name,
    kind,
    sourceLang,
    targetLang,
    addedAt,
    format: original?.format ?? '',
    path: original?.path ?? '',
    encoding: original?.encoding ?? { encoding: 'utf-8', bom: false, certain: true },
    progress: readProgress(project, id),
    file: original ? compareWithDisk(original) : 'missing',
  };
}

export function listDocuments(project: ReadConnection): DocumentInfo[] {
  return project.snapshot(() => readDocuments(project).map((row) => describe(project, row)));
}

export function documentInfo(project: ReadConnection, id: number): DocumentInfo {
  return describe(project, requireDocument(project, id));
}

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

/** Stores a prepared document as one undoable step of the project. */
export function storeDocument(project: WriteConnection, prepared: PreparedDocument, author: Author): DocumentInfo {
  return project.transaction(() => {
    const { sourceLang, targetLang } = readProjectFacts(project);
    return withFreshIds(project, (nextId) => {
      const id = nextId();
      const { file, name, beads, numbers } = prepared;
      insertDocument(project, { id, name, kind: 'translation', sourceLang, targetLang, addedAt: author.now });
      insertOriginal(project, id, 'source', file.original, {
        bytes: file.bytes,
        skeleton: file.parsed.skeleton,
        units: file.parsed.units,
      });
      for (let i = 0; i < numbers; i++) nextId();
      insertFirstBeads(project, id, moved(beads, id));
      startProgress(project, id, beads);
      recordProjectStep(project, author, 'addDocument', [
        { document: id, before: { removed: true }, after: { removed: false } },
      ]);
      return documentInfo(project, id);
    });
  });
}

function* moved(beads: readonly Bead[], by: number): IterableIterator<Bead> {
  for (const bead of beads) {
    yield { ...bead, id: bead.id + by, source: bead.source.map((sentence) => ({ ...sentence, id: sentence.id + by })) };
  }
}

/** Takes a document out of the project; it stays stored, so that the step can be undone. */
export function removeDocument(project: WriteConnection, document: number, author: Author): null {
  change(project, document, { removed: false }, { removed: true }, 'removeDocument', author);
  return null;
}

export function renameDocument(project: WriteConnection, document: number, name: string, author: Author): DocumentInfo {
  return project.transaction(() => {
    const before = requireDocument(project, document);
    if (before.name !== name) change(project, document, { name: before.name }, { name }, 'renameDocument', author);
    return documentInfo(project, document);
  });
}

function change(
  project: WriteConnection,
  document: number,
  before: DocumentFields,
  after: DocumentFields,
  label: string,
  author: Author,
): void {
  project.transaction(() => {
    requireDocument(project, document);
    updateDocument(project, document, after);
    recordProjectStep(project, author, label, [{ document, before, after }]);
  });
}
