import type { MethodName, Result } from '../../shared/contract/contract.ts';
import type { ProjectInfo } from '../../shared/contract/types.ts';
import type { Core } from './core.ts';

const OPENING: ReadonlySet<string> = new Set<MethodName>([
  'project.open',
  'project.create',
  'project.sample',
  'project.restore',
]);

/**
 * The calls of one window. It remembers which projects the window has opened, so that they can be let go of when the
 * window is gone without having closed them; a project that another window has open stays open.
 */
export class WindowCalls {
  readonly #core: Core;
  /** How often the window has each project open. */
  readonly #open = new Map<string, number>();
  /** Calls made while a project is being opened wait for it: a window that comes back opens its project first. */
  #opening: Promise<unknown> = Promise.resolve();
  #gone = false;

  constructor(core: Core) {
    this.#core = core;
  }

  async call(method: string, input: unknown): Promise<Result<unknown>> {
    if (!OPENING.has(method)) {
      await this.#opening;
      const result = await this.#core.call(method, input);
      if (method === 'project.close' && result.ok) this.#count((input as { readonly project: string }).project, -1);
      return result;
    }
    const opened = this.#opening.then(() => this.#core.call(method, input));
    this.#opening = opened;
    const result = await opened;
    // Restoring a project that is open opens it for nobody new.
    if (result.ok) {
      const { project } = result.value as ProjectInfo;
      if (method !== 'project.restore' || !this.#open.has(project)) this.#count(project, 1);
      if (this.#gone) await this.release();
    }
    return result;
  }

  /** Closes what the window left open. To be called once it is gone. */
  async release(): Promise<void> {
    this.#gone = true;
    const left = [...this.#open];
    this.#open.clear();
    for (const [project, times] of left) {
      for (let i = 0; i < times; i++) await this.#core.call('project.close', { project });
    }
  }

  #count(project: string, by: number): void {
    const times = (this.#open.get(project) ?? 0) + by;
    if (times > 0) this.#open.set(project, times);
    else this.#open.delete(project);
  }
}
