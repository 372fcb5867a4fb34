import type { Bead } from '../../../../shared/bitext/bead.ts';
import type { DocumentInfo } from '../../../../shared/contract/types.ts';
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
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { recordProjectStep } from '../projects/history.ts';
import { readProjectFacts } from '../projects/facts.ts';
import { takeVersion } from '../versions/take.ts';
import { compareWithDisk } from './compare-with-disk.ts';
import type { PreparedDocument } from './prepare.ts';

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
      takeVersion(project, id, { kind: 'import', ...author });
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
