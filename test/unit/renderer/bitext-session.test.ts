import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallError } from '../../../src/renderer/client/client.ts';
import { BitextSession } from '../../../src/renderer/bitext/bitext-session.ts';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { sideContent } from '../../../src/shared/bitext/bead.ts';
import { plain } from '../../../src/shared/text/content.ts';
import { MemoryCore } from './memory-core.ts';

async function opened(count: number): Promise<{ core: MemoryCore; session: BitextSession }> {
  const core = new MemoryCore(count);
  const session = new BitextSession(core.client, 'p', 1);
  await session.reload();
  return { core, session };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const targets = (beads: Iterable<Bead>): string[] => [...beads].map((bead) => sideContent(bead, 'target').text);

describe('a bitext in the window', () => {
  it('loads in pages and counts what there is to do', async () => {
    const { session } = await opened(12_001);
    expect(session.beads.length).toBe(12_001);
    expect(session.load.get()).toEqual({ kind: 'ready' });
    expect(session.tally.get()).toMatchObject({ beads: 12_001, words: 24_002, wordsLeft: 24_002 });
  });

  it('saves what was typed after a pause, and says so', async () => {
    const { core, session } = await opened(3);
    session.typed(1, plain('O'), 'g');
    session.typed(1, plain('One'), 'g');
    expect(session.save.get().kind).toBe('saving');
    expect(core.sent).toEqual([]);
    await expect.poll(() => session.save.get().kind).toBe('saved');
    expect(core.sent).toHaveLength(1);
    expect(targets(core.beads)[0]).toBe('One');
    expect(session.beads.get(1)?.status).toBe('draft');
  });

  it('saves at least once a second while one types without a pause', async () => {
    const { core, session } = await opened(1);
    for (let i = 0; i < 24; i++) {
      session.typed(1, plain('x'.repeat(i + 1)), 'g');
      await wait(50);
    }
    expect(core.sent.length).toBeGreaterThanOrEqual(1);
    await session.flush();
    expect(targets(core.beads)).toEqual(['x'.repeat(24)]);
  });

  it('sends text before the command that follows it', async () => {
    const { core, session } = await opened(2);
    session.typed(1, plain('One'), 'g');
    await session.run({ type: 'confirm', bead: 1 });
    expect(core.sent.map((it) => it.type)).toEqual(['edit', 'confirm']);
    expect(session.beads.get(1)).toEqual(core.beads[0]);
    expect(session.tally.get()).toMatchObject({ wordsLeft: 2, byStatus: { confirmed: 1 } });
  });

  it('keeps each step of undo apart', async () => {
    const { core, session } = await opened(1);
    session.typed(1, plain('one'), 'a');
    session.typed(1, plain('one two'), 'b');
    await session.flush();
    await session.undo();
    expect(targets(core.beads)).toEqual(['one']);
    await session.undo();
    expect(targets(session.beads)).toEqual(['']);
    await session.redo();
    expect(targets(session.beads)).toEqual(['one']);
    expect(session.canRedo.get()).toBe(true);
  });

  it('takes up the changes of other windows', async () => {
    const { core, session } = await opened(4);
    core.run({ type: 'merge', beads: [1, 2] });
    await wait(0);
    expect([...session.beads]).toEqual(core.beads);
    expect(session.tally.get().beads).toBe(3);
  });

  it('knows its own typing even when the event overtakes the answer', async () => {
    const { core, session } = await opened(1);
    core.eventsFirst = true;
    core.delay = () => 5;
    const seen: boolean[] = [];
    session.watch(1, (_bead, typed) => seen.push(typed));
    session.typed(1, plain('mine'), 'g');
    await session.flush();
    expect(seen).not.toContain(false);
    core.run({ type: 'edit', bead: 1, side: 'target', content: { text: 'theirs', codes: [] } });
    expect(seen.at(-1)).toBe(false);
  });

  it('loads again when a change got lost', async () => {
    const { core, session } = await opened(3);
    const silent = new Set(['lost']);
    core.run({ type: 'clearTarget', beads: [1] });
    // A change whose event never comes.
    core.seq++;
    core.beads = core.beads.map((bead) => (silent.size > 0 && bead.id === 2 ? { ...bead, status: 'draft' } : bead));
    core.run({ type: 'mark', beads: [3], mark: 'locked', on: true });
    await expect.poll(() => [...session.beads]).toEqual(core.beads);
  });

  it('keeps text that cannot be saved, says why, and sends it again', async () => {
    const { core, session } = await opened(2);
    core.failure = new CallError('diskFull', 'the disk is full', {});
    session.typed(1, plain('precious'), 'g');
    expect(await session.flush()).toBe(false);
    expect(session.save.get()).toMatchObject({ kind: 'failed', retrying: true });
    expect(session.target(session.beads.get(1) as Bead).text).toBe('precious');
    await expect(session.run({ type: 'confirm', bead: 1 })).rejects.toMatchObject({ code: 'diskFull' });
    session.typed(1, plain('precious words'), 'g');
    core.failure = null;
    session.retry();
    expect(await session.flush()).toBe(true);
    expect(targets(core.beads)[0]).toBe('precious words');
    expect(session.save.get().kind).toBe('saved');
  });

  it('lets the user give up a text the core refuses', async () => {
    const { core, session } = await opened(1);
    core.run({ type: 'mark', beads: [1], mark: 'locked', on: true });
    await wait(0);
    core.failure = new CallError('locked', 'bead 1 is locked', {});
    session.typed(1, plain('too late'), 'g');
    expect(await session.flush()).toBe(false);
    expect(session.save.get()).toMatchObject({ kind: 'failed', retrying: false });
    core.failure = null;
    session.discard();
    expect(session.target(session.beads.get(1) as Bead).text).toBe('');
    expect(session.save.get().kind).toBe('saved');
  });

  it('agrees with the core after any mix of typing, commands, undo and other windows', async () => {
    const action = fc.oneof(
      fc.record({ do: fc.constant('type' as const), bead: fc.nat(5), text: fc.string({ maxLength: 6 }) }),
      fc.record({
        do: fc.constantFrom('confirm', 'clear', 'copy', 'merge', 'foreign', 'undo', 'redo', 'flush'),
        bead: fc.nat(5),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), fc.boolean(), async (actions, eventsFirst) => {
        const { core, session } = await opened(6);
        core.eventsFirst = eventsFirst;
        let turn = 0;
        core.delay = () => (turn++ % 3 === 0 ? 1 : 0);
        const pending: Promise<unknown>[] = [];
        const quietly = (promise: Promise<unknown>): void => void pending.push(promise.catch(() => undefined));
        for (const [i, it] of actions.entries()) {
          const bead = session.beads.at(it.bead % Math.max(1, session.beads.length));
          if (!bead) continue;
          const next = session.beads.at(session.beads.indexOf(bead.id) + 1);
          if (it.do === 'type') session.typed(bead.id, plain(it.text), `g${i >> 2}`);
          else if (it.do === 'confirm') quietly(session.run({ type: 'confirm', bead: bead.id }));
          else if (it.do === 'clear') quietly(session.run({ type: 'clearTarget', beads: [bead.id] }));
          else if (it.do === 'copy') quietly(session.run({ type: 'copySource', beads: [bead.id] }));
          else if (it.do === 'merge' && next) quietly(session.run({ type: 'merge', beads: [bead.id, next.id] }));
          else if (it.do === 'undo') quietly(session.undo());
          else if (it.do === 'redo') quietly(session.redo());
          else if (it.do === 'flush') quietly(session.flush());
          else if (it.do === 'foreign') {
            quietly(
              (async () =>
                core.run({
                  type: 'edit',
                  bead: bead.id,
                  side: 'target',
                  content: { text: `other ${i}`, codes: [] },
                }))(),
            );
          }
          if (i % 4 === 0) await wait(0);
        }
        await Promise.all(pending);
        const saved = await session.flush();
        await wait(5);
        if (!saved) session.discard();
        expect([...session.beads]).toEqual(core.beads);
        const statuses = core.beads.filter((bead) => bead.status === 'confirmed').length;
        expect(session.tally.get()).toMatchObject({ beads: core.beads.length, byStatus: { confirmed: statuses } });
        session.close();
      }),
      { numRuns: 60 },
    );
  });
});
