import { workerData } from 'node:worker_threads';
import type { Applied, NamesOf, OutputOf, ParsedInputOf } from '../../../shared/contract/contract.ts';
import { redo, runCommand, undo } from '../services/bitext/run.ts';
import { removeDocument, renameDocument } from '../services/documents/documents.ts';
import { storeUpload, writeTextFile } from '../services/files.ts';
import { attachMemory, createMemory, detachMemory, updateAttachment } from '../services/memories/attach.ts';
import { changeProject } from '../services/projects/facts.ts';
import { stepProject } from '../services/projects/history.ts';
import { changeSettings, forgetProject, recentProjects, rememberProject } from '../services/settings.ts';
import type { WorkerConfig } from './protocol.ts';
import { serve } from './serve.ts';
import { WriterSession } from './writer-session.ts';

/** The worker that makes every change: one at a time, in the order in which they were asked for. */

type Handlers = {
  readonly [K in NamesOf<'write'>]?: (input: ParsedInputOf<K>) => OutputOf<K> | Promise<OutputOf<K>>;
};

const session = new WriterSession(workerData as WorkerConfig);
const { config, projects } = session;

/** Remembers a project that was just opened and describes it. */
function opened(project: string): OutputOf<'project.open'> {
  const info = session.info(project);
  rememberProject(config.dataFolder, { path: info.path, name: info.name, opened: Date.now() });
  return info;
}

/** Tells every window about a change of a bitext, unless nothing changed. */
function announced<A extends Applied | null>(project: string, document: number, applied: A): A {
  if (applied && applied.change.length > 0) session.emit('bitext.changed', { project, document, applied });
  return applied;
}

const handlers: Handlers = {
  'settings.set': ({ values }) => {
    const settings = changeSettings(config.dataFolder, values);
    session.emit('settings.changed', { values: settings });
    return settings;
  },
  'files.writeText': ({ path, text }) => writeTextFile(path, text),
  'files.upload': ({ name, base64 }) => storeUpload(config.dataFolder, name, base64),

  'project.create': async ({ path, name, sourceLang, targetLang }) => {
    const folder = config.documentsFolder;
    const project = await projects.create({ path, folder, name, sourceLang, targetLang, now: Date.now() });
    return opened(project.path);
  },
  'project.open': async ({ path }) => opened((await projects.open(path)).path),
  'project.close': ({ project }) => {
    projects.close(project);
    return null;
  },
  'project.update': ({ project, name, settings }) => {
    changeProject(projects.get(project), {
      ...(name === undefined ? {} : { name }),
      ...(settings === undefined ? {} : { settings }),
    });
    session.projectChanged(project);
    return session.info(project);
  },
  'project.forget': ({ path }) => {
    forgetProject(config.dataFolder, path);
    return recentProjects(config.dataFolder);
  },

  'document.remove': ({ project, document }) => {
    removeDocument(projects.get(project), document, session.author());
    session.projectChanged(project);
    return null;
  },
  'document.rename': ({ project, document, name }) => {
    const info = renameDocument(projects.get(project), document, name, session.author());
    session.projectChanged(project);
    return info;
  },
  'project.undo': ({ project }) => {
    const step = stepProject(projects.get(project), session.author(), 'undo');
    if (step) session.projectChanged(project);
    return step;
  },
  'project.redo': ({ project }) => {
    const step = stepProject(projects.get(project), session.author(), 'redo');
    if (step) session.projectChanged(project);
    return step;
  },

  'bitext.run': ({ project, document, command }) =>
    announced(project, document, runCommand(projects.get(project), document, command, session.author())),
  'bitext.undo': ({ project, document }) =>
    announced(project, document, undo(projects.get(project), document, session.author())),
  'bitext.redo': ({ project, document }) =>
    announced(project, document, redo(projects.get(project), document, session.author())),

  'memory.create': async ({ path, name }) => session.describeMemory(await createMemory(path, name, session.options)),
  'memory.attach': async ({ project, path, penalty, writable }) => {
    const memory = attachMemory(projects.get(project), await session.memories.open(path), {
      ...(penalty === undefined ? {} : { penalty }),
      ...(writable === undefined ? {} : { writable }),
    });
    session.projectChanged(project);
    return session.memoryOf(project, memory);
  },
  'memory.detach': ({ project, memory }) => {
    detachMemory(projects.get(project), memory);
    session.projectChanged(project);
    return null;
  },
  'memory.update': ({ project, memory, penalty, readable, writable, priority }) => {
    updateAttachment(projects.get(project), memory, {
      ...(penalty === undefined ? {} : { penalty }),
      ...(readable === undefined ? {} : { readable }),
      ...(writable === undefined ? {} : { writable }),
      ...(priority === undefined ? {} : { priority }),
    });
    session.projectChanged(project);
    return session.listMemories(project);
  },
};

serve((method, input) => {
  const handler = handlers[method as NamesOf<'write'>] as ((input: unknown) => unknown) | undefined;
  if (!handler) throw new Error(`the writer does not know ${method}`);
  return handler(input);
});
