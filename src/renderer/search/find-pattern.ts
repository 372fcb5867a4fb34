import type { Occurrence } from '../../shared/text/find.ts';
import type { PatternAnswer, PatternRequest } from './pattern-protocol.ts';
import { startPatternWorker } from './start-worker.ts';

/** How many texts are tried at once, and how long that may take; an ordinary pattern needs a few milliseconds. */
const BATCH = 1_000;
const LIMIT = 1_500;

/** A regular expression that was ended because it took too long on some text. */
export class PatternTooSlow extends Error {
  constructor() {
    super('the regular expression takes too long; make it simpler');
    this.name = 'PatternTooSlow';
  }
}

interface Waiting {
  readonly resolve: (found: PatternAnswer['found']) => void;
  readonly reject: (error: Error) => void;
  readonly timer: number;
}

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** Ends the worker and fails what waits for it; the next search starts another. */
function giveUp(error: Error): void {
  worker?.terminate();
  worker = null;
  for (const { reject, timer } of waiting.values()) {
    clearTimeout(timer);
    reject(error);
  }
  waiting.clear();
}

function present(): Worker {
  if (worker) return worker;
  worker = startPatternWorker();
  worker.addEventListener('message', ({ data }: MessageEvent<PatternAnswer>) => {
    const entry = waiting.get(data.id);
    waiting.delete(data.id);
    clearTimeout(entry?.timer);
    entry?.resolve(data.found);
  });
  worker.addEventListener('error', () => giveUp(new Error('the search could not be started')));
  return worker;
}

function ask(pattern: RegExp, texts: readonly string[]): Promise<PatternAnswer['found']> {
  return new Promise((resolve, reject) => {
    const id = ++lastId;
    const request: PatternRequest = { id, source: pattern.source, flags: pattern.flags, texts };
    const timer = window.setTimeout(() => giveUp(new PatternTooSlow()), LIMIT);
    waiting.set(id, { resolve, reject, timer });
    present().postMessage(request);
  });
}

/**
 * Tries a user's regular expression on texts without ever holding up the window: the occurrences in each text, batch
 * by batch. Throws PatternTooSlow.
 */
export async function* findPattern(
  pattern: RegExp,
  texts: readonly string[],
): AsyncGenerator<{ readonly from: number; readonly found: readonly (readonly Occurrence[])[] }> {
  for (let from = 0; from < texts.length; from += BATCH) {
    yield { from, found: await ask(pattern, texts.slice(from, from + BATCH)) };
  }
}
