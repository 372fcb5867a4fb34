import type { EventName, Events } from '../../../shared/contract/contract.ts';
import type { MemoryInfo, ProjectInfo } from '../../../shared/contract/types.ts';
import type { Author } from '../services/bitext/run.ts';
import { MemoryReaders, MemoryWriters } from '../services/memories/connections.ts';
import { describeMemory, listMemories, requireAttachment } from '../services/memories/describe.ts';
import { Delivery } from '../services/memories/delivery.ts';
import { MemoryWatch } from '../services/memories/memory-watch.ts';
import { projectInfo } from '../services/projects/info.ts';
import { OpenProjects } from '../services/projects/open-projects.ts';
import { TimedBackups } from '../services/projects/timed-backups.ts';
import { authorName } from '../services/settings.ts';
import { expectedFailure } from '../store/failure.ts';
import { isOlder, needsUpdateJob } from '../store/memory-file.ts';
import { readMeta } from '../store/meta.ts';
import { readAttachments } from '../store/project/memories.ts';
import type { ReadConnection, SqliteOptions } from '../store/sqlite.ts';
import type { WorkerConfig } from './protocol.ts';
import { report, sqliteOptions } from './serve.ts';

/** Edits do not wait longer than this for a memory that an import keeps locked. */
const MEMORY_PATIENCE_MS = 20;
/** How soon it shows when another process has changed a memory. */
const WATCH_MS = 2_000;

/** What the writer holds open, and how it speaks to the windows. */
export class WriterSession {
  readonly config: WorkerConfig;
  readonly options: SqliteOptions;
  readonly projects: OpenProjects;
  readonly memories: MemoryWriters;
  readonly delivery: Delivery;
  readonly backups: TimedBackups;
  readonly #memoryReaders: MemoryReaders;
  readonly #watch: MemoryWatch;

  constructor(config: WorkerConfig) {
    this.config = config;
    this.options = sqliteOptions(config);
    this.projects = new OpenProjects(this.options, config.core);
    this.memories = new MemoryWriters({ ...this.options, busyTimeout: MEMORY_PATIENCE_MS });
    this.delivery = new Delivery({
      project: (path) => this.projects.find(path),
      openMemory: this.memories.open,
      changed: (memory) => this.emit('memory.changed', { memory }),
      log: this.options.log,
    });
    this.backups = new TimedBackups(config.dataFolder, this.options, () =>
      this.projects.paths.map((path) => this.projects.get(path)),
    );
    this.#memoryReaders = new MemoryReaders(this.options);
    this.#watch = new MemoryWatch(this.#memoryReaders.open);
    setInterval(() => this.watchMemories(), WATCH_MS).unref();
  }

  /** Tells the windows of memories in use that others have changed since. */
  watchMemories(): void {
    const attached = this.projects.paths.flatMap((project) =>
      readAttachments(this.projects.get(project)).map(({ path }) => path),
    );
    for (const memory of this.#watch.look([...attached, ...this.memories.paths])) {
      report({ type: 'event', event: 'memory.changed', payload: { memory } });
    }
  }

  author(): Author {
    return { who: authorName(this.config.dataFolder), now: Date.now() };
  }

  info(project: string): ProjectInfo {
    return projectInfo(this.projects.get(project), this.#memoryReaders.open);
  }

  /** Brings everything about a project to an end and lets go of its file. */
  async close(project: string): Promise<void> {
    await this.delivery.finish(project);
    await this.backups.finish(project);
    this.projects.close(project);
    this.#memoryReaders.releaseAll();
    if (this.projects.paths.length === 0) this.memories.releaseAll();
  }

  /** Lets go of all memories, once no project is open. */
  releaseMemories(): null {
    this.#memoryReaders.releaseAll();
    this.memories.releaseAll();
    return null;
  }

  /** A memory as it is, of whatever version. */
  readMemory(path: string): ReadConnection {
    return this.#memoryReaders.open(path);
  }

  /** Brings a memory of an older version up to date, unless that takes long. The errors of opening it for writing. */
  async updateAtOnce(path: string): Promise<void> {
    if (isOlder(this.readMemory(path)) && !needsUpdateJob(path, this.options)) await this.memories.open(path);
  }

  /** The same for all memories of a project; what is wrong with one of them is told where they are shown. */
  async updateMemories(project: ReadConnection): Promise<void> {
    for (const { path } of readAttachments(project)) {
      try {
        await this.updateAtOnce(path);
      } catch (error) {
        if (!expectedFailure(error, path)) throw error;
      }
    }
  }

  listMemories(project: string): MemoryInfo[] {
    return listMemories(this.projects.get(project), this.#memoryReaders.open);
  }

  /** A memory as the project uses it. */
  memoryOf(project: string, memory: string): MemoryInfo {
    return describeMemory(requireAttachment(this.projects.get(project), memory), this.#memoryReaders.open);
  }

  /** A memory that no project uses yet. */
  describeMemory(path: string): MemoryInfo {
    const name = readMeta(this.#memoryReaders.open(path), 'name') ?? '';
    const attachment = { path, name, priority: 0, readable: false, writable: false, penalty: 0 };
    return describeMemory(attachment, this.#memoryReaders.open);
  }

  emit<E extends EventName>(event: E, payload: Events[E]): void {
    if ('memory' in payload) this.#watch.note(payload.memory);
    report({ type: 'event', event, payload });
  }

  projectChanged(project: string): void {
    this.emit('project.changed', { project });
  }
}
