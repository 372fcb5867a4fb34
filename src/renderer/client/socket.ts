import type { EventName, Events, Result } from '../../shared/contract/contract.ts';
import type { ClientFrame, ServerFrame } from '../../shared/contract/transport.ts';
import type { Link, LinkState } from './link.ts';

/** The part of a WebSocket that the link uses. */
export interface SocketLike {
  onopen: (() => void) | null;
  onclose: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  send: (data: string) => void;
  close: () => void;
}

interface Timers {
  readonly later: (run: () => void, ms: number) => unknown;
}

const FIRST_WAIT = 200;
const LONGEST_WAIT = 5_000;

const lost: Result<never> = {
  ok: false,
  code: 'internal',
  message: 'The connection to the program was lost.',
  values: { key: 'link.lost' },
};

/**
 * A link over a WebSocket that comes back by itself. Calls made while it is down wait for it; calls whose answer was
 * under way when it broke fail with `values.key = 'link.lost'`, because nobody can know whether they were carried
 * out: the caller asks again for the state and decides.
 */
export function socketLink(open: () => SocketLike, timers: Timers = { later: (run, ms) => setTimeout(run, ms) }): Link {
  let state: LinkState = 'connecting';
  let socket: SocketLike | null = null;
  let wait = FIRST_WAIT;
  let nextId = 1;
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let unsent: string[] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const stateListeners = new Set<(state: LinkState) => void>();

  const become = (next: LinkState): void => {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  };

  const receive = (frame: ServerFrame): void => {
    if ('event' in frame) {
      for (const listener of listeners.get(frame.event) ?? []) listener(frame.payload as never);
      return;
    }
    const answer = waiting.get(frame.id);
    waiting.delete(frame.id);
    answer?.(frame.result);
  };

  const connect = (): void => {
    const mine = open();
    mine.onopen = () => {
      socket = mine;
      wait = FIRST_WAIT;
      for (const text of unsent) mine.send(text);
      unsent = [];
      become('open');
    };
    mine.onmessage = (message) => receive(JSON.parse(String(message.data)) as ServerFrame);
    mine.onclose = () => {
      if (socket === mine) socket = null;
      const queued = new Set(unsent.map((text) => (JSON.parse(text) as ClientFrame).id));
      for (const [id, answer] of waiting) {
        if (queued.has(id)) continue;
        waiting.delete(id);
        answer(lost);
      }
      become('lost');
      timers.later(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
  };
  connect();

  return {
    call: (method, input) =>
      new Promise((resolve) => {
        const id = nextId++;
        waiting.set(id, resolve as (result: Result<unknown>) => void);
        const text = JSON.stringify({ id, method, input } satisfies ClientFrame);
        if (socket) socket.send(text);
        else unsent.push(text);
      }),
    on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener);
      return () => set.delete(listener);
    },
    state: () => state,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
  };
}
