/**
 * Room for the arrays of one chunk that the next chunk takes again. Those of a chunk take some tens of megabytes; made
 * anew each time, they would pile up until the garbage collector comes by.
 *
 * An array has whatever it was left with, and is valid until its slot is asked for again.
 */
export interface Scratch {
  readonly float32: (slot: string, size: number) => Float32Array;
  readonly float64: (slot: string, size: number) => Float64Array;
  readonly int8: (slot: string, size: number) => Int8Array;
}

/** What more is taken than was asked for: chunks are of about the same size. */
const HEADROOM = 1.25;
/** A slot larger than this is not kept for a chunk that needs less than a quarter of it. */
const KEPT_BYTES = 16 * 2 ** 20;

/** An empty one. */
export function createScratch(): Scratch {
  const buffers = new Map<string, ArrayBuffer>();
  const take = (slot: string, bytes: number): ArrayBuffer => {
    const known = buffers.get(slot);
    const fits = known !== undefined && known.byteLength >= bytes;
    if (fits && (known.byteLength <= KEPT_BYTES || known.byteLength / 4 <= bytes)) return known;
    // The old one goes before the new one comes.
    buffers.delete(slot);
    const made = new ArrayBuffer(Math.ceil((bytes * HEADROOM) / 8) * 8);
    buffers.set(slot, made);
    return made;
  };
  return {
    float32: (slot, size) => new Float32Array(take(slot, size * 4), 0, size),
    float64: (slot, size) => new Float64Array(take(slot, size * 8), 0, size),
    int8: (slot, size) => new Int8Array(take(slot, size), 0, size),
  };
}
