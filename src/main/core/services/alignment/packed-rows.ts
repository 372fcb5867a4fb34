/** Values as JSON, end to end in one array of bytes: a fraction of what they take as objects, and threads share it. */
export interface PackedRows {
  readonly bytes: Uint8Array;
  /** Where each row ends. */
  readonly end: Float64Array;
}

const FIRST_SIZE = 64 * 1024;
const TOLD_ROWS = 4_096;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Packs rows. `told` is called every few thousand of them; it may throw to stop. */
export function packRows(rows: readonly unknown[], told: () => void = () => undefined): PackedRows {
  const end = new Float64Array(new SharedArrayBuffer(rows.length * Float64Array.BYTES_PER_ELEMENT));
  let bytes = new Uint8Array(FIRST_SIZE);
  let size = 0;
  rows.forEach((row, k) => {
    if (k % TOLD_ROWS === 0) told();
    const json = JSON.stringify(row);
    // UTF-8 has at most three bytes for each UTF-16 unit.
    if (size + json.length * 3 > bytes.length) {
      const larger = new Uint8Array((size + json.length * 3) * 2);
      larger.set(bytes.subarray(0, size));
      bytes = larger;
    }
    size += encoder.encodeInto(json, bytes.subarray(size)).written;
    end[k] = size;
  });
  const shared = new Uint8Array(new SharedArrayBuffer(size));
  shared.set(bytes.subarray(0, size));
  return { bytes: shared, end };
}

/** Row `k` (0-based) as it was packed. */
export function readRow({ bytes, end }: PackedRows, k: number): unknown {
  // The decoder takes no shared memory.
  return JSON.parse(decoder.decode(bytes.slice(end[k - 1] ?? 0, end[k])));
}
