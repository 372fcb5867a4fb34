import type { ReadConnection, WriteConnection } from '../sqlite.ts';

/** The distance between neighbours in a new document; eight million beads stay within the exact integers of a double. */
export const GAP = 2 ** 30;

/** The least distance a renumbered stretch has: room for ten more halvings. */
const ROOM = 2 ** 10;

/**
 * `count` free positions right after position `after`, evenly spread. When the gap is too small, the smallest
 * stretch of beads around it that has room is spread out first; the document as a whole is not renumbered.
 */
export function makeRoom(connection: WriteConnection, document: number, after: number, count: number): number[] {
  if (count === 0) return [];
  const next = nextPosition(connection, document, after);
  if (next === null) return Array.from({ length: count }, (_, i) => after + (i + 1) * GAP);
  if (next - after > count) return spread(after, next, count);
  return widen(connection, document, after, count);
}

/** `count` positions between two, leaving the same distance everywhere. */
function spread(low: number, high: number, count: number): number[] {
  const step = (high - low) / (count + 1);
  return Array.from({ length: count }, (_, i) => low + Math.floor(step * (i + 1)));
}

interface Placed {
  readonly id: number;
  readonly position: number;
}

function widen(connection: WriteConnection, document: number, after: number, count: number): number[] {
  for (let reach = 32; ; reach *= 4) {
    const left = connection.all<Placed>(
      'SELECT id, position FROM bead WHERE document = ? AND position <= ? ORDER BY position DESC LIMIT ?',
      document,
      after,
      reach,
    );
    const right = connection.all<Placed>(
      'SELECT id, position FROM bead WHERE document = ? AND position > ? ORDER BY position LIMIT ?',
      document,
      after,
      reach,
    );
    // The outermost bead of each side stays where it is, unless the document ends there.
    const low = left.length < reach ? 0 : (left.pop()?.position ?? 0);
    const last = right.length < reach ? undefined : right.pop();
    const total = left.length + right.length + count;
    const high = last?.position ?? low + (total + 1) * GAP;
    if ((high - low) / (total + 1) < ROOM) continue;
    const positions = spread(low, high, total);
    left.reverse();
    left.forEach(({ id }, i) => move(connection, id, positions[i] ?? 0));
    right.forEach(({ id }, i) => move(connection, id, positions[left.length + count + i] ?? 0));
    return positions.slice(left.length, left.length + count);
  }
}

function move(connection: WriteConnection, id: number, position: number): void {
  connection.run('UPDATE bead SET position = ? WHERE id = ?', position, id);
}

function nextPosition(connection: ReadConnection, document: number, after: number): number | null {
  return (
    connection.get<{ position: number }>(
      'SELECT position FROM bead WHERE document = ? AND position > ? ORDER BY position LIMIT 1',
      document,
      after,
    )?.position ?? null
  );
}
