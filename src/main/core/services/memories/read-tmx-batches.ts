import { statSync } from 'node:fs';
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { TmxReport } from '../../../../shared/formats/tmx/reader.ts';
import type { Failure } from '../../store/failure.ts';
import type { TmxBatch } from './tmx-batches.ts';
import { TmxBatcher } from './tmx-batches.ts';
import type { ByteProgress } from './tmx-file.ts';
import { readTmxFile } from './tmx-file.ts';

/** What a thread that reads a file is started with. */
export interface TmxThread {
  readonly file: string;
  readonly languages: readonly string[] | undefined;
  readonly port: MessagePort;
  /** Two numbers: messages sent by the thread, and those taken from it. */
  readonly counts: SharedArrayBuffer;
}

/** What such a thread says, in this order: batches, then the report or why there is none. */
export type TmxMessage =
  | { readonly batch: TmxBatch }
  | { readonly report: TmxReport }
  | { readonly failure: Failure }
  | { readonly fault: string };

export const SENT = 0;
export const TAKEN = 1;
/** Batches that may wait between the two threads. */
export const WAITING = 4;

/** From this size on a file is read in a thread of its own while the units before are being written. */
export const LARGE = 4 * 2 ** 20;
const YOUNG_MEGABYTES = 8;
/** How often the user is asked whether to go on, and how long a thread may keep silent. */
const LOOK_MS = 200;
const SILENCE_MS = 120_000;

// From source the entry is a module of its own; a bundle holds it beside the file this code ended in.
const ENTRY = import.meta.url.endsWith('.ts') ? '../../workers/tmx-worker.ts' : './tmx-worker.js';

/** Reads the units of a TMX file batch by batch; throws as `readTmxFile` does. */
export function readTmxBatches(
  file: string,
  languages: readonly string[] | undefined,
  progress: ByteProgress,
  take: (batch: TmxBatch) => void,
): TmxReport {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size >= LARGE) return readInThread(file, languages, size, progress, take);
  const batcher = new TmxBatcher(languages, take);
  const report = readTmxFile(file, batcher.sink, progress);
  batcher.end();
  return report;
}

/** Takes the batches without giving up the thread, so that they can be written in one transaction. */
function readInThread(
  file: string,
  languages: readonly string[] | undefined,
  size: number,
  progress: ByteProgress,
  take: (batch: TmxBatch) => void,
): TmxReport {
  const { port1, port2 } = new MessageChannel();
  const counts = new SharedArrayBuffer(8);
  const numbers = new Int32Array(counts);
  const workerData: TmxThread = { file, languages, port: port2, counts };
  const worker = new Worker(new URL(ENTRY, import.meta.url), {
    workerData,
    name: 'tmx',
    execArgv: [],
    transferList: [port2],
    // What a batch needs is soon let go; room for many of them would only be memory held.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  try {
    let heard = performance.now();
    let [done, total] = [0, size];
    for (let taken = 0; ;) {
      const received: { readonly message: TmxMessage } | undefined = receiveMessageOnPort(port1);
      if (!received) {
        if (performance.now() - heard > SILENCE_MS) throw new Error(`${file}: the thread that reads it has stopped`);
        progress(done, total);
        Atomics.wait(numbers, SENT, taken, LOOK_MS);
        continue;
      }
      heard = performance.now();
      Atomics.store(numbers, TAKEN, ++taken);
      Atomics.notify(numbers, TAKEN);
      const { message } = received;
      if ('report' in message) return message.report;
      if ('failure' in message) {
        const { code, message: text, values } = message.failure;
        throw new CoreError(code, text, values);
      }
      if ('fault' in message) throw new Error(message.fault);
      ({ done, total } = message.batch);
      take(message.batch);
      progress(done, total);
    }
  } finally {
    port1.close();
    void worker.terminate();
  }
}
