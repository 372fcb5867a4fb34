import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { BroadcastChannel, Worker } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';
import type {
  AnswerOf,
  EventName,
  Events,
  JobName,
  MethodName,
  NamesOf,
  Result,
} from '../../shared/contract/contract.ts';
import { contract } from '../../shared/contract/contract.ts';
import { CoreError } from '../../shared/contract/errors.ts';
import { HostMethods } from './host-methods.ts';
import { Jobs } from './jobs.ts';
import { KERNEL_PATH } from './memory/kernel.ts';
import type { Ports } from './ports/ports.ts';
import { failureOf } from './store/failure.ts';
import { WorkerClient } from './workers/client.ts';
import type { WorkerConfig } from './workers/protocol.ts';
import { cancelChannel, CARRY_OUT, PLAN, PLANNED_WRITES, RELEASE, SETTLE, STALE_COLUMNS } from './workers/protocol.ts';

/** Told of every event of the contract. */
type CoreListener = <E extends EventName>(event: E, payload: Events[E]) => void;

export interface Core {
  /** Checks the input, runs the method where it belongs, and answers; never throws. */
  readonly call: {
    <K extends MethodName>(method: K, input: unknown): Promise<Result<AnswerOf<K>>>;
    (method: string, input: unknown): Promise<Result<unknown>>;
  };
  /** Returns the function that stops listening. */
  readonly on: (listener: CoreListener) => () => void;
  /** Ends all work and lets go of every file. */
  readonly close: () => Promise<void>;
}

/** Reads that may take their time have a reader of their own, so that the grid never waits for them. */
const SLOW_READS: ReadonlySet<MethodName> = new Set<NamesOf<'read'>>([
  'memory.stats',
  'memoryEdit.facets',
  'memoryEdit.fits',
  'memoryEdit.ids',
  'memoryEdit.page',
  'memoryFile.batches',
  'document.preview',
  'align.preview',
  'align.pairs',
  'align.opinions',
  'files.list',
  'files.readText',
  'project.backups',
]);

/** Reads that hold whole states of documents; they have a reader of their own too. */
const REVIEW_READS: ReadonlySet<MethodName> = new Set<NamesOf<'read'>>([
  'versions.check',
  'versions.series',
  'review.compare',
  'review.changes',
  'review.mergePreview',
  'review.sourcePreview',
  'review.documents',
  'review.sourceNotes',
]);

/** How often a planned write is worked out again when the document changed meanwhile. */
const PLAN_ATTEMPTS = 3;

/** Reads that must see what was confirmed just before. */
const FROM_MEMORY: ReadonlySet<MethodName> = new Set<NamesOf<'read'>>([
  'memory.lookup',
  'memory.concordance',
  'memoryFile.lookup',
]);

/** Methods that open or close projects run one after another. */
const LIFE_CYCLE: ReadonlySet<MethodName> = new Set<MethodName>([
  'project.create',
  'project.open',
  'project.sample',
  'project.close',
  'project.restore',
]);

/** Jobs that go through very much and soon let go of it: room for young objects would only be memory held. */
const NURSERIES: Readonly<Record<string, ResourceLimits>> = {
  'align.add': { maxYoungGenerationSizeMb: 16 },
  'memory.import': { maxYoungGenerationSizeMb: 8 },
};

/** The core of the application: everything but windows and native dialogs. It lives in the main thread of a host and only moves messages. */
export function createCore(ports: Ports): Core {
  const core = new Dispatcher(ports);
  return {
    call: async (method: string, input: unknown) => (await core.call(method, input)) as never,
    on: (listener) => core.on(listener),
    close: () => core.close(),
  };
}

class Dispatcher {
  readonly #ports: Ports;
  readonly #host: HostMethods;
  readonly #listeners = new Set<CoreListener>();
  readonly #writer: WorkerClient;
  readonly #readers: readonly [WorkerClient, WorkerClient, WorkerClient];
  readonly #jobs: Jobs;
  readonly #cancelled: BroadcastChannel;
  /** How often each project is open. */
  readonly #projects = new Map<string, number>();
  /** Projects that were opened or edited since a memory was asked last. */
  readonly #unsettled = new Set<string>();
  /** Memories whose columns were stored anew. */
  readonly #indexed = new Set<string>();
  #lifeCycle: Promise<unknown> = Promise.resolve();

