import { describe, expect, it } from 'vitest';
import { sideContent, type Bead, type Origin } from '../../../src/shared/bitext/bead.ts';
import { applyChange, type Change } from '../../../src/shared/bitext/change.ts';
import { execute } from '../../../src/shared/bitext/execute.ts';
import type { Command } from '../../../src/shared/contract/commands.ts';
import { beadHistory, returnTo, type LogStep } from '../../../src/shared/review/history.ts';
import { plain } from '../../../src/shared/text/content.ts';
import { ArrayBitext, context } from '../bitext/array-bitext.ts';
import { bitext } from './support.ts';

const RESTORED: Origin = { kind: 'restored', from: 'Draft', at: 7 };
const CARLA = { who: 'Carla', now: 99 };

const log: LogStep[] = [];
const state = new ArrayBitext(
  bitext([
    ['Uno due. Tre quattro.', ''],
    ['Altro', 'Other'],
  ]),
);
const world = context('translation');
const run = (command: Command, who: string): void => {
  const { change, label } = execute(command, state, { ...world, who });
  state.apply(change);
  log.push({ change, label, who, at: log.length });
};
run(
  { type: 'edit', bead: 1, side: 'target', content: plain('One two.'), origin: { kind: 'match', score: 84 } },
  'Anna',
);
run({ type: 'edit', bead: 2, side: 'target', content: plain('Else') }, 'Anna');
run({ type: 'confirm', bead: 1, content: plain('One two. Three four.') }, 'Bo');
run({ type: 'split', bead: 1, sentence: 0, offset: 8, targetOffset: 8 }, 'Anna');
const lower = state.next(1) as Bead;
run({ type: 'confirm', bead: lower.id }, 'Bo');

const told = (bead: Bead): unknown[] =>
  beadHistory(bead, log).map(({ bead: was, step }) => [
    sideContent(was, 'target').text,
    was.status,
    was.origin?.kind,
    step?.label,
    step?.who,
  ]);

describe('the history of a bead', () => {
  it('holds every state with its author, its step and its origin, and nothing of other beads', () => {
    expect(told(state.bead(1) as Bead)).toEqual([
      ['', 'untranslated', undefined, undefined, undefined],
      ['One two.', 'draft', 'match', 'edit', 'Anna'],
      ['One two. Three four.', 'confirmed', 'typed', 'confirm', 'Bo'],
      ['One two.', 'draft', 'typed', 'split', 'Anna'],
    ]);
  });

  it('begins where the bead was made', () => {
    expect(told(state.bead(lower.id) as Bead)).toEqual([
      ['Three four.', 'draft', 'typed', 'split', 'Anna'],
      ['Three four.', 'confirmed', 'typed', 'confirm', 'Bo'],
    ]);
  });

  it('lets the bead return to any of its states as a new step', () => {
    const present = state.bead(1) as Bead;
    const [, second] = beadHistory(present, log);
    const operation = returnTo(present, second?.bead as Bead, RESTORED, CARLA);
    // The text is the same as now, but it came from a match of 84 % then.
    expect(operation).toBeNull();
    const third = beadHistory(present, log)[2]?.bead as Bead;
    const back: Change = [returnTo(present, third, RESTORED, CARLA)].flatMap((found) => found ?? []);
    const after = applyChange(state.beads, back).find(({ id }) => id === 1) as Bead;
    expect([sideContent(after, 'target').text, after.status, after.by, after.at]).toEqual([
      'One two. Three four.',
      'confirmed',
      'Carla',
      99,
    ]);
    expect(after.source).toEqual(present.source);
    expect(after.origin).toEqual(RESTORED);
  });
});
