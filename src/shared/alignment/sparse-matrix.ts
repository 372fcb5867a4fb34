/**
 * Sparse rows in three flat arrays (compressed sparse rows): plain data that a worker can receive without copying.
 */
export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Row `r` occupies `start[r] .. start[r + 1]` of the other two arrays. */
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly value: Float32Array;
}

/** A matrix with no entry. */
export function emptyMatrix(rows: number, columns: number): SparseMatrix {
  return { rows, columns, start: new Int32Array(rows + 1), column: new Int32Array(0), value: new Float32Array(0) };
}

/** Builds a matrix from entries in any order; entries of the same cell are added up. Columns come out ascending. */
export function matrixFromEntries(
  rows: number,
  columns: number,
  row: ArrayLike<number>,
  column: ArrayLike<number>,
  value: ArrayLike<number>,
): SparseMatrix {
  // Two counting sorts: by column, then stably by row.
  const count = row.length;
  const byColumn = new Int32Array(columns + 1);
  for (let k = 0; k < count; k++) byColumn[column[k]! + 1]!++;
  for (let c = 0; c < columns; c++) byColumn[c + 1]! += byColumn[c]!;
  const order = new Int32Array(count);
  for (let k = 0; k < count; k++) order[byColumn[column[k]!]!++] = k;
  const place = new Int32Array(rows + 1);
  for (let k = 0; k < count; k++) place[row[k]! + 1]!++;
  for (let r = 0; r < rows; r++) place[r + 1]! += place[r]!;
  const sorted = new Int32Array(count);
  const next = place.slice();
  for (let k = 0; k < count; k++) sorted[next[row[order[k]!]!]!++] = order[k]!;
  const start = new Int32Array(rows + 1);
  const outColumn = new Int32Array(count);
  const outValue = new Float32Array(count);
  let size = 0;
  for (let r = 0; r < rows; r++) {
    const from = size;
    for (let k = place[r]!; k < place[r + 1]!; k++) {
      const entry = sorted[k]!;
      if (size > from && outColumn[size - 1] === column[entry]) outValue[size - 1]! += value[entry]!;
      else {
        outColumn[size] = column[entry]!;
        outValue[size] = value[entry]!;
        size++;
      }
    }
    start[r + 1] = size;
  }
  return { rows, columns, start, column: outColumn.slice(0, size), value: outValue.slice(0, size) };
}

/** The matrix with rows and columns exchanged. */
export function transpose(matrix: SparseMatrix): SparseMatrix {
  const start = new Int32Array(matrix.columns + 1);
  const size = matrix.column.length;
  for (let k = 0; k < size; k++) start[matrix.column[k]! + 1]!++;
  for (let c = 0; c < matrix.columns; c++) start[c + 1]! += start[c]!;
  const next = start.slice();
  const column = new Int32Array(size);
  const value = new Float32Array(size);
  for (let r = 0; r < matrix.rows; r++) {
    for (let k = matrix.start[r]!; k < matrix.start[r + 1]!; k++) {
      const at = next[matrix.column[k]!]!++;
      column[at] = r;
      value[at] = matrix.value[k]!;
    }
  }
  return { rows: matrix.columns, columns: matrix.rows, start, column, value };
}