  constructor(ports: Ports) {
    this.#ports = ports;
    const entry = (name: string): string | URL =>
      ports.bundle?.worker(name) ?? join(import.meta.dirname, 'workers', `${name}.ts`);
    const config: WorkerConfig = {
      core: randomUUID(),
      dataFolder: ports.dataFolder,
      documentsFolder: ports.documentsFolder,
      corpusFolder: ports.corpusFolder,
      nativeBinding: ports.bundle?.nativeBinding,
      kernel: ports.bundle?.kernel ?? KERNEL_PATH,
      entries: { scan: entry('scan-worker').toString(), search: entry('search-worker').toString() },
      version: ports.info().version,
    };
    const start = (name: 'reader' | 'writer' | 'job', workerData: unknown, resourceLimits = {}): Worker =>
      new Worker(entry(name), { workerData, name, execArgv: [], resourceLimits });
    const emit: CoreListener = (event, payload) => this.#emit(event, payload);
    const listener = {
      onEvent: (event: string, payload: unknown) => {
        if (event === STALE_COLUMNS) this.#storeColumns(payload as string);
        else this.#emit(event as EventName, payload as never);
      },
      log: ports.log,
    };
    const reader = (limits?: ResourceLimits): WorkerClient =>
      new WorkerClient('reader', () => start('reader', config, limits), listener);
    // Whole states of documents are built at once; with room for young objects few of them are moved on the way.
    this.#readers = [reader(), reader(), reader({ maxYoungGenerationSizeMb: 192 })];
    this.#writer = new WorkerClient('writer', () => start('writer', config), {
      ...listener,
      onRestart: () => this.#reopen(),
    });
    this.#jobs = new Jobs((data) => start('job', data, NURSERIES[data.method]), config, {
      emit,
      log: ports.log,
    });
    this.#cancelled = new BroadcastChannel(cancelChannel(config.core));
    this.#cancelled.unref();
    this.#host = new HostMethods(ports, this.#jobs, (ticket) => this.#cancelled.postMessage(ticket));
  }

  on(listener: CoreListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    await this.#jobs.close();
    await this.#lifeCycle;
    for (const project of this.#projects.keys()) {
      this.#projects.set(project, 1);
      await this.#closeProject(project).catch((error: unknown) => this.#ports.log('error', String(error)));
    }
    await this.#releaseMemories().catch((error: unknown) => this.#ports.log('error', String(error)));
    await Promise.all([this.#writer.close(), ...this.#readers.map((reader) => reader.close())]);
    this.#cancelled.close();
    this.#listeners.clear();
  }

  async call(method: string, input: unknown): Promise<Result<unknown>> {
    try {
      const name = requireMethod(method);
      const value = await this.#run(name, this.#check(name, input));
      return { ok: true, value };
    } catch (error) {
      return { ok: false, ...failureOf(error, this.#ports.log) };
    }
  }

  #check(method: MethodName, input: unknown): Record<string, unknown> {
    const parsed = contract[method].input.safeParse(input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue?.path.join('.') ?? '';
      const detail = `${where === '' ? '' : `${where}: `}${issue?.message ?? 'not as expected'}`;
      throw new CoreError('badRequest', `${method}: ${detail}; correct the request`, { method, detail });
    }
    return parsed.data;
  }

  #run(method: MethodName, input: Record<string, unknown>): Promise<unknown> {
    const { kind } = contract[method];
    if (kind === 'host') return this.#host.run(method as NamesOf<'host'>, input);
    if (LIFE_CYCLE.has(method)) return this.#inTurn(() => this.#runLifeCycle(method, input));
    if (typeof input['project'] === 'string') this.#requireOpen(input['project']);
    if (kind === 'job') return Promise.resolve({ job: this.#jobs.start(method as JobName, input) });
    if (kind === 'write') return this.#write(method, input);
    if (FROM_MEMORY.has(method)) return this.#readMemory(method, input);
    if (REVIEW_READS.has(method)) return this.#readers[2].request(method, input);
    return this.#readers[SLOW_READS.has(method) ? 1 : 0].request(method, input);
  }

  async #write(method: MethodName, input: Record<string, unknown>): Promise<unknown> {
    const planned = (PLANNED_WRITES as readonly string[]).includes(method);
    const value = await (planned ? this.#writePlanned(method, input) : this.#writer.request(method, input));
    if (method.startsWith('bitext.') || method.startsWith('review.')) this.#unsettled.add(String(input['project']));
    return value;
  }

  /** The writer refuses a plan when the document changed since it was made; then it is made again. */
  async #writePlanned(method: MethodName, input: Record<string, unknown>): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const plan = await this.#readers[2].request(PLAN, { method, input });
      try {
        return await this.#writer.request(CARRY_OUT, { method, project: input['project'], plan });
      } catch (error) {
        const stale = error instanceof CoreError && error.values['key'] === 'planStale';
        if (!stale || attempt === PLAN_ATTEMPTS) throw error;
      }
    }
  }

  /** What was confirmed before, in any project, is in the memory when it is asked. */
  async #readMemory(method: MethodName, input: Record<string, unknown>): Promise<unknown> {
    const projects = [...this.#unsettled];
    this.#unsettled.clear();
    await Promise.all(projects.map((project) => this.#writer.request(SETTLE, project)));
    return this.#readers[1].request(method, input);
  }

  /** Once for each memory and run of the program: who cannot write to it now need not be asked again. */
  #storeColumns(memory: string): void {
    if (this.#indexed.has(memory)) return;
    this.#indexed.add(memory);
    this.#jobs.start('memoryFile.index', { memory });
  }

  #requireOpen(project: string): void {
    if (this.#projects.has(project)) return;
    throw new CoreError('notFound', `${project}: this project is not open; open it first`, { path: project });
  }

  async #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#lifeCycle.then(action);
    this.#lifeCycle = result.catch(() => undefined);
    return result;
  }

  async #runLifeCycle(method: MethodName, input: Record<string, unknown>): Promise<unknown> {
    if (method === 'project.close') {
      await this.#closeProject(String(input['project']));
      return null;
    }
    if (method === 'project.restore') await this.#release(String(input['path']));
    // The window will ask for beads next: the reader starts while the writer opens the file.
    this.#readers[0].start();
    const info = (await this.#writer.request(method, input)) as { readonly project: string };
    const users = this.#projects.get(info.project) ?? 0;
    // Restoring a project that is open leaves it open for those who had it.
    this.#projects.set(info.project, method === 'project.restore' ? Math.max(1, users) : users + 1);
    // What its memory could not take before the project was closed is on its way now.
    this.#unsettled.add(info.project);
    return info;
  }

  /** Lets go of a project when nobody else has it open. */
  async #closeProject(project: string): Promise<void> {
    this.#requireOpen(project);
    const left = (this.#projects.get(project) ?? 1) - 1;
    if (left > 0) {
      this.#projects.set(project, left);
      return;
    }
    this.#projects.delete(project);
    await this.#release(project);
    await this.#writer.request('project.close', { project });
  }

  /** The readers go first, so that the writer's connection is the last and merges the journal into the file. */
  async #release(project: string): Promise<void> {
    await Promise.all(this.#readers.filter(({ running }) => running).map((reader) => reader.request(RELEASE, project)));
  }

  /** Memories that were used without a project are closed too, each with its journal merged into the file. */
  async #releaseMemories(): Promise<void> {
    if (this.#writer.running) await this.#writer.request(RELEASE, '');
    await this.#release('');
  }

  /** After a crash of the writer, its successor takes the open projects over. */
  #reopen(): void {
    for (const path of this.#projects.keys()) {
      this.#writer.request('project.open', { path }).catch((error: unknown) => {
        this.#ports.log('error', `${path} could not be opened again: ${String(error)}`);
      });
    }
  }

  #emit<E extends EventName>(event: E, payload: Events[E]): void {
    for (const listener of this.#listeners) {
      try {
        listener(event, payload);
      } catch (error) {
        this.#ports.log('error', `a listener of ${event} failed: ${String(error)}`);
      }
    }
  }
}

function requireMethod(method: string): MethodName {
  if (Object.hasOwn(contract, method)) return method as MethodName;
  throw new CoreError('badRequest', `there is no method '${method}'`, { method });
}
