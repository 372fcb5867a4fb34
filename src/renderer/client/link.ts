import type { Transport } from '../../shared/contract/transport.ts';

/** How the window stands with the core. */
export type LinkState = 'connecting' | 'open' | 'lost';

/** A transport that can say whether it works at the moment. */
export interface Link extends Transport {
  readonly state: () => LinkState;
  readonly onState: (listener: (state: LinkState) => void) => () => void;
}

declare global {
  interface Window {
    /** Put there by the preload of the Electron host. */
    readonly bifronte?: Transport;
  }
}

/** A transport that is always there, such as the preload's. */
export function steadyLink(transport: Transport): Link {
  return {
    call: (method, input) => transport.call(method, input),
    on: (event, listener) => transport.on(event, listener),
    state: () => 'open',
    onState: () => () => undefined,
  };
}
