import { parentPort } from 'node:worker_threads';
import type { Corpus, Model } from '../../../shared/alignment/model.ts';
import type { Task, TaskResult } from '../../../shared/alignment/plan.ts';
import { runTask } from '../../../shared/alignment/plan.ts';
import type { SideWithVocabulary } from '../../../shared/alignment/prepared-side.ts';
import { prepareSide } from '../../../shared/alignment/prepared-side.ts';
import { createScratch } from '../../../shared/alignment/scratch.ts';
import { shareArrays } from '../alignment/share-arrays.ts';

/** What the worker is asked. Corpora and models are announced once and used by the tasks that follow. */
export type AlignRequest =
  | {
      readonly kind: 'prepare';
      readonly sentences: readonly string[];
      readonly language: string;
      readonly paragraph: Uint8Array;
    }
  | { readonly kind: 'corpus'; readonly corpus: Corpus }
  | { readonly kind: 'model'; readonly model: Model }
  | { readonly kind: 'task'; readonly task: Task };

/** What it answers to `prepare` and `task`; the others have no answer. */
export type AlignAnswer = SideWithVocabulary | TaskResult;

/** What it says: how far a task is, 0 to 1, and at its end the answer. */
export type AlignMessage = { readonly share: number } | { readonly answer: AlignAnswer };

/** How often it is told how far a task is. */
const TOLD_MS = 100;

const port = parentPort;
if (port === null) throw new Error('align-worker runs as a worker thread only');

/** More than what the memory allocator of the C library keeps to itself when it is freed. */
const SCRATCH_BYTES = 36 * 2 ** 20;
const scratch = createScratch(SCRATCH_BYTES);
let corpus: Corpus | undefined;
let model: Model | undefined;

const post = (message: AlignMessage): void => port.postMessage(message);

/** Tells the share done of a task, not too often. */
function telling(): (share: number) => void {
  let told = performance.now();
  return (share) => {
    const now = performance.now();
    if (now - told < TOLD_MS) return;
    told = now;
    post({ share });
  };
}

port.on('message', (request: AlignRequest) => {
  switch (request.kind) {
    case 'prepare':
      post({
        answer: shareArrays(
          prepareSide(request.sentences, request.language, request.paragraph, {
            allocate: (bytes) => new SharedArrayBuffer(bytes),
            told: telling(),
          }),
        ),
      });
      break;
    case 'corpus':
      corpus = request.corpus;
      break;
    case 'model':
      model = request.model;
      break;
    case 'task':
      if (corpus === undefined || model === undefined) throw new Error('a task came before its corpus and model');
      post({ answer: shareArrays(runTask(corpus, model, request.task, telling(), scratch)) });
      break;
  }
});
