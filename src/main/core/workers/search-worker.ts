import { parentPort, workerData } from 'node:worker_threads';
import { primaryLanguage } from '../../../shared/formats/bilingual/language.ts';
import { openForReading } from '../store/sqlite.ts';

/** Matches a regular expression against the texts of a memory. It may be ended at any moment. */

export interface SearchThread {
  readonly path: string;
  readonly nativeBinding: string | undefined;
  readonly search: {
    readonly text: string;
    readonly side: 'source' | 'target';
    readonly wholeWords: boolean;
    readonly sourceLang: string;
    readonly targetLang: string;
    readonly limit: number;
  };
}

export interface SearchAnswer {
  readonly found: readonly {
    readonly unit: number;
    readonly text: string;
    readonly ranges: readonly (readonly [number, number])[];
  }[];
}

/** A sign of life this often. */
const EVERY = 2_000;
/** Places shown in one text. */
const MOST_RANGES = 100;

const { path, nativeBinding, search } = workerData as SearchThread;
const { text, side, wholeWords, limit } = search;
const language = primaryLanguage(side === 'source' ? search.sourceLang : search.targetLang);
// Case does not matter, as in plain searches; a word ends where no letter, digit or mark goes on.
const edge = String.raw`[\p{L}\p{N}\p{M}]`;
const expression = new RegExp(wholeWords ? `(?<!${edge})(?:${text})(?!${edge})` : text, 'giu');

function rangesIn(value: string): [number, number][] {
  const ranges: [number, number][] = [];
  for (const match of value.matchAll(expression)) {
    if (match[0] !== '') ranges.push([match.index, match.index + match[0].length]);
    if (ranges.length === MOST_RANGES) break;
  }
  return ranges;
}

const memory = openForReading(path, { nativeBinding, log: () => undefined });
const found: SearchAnswer['found'][number][] = [];
let looked = 0;
// The plus sign keeps SQLite from sorting by way of the index on languages.
const rows = memory.iterate<{ unit: number; text: string }>(
  'SELECT unit, text FROM variant WHERE +language = ? ORDER BY id',
  language,
);
for (const row of rows) {
  if (++looked % EVERY === 0) parentPort?.postMessage({ looked });
  const ranges = rangesIn(row.text);
  if (ranges.length > 0) found.push({ ...row, ranges });
  if (found.length === limit) break;
}
const answer: SearchAnswer = { found };
parentPort?.postMessage(answer);
