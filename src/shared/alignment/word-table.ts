import type { SparseMatrix } from './sparse-matrix.ts';
import { emptyMatrix, matrixFromEntries } from './sparse-matrix.ts';

/**
 * What has been learnt about a pair of languages: expected counts of pairs of types in both directions, and how often
 * each type occurs (ALIGNMENT section 3.5, pooling). Tables add up, so a project can keep one for each document or
 * memory, replace it when that document changes, and align the next document with the sum.
 */
export interface WordTable {
  readonly source: TypeCounts;
  readonly target: TypeCounts;
  /** Expected counts of target types (columns) given source types (rows). */
  readonly forward: SparseMatrix;
  readonly forwardTotals: Float64Array;
  /** Expected counts of source types (columns) given target types (rows). */
  readonly backward: SparseMatrix;
  readonly backwardTotals: Float64Array;
}

/** Types of one language and their occurrences. */
export interface TypeCounts {
  readonly types: readonly string[];
  readonly frequency: Float64Array;
}

/** A table that knows nothing. */
export function emptyWordTable(): WordTable {
  const none: TypeCounts = { types: [], frequency: new Float64Array(0) };
  return {
    source: none,
    target: none,
    forward: emptyMatrix(0, 0),
    forwardTotals: new Float64Array(0),
    backward: emptyMatrix(0, 0),
    backwardTotals: new Float64Array(0),
  };
}

function idsOf(types: readonly string[]): Map<string, number> {
  return new Map(types.map((type, id) => [type, id]));
}

/** For each of `types`, its number in `ids`, or -1. */
function translateIds(types: readonly string[], ids: ReadonlyMap<string, number>): Int32Array {
  return Int32Array.from(types, (type) => ids.get(type) ?? -1);
}

/** The sum of `matrices`, each with its rows and columns renumbered; what has no new number is left out. */
function sumRenumbered(
  rows: number,
  columns: number,
  matrices: readonly { matrix: SparseMatrix; row: Int32Array; column: Int32Array }[],
): SparseMatrix {
  let size = 0;
  for (const { matrix } of matrices) size += matrix.column.length;
  const row = new Int32Array(size);
  const column = new Int32Array(size);
  const value = new Float32Array(size);
  let next = 0;
  for (const { matrix, row: rowIds, column: columnIds } of matrices) {
    for (let r = 0; r < matrix.rows; r++) {
      if (rowIds[r]! < 0) continue;
      for (let k = matrix.start[r]!; k < matrix.start[r + 1]!; k++) {
        const c = columnIds[matrix.column[k]!]!;
        if (c < 0) continue;
        row[next] = rowIds[r]!;
        column[next] = c;
        value[next] = matrix.value[k]!;
        next++;
      }
    }
  }
  return matrixFromEntries(rows, columns, row.subarray(0, next), column.subarray(0, next), value.subarray(0, next));
}

function sumVectors(size: number, vectors: readonly { values: Float64Array; ids: Int32Array }[]): Float64Array {
  const result = new Float64Array(size);
  for (const { values, ids } of vectors) {
    for (let k = 0; k < values.length; k++) if (ids[k]! >= 0) result[ids[k]!]! += values[k]!;
  }
  return result;
}

function occurrences(tables: readonly WordTable[], side: 'source' | 'target'): number {
  return tables.reduce((sum, table) => table[side].frequency.reduce((part, count) => part + count, sum), 0);
}

/** A table cut down to some types, with the occurrences of all types it had before. */
export interface RestrictedTable extends WordTable {
  readonly sourceTotal: number;
  readonly targetTotal: number;
}

/** Counts of `tables` over the given types, in their order; what concerns other types is left out. */
export function restrictWordTables(
  tables: readonly WordTable[],
  source: readonly string[],
  target: readonly string[],
): RestrictedTable {
  const sourceIds = idsOf(source);
  const targetIds = idsOf(target);
  const parts = tables.map((table) => ({
    table,
    source: translateIds(table.source.types, sourceIds),
    target: translateIds(table.target.types, targetIds),
  }));
  return {
    source: {
      types: source,
      frequency: sumVectors(
        source.length,
        parts.map((part) => ({ values: part.table.source.frequency, ids: part.source })),
      ),
    },
    target: {
      types: target,
      frequency: sumVectors(
        target.length,
        parts.map((part) => ({ values: part.table.target.frequency, ids: part.target })),
      ),
    },
    forward: sumRenumbered(
      source.length,
      target.length,
      parts.map((part) => ({ matrix: part.table.forward, row: part.source, column: part.target })),
    ),
    forwardTotals: sumVectors(
      source.length,
      parts.map((part) => ({ values: part.table.forwardTotals, ids: part.source })),
    ),
    backward: sumRenumbered(
      target.length,
      source.length,
      parts.map((part) => ({ matrix: part.table.backward, row: part.target, column: part.source })),
    ),
    backwardTotals: sumVectors(
      target.length,
      parts.map((part) => ({ values: part.table.backwardTotals, ids: part.target })),
    ),
    sourceTotal: occurrences(tables, 'source'),
    targetTotal: occurrences(tables, 'target'),
  };
}

