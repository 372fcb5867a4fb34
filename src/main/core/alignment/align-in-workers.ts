import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { AlignmentInput, AlignmentResult, PreparedAlignment } from '../../../shared/alignment/align.ts';
import { finishAlignment, planOf, prepareAlignment } from '../../../shared/alignment/align.ts';
import type { JoinedDocuments, JoinedSide } from '../../../shared/alignment/documents.ts';
import { joinDocuments } from '../../../shared/alignment/documents.ts';
import type { TaskResult } from '../../../shared/alignment/plan.ts';
import type { SideWithVocabulary } from '../../../shared/alignment/prepared-side.ts';
import type { AlignAnswer, AlignMessage, AlignRequest } from '../workers/align-worker.ts';
import { shareArrays } from './share-arrays.ts';

export interface AlignInWorkersOptions {
  /** Number of threads; the processors at hand unless told, at most {@link MAX_WORKERS}. */
  readonly workers?: number;
  /** Stops the alignment at once. */
  readonly signal?: AbortSignal;
  /** Told the share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Each thread needs memory for its chunk, so more of them are not always better. */
const MAX_WORKERS = 8;
const YOUNG_MEGABYTES = 12;

// From source the entry is a module of its own; a bundle holds it beside the file this code ended in.
const ENTRY = import.meta.url.endsWith('.ts') ? '../workers/align-worker.ts' : './align-worker.js';

/** One thread, and the request it works on. */
class AlignThread {
  // The work is in typed arrays; room for many short-lived objects would only be memory held and not used.
  readonly #worker = new Worker(new URL(ENTRY, import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  #settle:
    | {
        readonly resolve: (answer: AlignAnswer) => void;
        readonly reject: (error: unknown) => void;
        readonly told: (share: number) => void;
      }
    | undefined;

  constructor() {
    this.#worker.on('message', (message: AlignMessage) => {
      const settle = this.#settle;
      if ('share' in message) {
        try {
          settle?.told(message.share);
        } catch (error) {
          this.fail(error);
        }
        return;
      }
      this.#settle = undefined;
      settle?.resolve(message.answer);
    });
    this.#worker.on('error', (error) => this.fail(error));
    this.#worker.on('exit', () => this.fail(new Error('an alignment thread ended before its work was done')));
  }

  fail(error: unknown): void {
    const settle = this.#settle;
    this.#settle = undefined;
    settle?.reject(error);
  }

  tell(request: AlignRequest): void {
    this.#worker.postMessage(request);
  }

  /** `told` is called with the share done of the request, 0 to 1; what it throws fails the request. */
  ask(request: AlignRequest, told: (share: number) => void): Promise<AlignAnswer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject, told };
      this.#worker.postMessage(request);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/**
 * Puts `requests` to whichever thread is free and returns the answers in the order of the requests. `onDone` is told
 * how many are done, with the shares of those that are being worked on.
 */
async function askAll(
  threads: readonly AlignThread[],
  requests: readonly AlignRequest[],
  onDone: (done: number) => void,
): Promise<AlignAnswer[]> {
  const answers: AlignAnswer[] = [];
  let next = 0;
  const shares = requests.map(() => 0);
  const tell = (k: number, share: number): void => {
    // A request that tries again in another way does not go back.
    shares[k] = Math.max(share, shares[k]!);
    onDone(shares.reduce((sum, part) => sum + part, 0));
  };
  await Promise.all(
    threads.map(async (thread) => {
      for (let k = next++; k < requests.length; k = next++) {
        answers[k] = await thread.ask(requests[k]!, (share) => tell(k, share));
        tell(k, 1);
      }
    }),
  );
  return answers;
}

/** Runs `work` with some threads, which end with it or, at once, when `signal` is aborted. */
async function withThreads<T>(
  count: number,
  signal: AbortSignal | undefined,
  work: (threads: readonly AlignThread[]) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const threads = Array.from({ length: count }, () => new AlignThread());
  const abort = (): void => {
    for (const thread of threads) thread.fail(signal?.reason);
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await work(threads);
  } finally {
    signal?.removeEventListener('abort', abort);
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

/** Documents laid end to end without their sentences. */
function withoutTexts(joined: JoinedDocuments): JoinedDocuments {
  const numbers = (side: JoinedSide): JoinedSide => ({ ...side, sentences: [] });
  return { ...joined, source: numbers(joined.source), target: numbers(joined.target) };
}

/** Prepares both sides in threads of their own, so that the copies of the texts go when they end. */
async function prepareInThreads(
  input: AlignmentInput,
  workers: number,
  { signal, onProgress }: AlignInWorkersOptions,
): Promise<PreparedAlignment> {
  const joined = joinDocuments(input.documents);
  const [source, target] = (await withThreads(Math.min(2, workers), signal, (threads) =>
    askAll(
      threads,
      ([joined.source, joined.target] as const).map((side, k) => ({
        kind: 'prepare',
        sentences: side.sentences,
        language: input.languages[k]!,
        paragraph: side.paragraph,
      })),
      () => {
        signal?.throwIfAborted();
        onProgress?.(0);
      },
    ),
  )) as [SideWithVocabulary, SideWithVocabulary];
  const unshared = prepareAlignment(input, joined, source, target);
  return { ...unshared, joined: withoutTexts(joined), corpus: shareArrays(unshared.corpus) };
}

async function alignPrepared(
  input: Omit<AlignmentInput, 'documents'>,
  prepared: PreparedAlignment,
  workers: number,
  { signal, onProgress }: AlignInWorkersOptions,
): Promise<AlignmentResult> {
  const { corpus } = prepared;
  const result = await withThreads(workers, signal, async (threads) => {
    for (const thread of threads) thread.tell({ kind: 'corpus', corpus });
    const plan = planOf(input, prepared);
    let step = plan.next();
    while (step.done !== true) {
      const { tasks, before, after } = step.value;
      const model = shareArrays(step.value.model);
      for (const thread of threads) thread.tell({ kind: 'model', model });
      const results = await askAll(
        threads,
        tasks.map((task) => ({ kind: 'task', task: shareArrays(task) })),
        (done) => {
          signal?.throwIfAborted();
          onProgress?.(before + ((after - before) * done) / tasks.length);
        },
      );
      step = plan.next(results as TaskResult[]);
    }
    return step.value;
  });
  return finishAlignment(prepared, result, () => {
    signal?.throwIfAborted();
    onProgress?.(1);
  });
}

/**
 * Aligns documents in worker threads; the result is that of `align` for any number of them. The calling thread puts
 * the pieces together, which for long texts takes moments of up to a second: call it from a job thread, not from one
 * that serves a window. The texts are let go once they are prepared, if the caller has let them go. Rejects with the
 * reason of `signal` when it is aborted.
 */
export function alignInWorkers(input: AlignmentInput, options: AlignInWorkersOptions = {}): Promise<AlignmentResult> {
  const { documents: _, ...rest } = input;
  const workers = Math.max(1, Math.min(MAX_WORKERS, options.workers ?? availableParallelism()));
  // Not an async function: what one of those was given it holds until its end.
  return prepareInThreads(input, workers, options).then((prepared) => alignPrepared(rest, prepared, workers, options));
}
