import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { workerData } from 'node:worker_threads';
import type { Applied, NamesOf, OutputOf, ParsedInputOf } from '../../../shared/contract/contract.ts';
import { realignStretch } from '../services/alignment/realign.ts';
import { addWordList, dropWordList } from '../services/alignment/word-lists.ts';
import { redo, runCommand, undo } from '../services/bitext/run.ts';
import { removeDocument, renameDocument } from '../services/documents/documents.ts';
import { requireAbsolute, storeUpload, writeTextFile } from '../services/files.ts';
import { attachMemory, createMemory, detachMemory, updateAttachment } from '../services/memories/attach.ts';
import { hasWaiting } from '../services/memories/deliver.ts';
import { moveMemoryStep } from '../services/memory-edit/commands.ts';
import { describeOpened } from '../services/memory-edit/facets.ts';
import { removeCopies } from '../services/memory-edit/opened-copies.ts';
import { runMemoryCommand } from '../services/memory-edit/run.ts';
import type { Plan } from '../services/review/plan.ts';
import { restoreBead } from '../services/review/restore.ts';
import { storePlan } from '../services/review/store-plan.ts';
import { createVersion, nameVersion, removeVersion } from '../services/versions/versions.ts';
import { changeProject } from '../services/projects/facts.ts';
import { resolveProject } from '../services/projects/open-projects.ts';
import { stepProject } from '../services/projects/history.ts';
import { changeSettings, forgetProject, recentProjects, rememberProject } from '../services/settings.ts';
import { restoreBackup } from '../store/backup.ts';
import { takeLock } from '../store/lock.ts';
import { stepSize } from '../store/memory/steps.ts';
import { needsUpdateJob } from '../store/memory-file.ts';
import { readAttachments } from '../store/project/memories.ts';
import { PROJECT_EXTENSION } from '../store/project-file.ts';
import type { PlannedWrite, WorkerConfig } from './protocol.ts';
import { CARRY_OUT, RELEASE, SETTLE } from './protocol.ts';
import { serve } from './serve.ts';
import { WriterSession } from './writer-session.ts';

/** The worker that makes every change: one at a time, in the order in which they were asked for. */

type Handlers = {
  readonly [K in Exclude<NamesOf<'write'>, PlannedWrite>]: (
    input: ParsedInputOf<K>,
  ) => OutputOf<K> | Promise<OutputOf<K>>;
};

/** Steps of up to so many units of a memory are undone at once; larger ones are jobs. */
const QUICK_STEP = 500;

const session = new WriterSession(workerData as WorkerConfig);
const { config, projects } = session;

/** Old copies of TMX files are looked for once the windows have what they need. */
const TIDY_AFTER_MS = 20_000;
setTimeout(() => {
  try {
    removeCopies(config.dataFolder, Date.now(), session.options);
  } catch (error) {
    session.options.log('warn', `old copies of TMX files could not be removed: ${String(error)}`);
  }
}, TIDY_AFTER_MS).unref();

/** Remembers a project that was just opened and describes it. */
function opened(project: string): OutputOf<'project.open'> {
  const info = session.info(project);
  rememberProject(config.dataFolder, { path: info.path, name: info.name, opened: Date.now() });
  session.watchMemories();
  return info;
}

/** Tells every window about a change of a bitext, and the memory, unless nothing changed. */
function announced<A extends Applied | null>(project: string, document: number, applied: A): A {
  if (applied && applied.change.length > 0) {
    session.emit('bitext.changed', { project, document, applied });
    if (hasWaiting(projects.get(project))) session.delivery.schedule(project);
  }
  return applied;
}

