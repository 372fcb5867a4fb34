import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCLI } from 'vitest/node';
import type { RunOutcome } from '../test/support/outcome.ts';
import { closingLine, merged, readOutcome, toRunAgain } from '../test/support/outcome.ts';

/**
 * Runs the tests. A file in which something failed is run once more as a whole and alone, since its tests may build on
 * each other and a busy machine can keep one waiting past a time-out; what fails twice fails. The last line says how
 * many tests passed, failed and were skipped in the end. Arguments are those of `vitest run`.
 */

/** No run may last longer, in ms: a test has its own time-out, this one is for what that cannot end. */
const LONGEST = { everything: 30 * 60_000, file: 12 * 60_000 };

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'bifronte-tests-'));
const args = process.argv.slice(2);
let running: ChildProcess | null = null;
let interrupted = false;
let runs = 0;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Ends the run with all that it started. */
function end(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill(signal);
  else process.kill(-child.pid, signal);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true;
    if (running) end(running, signal);
  });
}

/** Runs vitest in a process of its own and says what became of it. */
function run(given: readonly string[], longest: number): Promise<RunOutcome> {
  const report = path.join(folder, `${++runs}.jsonl`);
  const reporters = given.some((arg) => arg.startsWith('--reporter')) ? [] : ['--reporter=default'];
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', ...given, ...reporters, '--reporter=./test/support/run-report.ts'],
    {
      cwd: root,
      stdio: 'inherit',
      // A group of its own, so that nothing it started is left behind when it has to be ended.
      detached: process.platform !== 'win32',
      env: { ...process.env, BIFRONTE_TEST_REPORT: report },
    },
  );
  running = child;
  const late = setTimeout(() => {
    say(`The tests have not ended within ${longest / 60_000} minutes and are stopped.`);
    end(child, 'SIGKILL');
  }, longest);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(late);
      running = null;
      let notes = '';
      try {
        notes = readFileSync(report, 'utf8');
      } catch {
        // It ended before it began.
      }
      resolve(readOutcome(notes, code));
    });
  });
}

/** The arguments without those that name files. */
function withoutFiles(): string[] {
  const { filter } = parseCLI(['vitest', 'run', ...args]);
  const left = [...args];
  for (const name of filter) left.splice(left.lastIndexOf(name), 1);
  return left;
}

let first = await run(args, LONGEST.everything);
const again = new Map<string, RunOutcome>();
const chosen = interrupted ? [] : toRunAgain(first);
if (chosen === 'everything') {
  say('run again: everything (something failed outside the tests the first time)');
  first = await run(args, LONGEST.everything);
} else {
  for (const { file, failed } of chosen) {
    if (interrupted) break;
    say(`run again: ${file} (${failed} ${failed === 1 ? 'test' : 'tests'} failed the first time)`);
    again.set(file, await run([...withoutFiles(), path.join(root, file)], LONGEST.file));
  }
  for (const [file, { files, outside }] of again) {
    const passed = outside === 0 && files.length > 0 && files.every(({ failed }) => failed === 0);
    say(`${passed ? 'passed the second time' : 'failed again'}: ${file}`);
  }
}
rmSync(folder, { recursive: true, force: true });
const counts = merged(first, again);
process.exitCode = interrupted ? 130 : counts.failed === 0 ? 0 : 1;
say(closingLine(counts));
