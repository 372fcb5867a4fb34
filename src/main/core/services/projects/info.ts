import type { ProjectInfo } from '../../../../shared/contract/types.ts';
import { PROJECT_SCOPE, canStep } from '../../store/project/changes.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import { listDocuments } from '../documents/documents.ts';
import type { MemoryOpener } from '../memories/describe.ts';
import { listMemories } from '../memories/describe.ts';
import { readProjectFacts, readProjectSettings } from './facts.ts';

/** Everything the project view shows. A project is named by the path of its file. */
export function projectInfo(project: ReadConnection, openMemory: MemoryOpener): ProjectInfo {
  return project.snapshot(() => {
    const { name, sourceLang, targetLang, createdAt } = readProjectFacts(project);
    return {
      project: project.path,
      path: project.path,
      name,
      sourceLang,
      targetLang,
      createdAt,
      documents: listDocuments(project),
      memories: listMemories(project, openMemory),
      settings: readProjectSettings(project),
      ...canStep(project, PROJECT_SCOPE),
    };
  });
}
