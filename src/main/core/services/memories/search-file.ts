import { Worker } from 'node:worker_threads';
import { basename } from 'node:path';
import type { ParsedInputOf } from '../../../../shared/contract/contract.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { FileSearch } from '../../../../shared/contract/memory-files.ts';
import { languageKey } from '../../../../shared/formats/bilingual/language.ts';
import { readMeta } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { SearchAnswer, SearchThread } from '../../workers/search-worker.ts';
import { concordance, concordanceHit } from './concordance.ts';

type Input = Omit<ParsedInputOf<'memoryFile.search'>, 'memory'>;

/** From how many units the languages of a memory are told. */
const SAMPLED = 1_000;
/** How long a regular expression may stay with one slice of texts. */
const PATIENCE_MS = 3_000;

export interface SearchContext {
  /** The entry of the search thread. */
  readonly worker: string | URL;
  readonly nativeBinding: string | undefined;
  /** Told how many texts were looked at; may throw to stop. */
  readonly progress: (done: number) => void;
}

/** Searches one memory; see `memoryFile.search` of the contract. */
export async function searchFile(memory: ReadConnection, input: Input, context: SearchContext): Promise<FileSearch> {
  const { sourceLang, targetLang } = { ...usualPair(memory), ...input };
  const pair = { sourceLang, targetLang };
  const search = { text: input.text, side: input.side, wholeWords: input.wholeWords === true, ...pair };
  const source = { connection: memory, name: readMeta(memory, 'name') ?? basename(memory.path), penalty: 0 };
  // One more than wanted tells whether there are more.
  const wanted = input.limit + 1;
  const found =
    input.regex === true
      ? (await matchInThread(memory.path, { ...search, limit: wanted }, context)).flatMap(
          ({ unit, text, ranges }) => concordanceHit(source, unit, { ...search, limit: wanted }, text, ranges) ?? [],
        )
      : concordance({ ...search, limit: wanted }, [source]);
  return { hits: found.slice(0, input.limit), ...pair, more: found.length > input.limit };
}

/** The languages that come first and second in most of the first units. */
function usualPair(memory: ReadConnection): { sourceLang: string; targetLang: string } {
  const most = (position: number): string => {
    const row = memory.get<{ lang: string }>(
      `SELECT lang FROM (SELECT lang FROM variant WHERE unit IN (SELECT id FROM unit ORDER BY id LIMIT ${SAMPLED})
         AND position = ?) GROUP BY lang ORDER BY count(*) DESC LIMIT 1`,
      position,
    );
    return languageKey(row?.lang ?? 'und');
  };
  return { sourceLang: most(0), targetLang: most(1) };
}

/** Runs the expression in a thread, which is ended when nothing is heard from it for too long. */
function matchInThread(
  path: string,
  search: SearchThread['search'],
  { worker: entry, nativeBinding, progress }: SearchContext,
): Promise<SearchAnswer['found']> {
  checkExpression(search.text);
  return new Promise((resolve, reject) => {
    const workerData: SearchThread = { path, nativeBinding, search };
    const worker = new Worker(entry, { workerData, name: 'search', execArgv: [] });
    let timer: NodeJS.Timeout | undefined;
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      settle();
      void worker.terminate();
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(() => reject(tooSlow(search.text))), PATIENCE_MS);
    };
    worker.on('message', (answer: SearchAnswer | { readonly looked: number }) => {
      if ('found' in answer) return end(() => resolve(answer.found));
      wait();
      try {
        progress(answer.looked);
      } catch (error) {
        end(() => reject(error));
      }
    });
    worker.on('error', (error) => end(() => reject(error)));
    wait();
  });
}

/** Throws CoreError `badRequest` for what is no regular expression. */
function checkExpression(text: string): void {
  try {
    void new RegExp(text, 'u');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new CoreError('badRequest', `${detail}; correct the regular expression`, { key: 'regex', detail });
  }
}

function tooSlow(text: string): CoreError {
  return new CoreError(
    'badRequest',
    `the regular expression ${text} takes too long on a sentence; avoid repetitions within repetitions`,
    { key: 'regexSlow', text },
  );
}
