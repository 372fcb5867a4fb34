import type { Bead, BeadStatus } from '../../../../shared/bitext/bead.ts';
import { isMarked, sideContent } from '../../../../shared/bitext/bead.ts';
import type { Progress } from '../../../../shared/contract/types.ts';
import type { ReadConnection, WriteConnection } from '../sqlite.ts';
import type { BeadTransition } from './beads.ts';
import { countWords } from './words.ts';

interface Tally {
  beads: number;
  untranslated: number;
  draft: number;
  translated: number;
  confirmed: number;
  locked: number;
  words: number;
  wordsLeft: number;
}

function emptyTally(): Tally {
  return { beads: 0, untranslated: 0, draft: 0, translated: 0, confirmed: 0, locked: 0, words: 0, wordsLeft: 0 };
}

function count(tally: Tally, bead: Bead, sign: 1 | -1): void {
  const words = countWords(sideContent(bead, 'source'));
  const status: BeadStatus = bead.status;
  tally.beads += sign;
  tally[status] += sign;
  tally.words += sign * words;
  if (isMarked(bead, 'locked')) tally.locked += sign;
  if (status !== 'confirmed') tally.wordsLeft += sign * words;
}

/** In the order of the columns. */
function countersOf(tally: Tally): number[] {
  const { beads, untranslated, draft, translated, confirmed, locked, words, wordsLeft } = tally;
  return [beads, untranslated, draft, translated, confirmed, locked, words, wordsLeft];
}

/** Starts the counters of a document with its first beads. */
export function startProgress(connection: WriteConnection, document: number, beads: Iterable<Bead>): void {
  for (const _ of countingProgress(connection, document, beads));
}

/** Hands on the first beads of a document one by one; after the last its counters are started. */
export function* countingProgress(
  connection: WriteConnection,
  document: number,
  beads: Iterable<Bead>,
): IterableIterator<Bead> {
  const tally = emptyTally();
  for (const bead of beads) {
    count(tally, bead, 1);
    yield bead;
  }
  connection.run(
    `INSERT INTO progress (document, beads, untranslated, draft, translated, confirmed, locked, words, words_left)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    document,
    ...countersOf(tally),
  );
}

/** Brings the counters up to date with what became of some beads. */
export function updateProgress(
  connection: WriteConnection,
  document: number,
  transitions: readonly BeadTransition[],
): void {
  const tally = emptyTally();
  for (const { before, after } of transitions) {
    if (before) count(tally, before, -1);
    if (after) count(tally, after, 1);
  }
  connection.run(
    `UPDATE progress SET beads = beads + ?, untranslated = untranslated + ?, draft = draft + ?,
       translated = translated + ?, confirmed = confirmed + ?, locked = locked + ?, words = words + ?,
       words_left = words_left + ? WHERE document = ?`,
    ...countersOf(tally),
    document,
  );
}

interface ProgressRow {
  readonly beads: number;
  readonly untranslated: number;
  readonly draft: number;
  readonly translated: number;
  readonly confirmed: number;
  readonly locked: number;
  readonly words: number;
  readonly words_left: number;
}

export function readProgress(connection: ReadConnection, document: number): Progress {
  const row = connection.get<ProgressRow>('SELECT * FROM progress WHERE document = ?', document);
  const { untranslated = 0, draft = 0, translated = 0, confirmed = 0 } = row ?? {};
  return {
    beads: row?.beads ?? 0,
    byStatus: { untranslated, draft, translated, confirmed },
    locked: row?.locked ?? 0,
    words: row?.words ?? 0,
    wordsLeft: row?.words_left ?? 0,
  };
}
