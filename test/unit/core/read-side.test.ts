import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackedSide } from '../../../src/main/core/services/alignment/packed-side.ts';
import {
  packSide,
  packedInput,
  sentenceAt,
  textsOf,
  unitsOf,
} from '../../../src/main/core/services/alignment/packed-side.ts';
import { segmentFile } from '../../../src/main/core/services/alignment/prepare-side.ts';
import { sideInput } from '../../../src/main/core/services/alignment/sides.ts';
import { readSide } from '../../../src/main/core/services/alignment/read-side.ts';
import type { SideThread } from '../../../src/main/core/services/alignment/read-side.ts';
import { CoreError } from '../../../src/shared/contract/errors.ts';
import { removeFolder, temporaryFolder } from '../../contract/harness.ts';
import { StartedThreads } from '../../support/started-threads.ts';

/** Files from a quarter of a megabyte on are read in a thread of their own. */

const LARGE = 256 * 1024;
const CORPUS = resolve(import.meta.dirname, '../../../corpus');

let folder = '';
let large = '';
const threads = new StartedThreads();

beforeAll(() => {
  folder = temporaryFolder();
  const text = readFileSync(join(CORPUS, 'contract.it.txt'), 'utf8');
  large = join(folder, 'large.it.txt');
  writeFileSync(large, Array.from({ length: Math.ceil(LARGE / text.length) + 1 }, () => text).join('\n\n'));
});
afterAll(() => {
  threads.end();
  removeFolder(folder);
});

/** Bytes are a Buffer where they were read and plain on their way from a thread. */
const plainBytes = (side: PackedSide): PackedSide => ({
  ...side,
  content: { bytes: Uint8Array.from(side.content.bytes), skeleton: Uint8Array.from(side.content.skeleton) },
});
const here = (path: string, srx?: string): PackedSide =>
  plainBytes(packSide(segmentFile(path, { language: 'it', srx })));

const task = (path: string, more: Partial<SideThread> = {}): SideThread => ({
  path,
  language: 'it',
  encoding: undefined,
  srx: undefined,
  ...more,
});

/** Until a thread is gone it may still hold the file. */
async function untilThreadsEnd(): Promise<void> {
  await expect.poll(() => threads.left).toBe(0);
}

describe('a large file that is read in a thread of its own', () => {
  it('has the sentences and units it has when it is read in place', async () => {
    expect(statSync(large).size).toBeGreaterThan(LARGE);
    const before = threads.started;
    const told: number[] = [];
    const side = await readSide(task(large), (done, total) => told.push(done / total));
    expect(threads.started).toBe(before + 1);
    const { units, sentences } = segmentFile(large, { language: 'it' });
    expect(sentences.length).toBeGreaterThan(1_000);
    expect(plainBytes(side)).toEqual(here(large));
    expect([...unitsOf(side)]).toEqual(units);
    expect(packedInput(side)).toEqual(sideInput({ units, sentences }));
    expect(sentences.map((_, k) => sentenceAt(side, k, k + 1))).toEqual(sentences);
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    await untilThreadsEnd();
  });

  it('is cut by the rules of the language it is said to be in, and those of the user', async () => {
    const rules = `<?xml version="1.0" encoding="UTF-8"?>
      <srx xmlns="http://www.lisa.org/srx20" version="2.0">
        <header segmentsubflows="yes" cascade="no"/>
        <body>
          <languagerules><languagerule languagerulename="All">
            <rule break="yes"><beforebreak>,</beforebreak><afterbreak>\\s</afterbreak></rule>
          </languagerule></languagerules>
          <maprules><languagemap languagepattern=".*" languagerulename="All"/></maprules>
        </body>
      </srx>`;
    const own = plainBytes(await readSide(task(large, { srx: rules }), () => undefined));
    expect(own).toEqual(here(large, rules));
    expect(textsOf(own)).not.toEqual(textsOf(here(large)));
  });

  it('is given up as soon as its progress is not wanted, and its thread ends', async () => {
    const enough = new CoreError('cancelled', 'enough');
    const reading = readSide(task(large), () => {
      throw enough;
    });
    await expect(reading).rejects.toBe(enough);
    await untilThreadsEnd();
    // What was given up can be read again.
    await expect(readSide(task(large), () => undefined)).resolves.toMatchObject({ name: 'large.it.txt' });
  });

  it('that cannot be read fails as a small one does, and its thread ends', async () => {
    const garbage = join(folder, 'garbage.it.txt');
    writeFileSync(
      garbage,
      Uint8Array.from({ length: LARGE + 1 }, (_, i) => (i * 7919) % 256),
    );
    const failure = await readSide(task(garbage), () => undefined).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CoreError);
    expect(failure).toMatchObject({ code: 'format', message: expect.stringMatching(/garbage\.it\.txt:1: /) });
    expect(() => segmentFile(garbage, { language: 'it' })).toThrow((failure as CoreError).message);
    await untilThreadsEnd();
  });

  it('in an encoding nobody knows is refused by its name', async () => {
    await expect(readSide(task(large, { encoding: 'nonsense' }), () => undefined)).rejects.toThrow(/nonsense/);
    await untilThreadsEnd();
  });
});

describe('a small file', () => {
  it('is read without a thread', async () => {
    const before = threads.started;
    const path = join(CORPUS, 'letter.it.txt');
    expect(plainBytes(await readSide(task(path), () => undefined))).toEqual(here(path));
    expect(threads.started).toBe(before);
  });

  it('that is not there is said to be missing', async () => {
    await expect(readSide(task(join(folder, 'none.txt')), () => undefined)).rejects.toThrow(/none\.txt/);
  });
});
