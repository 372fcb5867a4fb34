import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LARGE } from '../../src/main/core/services/memories/read-tmx-batches.ts';
import { createMemoryFile } from '../../src/main/core/store/memory-file.ts';
import { readCounter } from '../../src/main/core/store/meta.ts';
import { openForWriting } from '../../src/main/core/store/sqlite.ts';
import { removeFolder, temporaryFolder } from '../contract/harness.ts';

/** `BIFRONTE_KILLS=100` makes it a long test. */
const KILLS = Number(process.env['BIFRONTE_KILLS'] ?? 20);
const LANES = 2;
const UNITS = 4_000;
const options = { log: () => undefined };

describe('killing the process while it imports a TMX file', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = temporaryFolder();
    file = join(folder, 'large.tmx');
    // Large enough to be read in a thread of its own.
    const note = 'Da rileggere. '.repeat(LARGE / UNITS / 14);
    const unit = (i: number) =>
      `<tu><note>${note}</note><tuv xml:lang="it"><seg>La voce numero ${i} del catalogo è lunga ${i * 7} metri.</seg></tuv>` +
      `<tuv xml:lang="en"><seg>Item number ${i} of the catalogue is ${i * 7} metres long.</seg></tuv></tu>\n`;
    const body = Array.from({ length: UNITS }, (_, i) => unit(i)).join('');
    writeFileSync(file, `<tmx version="1.4"><header srclang="it"/><body>\n${body}</body></tmx>\n`);
  });
  afterAll(() => removeFolder(folder));

  /** Starts an import and kills it after `delay` ms (never when undefined); tells how long it took. */
  async function importAndKill(memory: string, delay?: number): Promise<number> {
    const script = join(import.meta.dirname, 'importer.ts');
    const child = spawn(process.execPath, [script, folder, memory, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
    });
    let started = 0;
    let ended = 0;
    let timer: NodeJS.Timeout | undefined;
    createInterface(child.stdout).on('line', (line) => {
      if (line === 'importing') {
        started = performance.now();
        if (delay !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), delay);
      } else ended = performance.now();
    });
    await once(child, 'close');
    clearTimeout(timer);
    return (ended || performance.now()) - started;
  }

  /** How many units a memory holds, after checking that it is whole. */
  function unitsOf(memory: string): number {
    const connection = openForWriting(memory, options);
    try {
      const count = (table: string) =>
        connection.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? Number.NaN;
      expect(connection.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
      const units = count('unit');
      expect(count('variant')).toBe(units * 2);
      expect(readCounter(connection, 'units')).toBe(units);
      const batches = connection.all<{ units: number }>('SELECT units FROM batch');
      expect(batches).toEqual(units === 0 ? [] : [{ units: UNITS }]);
      return units;
    } finally {
      connection.close();
    }
  }

  it(
    'leaves the whole batch or nothing of it',
    async () => {
      const memoryOf = async (name: string) => {
        const path = join(folder, `${name}.bmem`);
        (await createMemoryFile(path, name, options)).close();
        return path;
      };
      const whole = await memoryOf('whole');
      const duration = await importAndKill(whole);
      expect(unitsOf(whole)).toBe(UNITS);
      const outcomes = { whole: 0, nothing: 0 };
      const lane = async (first: number) => {
        for (let i = first; i < KILLS; i += LANES) {
          const memory = await memoryOf(`killed-${i}`);
          await importAndKill(memory, Math.random() * duration);
          const units = unitsOf(memory);
          expect([0, UNITS]).toContain(units);
          outcomes[units === 0 ? 'nothing' : 'whole']++;
        }
      };
      await Promise.all(Array.from({ length: LANES }, (_, i) => lane(i)));
      expect(outcomes.whole + outcomes.nothing).toBe(KILLS);
    },
    60_000 + KILLS * 10_000,
  );
});
