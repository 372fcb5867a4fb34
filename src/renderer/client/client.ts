import type {
  EventName,
  Events,
  InputOf,
  JobName,
  MethodName,
  AnswerOf,
  OutputOf,
  Result,
} from '../../shared/contract/contract.ts';
import type { ErrorCode, ErrorValues } from '../../shared/contract/errors.ts';
import type { Link, LinkState } from './link.ts';

/** A call that the core answered with an error; `code` and `values` make the message the user sees. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly values: ErrorValues;

  constructor(code: ErrorCode, message: string, values: ErrorValues) {
    super(message);
    this.name = 'CallError';
    this.code = code;
    this.values = values;
  }

  /** True when the connection broke, so that nobody knows whether the call was carried out. */
  get isLost(): boolean {
    return this.values['key'] === 'link.lost';
  }
}

export interface JobProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
}

export interface JobOptions {
  readonly onProgress?: (progress: JobProgress) => void;
  readonly signal?: AbortSignal;
}

/** The typed door to the core: calls that throw {@link CallError}, jobs as promises, events, and the state of the link. */
export interface Client {
  readonly call: <K extends MethodName>(method: K, input: InputOf<K>) => Promise<AnswerOf<K>>;
  readonly job: <K extends JobName>(method: K, input: InputOf<K>, options?: JobOptions) => Promise<OutputOf<K>>;
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
  readonly state: () => LinkState;
  readonly onState: (listener: (state: LinkState) => void) => () => void;
}

interface RunningJob {
  readonly progress: (progress: JobProgress) => void;
  readonly done: (value: unknown) => void;
  readonly failed: (error: CallError) => void;
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new CallError(result.code, result.message, result.values);
}

/** Makes the client over a link. Outcomes of jobs that come before their number is known are kept for them. */
export function createClient(link: Link): Client {
  const running = new Map<string, RunningJob>();
  const early = new Map<string, (job: RunningJob) => void>();
  let starting = 0;

  const settle = (job: string, act: (running: RunningJob) => void): void => {
    const found = running.get(job);
    running.delete(job);
    if (found) act(found);
    else if (starting > 0) early.set(job, act);
  };
  link.on('job.progress', ({ job, phase, done, total }) => running.get(job)?.progress({ phase, done, total }));
  link.on('job.done', ({ job, value }) => settle(job, (it) => it.done(value)));
  link.on('job.failed', ({ job, code, message, values }) =>
    settle(job, (it) => it.failed(new CallError(code, message, values))),
  );
  link.onState((state) => {
    if (state !== 'lost') return;
    const error = new CallError('internal', 'The connection to the program was lost.', { key: 'link.lost' });
    for (const [id, job] of running) {
      running.delete(id);
      job.failed(error);
    }
  });

  const call: Client['call'] = async (method, input) => unwrap(await link.call(method, input));

  return {
    call,
    job: async <K extends JobName>(method: K, input: InputOf<K>, options: JobOptions = {}) => {
      starting++;
      const { job } = await (call(method, input) as Promise<{ job: string }>).finally(() => starting--);
      return new Promise<OutputOf<K>>((resolve, reject) => {
        const cancel = (): void => void link.call('job.cancel', { job });
        const entry: RunningJob = {
          progress: (progress) => options.onProgress?.(progress),
          done: (value) => {
            options.signal?.removeEventListener('abort', cancel);
            resolve(value as OutputOf<K>);
          },
          failed: (error) => {
            options.signal?.removeEventListener('abort', cancel);
            reject(error);
          },
        };
        const outcome = early.get(job);
        if (starting === 0) early.clear();
        if (outcome) {
          outcome(entry);
          return;
        }
        running.set(job, entry);
        if (options.signal?.aborted) cancel();
        options.signal?.addEventListener('abort', cancel);
      });
    },
    on: (event, listener) => link.on(event, listener),
    state: () => link.state(),
    onState: (listener) => link.onState(listener),
  };
}
