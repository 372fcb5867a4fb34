import type { ReadConnection, WriteConnection } from '../store/sqlite.ts';
import type { Columns } from './columns.ts';

/** The bucket that says of which generation of the memory the others are. */
const HEADER = -1;
/** Goes up whenever folding, histograms or the layout change: columns of another format are as good as none. */
const FORMAT = 1;
/** Small enough that the shares of several threads come out alike. */
const BUCKET_SIZE = 1 << 20;

/** Which share of the columns to load: the buckets whose number leaves `index` when divided by `of`. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

export const WHOLE: Share = { index: 0, of: 1 };

/** What is stored for a language: the generation of the memory it stands for, and the number of texts. */
export interface StoredColumns {
  readonly generation: number;
  readonly count: number;
}

/** What is stored of a language, undefined for nothing or an older format. */
export function storedColumns(memory: ReadConnection, language: string): StoredColumns | undefined {
  const header = memory.get<{ generation: number; data: Uint8Array }>(
    'SELECT generation, data FROM column_bucket WHERE language = ? AND bucket = ?',
    language,
    HEADER,
  );
  if (header === undefined || header.data.byteLength !== 8) return undefined;
  const view = new DataView(header.data.buffer, header.data.byteOffset, header.data.byteLength);
  if (view.getUint32(0, true) !== FORMAT) return undefined;
  return { generation: header.generation, count: view.getUint32(4, true) };
}

/**
 * Fills empty columns with what is stored of a language and returns the generation it stands for; undefined, and
 * nothing filled, when there is nothing usable. What changed in the memory since that generation is for the caller to
 * add and remove. Throws RangeError for damaged columns.
 */
export function loadColumns(
  memory: ReadConnection,
  language: string,
  columns: Columns,
  share: Share = WHOLE,
): number | undefined {
  return memory.snapshot(() => {
    const stored = storedColumns(memory, language);
    if (stored === undefined) return undefined;
    const { size } = memory.get<{ size: number }>(
      'SELECT coalesce(sum(length(data)), 0) AS size FROM column_bucket WHERE language = ? AND bucket >= 0 AND bucket % ? = ?',
      language,
      share.of,
      share.index,
    ) ?? { size: 0 };
    columns.reserve(size);
    const buckets = memory.iterate<{ data: Uint8Array }>(
      'SELECT data FROM column_bucket WHERE language = ? AND bucket >= 0 AND bucket % ? = ? ORDER BY bucket',
      language,
      share.of,
      share.index,
    );
    for (const { data } of buckets) columns.load(data);
    if (share.of === 1 && columns.count !== stored.count) {
      throw new RangeError(`${memory.path}: the columns of ${language} are damaged; build them again from the units`);
    }
    return stored.generation;
  });
}

/** Replaces what is stored of a language by columns that stand for `generation` of the memory, in one transaction. */
export function storeColumns(memory: WriteConnection, language: string, generation: number, columns: Columns): void {
  memory.transaction(() => {
    memory.run('DELETE FROM column_bucket WHERE language = ?', language);
    const insert = 'INSERT INTO column_bucket (language, bucket, generation, data) VALUES (?, ?, ?, ?)';
    let bucket = 0;
    for (const data of columns.save(columns.lengths, BUCKET_SIZE)) {
      memory.run(insert, language, bucket++, generation, data);
    }
    const header = new DataView(new ArrayBuffer(8));
    header.setUint32(0, FORMAT, true);
    header.setUint32(4, columns.count, true);
    memory.run(insert, language, HEADER, generation, new Uint8Array(header.buffer));
  });
}
