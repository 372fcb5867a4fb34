import { EDGES, MAX_GROUP } from './bead-shapes.ts';

/**
 * Room for the arrays of one chunk that the next chunk takes again. Those of a chunk take some tens of megabytes; made
 * anew each time, they would pile up until the garbage collector comes by.
 *
 * An array has whatever it was left with, and is valid until its slot is asked for again.
 */
export interface Scratch {
  readonly float32: (slot: Slot, size: number) => Float32Array;
  readonly float64: (slot: Slot, size: number) => Float64Array;
  readonly int8: (slot: Slot, size: number) => Int8Array;
}

/** The arrays of a chunk and the bytes they have for each node of its band; those of eight bytes a number come first. */
const SLOTS = {
  'forward match': 8,
  'forward source': 8,
  'forward target': 8,
  'backward match': 8,
  'backward source': 8,
  'backward target': 8,
  'warm match': 8,
  'warm source': 8,
  'warm target': 8,
  expected: 8,
  gain: 2 * MAX_GROUP * 4,
  scores: EDGES * 4,
  posteriors: EDGES * 4,
  back: 1,
} as const;

type Slot = keyof typeof SLOTS;

/** Where each slot begins, in bytes a node; and the bytes a node takes in all. */
const FIRST = new Map<Slot, number>();
let nodeBytes = 0;
for (const [slot, bytes] of Object.entries(SLOTS)) {
  FIRST.set(slot as Slot, nodeBytes);
  nodeBytes += bytes;
}

/** What more is taken than was asked for: chunks are of about the same size. */
const HEADROOM = 1.25;
/** Room for more nodes than this is not kept for a chunk that needs less than a quarter of it. */
const KEPT_NODES = 200_000;

/**
 * An empty one. It takes at least `leastBytes` at once, of which only what is used becomes real: memory in large blocks
 * goes back to the system as a whole.
 */
export function createScratch(leastBytes = 0): Scratch {
  let buffer = new ArrayBuffer(0);
  let capacity = 0;
  const take = (slot: Slot, bytes: number): number => {
    const nodes = Math.ceil(bytes / SLOTS[slot]);
    if (nodes > capacity || (capacity > KEPT_NODES && nodes < capacity / 4)) {
      // A whole number of eights, so that every slot begins at a number of its kind. The old one goes before.
      buffer = new ArrayBuffer(0);
      capacity = Math.ceil(Math.max(nodes * HEADROOM, leastBytes / nodeBytes) / 8) * 8;
      buffer = new ArrayBuffer(capacity * nodeBytes);
    }
    return FIRST.get(slot)! * capacity;
  };
  return {
    float32: (slot, size) => {
      const at = take(slot, size * 4);
      return new Float32Array(buffer, at, size);
    },
    float64: (slot, size) => {
      const at = take(slot, size * 8);
      return new Float64Array(buffer, at, size);
    },
    int8: (slot, size) => {
      const at = take(slot, size);
      return new Int8Array(buffer, at, size);
    },
  };
}
