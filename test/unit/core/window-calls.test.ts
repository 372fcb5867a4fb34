import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WindowCalls } from '../../../src/main/core/window-calls.ts';
import type { ProjectInfo } from '../../../src/shared/contract/types.ts';
import type { TestCore } from '../../contract/harness.ts';
import { startTestCore } from '../../contract/harness.ts';

describe('the calls of a window', () => {
  let test: TestCore;
  let path = '';

  beforeAll(async () => {
    test = startTestCore();
    const input = { path: null, name: 'Windows', sourceLang: 'it', targetLang: 'en' };
    const info = await test.client.call('project.create', input);
    await test.client.call('project.close', { project: info.project });
    path = info.path;
  });
  afterAll(() => test.end());

  const open = async (window: WindowCalls): Promise<string> => {
    const result = await window.call('project.open', { path });
    if (!result.ok) throw new Error(result.message);
    return (result.value as ProjectInfo).project;
  };
  const locked = (): boolean => existsSync(`${path}.lock`);

  it('close what a vanished window had open, however often it opened it', async () => {
    const window = new WindowCalls(test.core);
    await open(window);
    await open(window);
    expect(locked()).toBe(true);
    await window.release();
    expect(locked()).toBe(false);
  });

  it('leave open what another window has open', async () => {
    const [first, second] = [new WindowCalls(test.core), new WindowCalls(test.core)];
    const project = await open(first);
    await open(second);
    await first.release();
    expect(await second.call('project.info', { project })).toMatchObject({ ok: true });
    await second.release();
    expect(await second.call('project.info', { project })).toMatchObject({ ok: false, code: 'notFound' });
  });

  it('close nothing twice', async () => {
    const [first, second] = [new WindowCalls(test.core), new WindowCalls(test.core)];
    const project = await open(first);
    await open(second);
    await first.call('project.close', { project });
    await first.release();
    expect(locked()).toBe(true);
    await second.release();
    expect(locked()).toBe(false);
  });

  it('close a project whose opening the window did not live to see', async () => {
    const window = new WindowCalls(test.core);
    const opening = open(window);
    await window.release();
    await opening;
    expect(locked()).toBe(false);
  });

  it('wait for a project that is being opened', async () => {
    const window = new WindowCalls(test.core);
    const opening = open(window);
    expect(await window.call('project.info', { project: path })).toMatchObject({ ok: true });
    await opening;
    await window.release();
  });
});