/** The table of everything that any of `tables` has learnt. */
export function mergeWordTables(tables: readonly WordTable[]): WordTable {
  const union = (side: 'source' | 'target'): string[] => [...new Set(tables.flatMap((table) => table[side].types))];
  return restrictWordTables(tables, union('source'), union('target'));
}

const MAGIC = 0x42_57_54_31;
const WRONG_TABLE = 'not a word table of this version; learn it again from the documents';

/** The table as bytes that {@link parseWordTable} reads, the same on every machine. */
export function serialiseWordTable(table: WordTable): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  // No type contains a line break: types are letters, digits or single marks.
  const sourceText = encoder.encode(table.source.types.join('\n'));
  const targetText = encoder.encode(table.target.types.join('\n'));
  const sources = table.source.types.length;
  const targets = table.target.types.length;
  const entries = table.forward.column.length + table.backward.column.length;
  const bytes = new Uint8Array(7 * 4 + sourceText.length + targetText.length + 12 * (sources + targets) + 8 * entries);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const putInt = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  const putFloat = (value: number): void => {
    view.setFloat32(at, value, true);
    at += 4;
  };
  putInt(MAGIC);
  putInt(sources);
  putInt(targets);
  putInt(sourceText.length);
  putInt(targetText.length);
  putInt(table.forward.column.length);
  putInt(table.backward.column.length);
  bytes.set(sourceText, at);
  at += sourceText.length;
  bytes.set(targetText, at);
  at += targetText.length;
  for (const counts of [table.source, table.target]) for (const value of counts.frequency) putFloat(value);
  for (const [matrix, totals] of [
    [table.forward, table.forwardTotals],
    [table.backward, table.backwardTotals],
  ] as const) {
    for (let r = 0; r < matrix.rows; r++) putInt(matrix.start[r + 1]! - matrix.start[r]!);
    for (const value of totals) putFloat(value);
    for (const value of matrix.column) putInt(value);
    for (const value of matrix.value) putFloat(value);
  }
  return bytes;
}

/** Reads what {@link serialiseWordTable} wrote. Throws an `Error` saying so when `bytes` is something else. */
export function parseWordTable(bytes: Uint8Array): WordTable {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 28 || view.getUint32(0, true) !== MAGIC) throw new Error(WRONG_TABLE);
  let at = 4;
  const takeInt = (): number => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const takeFloat = (): number => {
    at += 4;
    return view.getFloat32(at - 4, true);
  };
  const [sources, targets, sourceBytes, targetBytes, forwardSize, backwardSize] = Array.from(
    { length: 6 },
    takeInt,
  ) as [number, number, number, number, number, number];
  const expected = 28 + sourceBytes + targetBytes + 12 * (sources + targets) + 8 * (forwardSize + backwardSize);
  if (bytes.length !== expected) throw new Error(WRONG_TABLE);
  const decoder = new TextDecoder();
  const takeTypes = (size: number, length: number): string[] => {
    const types = size === 0 ? [] : decoder.decode(bytes.subarray(at, at + length)).split('\n');
    at += length;
    if (types.length !== size) throw new Error(WRONG_TABLE);
    return types;
  };
  const takeFloats = (size: number): Float64Array => {
    const values = new Float64Array(size);
    for (let k = 0; k < size; k++) values[k] = takeFloat();
    return values;
  };
  const sourceTypes = takeTypes(sources, sourceBytes);
  const targetTypes = takeTypes(targets, targetBytes);
  const sourceFrequency = takeFloats(sources);
  const targetFrequency = takeFloats(targets);
  const takeMatrix = (rows: number, columns: number, size: number): { matrix: SparseMatrix; totals: Float64Array } => {
    const start = new Int32Array(rows + 1);
    for (let r = 0; r < rows; r++) start[r + 1] = start[r]! + takeInt();
    const totals = takeFloats(rows);
    const column = new Int32Array(size);
    for (let k = 0; k < size; k++) column[k] = takeInt();
    const value = new Float32Array(size);
    for (let k = 0; k < size; k++) value[k] = takeFloat();
    if (start[rows] !== size || column.some((c) => c < 0 || c >= columns)) throw new Error(WRONG_TABLE);
    return { matrix: { rows, columns, start, column, value }, totals };
  };
  const forward = takeMatrix(sources, targets, forwardSize);
  const backward = takeMatrix(targets, sources, backwardSize);
  return {
    source: { types: sourceTypes, frequency: sourceFrequency },
    target: { types: targetTypes, frequency: targetFrequency },
    forward: forward.matrix,
    forwardTotals: forward.totals,
    backward: backward.matrix,
    backwardTotals: backward.totals,
  };
}
