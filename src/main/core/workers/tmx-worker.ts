import { workerData } from 'node:worker_threads';
import type { TmxMessage, TmxThread } from '../services/memories/read-tmx-batches.ts';
import { SENT, TAKEN, WAITING } from '../services/memories/read-tmx-batches.ts';
import { TmxBatcher } from '../services/memories/tmx-batches.ts';
import { readTmxFile } from '../services/memories/tmx-file.ts';
import { expectedFailure } from '../store/failure.ts';

/** Reads a TMX file for the thread that writes its units. It may be ended at any moment. */

const { file, languages, port, counts } = workerData as TmxThread;
const numbers = new Int32Array(counts);

/** Waits while the other thread has enough to do, so that memory stays small. */
function post(message: TmxMessage): void {
  const sent = Atomics.load(numbers, SENT);
  for (;;) {
    const taken = Atomics.load(numbers, TAKEN);
    if (sent - taken < WAITING) break;
    Atomics.wait(numbers, TAKEN, taken);
  }
  port.postMessage(message);
  Atomics.add(numbers, SENT, 1);
  Atomics.notify(numbers, SENT);
}

try {
  const batcher = new TmxBatcher(languages, (batch) => post({ batch }));
  const report = readTmxFile(file, batcher.sink, (done, total) => batcher.progress(done, total));
  batcher.end();
  post({ report });
} catch (error) {
  const failure = expectedFailure(error, file);
  post(failure ? { failure } : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
