import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bead, Sentence } from '../../src/shared/bitext/bead.ts';
import { invert } from '../../src/shared/bitext/change.ts';
import { execute } from '../../src/shared/bitext/execute.ts';
import type { Command } from '../../src/shared/contract/commands.ts';
import { commandSchema } from '../../src/shared/contract/commands.ts';
import { CoreError } from '../../src/shared/contract/errors.ts';
import { plain } from '../../src/shared/text/content.ts';
import { ArrayBitext, bead, context, sentence } from '../unit/bitext/array-bitext.ts';

/** A bitext of `n` beads with up to three sentences a side. */
const bitexts = fc
  .array(
    fc.record({
      source: fc.array(fc.constantFrom('Uno due.', 'La casa è rossa.', 'Sì!'), { maxLength: 3 }),
      target: fc.array(fc.constantFrom('One two.', 'The house is red.', 'Yes!'), { maxLength: 3 }),
      unit: fc.constantFrom('u1', 'u2'),
      status: fc.constantFrom('untranslated' as const, 'draft' as const, 'confirmed' as const),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => {
    let id = 1;
    const make = (texts: readonly string[], unit: string): Sentence[] =>
      texts.map((text) => sentence(id++, text, unit));
    return rows.map((row): Bead => {
      const made = bead(id++, make(row.source, row.unit), make(row.target, row.unit));
      return { ...made, status: row.target.length > 0 ? row.status : 'untranslated' };
    });
  });

interface Step {
  readonly kind: number;
  readonly at: number;
  readonly sentence: number;
  readonly offset: number;
  readonly side: 'source' | 'target';
  readonly text: string;
}

const steps: fc.Arbitrary<Step> = fc.record({
  kind: fc.integer({ min: 0, max: 15 }),
  at: fc.nat(10),
  sentence: fc.nat(2),
  offset: fc.nat(18),
  side: fc.constantFrom('source' as const, 'target' as const),
  text: fc.constantFrom('', 'Some text.', 'Other  words here'),
});

function commandOf(step: Step, beads: readonly Bead[]): Command {
  const { side, offset } = step;
  const at = step.at % beads.length;
  const id = beads[at]?.id ?? 0;
  const next = beads[at + 1]?.id ?? id;
  const commands: Command[] = [
    { type: 'edit', bead: id, side, content: plain(step.text) },
    { type: 'edit', bead: id, side, sentence: step.sentence, content: plain(step.text) },
    { type: 'confirm', bead: id, content: plain(step.text) },
    { type: 'confirmAbove', bead: id },
    { type: 'merge', beads: [id, next] },
    { type: 'split', bead: id, sentence: step.sentence, offset, targetOffset: offset },
    { type: 'split', bead: id, sentence: step.sentence },
    { type: 'moveDown', bead: id, side, sentence: step.sentence, offset },
    { type: 'moveUp', bead: id, side, sentence: step.sentence },
    { type: 'moveUp', bead: id, side, sentence: step.sentence, offset: offset + 1 },
    { type: 'unlink', bead: id },
    { type: 'unlink', bead: id, confirm: true },
    { type: 'link', source: id, target: next },
    { type: 'swapDown', bead: id, side },
    { type: 'joinSentences', bead: id, side, sentence: step.sentence },
    { type: 'mark', beads: [id, next], mark: 'bookmarked', on: true },
  ];
  return commands[step.kind % commands.length] as Command;
}

/** All the letters of one side in order: no command about structure may add, drop or reorder any. */
function letters(beads: readonly Bead[], side: 'source' | 'target'): string {
  return beads
    .flatMap((item) => item[side].map((part) => part.content.text))
    .join('')
    .replaceAll(/\s+/gu, '');
}

describe.each(['translation', 'alignment'] as const)('commands on a %s', (kind) => {
  it('are taken back exactly by their inverse, and inverting twice gives the change again', () => {
    fc.assert(
      fc.property(bitexts, fc.array(steps, { maxLength: 12 }), (beads, script) => {
        const bitext = new ArrayBitext(beads);
        const world = context(kind);
        for (const step of script) {
          const command = commandSchema.parse(commandOf(step, bitext.beads));
          const before = bitext.beads;
          try {
            const { change } = execute(command, bitext, world);
            bitext.apply(change);
            const after = bitext.beads;
            bitext.apply(invert(change));
            expect(bitext.beads).toEqual(before);
            bitext.apply(invert(invert(change)));
            expect(bitext.beads).toEqual(after);
          } catch (error) {
            if (!(error instanceof CoreError)) throw error;
            expect(bitext.beads).toBe(before);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it('about structure keep every letter of the source, in order, and never leave a bead empty', () => {
    fc.assert(
      fc.property(bitexts, fc.array(steps, { maxLength: 12 }), (beads, script) => {
        const bitext = new ArrayBitext(beads.filter((item) => item.source.length + item.target.length > 0));
        const world = context(kind);
        for (const step of script) {
          if (bitext.beads.length === 0) return;
          const command = commandOf(step, bitext.beads);
          if (!['merge', 'split', 'moveDown', 'moveUp', 'unlink', 'joinSentences'].includes(command.type)) continue;
          const source = letters(bitext.beads, 'source');
          const target = letters(bitext.beads, 'target');
          try {
            bitext.apply(execute(command, bitext, world).change);
          } catch (error) {
            if (!(error instanceof CoreError)) throw error;
          }
          expect(letters(bitext.beads, 'source')).toBe(source);
          expect(letters(bitext.beads, 'target')).toBe(target);
          expect(bitext.beads.filter((item) => item.source.length + item.target.length === 0)).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('never leave a confirmed bead of a translation without a target', () => {
    fc.assert(
      fc.property(bitexts, fc.array(steps, { maxLength: 12 }), (beads, script) => {
        const bitext = new ArrayBitext(beads);
        const world = context('translation');
        for (const step of script) {
          try {
            bitext.apply(execute(commandOf(step, bitext.beads), bitext, world).change);
          } catch (error) {
            if (!(error instanceof CoreError)) throw error;
          }
          for (const item of bitext.beads) {
            if (item.status === 'confirmed') expect(item.target.length + Number(item.source.length === 0)).not.toBe(0);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
