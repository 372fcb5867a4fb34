import { mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { takeLock } from '../../store/lock.ts';
import type { Lock } from '../../store/lock.ts';
import { createMemoryFile, MEMORY_EXTENSION } from '../../store/memory-file.ts';
import { putAttachment } from '../../store/project/memories.ts';
import { createProjectFile, openProjectFile, PROJECT_EXTENSION, readOnlyProject } from '../../store/project-file.ts';
import type { SqliteOptions, WriteConnection } from '../../store/sqlite.ts';
import { freeName, requireAbsolute } from '../files.ts';
import { writeProjectFacts } from './facts.ts';

interface OpenProject {
  readonly connection: WriteConnection;
  readonly lock: Lock;
}

export interface NewProject {
  /** Null puts it into `folder` under its name. */
  readonly path: string | null;
  readonly folder: string;
  readonly name: string;
  readonly sourceLang: string;
  readonly targetLang: string;
  readonly now: number;
}

/** The projects the writer has open, each under the lock of this core. */
export class OpenProjects {
  readonly #projects = new Map<string, OpenProject>();
  readonly #options: SqliteOptions;
  readonly #core: string;

  constructor(options: SqliteOptions, core: string) {
    this.#options = options;
    this.#core = core;
  }

  get paths(): string[] {
    return [...this.#projects.keys()];
  }

  find(project: string): WriteConnection | undefined {
    return this.#projects.get(project)?.connection;
  }

  /** Throws CoreError `notFound` for a project that is not open. */
  get(project: string): WriteConnection {
    const open = this.find(project);
    if (!open)
      throw new CoreError('notFound', `${project}: this project is not open; open it first`, { path: project });
    return open;
  }

  /** Makes a project with an empty memory beside it, to which its confirmed beads go. */
  async create(input: NewProject): Promise<WriteConnection> {
    const path = this.#newPath(input);
    mkdirSync(dirname(path), { recursive: true });
    const lock = takeLock(path, this.#core);
    try {
      const connection = await createProjectFile(path, this.#options);
      try {
        const memory = freeName(`${path.slice(0, -extname(path).length)}${MEMORY_EXTENSION}`);
        (await createMemoryFile(memory, input.name, this.#options)).close();
        connection.transaction(() => {
          const { name, sourceLang, targetLang, now } = input;
          writeProjectFacts(connection, { name, sourceLang, targetLang, createdAt: now });
          putAttachment(connection, {
            path: memory,
            name: input.name,
            priority: 1,
            readable: true,
            writable: true,
            penalty: 0,
          });
        });
      } catch (error) {
        connection.close();
        rmSync(path, { force: true });
        throw error;
      }
      this.#projects.set(connection.path, { connection, lock });
      return connection;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Opens a project, or hands out the one that is open already. */
  async open(requested: string): Promise<WriteConnection> {
    const path = resolveProject(requested);
    const present = this.#projects.get(path);
    if (present) return present.connection;
    const lock = this.#lockOf(path);
    try {
      const connection = await openProjectFile(path, this.#options, lock.wasStale || hasJournal(path));
      this.#projects.set(path, { connection, lock });
      return connection;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  close(project: string): void {
    const open = this.#projects.get(project);
    if (!open) return;
    this.#projects.delete(project);
    try {
      open.connection.close();
    } finally {
      open.lock.release();
    }
  }

  /** A folder that cannot be written to is reported as what it is, not as a failed lock. */
  #lockOf(path: string): Lock {
    try {
      return takeLock(path, this.#core);
    } catch (error) {
      if (error instanceof CoreError) throw error;
      throw readOnlyProject(path);
    }
  }

  #newPath({ path, folder, name }: NewProject): string {
    if (path === null) {
      const safe = name.replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, '_').trim();
      mkdirSync(folder, { recursive: true });
      return freeName(join(realpathSync(folder), `${safe}${PROJECT_EXTENSION}`));
    }
    const full = requireAbsolute(path);
    const named = extname(full) === PROJECT_EXTENSION ? full : `${full}${PROJECT_EXTENSION}`;
    mkdirSync(dirname(named), { recursive: true });
    return join(realpathSync(dirname(named)), basename(named));
  }
}

/** The one name of a project file, whatever links lead to it. Throws CoreError `fileNotFound`. */
export function resolveProject(path: string): string {
  try {
    return realpathSync(requireAbsolute(path));
  } catch (error) {
    if (error instanceof CoreError) throw error;
    throw new CoreError('fileNotFound', `${path}: there is no such project; check whether it was moved or renamed`, {
      path,
    });
  }
}

/** A journal that was not merged into its file: the last user did not close it properly. */
function hasJournal(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
