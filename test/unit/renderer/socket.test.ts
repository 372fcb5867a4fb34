import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/renderer/client/client.ts';
import type { SocketLike } from '../../../src/renderer/client/socket.ts';
import { socketLink } from '../../../src/renderer/client/socket.ts';

class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  readonly sent: { id: number; method: string }[] = [];
  send(data: string): void {
    this.sent.push(JSON.parse(data) as { id: number; method: string });
  }
  close(): void {
    this.onclose?.();
  }
  receive(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function setUp(): {
  sockets: FakeSocket[];
  link: ReturnType<typeof socketLink>;
  waits: number[];
  tick: () => void;
} {
  const sockets: FakeSocket[] = [];
  const waits: number[] = [];
  let due: (() => void) | null = null;
  const link = socketLink(
    () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    {
      later: (run, ms) => {
        waits.push(ms);
        due = run;
      },
    },
  );
  return { sockets, link, waits, tick: () => due?.() };
}

const version = { version: '1', host: 'web', platform: 'linux', dataFolder: '/d', nativeDialogs: false, open: [] };

describe('the link over a socket', () => {
  it('holds calls until it is open, and pairs answers with them', async () => {
    const { sockets, link } = setUp();
    const answer = link.call('app.info', {});
    const [socket] = sockets as [FakeSocket];
    expect(socket.sent).toEqual([]);
    socket.onopen?.();
    expect(link.state()).toBe('open');
    socket.receive({ id: socket.sent[0]?.id, result: { ok: true, value: version } });
    expect(await answer).toEqual({ ok: true, value: version });
  });

  it('fails calls whose answer was under way when it broke, and comes back by itself', async () => {
    const { sockets, link, waits, tick } = setUp();
    sockets[0]?.onopen?.();
    const states: string[] = [];
    link.onState((state) => states.push(state));
    const broken = link.call('app.info', {});
    sockets[0]?.close();
    expect(await broken).toMatchObject({ ok: false, values: { key: 'link.lost' } });
    const later = link.call('app.info', {});
    tick();
    sockets[1]?.close();
    tick();
    sockets[2]?.onopen?.();
    sockets[2]?.receive({ id: sockets[2].sent[0]?.id, result: { ok: true, value: version } });
    expect(await later).toMatchObject({ ok: true });
    expect(states).toEqual(['lost', 'open']);
    expect(waits).toEqual([200, 400]);
  });

  it('hands events to those who listen, until they stop', () => {
    const { sockets, link } = setUp();
    const seen: string[] = [];
    const stop = link.on('project.changed', ({ project }) => seen.push(project));
    sockets[0]?.receive({ event: 'project.changed', payload: { project: 'a' } });
    stop();
    sockets[0]?.receive({ event: 'project.changed', payload: { project: 'b' } });
    expect(seen).toEqual(['a']);
  });
});

describe('a job', () => {
  it('ends with what its event carries, even when that comes before its number', async () => {
    const { sockets, link } = setUp();
    const client = createClient(link);
    const [socket] = sockets as [FakeSocket];
    socket.onopen?.();
    const seen: number[] = [];
    const input = { memory: '/m', file: '/f' };
    const early = client.job('memory.import', input);
    socket.receive({ event: 'job.done', payload: { job: 'j1', value: { read: 3 } } });
    socket.receive({ id: socket.sent[0]?.id, result: { ok: true, value: { job: 'j1' } } });
    expect(await early).toEqual({ read: 3 });
    const late = client.job('memory.import', input, { onProgress: ({ done }) => seen.push(done) });
    socket.receive({ id: socket.sent[1]?.id, result: { ok: true, value: { job: 'j2' } } });
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    socket.receive({ event: 'job.progress', payload: { job: 'j2', phase: 'job.reading', done: 5, total: 9 } });
    socket.receive({ event: 'job.failed', payload: { job: 'j2', code: 'format', message: 'line 2: no', values: {} } });
    await expect(late).rejects.toMatchObject({ code: 'format', message: 'line 2: no' });
    expect(seen).toEqual([5]);
  });

  it('is cancelled in the core when its caller gives up', async () => {
    const { sockets, link } = setUp();
    const client = createClient(link);
    const [socket] = sockets as [FakeSocket];
    socket.onopen?.();
    const abort = new AbortController();
    void client.job('memory.import', { memory: '/m', file: '/f' }, { signal: abort.signal }).catch(() => undefined);
    socket.receive({ id: socket.sent[0]?.id, result: { ok: true, value: { job: 'j' } } });
    await new Promise((resolve) => setTimeout(resolve));
    abort.abort();
    expect(socket.sent.at(-1)?.method).toBe('job.cancel');
  });
});
