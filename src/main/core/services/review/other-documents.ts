import type { OtherDocument } from '../../../../shared/contract/review.ts';
import { readDocuments } from '../../store/project/documents.ts';
import { readProgress } from '../../store/project/progress.ts';
import type { SqliteOptions } from '../../store/sqlite.ts';
import { requireAbsolute } from '../files.ts';
import { openOtherProject } from './other-project.ts';

/** The documents of a project file, open or not. Throws as {@link openOtherProject} does. */
export function otherDocuments(path: string, options: SqliteOptions): OtherDocument[] {
  const project = openOtherProject(requireAbsolute(path), options);
  try {
    return project.snapshot(() =>
      readDocuments(project).map(({ id, name, kind, sourceLang, targetLang }) => ({
        document: id,
        name,
        kind,
        sourceLang,
        targetLang,
        beads: readProgress(project, id).beads,
      })),
    );
  } finally {
    project.close();
  }
}