/** Makes the sample project, or leaves nothing behind. */
async function makeSample(path: string): Promise<void> {
  const [sourceLang, targetLang] = ['it', 'en'];
  const author = session.author();
  const project = await projects.create({
    path,
    folder: '',
    name: 'Bifronte',
    sourceLang,
    targetLang,
    now: author.now,
  });
  try {
    const memory = readAttachments(project).find(({ writable }) => writable);
    if (!memory) throw new Error('a new project has a writable memory');
    const { fillSample } = await import('../services/projects/sample.ts');
    fillSample(project, await session.memories.open(memory.path), config.corpusFolder, author);
    session.delivery.schedule(project.path);
  } catch (error) {
    projects.close(project.path);
    rmSync(path, { force: true });
    throw error;
  }
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
  'project.open': async ({ path }) => {
    const project = await projects.open(path);
    await session.updateMemories(project);
    if (hasWaiting(project)) session.delivery.schedule(project.path);
    return opened(project.path);
  },
  'project.close': async ({ project }) => {
    await session.close(project);
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

  'project.sample': async () => {
    const path = join(config.dataFolder, 'sample', `Bifronte${PROJECT_EXTENSION}`);
    if (!existsSync(path)) await makeSample(path);
    return opened((await projects.open(path)).path);
  },
  'project.backup': ({ project }) => session.backups.make(projects.get(project)),
  'project.restore': async ({ path, backup }) => {
    // The file may be missing or damaged, so its name is taken as it is when it cannot be resolved.
    const project = existsSync(path) ? resolveProject(path) : requireAbsolute(path);
    await session.close(project);
    const lock = takeLock(project, config.core);
    try {
      restoreBackup(project, requireAbsolute(backup), Date.now(), session.options);
    } finally {
      lock.release();
    }
    await projects.open(project);
    session.projectChanged(project);
    return opened(project);
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

  'align.realign': ({ project, document, bead }) =>
    announced(project, document, realignStretch(projects.get(project), document, bead, session.author())),
  'align.addWordList': ({ project, path }) => {
    const added = addWordList(projects.get(project), path, session.author());
    session.projectChanged(project);
    return added;
  },
  'align.removeWordList': ({ project, list }) => {
    const left = dropWordList(projects.get(project), list, session.author());
    session.projectChanged(project);
    return left;
  },

  'memoryEdit.open': async ({ path }) => {
    // What takes longer than a moment is a job, with progress and cancelling.
    if (needsUpdateJob(path, session.options)) return null;
    const memory = await session.memories.open(path);
    session.watchMemories();
    return describeOpened(memory);
  },
  'memoryEdit.run': async ({ memory, command }) => {
    const context = { ...session.author(), progress: () => undefined };
    const step = await runMemoryCommand(await session.memories.open(memory), command, context, session.options);
    session.emit('memory.changed', { memory });
    return step;
  },
  'memoryEdit.move': async ({ memory, direction }) => {
    const connection = await session.memories.open(memory);
    if (stepSize(connection, direction) > QUICK_STEP) return null;
    const step = moveMemoryStep(connection, direction, () => undefined);
    session.emit('memory.changed', { memory });
    return step;
  },

  'versions.create': ({ project, document, name }) =>
    createVersion(projects.get(project), document, name, session.author()),
  'versions.rename': ({ project, document, version, name }) =>
    nameVersion(projects.get(project), document, version, name),
  'versions.remove': ({ project, document, version }) => removeVersion(projects.get(project), document, version),
  'review.restore': ({ project, document, ...input }) =>
    announced(project, document, restoreBead(projects.get(project), document, input, session.author())),

  'memory.create': async ({ path, name }) => session.describeMemory(await createMemory(path, name, session.options)),
  'memory.attach': async ({ project, path, penalty, writable }) => {
    await session.updateAtOnce(path);
    const use = {
      ...(penalty === undefined ? {} : { penalty }),
      ...(writable === undefined ? {} : { writable }),
    };
    const memory = attachMemory(projects.get(project), session.readMemory(path), use, session.options);
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
    if (hasWaiting(projects.get(project))) session.delivery.schedule(project);
    session.projectChanged(project);
    return session.listMemories(project);
  },
};

/** Stores what a reader worked out, and answers as the contract says. */
function carryOut({ method, project, plan }: PlannedRequest): OutputOf<PlannedWrite> {
  const { applied, version } = storePlan(projects.get(project), plan, session.author());
  announced(project, plan.document, applied);
  const { count, left, merged, obstacles } = plan;
  if (method === 'review.decide') return { applied, count, left, obstacles };
  if (method === 'review.merge') return { applied, open: left, taken: count, merged };
  if (applied === null || version === null) throw new Error('a new edition is always a step');
  session.projectChanged(project);
  return { applied, version };
}

interface PlannedRequest {
  readonly method: PlannedWrite;
  readonly project: string;
  readonly plan: Plan;
}

serve((method, input) => {
  if (method === CARRY_OUT) return carryOut(input as PlannedRequest);
  if (method === SETTLE) return session.delivery.settle(input as string);
  if (method === RELEASE) return session.releaseMemories();
  const handler = handlers[method as keyof Handlers] as ((input: unknown) => unknown) | undefined;
  if (!handler) throw new Error(`the writer does not know ${method}`);
  return handler(input);
});
