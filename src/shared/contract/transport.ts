import type { AnswerOf, EventName, Events, InputOf, MethodName, Result } from './contract.ts';

/** What a host gives a window: the preload of Electron and the WebSocket of the web host both look like this. */
export interface Transport {
  call: <K extends MethodName>(method: K, input: InputOf<K>) => Promise<Result<AnswerOf<K>>>;
  /** Returns the function that stops listening. */
  on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
}

/** The frames of the web host's socket. */
export type ClientFrame = { readonly id: number; readonly method: string; readonly input: unknown };
export type ServerFrame =
  | { readonly id: number; readonly result: Result<unknown> }
  | { readonly event: EventName; readonly payload: unknown };
