import type { Failure } from '../store/failure.ts';

/** What passes between the main thread and its workers. */

export interface WorkerConfig {
  /** Names this core, for the locks it holds. */
  readonly core: string;
  readonly dataFolder: string;
  readonly documentsFolder: string;
  readonly corpusFolder: string;
  readonly nativeBinding: string | undefined;
  /** Path of the compiled scan kernel. */
  readonly kernel: string;
  /** Entries of the threads that workers start themselves: paths, or `file:` addresses. */
  readonly entries: { readonly scan: string; readonly search: string };
  /** Of the application, for the headers of files it writes. */
  readonly version: string;
}

/** Main thread to reader or writer. */
export interface Request {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

/** Worker to main thread. */
export type Report =
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'event'; readonly event: string; readonly payload: unknown }
  | { readonly type: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };

/** What a job worker is started with; `cancel` becomes 1 when the user gives up. */
export interface JobData {
  readonly config: WorkerConfig;
  readonly job: string;
  readonly method: string;
  readonly input: unknown;
  readonly cancel: SharedArrayBuffer;
}

/** A reader found that the columns stored in a memory are missing or far behind. Not part of the contract. */
export const STALE_COLUMNS = 'internal.staleColumns';

/**
 * Asks a reader to let go of a project that is about to be closed or replaced, and of the memories; the writer, of the
 * memories. Not part of the contract.
 */
export const RELEASE = 'internal.release';

/** Asks the writer to carry what was confirmed in a project to its memory now. Not part of the contract. */
export const SETTLE = 'internal.settle';

/**
 * Writes that are worked out on a reader first, because they look at whole states of a document, and then only stored
 * by the writer.
 */
export const PLANNED_WRITES = ['review.decide', 'review.merge', 'review.updateSource'] as const;
export type PlannedWrite = (typeof PLANNED_WRITES)[number];

/** Asks a reader to work out a planned write, and the writer to carry it out. Not part of the contract. */
export const PLAN = 'internal.plan';
export const CARRY_OUT = 'internal.carryOut';

/**
 * The channel on which the main thread names tickets of comparisons to give up; a reader looks into it while it works,
 * as messages of its own port wait until it is done. Not part of the contract.
 */
export function cancelChannel(core: string): string {
  return `bifronte-cancel-${core}`;
}
