import { diffArrays } from 'diff';
import { concat, slice, type Content } from './content.ts';
import { lexemes, type Lexeme } from './lexemes.ts';

/** One run of a comparison: what both have, only the first has (`del`), or only the second has (`ins`). */
export interface DiffRun {
  readonly kind: 'same' | 'del' | 'ins';
  readonly content: Content;
}

/** A run of a comparison as positions in the two lists compared; `same` runs are equally long on both sides. */
export interface IndexRun {
  readonly kind: 'same' | 'change';
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

/** Past this many changed lexemes two texts have nothing to show side by side, and the search would take seconds. */
const MAX_EDITS = 3000;

/**
 * The difference between two contents word by word, inline codes being words of their own and every mark of
 * punctuation and run of white space visible. The `del` and `same` runs in order give back `a`, the `ins` and `same`
 * runs give back `b`. Runs that change next to each other across mere white space are joined, since a reader sees
 * them as one change. Shortest edit script by Myers 1986, "An O(ND) difference algorithm", from the `diff` package.
 */
export function wordDiff(a: Content, b: Content, lang: string): DiffRun[] {
  const left = lexemes(a, lang);
  const right = lexemes(b, lang);
  const runs = joinAcrossSpace(diffShared(left, right), left);
  const out: DiffRun[] = [];
  for (const run of runs) {
    if (run.kind === 'same') out.push({ kind: 'same', content: part(b, right, run.bFrom, run.bTo) });
    else {
      if (run.aTo > run.aFrom) out.push({ kind: 'del', content: part(a, left, run.aFrom, run.aTo) });
      if (run.bTo > run.bFrom) out.push({ kind: 'ins', content: part(b, right, run.bFrom, run.bTo) });
    }
  }
  return out;
}

/** The content made of the runs that one side has: `del` for the first text of the comparison, `ins` for the second. */
export function sideOf(runs: readonly DiffRun[], side: 'del' | 'ins'): Content {
  return concat(runs.filter((run) => run.kind === 'same' || run.kind === side).map((run) => run.content));
}

/** The runs in which two lists agree and differ, in order and without a gap; neighbouring changes form one run. */
export function diffIndexes<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): IndexRun[] {
  let head = 0;
  while (head < a.length && head < b.length && same(a[head] as T, b[head] as T)) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    same(a[a.length - 1 - tail] as T, b[b.length - 1 - tail] as T)
  ) {
    tail++;
  }
  const out: IndexRun[] = [];
  const add = (kind: IndexRun['kind'], aTo: number, bTo: number): void => {
    const last = out.at(-1);
    const aFrom = last?.aTo ?? 0;
    const bFrom = last?.bTo ?? 0;
    if (aTo === aFrom && bTo === bFrom) return;
    if (last?.kind === kind) out[out.length - 1] = { ...last, aTo, bTo };
    else out.push({ kind, aFrom, aTo, bFrom, bTo });
  };
  add('same', head, head);
  const aEnd = a.length - tail;
  const bEnd = b.length - tail;
  const changes = diffArrays(a.slice(head, aEnd), b.slice(head, bEnd), {
    comparator: same,
    maxEditLength: MAX_EDITS,
  });
  let i = head;
  let j = head;
  for (const change of changes ?? []) {
    if (!change.added) i += change.count;
    if (!change.removed) j += change.count;
    add(change.added || change.removed ? 'change' : 'same', i, j);
  }
  if (changes === undefined) add('change', aEnd, bEnd);
  add('same', a.length, b.length);
  return out;
}

/**
 * The runs of two texts. What only one of them has can never agree and is left out of the search, which takes time with
 * the square of the differences; the script stays the shortest.
 */
function diffShared(left: readonly Lexeme[], right: readonly Lexeme[]): IndexRun[] {
  const numbers = new Map<string, number>();
  const numbered = (lexeme: Lexeme): number => {
    const key = keyOf(lexeme);
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = numbers.size));
    return number;
  };
  const a = left.map(numbered);
  const onlyA = numbers.size;
  const b = right.map(numbered);
  const inB = new Set(b);
  const rowsA = positions(a, (number) => inB.has(number));
  const rowsB = positions(b, (number) => number < onlyA);
  const shared = diffIndexes(
    rowsA.map((i) => a[i] as number),
    rowsB.map((j) => b[j] as number),
    Object.is,
  );
  const out: IndexRun[] = [];
  const add = (kind: IndexRun['kind'], aTo: number, bTo: number): void => {
    const last = out.at(-1);
    const [aFrom, bFrom] = [last?.aTo ?? 0, last?.bTo ?? 0];
    if (aTo === aFrom && bTo === bFrom) return;
    if (last?.kind === kind) out[out.length - 1] = { ...last, aTo, bTo };
    else out.push({ kind, aFrom, aTo, bFrom, bTo });
  };
  for (const run of shared) {
    if (run.kind === 'change') continue;
    for (let k = 0; k < run.aTo - run.aFrom; k++) {
      const [i, j] = [rowsA[run.aFrom + k] as number, rowsB[run.bFrom + k] as number];
      add('change', i, j);
      add('same', i + 1, j + 1);
    }
  }
  add('change', a.length, b.length);
  return out;
}

function positions(numbers: readonly number[], wanted: (number: number) => boolean): number[] {
  const out: number[] = [];
  numbers.forEach((number, i) => {
    if (wanted(number)) out.push(i);
  });
  return out;
}

/** Equal for lexemes that are the same: codes by what they stand for, all others by their text. */
function keyOf({ kind, text, code }: Lexeme): string {
  return code ? `code\u0000${code.kind}\u0000${code.id}\u0000${code.data}` : `${kind}\u0000${text}`;
}

function joinAcrossSpace(runs: readonly IndexRun[], left: readonly Lexeme[]): IndexRun[] {
  const out: IndexRun[] = [];
  runs.forEach((run, i) => {
    const last = out.at(-1);
    const between =
      run.kind === 'same' &&
      last?.kind === 'change' &&
      runs[i + 1]?.kind === 'change' &&
      left.slice(run.aFrom, run.aTo).every((lexeme) => lexeme.kind === 'space');
    if (last?.kind === 'change' && (between || run.kind === 'change')) {
      out[out.length - 1] = { ...last, aTo: run.aTo, bTo: run.bTo };
    } else out.push(run);
  });
  return out;
}

function part(content: Content, parts: readonly Lexeme[], from: number, to: number): Content {
  return slice(content, parts[from]?.start ?? 0, parts[to - 1]?.end ?? 0);
}
