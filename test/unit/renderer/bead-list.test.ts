import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeadList } from '../../../src/renderer/bitext/bead-list.ts';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { newBead } from '../../../src/shared/bitext/bead.ts';
import type { Change, Operation } from '../../../src/shared/bitext/change.ts';
import { applyChange, invert, setFields } from '../../../src/shared/bitext/change.ts';

const beads = (from: number, count: number): Bead[] => Array.from({ length: count }, (_, i) => newBead(from + i, []));

/** Numbers become operations that fit the list as it stands. */
function changeFor(list: readonly Bead[], seeds: readonly (readonly [number, number, number])[]): Change {
  const change: Operation[] = [];
  let now = [...list];
  let nextId = 1_000_000;
  for (const [kind, where, size] of seeds) {
    let operation: Operation;
    if (kind % 2 === 0 && now.length > 0) {
      const bead = now[where % now.length] as Bead;
      operation = setFields(bead, { status: size % 2 === 0 ? 'draft' : 'confirmed', at: size });
    } else {
      const at = where % (now.length + 1);
      const remove = now.slice(at, at + (size % 4));
      const insert = beads(nextId, (size >> 2) % 1500);
      nextId += insert.length;
      operation = { type: 'splice', after: at === 0 ? null : (now[at - 1] as Bead).id, remove, insert };
    }
    now = applyChange(now, [operation]);
    change.push(operation);
  }
  return change;
}

describe('the bead list of the window', () => {
  it('applies any change as applyChange does, and takes it back', () => {
    fc.assert(
      fc.property(
        fc.nat(3000),
        fc.array(fc.tuple(fc.nat(9), fc.nat(100_000), fc.nat(6000)), { maxLength: 12 }),
        (size, seeds) => {
          const start = beads(1, size);
          const change = changeFor(start, seeds);
          const expected = applyChange(start, change);
          const list = new BeadList();
          list.append(start);
          list.apply(change);
          expect([...list]).toEqual(expected);
          expect(list.length).toBe(expected.length);
          for (let i = 0; i < expected.length; i += 97) {
            const bead = expected[i] as Bead;
            expect(list.at(i)).toBe(list.get(bead.id));
            expect(list.indexOf(bead.id)).toBe(i);
          }
          list.apply(invert(change));
          expect([...list]).toEqual(start);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('says which beads a change touched and whether rows moved', () => {
    const start = beads(1, 4);
    const list = new BeadList();
    list.append(start);
    expect(list.apply([setFields(start[1] as Bead, { status: 'draft' })])).toEqual({
      beads: [2],
      removed: [],
      structure: false,
    });
    const splice: Operation = { type: 'splice', after: 1, remove: start.slice(1, 3), insert: beads(9, 1) };
    const fields = start.map((bead) => (bead.id === 2 ? { ...bead, status: 'draft' as const } : bead));
    expect(list.apply([{ ...splice, remove: fields.slice(1, 3) }])).toEqual({
      beads: [9],
      removed: [2, 3],
      structure: true,
    });
  });

  it('refuses a change that does not fit', () => {
    const list = new BeadList();
    list.append(beads(1, 3));
    expect(() => list.apply([{ type: 'set', bead: 7, before: {}, after: {} }])).toThrow(/bead 7/);
    expect(() => list.apply([{ type: 'splice', after: 9, remove: [], insert: [] }])).toThrow(/bead 9/);
    expect(() => list.apply([{ type: 'splice', after: 1, remove: beads(3, 1), insert: [] }])).toThrow(/bead 3/);
  });

  it('finds and changes one of 100,000 beads without walking them all', () => {
    const start = beads(1, 100_000);
    const list = new BeadList();
    list.append(start);
    for (let i = 0; i < 2_000; i++) {
      const id = 1 + ((i * 7919) % 100_000);
      list.apply([setFields(list.get(id) as Bead, { status: 'confirmed' })]);
      expect(list.indexOf(id)).toBe(id - 1);
    }
  });
});
