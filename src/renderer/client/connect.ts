import type { Client } from './client.ts';
import { createClient } from './client.ts';
import { steadyLink } from './link.ts';
import type { SocketLike } from './socket.ts';
import { socketLink } from './socket.ts';

function socketAddress(): string {
  const { protocol, host } = window.location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/socket`;
}

/** The client of this window: through the host's preload when there is one, else through the socket of the web host. */
export function connect(): Client {
  const preload = window.bifronte;
  if (preload) return createClient(steadyLink(preload));
  return createClient(socketLink(() => new WebSocket(socketAddress()) as unknown as SocketLike));
}
