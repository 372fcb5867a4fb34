import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';

export interface Folders {
  readonly data: string;
  readonly documents: string;
  readonly corpus: string;
}

/**
 * Where Bifronte keeps its own files and where it puts projects. `BIFRONTE_HOME` moves both into one folder, for
 * portable use and for tests.
 */
export function nodeFolders(environment: Readonly<Record<string, string | undefined>>): Folders {
  const home = environment['BIFRONTE_HOME'];
  const corpus = fileURLToPath(new URL('../../../../corpus', import.meta.url));
  if (home) return { data: path.resolve(home), documents: path.resolve(home, 'projects'), corpus };
  return {
    data: envPaths('Bifronte', { suffix: '' }).data,
    documents: path.join(homedir(), 'Documents', 'Bifronte'),
    corpus,
  };
}
