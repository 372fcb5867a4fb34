import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type {
  AnswerOf,
  EventName,
  Events,
  InputOf,
  JobName,
  MethodName,
  OutputOf,
  Result,
} from '../../src/shared/contract/contract.ts';
import { CoreError } from '../../src/shared/contract/errors.ts';
import type { Transport } from '../../src/shared/contract/transport.ts';
import { createCore } from '../../src/main/core/core.ts';
import type { Core } from '../../src/main/core/core.ts';
import type { Ports } from '../../src/main/core/ports/ports.ts';

/** The folder of the documents written for this project. */
const CORPUS = resolve(import.meta.dirname, '../../corpus');

/** A new empty folder for a test. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'bifronte-test-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

type LogLine = readonly [level: string, message: string];

/** Ports of a host without windows, with everything in one folder; the log goes into `log`. */
export function testPorts(folder: string, log: LogLine[] = []): Ports {
  const dataFolder = join(folder, 'data');
  const documentsFolder = join(folder, 'documents');
  mkdirSync(documentsFolder, { recursive: true });
  return {
    dataFolder,
    documentsFolder,
    corpusFolder: CORPUS,
    info: () => ({
      version: '0.0.0',
      host: 'test',
      platform: process.platform,
      dataFolder,
      nativeDialogs: false,
      open: [],
    }),
    dialogs: null,
    shell: null,
    log: (level, message) => void log.push([level, message]),
  };
}

/** A core as a transport, without a host between. */
export function directTransport(core: Core): Transport {
  return {
    call: (method, input) => core.call(method, input),
    on: (event, listener) => {
      const wanted: string = event;
      return core.on((name, payload) => {
        if (name === wanted) listener(payload as never);
      });
    },
  };
}

/** A transport with answers unwrapped: failures are thrown as CoreError, jobs are waited for. */
export class Client {
  readonly transport: Transport;
  readonly #finished = new Map<string, Result<unknown>>();
  readonly #waiting = new Map<string, (result: Result<unknown>) => void>();

  constructor(transport: Transport) {
    this.transport = transport;
    transport.on('job.done', ({ job, value }) => this.#finish(job, { ok: true, value }));
    transport.on('job.failed', ({ job, ...failure }) => this.#finish(job, { ok: false, ...failure }));
  }

  async call<K extends MethodName>(method: K, input: InputOf<K>): Promise<AnswerOf<K>> {
    return unwrap(await this.transport.call(method, input));
  }

  /** Starts a job and waits for its outcome. */
  async run<K extends JobName>(method: K, input: InputOf<K>): Promise<OutputOf<K>> {
    const { job } = unwrap(await this.transport.call(method, input)) as { job: string };
    return (await this.outcome(job)) as OutputOf<K>;
  }

  async outcome(job: string): Promise<unknown> {
    const known = this.#finished.get(job);
    return unwrap(known ?? (await new Promise<Result<unknown>>((done) => this.#waiting.set(job, done))));
  }

  /** The next event of a name. */
  next<E extends EventName>(event: E): Promise<Events[E]> {
    return new Promise((done) => {
      const stop = this.transport.on(event, (payload) => {
        stop();
        done(payload);
      });
    });
  }

  #finish(job: string, result: Result<unknown>): void {
    this.#finished.set(job, result);
    this.#waiting.get(job)?.(result);
  }
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new CoreError(result.code, result.message, result.values);
}

/** A core of its own in a folder of its own. */
export interface TestCore {
  readonly folder: string;
  readonly core: Core;
  readonly client: Client;
  readonly log: readonly LogLine[];
  /** Ends the core and removes the folder. */
  readonly end: () => Promise<void>;
}

export function startTestCore(folder: string = temporaryFolder()): TestCore {
  const log: LogLine[] = [];
  const core = createCore(testPorts(folder, log));
  return {
    folder,
    core,
    client: new Client(directTransport(core)),
    log,
    end: async () => {
      await core.close();
      removeFolder(folder);
    },
  };
}
