import { statSync } from 'node:fs';
import type { BackupInfo } from '../../../../shared/contract/types.ts';
import { listBackups, makeBackup } from '../../store/backup.ts';
import { expectedFailure } from '../../store/failure.ts';
import type { SqliteOptions, WriteConnection } from '../../store/sqlite.ts';
import { readSettings } from '../settings.ts';

const LOOK_EVERY_MS = 30_000;
const DEFAULT_MINUTES = 10;
const DEFAULT_COPIES = 10;

/** Backs up the open projects from time to time, and on request. Settings: `backup.minutes` (0: never), `backup.copies`. */
export class TimedBackups {
  readonly #dataFolder: string;
  readonly #options: SqliteOptions;
  readonly #projects: () => Iterable<WriteConnection>;
  readonly #running = new Map<string, Promise<BackupInfo>>();
  /** Since when a project is open; the first backup comes one interval later. */
  readonly #since = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(dataFolder: string, options: SqliteOptions, projects: () => Iterable<WriteConnection>) {
    this.#dataFolder = dataFolder;
    this.#options = options;
    this.#projects = projects;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  /** Backs a project up now; a backup that is already being made is waited for instead. */
  make(project: WriteConnection): Promise<BackupInfo> {
    const running = this.#running.get(project.path);
    if (running) return running;
    const backup = makeBackup(
      project,
      Date.now(),
      this.#number('backup.copies', DEFAULT_COPIES),
      this.#options,
    ).finally(() => this.#running.delete(project.path));
    this.#running.set(project.path, backup);
    return backup;
  }

  /** Waits for the backup that is being made of a project, before it is closed. */
  async finish(project: string): Promise<void> {
    this.#since.delete(project);
    await this.#running.get(project)?.catch(() => undefined);
  }

  #look(): void {
    const interval = this.#number('backup.minutes', DEFAULT_MINUTES) * 60_000;
    if (interval <= 0) return;
    const now = Date.now();
    for (const project of this.#projects()) {
      const since = this.#since.get(project.path) ?? now;
      this.#since.set(project.path, since);
      const last = listBackups(project.path)[0]?.at ?? 0;
      if (now - Math.max(last, since) < interval || changedAt(project.path) <= last) continue;
      this.make(project).catch((error: unknown) => {
        const reason = expectedFailure(error)?.message ?? (error instanceof Error ? error.stack : String(error));
        this.#options.log('warn', `${project.path} could not be backed up: ${reason}`);
      });
    }
  }

  #number(setting: string, otherwise: number): number {
    const value = readSettings(this.#dataFolder)[setting];
    return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
  }
}

/** When a project file or its journal was written last. */
function changedAt(project: string): number {
  const time = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.max(time(project), time(`${project}-wal`));
}
