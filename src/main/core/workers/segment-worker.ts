import { parentPort, workerData } from 'node:worker_threads';
import { packSide } from '../services/alignment/packed-side.ts';
import { segmentFile } from '../services/alignment/prepare-side.ts';
import type { SideMessage, SideThread } from '../services/alignment/read-side.ts';
import { expectedFailure } from '../store/failure.ts';

/** Reads one side of an alignment and cuts it into sentences. It may be ended at any moment. */

const { path, ...options } = workerData as SideThread;

function post(message: SideMessage): void {
  parentPort?.postMessage(message);
}

try {
  const file = segmentFile(path, { ...options, progress: (done, total) => post({ done, total }) });
  const { length } = file.units;
  post({ side: packSide(file, () => post({ done: length, total: length })) });
} catch (error) {
  const failure = expectedFailure(error, path);
  post(failure ? { failure } : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
