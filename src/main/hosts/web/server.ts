import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { ClientFrame, ServerFrame } from '../../../shared/contract/transport.ts';
import type { Core } from '../../core/core.ts';
import { WindowCalls } from '../../core/window-calls.ts';
import { cookieName, judge, judgeUpgrade } from './guard.ts';
import type { GuardState, Verdict } from './guard.ts';
import { Sessions } from './sessions.ts';
import { commonHeaders, staticFile } from './static-files.ts';

/** The largest frame a window may send: a dropped file of 100 MB in base64, and some room. */
const MAX_FRAME = 140 * 1024 * 1024;

/** A window whose socket broke comes back within this time, before its projects are closed. */
const RETURN_MS = 10_000;

export interface WebHost {
  readonly port: number;
  /** A link that opens the window, once. */
  link: () => string;
  /** How many windows are connected now. */
  readonly windows: () => number;
  onWindows: (listener: (count: number) => void) => void;
  close: () => Promise<void>;
}

/** Serves the built window in `root` and the core behind it on a free port of 127.0.0.1. */
export async function startWebHost(core: Core, root: string): Promise<WebHost> {
  const sessions = new Sessions();
  const listeners = new Set<(count: number) => void>();
  const server = createServer((request, response) => {
    void answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500, commonHeaders);
      response.end();
    });
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const state: GuardState = {
    port,
    redeem: (ticket) => sessions.redeem(ticket),
    isSession: (session) => sessions.isSession(session),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const verdict = judge({ method: request.method ?? '', url: request.url ?? '', headers: request.headers }, state);
    if (verdict.action === 'refuse') {
      response.writeHead(verdict.status, { ...commonHeaders, 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`${verdict.reason}\n`);
      return;
    }
    if (verdict.action === 'login') {
      const cookie = `${cookieName(port)}=${sessions.newSession()}; HttpOnly; SameSite=Strict; Path=/`;
      response.writeHead(303, { ...commonHeaders, 'Set-Cookie': cookie, Location: '/', 'Cache-Control': 'no-store' });
      response.end();
      return;
    }
    const file = await staticFile(root, verdict.path);
    response.writeHead(file.status, { ...commonHeaders, ...file.headers });
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const verdict: Verdict = judgeUpgrade(
      { method: request.method ?? '', url: request.url ?? '', headers: request.headers },
      state,
    );
    if (verdict.action !== 'serve') {
      const status = verdict.action === 'refuse' ? verdict.status : 403;
      stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      const calls = new WindowCalls(core);
      serveWindow(socket, calls);
      socket.on('close', () => setTimeout(() => void calls.release(), RETURN_MS).unref());
      const tell = (): void => listeners.forEach((listener) => listener(sockets.clients.size));
      socket.on('close', () => setImmediate(tell));
      tell();
    });
  });

  const stopListening = core.on((event, payload) => {
    if (sockets.clients.size === 0) return;
    const frame = JSON.stringify({ event, payload } satisfies ServerFrame);
    for (const client of sockets.clients) if (client.readyState === client.OPEN) client.send(frame);
  });

  return {
    port,
    link: () => `http://127.0.0.1:${port}/?ticket=${sessions.newTicket()}`,
    windows: () => sockets.clients.size,
    onWindows: (listener) => void listeners.add(listener),
    close: async () => {
      stopListening();
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Answers the calls of one window; a frame that is no call ends the connection. */
function serveWindow(socket: WebSocket, calls: WindowCalls): void {
  socket.on('error', () => socket.terminate());
  socket.on('message', (data, isBinary) => {
    const frame = isBinary || !Buffer.isBuffer(data) ? null : parseFrame(data.toString('utf8'));
    if (!frame) {
      socket.close(1007, 'not a call');
      return;
    }
    void calls.call(frame.method, frame.input).then((result) => {
      const answer: ServerFrame = { id: frame.id, result };
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(answer));
    });
  });
}

function parseFrame(text: string): ClientFrame | null {
  try {
    const frame: unknown = JSON.parse(text);
    if (typeof frame !== 'object' || frame === null) return null;
    const { id, method, input } = frame as Record<string, unknown>;
    return typeof id === 'number' && typeof method === 'string' ? { id, method, input } : null;
  } catch {
    return null;
  }
}
