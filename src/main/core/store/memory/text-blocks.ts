import type { ReadConnection, WriteConnection } from '../sqlite.ts';
import { foldForSearch } from './search-text.ts';

/** Many texts of one language, folded for searching, in one piece that can be searched at the speed of the memory. */
export interface TextBlock {
  /** The numbers of the first and the last variant. */
  readonly first: number;
  readonly last: number;
  /** The numbers of the variants in rising order, and where the text of each begins in `data`. */
  readonly ids: Uint32Array;
  readonly starts: Uint32Array;
  /** UTF-8, one text a line. */
  readonly data: Buffer;
}

/** Letters that make a block; fewer at the end of the memory are looked through one by one. */
const BLOCK = 1 << 20;
const SMALLEST = 1 << 18;
/** Texts read from the memory at once. */
const SLICE = 5_000;

/** The number of the last variant of a language that stands in a block, 0 for none. */
export function coveredUntil(memory: ReadConnection, language: string): number {
  return (
    memory.get<{ last: number | null }>('SELECT max(last) AS last FROM text_block WHERE language = ?', language)
      ?.last ?? 0
  );
}

/** First and last variant of each block of a language, in rising order. */
export function listBlocks(memory: ReadConnection, language: string): { first: number; last: number }[] {
  return memory.all('SELECT first, last FROM text_block WHERE language = ? ORDER BY last', language);
}

/** First and last variant of the first block that goes beyond a variant. */
export function blockAfter(
  memory: ReadConnection,
  language: string,
  variant: number,
): { readonly first: number; readonly last: number } | undefined {
  return memory.get(
    'SELECT first, last FROM text_block WHERE language = ? AND last > ? ORDER BY last LIMIT 1',
    language,
    variant,
  );
}

/** A block by its last variant; undefined when it is gone or damaged. */
export function readBlock(memory: ReadConnection, language: string, last: number): TextBlock | undefined {
  const row = memory.get<{ first: number; places: Buffer; data: Buffer }>(
    'SELECT first, places, data FROM text_block WHERE language = ? AND last = ?',
    language,
    last,
  );
  if (!row || row.places.byteLength % 8 !== 0) return undefined;
  // Copied, since numbers of 32 bits must begin at a multiple of four.
  const places = new Uint32Array(new Uint8Array(row.places).buffer);
  const count = places.length / 2;
  return { first: row.first, last, ids: places.subarray(0, count), starts: places.subarray(count), data: row.data };
}

/** The texts of a language after the last block, folded, in the order of their variants. */
export function* textsAfter(
  memory: ReadConnection,
  language: string,
  after: number,
): IterableIterator<{ readonly id: number; readonly text: string }> {
  for (let last = after; ;) {
    // In the order of the table: the index on languages would have to be sorted for each slice (hence the plus sign).
    const rows = memory.all<{ id: number; norm: string }>(
      `SELECT id, norm FROM variant WHERE id > ? AND +language = ? ORDER BY id LIMIT ${SLICE}`,
      last,
      language,
    );
    for (const { id, norm } of rows) yield { id, text: foldForSearch(norm) };
    const end = rows.at(-1)?.id;
    if (end === undefined) return;
    last = end;
  }
}

/** Texts of one language on their way into blocks. */
class Growing {
  readonly #memory: WriteConnection;
  readonly #language: string;
  #ids: number[] = [];
  #texts: string[] = [];
  #letters = 0;

  constructor(memory: WriteConnection, language: string) {
    this.#memory = memory;
    this.#language = language;
  }

  add(id: number, folded: string): void {
    if (folded === '') return;
    this.#ids.push(id);
    this.#texts.push(folded);
    this.#letters += folded.length + 1;
    if (this.#letters >= BLOCK) this.#write();
  }

  /** Writes what is left, if it is worth a block. */
  close(): void {
    if (this.#letters >= SMALLEST) this.#write();
  }

  #write(): void {
    const ids = this.#ids;
    const count = ids.length;
    const data = Buffer.from(this.#texts.join('\n'));
    const places = new Uint32Array(2 * count);
    places.set(ids);
    let at = 0;
    for (let i = 0; i < count; i++) {
      places[count + i] = at;
      at = data.indexOf(LINE_FEED, at) + 1;
    }
    this.#memory.run(
      'INSERT INTO text_block (language, first, last, places, data) VALUES (?, ?, ?, ?, ?)',
      this.#language,
      ids[0] as number,
      ids[count - 1] as number,
      new Uint8Array(places.buffer),
      data,
    );
    this.#ids = [];
    this.#texts = [];
    this.#letters = 0;
  }
}

const LINE_FEED = 0x0a;

/** Puts the texts of new variants into blocks. Belongs in a transaction, and ends with `close`. */
export class TextBlockWriter {
  readonly #memory: WriteConnection;
  readonly #growing = new Map<string, Growing>();

  constructor(memory: WriteConnection) {
    this.#memory = memory;
  }

  /** Begins with what stands after the last block of a language; later texts come by `add`, in the order of numbers. */
  begin(language: string, progress: (done: number) => void = () => undefined): void {
    if (this.#growing.has(language)) return;
    const growing = new Growing(this.#memory, language);
    this.#growing.set(language, growing);
    let done = 0;
    for (const { id, text } of textsAfter(this.#memory, language, coveredUntil(this.#memory, language))) {
      growing.add(id, text);
      if (++done % SLICE === 0) progress(done);
    }
  }

  add(language: string, id: number, folded: string): void {
    this.#growing.get(language)?.add(id, folded);
  }

  close(): void {
    for (const growing of this.#growing.values()) growing.close();
  }
}

/** Forgets blocks of which nothing is left. */
export function dropEmptyBlocks(memory: WriteConnection): void {
  memory.run(
    `DELETE FROM text_block WHERE NOT EXISTS
       (SELECT 1 FROM variant WHERE id BETWEEN first AND last AND variant.language = text_block.language)`,
  );
}

/** A block is made anew when fewer of its texts than this share are still there. */
const LIVING = 0.7;

/** Brings the blocks of a language up to date: those that hold too much that is gone are made anew. `progress` may throw to stop. */
export function refreshBlocks(
  memory: WriteConnection,
  language: string,
  variants: number,
  progress?: (done: number) => void,
): void {
  memory.transaction(() => {
    const { held } = memory.get<{ held: number }>(
      'SELECT coalesce(sum(length(places) / 8), 0) AS held FROM text_block WHERE language = ?',
      language,
    ) ?? { held: 0 };
    if (held * LIVING > variants) memory.run('DELETE FROM text_block WHERE language = ?', language);
    const writer = new TextBlockWriter(memory);
    writer.begin(language, progress);
    writer.close();
  });
}
