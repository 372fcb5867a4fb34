import { workerData } from 'node:worker_threads';
import type { NamesOf, OutputOf, ParsedInputOf } from '../../../shared/contract/contract.ts';
import { loadPage, readHistory } from '../services/bitext/read.ts';
import { listDocuments, previewDocument } from '../services/documents/documents.ts';
import { listFolder, readTextFile } from '../services/files.ts';
import { MemoryReaders } from '../services/memories/connections.ts';
import { listMemories } from '../services/memories/describe.ts';
import { projectInfo } from '../services/projects/info.ts';
import { readSettings, recentProjects } from '../services/settings.ts';
import { readProjectFile } from '../store/project-file.ts';
import type { ReadConnection } from '../store/sqlite.ts';
import type { WorkerConfig } from './protocol.ts';
import { RELEASE } from './protocol.ts';
import { serve, sqliteOptions } from './serve.ts';

/** A worker that answers questions; its connections cannot write. */

type Handlers = {
  readonly [K in NamesOf<'read'>]?: (input: ParsedInputOf<K>) => OutputOf<K> | Promise<OutputOf<K>>;
};

const config = workerData as WorkerConfig;
const options = sqliteOptions(config);
const memories = new MemoryReaders(options);
const projects = new Map<string, ReadConnection>();

/** The connection to a project; the main thread has made sure that the writer has it open. */
function read(project: string): ReadConnection {
  let connection = projects.get(project);
  if (!connection) {
    connection = readProjectFile(project, options);
    projects.set(project, connection);
  }
  return connection;
}

function release(project: string): null {
  const connection = projects.get(project);
  projects.delete(project);
  connection?.close();
  memories.releaseAll();
  return null;
}

const handlers: Handlers = {
  'settings.get': () => readSettings(config.dataFolder),
  'files.list': ({ folder }) => listFolder(folder, config.documentsFolder),
  'files.readText': ({ path }) => readTextFile(path),

  'project.info': ({ project }) => projectInfo(read(project), memories.open),
  'project.recent': () => recentProjects(config.dataFolder),

  'document.preview': ({ path, encoding }) => previewDocument(path, encoding),
  'document.list': ({ project }) => listDocuments(read(project)),

  'bitext.load': ({ project, document, from, count }) => loadPage(read(project), document, from, count),
  'bitext.history': ({ project, document, bead, limit }) => readHistory(read(project), document, bead, limit),

  'memory.list': ({ project }) => listMemories(read(project), memories.open),
};

serve((method, input) => {
  if (method === RELEASE) return release(input as string);
  const handler = handlers[method as NamesOf<'read'>] as ((input: unknown) => unknown) | undefined;
  if (!handler) throw new Error(`the reader does not know ${method}`);
  return handler(input);
});
