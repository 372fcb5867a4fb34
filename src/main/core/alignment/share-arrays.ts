type NumberArray = Int8Array | Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array;

function isNumberArray(value: object): value is NumberArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/**
 * A copy of plain data in which every typed array lies in shared memory, so that threads can be sent it without copying
 * it again. Arrays that are shared already are kept.
 */
export function shareArrays<T>(value: T): T {
  return share(value) as T;
}

function share(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isNumberArray(value)) {
    if (value.buffer instanceof SharedArrayBuffer) return value;
    const make = value.constructor as new (buffer: SharedArrayBuffer) => NumberArray;
    const copy = new make(new SharedArrayBuffer(value.byteLength));
    copy.set(value);
    return copy;
  }
  if (Array.isArray(value)) {
    // Lists of strings and numbers hold no arrays; vocabularies are long.
    return typeof value[0] === 'object' ? value.map(share) : value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, share(part)]));
}
