/** What became of a run of the tests, and of one run and a second try together: pure. */

interface FileOutcome {
  readonly file: string;
  readonly passed: number;
  /** Tests, hooks and everything else that failed; never 0 for a file that did not run to its end. */
  readonly failed: number;
  readonly skipped: number;
}

/** One line of the notes of a run. A file may be noted several times; the last note holds. */
export type RunRecord =
  | { readonly type: 'start'; readonly files: readonly string[] }
  | ({ readonly type: 'file' } & FileOutcome)
  /** `errors`: everything that is known of each error that happened outside the tests. */
  | { readonly type: 'end'; readonly errors: readonly string[] };

export interface RunOutcome {
  readonly files: readonly FileOutcome[];
  /** Failures that belong to no file. */
  readonly outside: number;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What the notes of a run say, one record a line, and the exit code of the process (null when it was ended). */
export function readOutcome(notes: string, code: number | null): RunOutcome {
  const files = new Map<string, FileOutcome>();
  let outside = 0;
  let ended = false;
  for (const line of notes.split('\n')) {
    const record = parse(line);
    if (record?.type === 'start') {
      for (const file of record.files) files.set(file, { file, passed: 0, failed: 1, skipped: 0 });
    } else if (record?.type === 'file') {
      const { file, passed, failed, skipped } = record;
      files.set(file, { file, passed, failed, skipped });
    } else if (record?.type === 'end') {
      ended = true;
      for (const error of record.errors) {
        const found = firstNamed(error, [...files.values()]);
        if (found) files.set(found.file, { ...found, failed: found.failed + 1 });
        else outside++;
      }
    }
  }
  const noted = outside > 0 || [...files.values()].some(({ failed }) => failed > 0);
  // A run that broke off, or that says it failed without saying of what.
  if (!noted && (!ended || code !== 0)) outside++;
  return { files: [...files.values()], outside };
}

/** The file that a text names first. */
function firstNamed(text: string, files: readonly FileOutcome[]): FileOutcome | undefined {
  const at = ({ file }: FileOutcome): number => text.indexOf(file);
  return files.filter((one) => at(one) >= 0).sort((a, b) => at(a) - at(b))[0];
}

/** A record; null for a line that was cut off when the process was killed. */
function parse(line: string): RunRecord | null {
  try {
    return JSON.parse(line) as RunRecord;
  } catch {
    return null;
  }
}

/** What gets a second chance: files, each on its own, or everything where a failure belongs to no file. */
export function toRunAgain({ files, outside }: RunOutcome): readonly FileOutcome[] | 'everything' {
  return outside > 0 ? 'everything' : files.filter(({ failed }) => failed > 0);
}

/** The counts of a run in which some files were run again: what happened the second time is what counts. */
export function merged(first: RunOutcome, again: ReadonlyMap<string, RunOutcome>): Counts {
  const counts = { passed: 0, failed: first.outside, skipped: 0 };
  const add = ({ passed, failed, skipped }: Counts): void => {
    counts.passed += passed;
    counts.failed += failed;
    counts.skipped += skipped;
  };
  for (const outcome of first.files) {
    const second = again.get(outcome.file);
    const found = second?.files.find(({ file }) => file === outcome.file);
    if (!second) add(outcome);
    else if (found) add({ ...found, failed: found.failed + second.outside });
    else add({ passed: 0, failed: Math.max(1, second.outside), skipped: 0 });
  }
  return counts;
}

/** The line that ends the output, which scripts can read. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
