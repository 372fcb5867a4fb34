import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sideContent, type Bead } from '../../src/shared/bitext/bead.ts';
import { applyChange, invert } from '../../src/shared/bitext/change.ts';
import { mergeThreeWay } from '../../src/shared/review/merge.ts';
import { mergeTexts } from '../../src/shared/review/merge-text.ts';
import { sameContent, visibleText, type Content } from '../../src/shared/text/content.ts';
import {
  anonymous,
  bitexts,
  coded,
  edited,
  essence,
  freshIds,
  snapshot,
  steps,
  texts,
} from '../unit/review/support.ts';

const triples = fc.tuple(bitexts, steps, steps).map(([base, one, other]) => ({
  base,
  ours: edited(base, one, 10_000, 'Anna'),
  theirs: edited(base, other, 20_000, 'Bo'),
}));

describe('merging three ways', () => {
  it('gives ours when theirs did not change, and theirs when ours did not, without conflict', () => {
    fc.assert(
      fc.property(triples, ({ base, ours }) => {
        const nextId = freshIds();
        const kept = mergeThreeWay(snapshot(base), snapshot(ours), snapshot(base), { nextId });
        expect([kept.beads, kept.change, kept.conflicts]).toEqual([ours, [], []]);
        const taken = mergeThreeWay(snapshot(base), snapshot(base), snapshot(ours), { nextId });
        expect(essence(taken.beads)).toEqual(essence(ours));
        expect(taken.conflicts).toEqual([]);
        const file = mergeThreeWay(snapshot(base), snapshot(base), anonymous(ours), { nextId });
        expect(texts(file.beads)).toEqual(texts(ours));
        expect(file.conflicts).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives what both made when both made the same', () => {
    fc.assert(
      fc.property(triples, ({ base, ours }) => {
        const { beads, conflicts } = mergeThreeWay(snapshot(base), snapshot(ours), snapshot(ours), {
          nextId: freshIds(),
        });
        expect([essence(beads), conflicts]).toEqual([essence(ours), []]);
      }),
      { numRuns: 300 },
    );
  });

  it('loses no text of either side: it stands in the result, was merged word by word, or is in a conflict', () => {
    fc.assert(
      fc.property(triples, ({ base, ours, theirs }) => {
        const merge = mergeThreeWay(snapshot(base), snapshot(ours), snapshot(theirs), { nextId: freshIds() });
        const inConflict = new Set(merge.conflicts.flatMap((conflict) => [...conflict.ours, ...conflict.theirs]));
        const merged = new Set(merge.mergedBeads);
        const standing = new Set(merge.beads.map((bead) => visibleText(sideContent(bead, 'target'))));
        for (const { changes } of [merge.ours, merge.theirs]) {
          for (const change of changes) {
            if (change.target === null || change.b.length === 0) continue;
            for (const bead of change.b) {
              const text = visibleText(sideContent(bead, 'target'));
              // What the other side took over and changed again stands as changed by it.
              const again = change.a.some(({ id }) => merged.has(id)) || change.b.some(({ id }) => merged.has(id));
              if (!again && !inConflict.has(bead)) expect(standing).toContain(text);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('numbers no bead twice, is one change on ours, and is undone exactly, however conflicts are resolved', () => {
    fc.assert(
      fc.property(
        triples,
        fc.boolean(),
        fc.array(fc.constantFrom('ours' as const, 'theirs' as const, 'base' as const, { target: coded('Typed.') })),
        ({ base, ours, theirs }, lost, choices) => {
          const back = lost ? anonymous(theirs) : snapshot(theirs);
          const { beads, change, conflicts } = mergeThreeWay(snapshot(base), snapshot(ours), back, {
            nextId: freshIds(),
            choices: new Map(choices.entries()),
          });
          expect(new Set(beads.map(({ id }) => id)).size).toBe(beads.length);
          expect(applyChange(ours, change)).toEqual(beads);
          expect(JSON.stringify(applyChange(beads, invert(change)))).toBe(JSON.stringify(ours));
          expect(conflicts.map(({ choice }) => choice)).toEqual(conflicts.map((_, i) => choices[i]));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never changes, moves or takes out a locked bead unless the conflict about it is resolved', () => {
    const locking = fc.tuple(triples, fc.array(fc.nat(9), { maxLength: 4 }), fc.constantFrom('both', 'target'));
    fc.assert(
      fc.property(locking, ([{ base, ours: open, theirs }, rows, sides]) => {
        const ours = open.map((bead, i): Bead => (rows.includes(i) ? { ...bead, marks: ['locked'] } : bead));
        const locked = ours.filter(({ marks }) => marks.includes('locked'));
        const merge = mergeThreeWay(snapshot(base), snapshot(ours), snapshot(theirs), {
          nextId: freshIds(),
          sides: sides === 'target' ? 'target' : 'both',
        });
        const standing = merge.beads.filter(({ id }) => locked.some((bead) => bead.id === id));
        const content = ({ id, source, target, status, marks }: Bead): unknown => [id, source, target, status, marks];
        expect(standing.map(content)).toEqual(locked.map(content));
      }),
      { numRuns: 400 },
    );
  });

  it('of the targets alone leaves sources, order and number of beads as they are', () => {
    fc.assert(
      fc.property(triples, ({ base, ours, theirs }) => {
        const { beads } = mergeThreeWay(snapshot(base), snapshot(ours), anonymous(theirs), {
          nextId: freshIds(),
          sides: 'target',
        });
        expect(beads.map(({ id, source }) => ({ id, source }))).toEqual(ours.map(({ id, source }) => ({ id, source })));
      }),
      { numRuns: 300 },
    );
  });
});

describe('merging two edits of one text', () => {
  const words = fc.array(fc.constantFrom('the', 'old', 'house', '<b>is</b>', 'red', 'and', 'big', '12,5'), {
    maxLength: 9,
  });
  const text = (list: readonly string[]): Content => coded(list.join(' '));

  it('gives the other when one did not change the text, and either when both changed it alike', () => {
    fc.assert(
      fc.property(words, words, (base, other) => {
        const [a, b] = [text(base), text(other)];
        for (const merged of [mergeTexts(a, b, a, 'en'), mergeTexts(a, a, b, 'en'), mergeTexts(a, b, b, 'en')]) {
          expect(merged && sameContent(merged, b)).toBe(true);
        }
      }),
    );
  });

  it('is the same whoever comes first', () => {
    fc.assert(
      fc.property(words, words, words, (base, one, other) => {
        const merged = mergeTexts(text(base), text(one), text(other), 'en');
        const turned = mergeTexts(text(base), text(other), text(one), 'en');
        expect(merged === null ? null : visibleText(merged)).toBe(turned === null ? null : visibleText(turned));
      }),
    );
  });

  it('joins edits of different words and refuses edits of the same', () => {
    const base = coded('The old house is <b>red</b>.');
    const merged = mergeTexts(
      base,
      coded('The new house is <b>red</b>.'),
      coded('The old house is <b>blue</b>!'),
      'en',
    );
    expect(merged && sameContent(merged, coded('The new house is <b>blue</b>!'))).toBe(true);
    expect(
      mergeTexts(base, coded('The new house is <b>red</b>.'), coded('The big house is <b>red</b>.'), 'en'),
    ).toBeNull();
  });

  it('refuses what would leave an inline code without its counterpart', () => {
    const base = coded('A <b>big</b> red house');
    expect(mergeTexts(base, coded('A <b>big red</b> house'), coded('A big red house'), 'en')).toBeNull();
  });
});
