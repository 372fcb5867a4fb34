import { readDocuments } from '../../store/project/documents.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { takeVersion } from './take.ts';

/** Keeps what was just written to a file as versions: of the given documents, or of all when none is given. */
export function keepDelivered(
  project: WriteConnection,
  documents: readonly number[],
  file: string,
  author: Author,
): void {
  project.transaction(() => {
    const delivered = documents.length > 0 ? documents : readDocuments(project).map(({ id }) => id);
    for (const document of delivered) takeVersion(project, document, { kind: 'delivery', name: file, ...author });
  });
}
