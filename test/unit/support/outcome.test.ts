import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../support/outcome.ts';
import { closingLine, merged, readOutcome, toRunAgain } from '../../support/outcome.ts';

const notes = (...records: RunRecord[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

const start = (...files: string[]): RunRecord => ({ type: 'start', files });
const end = (...errors: string[]): RunRecord => ({ type: 'end', errors });
const file = (name: string, passed: number, failed = 0, skipped = 0): RunRecord => ({
  type: 'file',
  file: name,
  passed,
  failed,
  skipped,
});

describe('reading what became of a run', () => {
  it('tells the files apart that need a second try', () => {
    const run = readOutcome(notes(start('a', 'b'), file('a', 3), file('b', 2, 1), end()), 1);
    expect(toRunAgain(run)).toEqual([{ file: 'b', passed: 2, failed: 1, skipped: 0 }]);
    expect(merged(run, new Map())).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('runs nothing again when all passed', () => {
    const run = readOutcome(notes(start('a'), file('a', 3, 0, 2), end()), 0);
    expect(toRunAgain(run)).toEqual([]);
    expect(merged(run, new Map())).toEqual({ passed: 3, failed: 0, skipped: 2 });
  });

  it('counts a file that never ended as failed', () => {
    const run = readOutcome(notes(start('a', 'b'), file('a', 3)), null);
    expect(toRunAgain(run)).toEqual([{ file: 'b', passed: 0, failed: 1, skipped: 0 }]);
  });

  it('reads notes whose last line was cut off', () => {
    const run = readOutcome(`${notes(start('a', 'b'), file('a', 3))}{"type":"fi`, null);
    expect(run.files.map(({ failed }) => failed)).toEqual([0, 1]);
  });

  it('puts an error outside the tests down to the file it names', () => {
    const run = readOutcome(
      notes(start('a.test.ts', 'b.test.ts'), file('a.test.ts', 3), file('b.test.ts', 1), end('/x/a.test.ts\nlost')),
      1,
    );
    expect(toRunAgain(run)).toEqual([{ file: 'a.test.ts', passed: 3, failed: 1, skipped: 0 }]);
  });

  it('runs everything again when an error names no file', () => {
    const run = readOutcome(notes(start('a.test.ts'), file('a.test.ts', 3), end('lost')), 1);
    expect(toRunAgain(run)).toBe('everything');
    expect(merged(run, new Map()).failed).toBe(1);
  });

  it('runs everything again when the run broke off before it began, or failed without a reason', () => {
    expect(toRunAgain(readOutcome('', 1))).toBe('everything');
    expect(toRunAgain(readOutcome(notes(start('a'), file('a', 1), end()), 1))).toBe('everything');
    expect(toRunAgain(readOutcome(notes(start('a'), file('a', 1)), 0))).toBe('everything');
  });
});

describe('a second try', () => {
  const first = readOutcome(notes(start('a', 'b'), file('a', 3), file('b', 2, 1, 1), end()), 1);

  it('counts a test that passed the second time once', () => {
    const second = readOutcome(notes(start('b'), file('b', 3, 0, 1), end()), 0);
    expect(closingLine(merged(first, new Map([['b', second]])))).toBe('6 passed, 0 failed, 1 skipped');
  });

  it('counts what failed twice once, as failed', () => {
    const second = readOutcome(notes(start('b'), file('b', 2, 1, 1), end()), 1);
    expect(closingLine(merged(first, new Map([['b', second]])))).toBe('5 passed, 1 failed, 1 skipped');
  });

  it('fails when the second run fails without saying of what, or never began', () => {
    const silent = readOutcome(notes(start('b'), file('b', 3), end()), 1);
    expect(merged(first, new Map([['b', silent]])).failed).toBe(1);
    expect(merged(first, new Map([['b', readOutcome('', null)]])).failed).toBe(1);
  });
});
