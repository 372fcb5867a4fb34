import type { Client } from '../../../src/renderer/client/client.ts';
import { CallError } from '../../../src/renderer/client/client.ts';
import type { Bead } from '../../../src/shared/bitext/bead.ts';
import { newBead } from '../../../src/shared/bitext/bead.ts';
import type { Change } from '../../../src/shared/bitext/change.ts';
import { applyChange, invert } from '../../../src/shared/bitext/change.ts';
import type { BitextReader } from '../../../src/shared/bitext/context.ts';
import { execute, focusOf } from '../../../src/shared/bitext/execute.ts';
import type { Command } from '../../../src/shared/contract/commands.ts';
import type { Applied, EventName } from '../../../src/shared/contract/contract.ts';
import { plain } from '../../../src/shared/text/content.ts';

interface Step {
  readonly change: Change;
  readonly visit: string | null;
}

/** A bitext in memory that runs the real commands, with the history rules of the core: a double for its client. */
export class MemoryCore {
  beads: Bead[];
  seq = 0;
  /** Answers wait until they are let through; 0 answers at once. */
  delay: () => number = () => 0;
  failure: CallError | null = null;
  /** When set, the change's event overtakes the answer, as it may on a real link. */
  eventsFirst = false;
  readonly sent: Command[] = [];
  #nextId = 10_000;
  #done: Step[] = [];
  #undone: Step[] = [];
  readonly #listeners = new Set<(payload: unknown) => void>();

  constructor(count: number) {
    this.beads = Array.from({ length: count }, (_, i) =>
      newBead(i + 1, [{ id: 1_000 + i, unit: `p${i >> 1}`, lead: '', content: plain(`Frase ${i + 1}.`), trail: ' ' }]),
    );
  }

  get client(): Client {
    return {
      call: (method: string, input: { command?: Command; from?: number; count?: number }) =>
        this.#answer(method, input),
      job: () => Promise.reject(new Error('no jobs here')),
      on: (event: EventName, listener: (payload: never) => void) => {
        if (event !== 'bitext.changed') return () => undefined;
        const mine = listener as (payload: unknown) => void;
        this.#listeners.add(mine);
        return () => this.#listeners.delete(mine);
      },
      state: () => 'open',
      onState: () => () => undefined,
    } as unknown as Client;
  }

  async #answer(method: string, input: { command?: Command; from?: number; count?: number }): Promise<unknown> {
    const before = this.delay();
    if (before > 0) await new Promise((resolve) => setTimeout(resolve, before));
    if (this.failure) throw this.failure;
    if (method === 'bitext.load') {
      const { from = 0, count = 1 } = input;
      return {
        total: this.beads.length,
        seq: this.seq,
        beads: this.beads.slice(from, from + count),
        kinds: {},
        ...this.#can(),
      };
    }
    let applied: Applied | null;
    if (method === 'bitext.run') applied = this.run(input.command as Command);
    else applied = this.step(method === 'bitext.undo' ? 'undo' : 'redo');
    const after = this.delay();
    if (after > 0) await new Promise((resolve) => setTimeout(resolve, after));
    return applied;
  }

  #can(): { canUndo: boolean; canRedo: boolean } {
    return { canUndo: this.#done.length > 0, canRedo: this.#undone.length > 0 };
  }

  /** Runs a command, as this or another window would. */
  run(command: Command): Applied {
    this.sent.push(command);
    const index = (id: number): number => this.beads.findIndex((bead) => bead.id === id);
    const reader: BitextReader = {
      bead: (id) => this.beads[index(id)],
      next: (id) => this.beads[index(id) + 1],
      previous: (id) => this.beads[index(id) - 1],
      above: (id) => this.beads.slice(0, index(id) + 1),
      nextOpen: (id) => this.beads.find((bead, i) => i > index(id) && bead.status !== 'confirmed')?.id ?? null,
    };
    const { change, label, focus } = execute(command, reader, {
      kind: 'translation',
      nextId: () => this.#nextId++,
      now: this.seq,
      who: 'test',
    });
    if (change.length === 0) return { seq: this.seq, change, label, focus, ...this.#can() };
    this.#done.push({ change, visit: command.type === 'edit' ? (command.group ?? null) : null });
    this.#undone = [];
    return this.#commit(change, label, focus);
  }

  step(direction: 'undo' | 'redo'): Applied | null {
    const [from, to] = direction === 'undo' ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const first = from.at(-1);
    if (!first) return null;
    const steps: Step[] = [];
    while (from.length > 0 && (steps.length === 0 || (first.visit !== null && from.at(-1)?.visit === first.visit))) {
      steps.push(from.pop() as Step);
    }
    to.push(...steps);
    const change = steps.flatMap((it) => (direction === 'undo' ? invert(it.change) : it.change));
    return this.#commit(change, direction, focusOf(change));
  }

  #commit(change: Change, label: string, focus: number | null): Applied {
    this.beads = applyChange(this.beads, change);
    this.seq++;
    const applied: Applied = { seq: this.seq, change, label, focus, ...this.#can() };
    const tell = (): void => {
      for (const listener of this.#listeners) listener({ project: 'p', document: 1, applied });
    };
    if (this.eventsFirst) tell();
    else queueMicrotask(tell);
    return applied;
  }
}
