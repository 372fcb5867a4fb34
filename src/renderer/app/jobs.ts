import { create } from 'zustand';
import type { InputOf, JobName, OutputOf } from '../../shared/contract/contract.ts';
import type { JobProgress } from '../client/client.ts';
import { core } from './core.ts';
import { notifyError } from './notices.ts';

/** Work under way in the core, as the window shows it. */
export interface Job {
  readonly id: number;
  readonly title: string;
  readonly progress: JobProgress | null;
  readonly cancel: () => void;
}

/** What takes less than this is not shown. */
const QUIET = 150;
let nextId = 1;

export const useJobs = create<{ readonly jobs: readonly Job[] }>(() => ({ jobs: [] }));

/** Runs a job, showing its progress with a way to cancel it; undefined when it failed or was cancelled. */
export async function runJob<K extends JobName>(
  title: string,
  failure: string,
  method: K,
  input: InputOf<K>,
): Promise<OutputOf<K> | undefined> {
  const id = nextId++;
  const abort = new AbortController();
  let job: Job = { id, title, progress: null, cancel: () => abort.abort() };
  const show = (): void =>
    useJobs.setState(({ jobs }) => ({
      jobs: jobs.some((it) => it.id === id) ? jobs.map((it) => (it.id === id ? job : it)) : [...jobs, job],
    }));
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    show();
  }, QUIET);
  try {
    return await core.job(method, input, {
      signal: abort.signal,
      onProgress: (progress) => {
        job = { ...job, progress };
        if (shown) show();
      },
    });
  } catch (error) {
    notifyError(failure, error);
    return undefined;
  } finally {
    clearTimeout(timer);
    useJobs.setState(({ jobs }) => ({ jobs: jobs.filter((it) => it.id !== id) }));
  }
}
