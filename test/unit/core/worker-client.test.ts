import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { CoreError } from '../../../src/shared/contract/errors.ts';
import { WorkerClient } from '../../../src/main/core/workers/client.ts';

const ECHO = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, method, input }) => {
  if (method === 'die') process.exit(3);
  if (method === 'refuse') {
    const failure = { code: 'locked', message: 'it is locked', values: { bead: 1 } };
    parentPort.postMessage({ type: 'failure', id, failure });
  } else if (method !== 'hang') parentPort.postMessage({ type: 'answer', id, value: input });
});
`;

function startClient() {
  const restarts: string[] = [];
  const client = new WorkerClient('test', () => new Worker(ECHO, { eval: true }), {
    onEvent: () => undefined,
    log: () => undefined,
    onRestart: () => restarts.push('restart'),
  });
  return { client, restarts };
}

describe('a worker', () => {
  it('answers requests, also several at once', async () => {
    const { client } = startClient();
    expect(await Promise.all([1, 2, 3].map((i) => client.request('echo', i)))).toEqual([1, 2, 3]);
    await client.close();
  });

  it('passes failures on as they are', async () => {
    const { client } = startClient();
    const error = await client.request('refuse', null).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CoreError);
    expect(error).toMatchObject({ code: 'locked', values: { bead: 1 } });
    await client.close();
  });

  it('that crashes fails what was pending with a reason, and is started again', async () => {
    const { client, restarts } = startClient();
    const pending = client.request('hang', null);
    const deadly = client.request('die', null);
    await expect(pending).rejects.toThrow(/stopped \(code 3\).*try the last step again/);
    await expect(deadly).rejects.toThrow(CoreError);
    expect(restarts).toEqual(['restart']);
    expect(await client.request('echo', 'back')).toBe('back');
    await client.close();
  });

  it('that is closed takes no more requests', async () => {
    const { client } = startClient();
    const pending = client.request('hang', null);
    const closed = client.close();
    await expect(pending).rejects.toThrow(CoreError);
    await closed;
    await expect(client.request('echo', 1)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
