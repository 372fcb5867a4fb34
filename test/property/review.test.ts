import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange, invert } from '../../src/shared/bitext/change.ts';
import { acceptChanges, rejectChanges } from '../../src/shared/review/accept.ts';
import { compare } from '../../src/shared/review/compare.ts';
import { updateSource } from '../../src/shared/review/update-source.ts';
import { sideOf } from '../../src/shared/text/word-diff.ts';
import { sameContent } from '../../src/shared/text/content.ts';
import { runContent } from '../../src/shared/review/text-change.ts';
import { anonymous, bitexts, edited, essence, freshIds, snapshot, steps, texts } from '../unit/review/support.ts';

const all = (): boolean => true;
const pairs = fc.tuple(bitexts, steps).map(([a, script]) => ({ a, b: edited(a, script) }));

describe('comparing two states of a bitext', () => {
  it('finds nothing between a state and itself', () => {
    fc.assert(
      fc.property(bitexts, (beads) => {
        expect(compare(snapshot(beads), snapshot(structuredClone(beads))).changes.map(({ kind }) => kind)).toEqual(
          beads.map(() => 'same'),
        );
        expect(compare(snapshot(beads), anonymous(beads)).changes.filter(({ kind }) => kind !== 'same')).toEqual([]);
      }),
    );
  });

  it('shows every bead of both states exactly once, those of the later one in order', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), ({ a, b }, lost) => {
        const later = lost ? anonymous(b) : snapshot(b);
        const { changes } = compare(snapshot(a), later);
        expect(new Set(changes.flatMap((change) => change.a))).toEqual(new Set(a));
        expect(changes.flatMap((change) => change.a)).toHaveLength(a.length);
        expect(new Set(changes.flatMap((change) => change.b))).toEqual(new Set(later.beads));
        const firsts = changes.flatMap((change) => change.rowsB.slice(0, 1));
        expect(firsts).toEqual(firsts.toSorted((x, y) => x - y));
      }),
      { numRuns: 300 },
    );
  });

  it('gives differences from which both texts can be read', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        for (const change of compare(snapshot(a), snapshot(b)).changes) {
          for (const side of ['source', 'target'] as const) {
            const runs = change[side]?.runs;
            if (!runs) continue;
            expect(sameContent(sideOf(runs, 'del'), runContent(change.a, side))).toBe(true);
            expect(sameContent(sideOf(runs, 'ins'), runContent(change.b, side))).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('carrying a bitext over to a new edition', () => {
  it('gives every sentence of the edition once, in order, numbers nothing twice, and can be undone', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom('translation' as const, 'alignment' as const), ({ a, b }, kind) => {
        const edition = b.flatMap((bead) => bead.source.map(({ id: _, ...sentence }) => sentence));
        const { beads, change, updates } = updateSource(a, edition, { sourceLang: 'it', kind, nextId: freshIds() });
        expect(beads.flatMap((bead) => bead.source.map(({ id: _, ...sentence }) => sentence))).toEqual(edition);
        for (const numbers of [
          beads.map(({ id }) => id),
          beads.flatMap((bead) => bead.source.map(({ id }) => id)),
          beads.flatMap((bead) => bead.target.map(({ id }) => id)),
        ]) {
          expect(new Set(numbers).size).toBe(numbers.length);
        }
        const accounted = new Set(updates.flatMap((update) => update.old));
        expect(a.filter((bead) => bead.source.length > 0 && !accounted.has(bead))).toEqual([]);
        expect(a.filter((bead) => bead.source.length === 0 && !beads.includes(bead))).toEqual([]);
        expect(applyChange(a, change)).toEqual(beads);
        expect(JSON.stringify(applyChange(beads, invert(change)))).toBe(JSON.stringify(a));
      }),
      { numRuns: 500 },
    );
  });

  it('that is the old one changes nothing', () => {
    fc.assert(
      fc.property(bitexts, (beads) => {
        const edition = beads.flatMap((bead) => bead.source.map(({ id: _, ...sentence }) => sentence));
        const { change } = updateSource(beads, edition, { sourceLang: 'it', kind: 'alignment', nextId: freshIds() });
        expect(change).toEqual([]);
      }),
    );
  });
});

describe('accepting and rejecting', () => {
  it('all changes of compare(A, B) accepted on A give B', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const { beads, change } = acceptChanges(compare(snapshot(a), snapshot(b)), all, { nextId: freshIds() });
        expect(essence(beads)).toEqual(essence(b));
        expect(applyChange(a, change)).toEqual(beads);
      }),
      { numRuns: 1000 },
    );
  });

  it('all changes of compare(A, B) rejected on B give A', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const { beads, change } = rejectChanges(compare(snapshot(a), snapshot(b)), all, { nextId: freshIds() });
        expect(essence(beads)).toEqual(essence(a));
        expect(applyChange(b, change)).toEqual(beads);
      }),
      { numRuns: 1000 },
    );
  });

  it('all changes of a file without numbers, accepted, give its texts', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const file = anonymous(b);
        const { beads, change } = acceptChanges(compare(snapshot(a), file), all, { nextId: freshIds() });
        expect(texts(beads)).toEqual(texts(b));
        const ids = beads.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(Math.min(0, ...ids, ...beads.flatMap((bead) => bead.source.map(({ id }) => id)))).toBe(0);
        expect(applyChange(a, change)).toEqual(beads);
      }),
      { numRuns: 1000 },
    );
  });

  it('of the targets alone leave sources, order and number of beads as they are', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const comparison = compare(snapshot(a), anonymous(b));
        const { beads } = acceptChanges(comparison, all, { nextId: freshIds(), sides: 'target' });
        expect(beads.map(({ id, source }) => ({ id, source }))).toEqual(a.map(({ id, source }) => ({ id, source })));
      }),
      { numRuns: 300 },
    );
  });

  it('some now and the rest later gives the same as all at once', () => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.boolean()), ({ a, b }, coins) => {
        const nextId = freshIds();
        const first = acceptChanges(compare(snapshot(a), snapshot(b)), () => coins.next().value, { nextId });
        expect(applyChange(a, first.change)).toEqual(first.beads);
        const rest = acceptChanges(compare(snapshot(first.beads), snapshot(b)), all, { nextId });
        expect(essence(rest.beads)).toEqual(essence(b));
      }),
      { numRuns: 500 },
    );
  });

  it('nothing changes nothing, and undo returns the first state', () => {
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const comparison = compare(snapshot(a), snapshot(b));
        expect(acceptChanges(comparison, () => false, { nextId: freshIds() }).change).toEqual([]);
        const { beads, change } = acceptChanges(comparison, all, { nextId: freshIds() });
        expect(JSON.stringify(applyChange(beads, invert(change)))).toBe(JSON.stringify(a));
      }),
      { numRuns: 300 },
    );
  });
});
