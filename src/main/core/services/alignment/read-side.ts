import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { Failure } from '../../store/failure.ts';
import type { PackedSide } from './packed-side.ts';
import { packSide } from './packed-side.ts';
import { segmentFile } from './prepare-side.ts';

/** What a thread that reads a side is started with. */
export interface SideThread {
  readonly path: string;
  readonly language: string;
  readonly encoding: string | undefined;
  readonly srx: unknown;
}

/** What such a thread says: how many of how many units are done, then the side or why there is none. */
export type SideMessage =
  | { readonly done: number; readonly total: number }
  | { readonly side: PackedSide }
  | { readonly failure: Failure }
  | { readonly fault: string };

/** From this size on a file is read in a thread of its own, which ends and leaves nothing behind. */
const LARGE = 256 * 1024;
const YOUNG_MEGABYTES = 12;

// From source the entry is a module of its own; a bundle holds it beside the file this code ended in.
const ENTRY = import.meta.url.endsWith('.ts') ? '../../workers/segment-worker.ts' : './segment-worker.js';

/**
 * Reads a file, cuts it into sentences and packs them. `progress` is told how many of how many units are done; it may
 * throw to stop. Rejects with what `segmentFile` throws.
 */
export async function readSide(task: SideThread, progress: (done: number, total: number) => void): Promise<PackedSide> {
  const size = statSync(task.path, { throwIfNoEntry: false })?.size ?? 0;
  if (size >= LARGE) return readInThread(task, progress);
  const { path, ...options } = task;
  const file = segmentFile(path, { ...options, progress });
  const { length } = file.units;
  return packSide(file, () => progress(length, length));
}

async function readInThread(task: SideThread, progress: (done: number, total: number) => void): Promise<PackedSide> {
  const worker = new Worker(new URL(ENTRY, import.meta.url), {
    workerData: task,
    name: 'segment',
    execArgv: [],
    // Units and sentences are packed one after the other; room for many of them would only be memory held.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  try {
    return await new Promise<PackedSide>((resolve, reject) => {
      worker.on('message', (message: SideMessage) => {
        if ('side' in message) resolve(message.side);
        else if ('failure' in message) {
          const { code, message: text, values } = message.failure;
          reject(new CoreError(code, text, values));
        } else if ('fault' in message) reject(new Error(message.fault));
        else {
          try {
            progress(message.done, message.total);
          } catch (error) {
            reject(error);
          }
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error(`${task.path}: the thread that reads it has stopped`)));
    });
  } finally {
    await worker.terminate();
  }
}
