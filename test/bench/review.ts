/**
 * How long it takes to compare two states of a bitext of which 5 % changed, beside GNU wdiff and `git diff --word-diff`
 * on the targets of the same two states (one line a bead), in the same run. Run it with `node test/bench/review.ts`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newBead, sideContent, type Bead, type Sentence } from '../../src/shared/bitext/bead.ts';
import { acceptChanges } from '../../src/shared/review/accept.ts';
import { compare } from '../../src/shared/review/compare.ts';
import { mergeThreeWay } from '../../src/shared/review/merge.ts';
import type { Snapshot } from '../../src/shared/review/snapshot.ts';
import { updateSource } from '../../src/shared/review/update-source.ts';
import { plain } from '../../src/shared/text/content.ts';

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000];
const RUNS = 3;

interface Gold {
  readonly source: { readonly sentences: readonly { readonly text: string }[] };
  readonly target: { readonly sentences: readonly { readonly text: string }[] };
  readonly beads: readonly (readonly [readonly number[], readonly number[]])[];
}

/** Reproducible numbers from 0 to 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const corpus = new URL('../../corpus/', import.meta.url);
const pairs = readdirSync(corpus)
  .filter((name) => name.endsWith('.gold.json'))
  .flatMap((name): [string, string][] => {
    const { source, target, beads } = JSON.parse(readFileSync(new URL(name, corpus), 'utf8')) as Gold;
    const text = (side: Gold['source'], numbers: readonly number[]): string =>
      numbers.map((i) => side.sentences[i]?.text ?? '').join(' ');
    return beads.map(([s, t]) => [text(source, s), text(target, t)]);
  });

let lastId = 0;
const sentences = (text: string): Sentence[] =>
  text === '' ? [] : [{ id: ++lastId, unit: 'u', lead: '', content: plain(text), trail: ' ' }];

/** The corpus over and over, each round with its number in the source; and the same with 5 % of the beads changed. */
function states(size: number): { before: Bead[]; after: Bead[] } {
  const next = random(7);
  const before = Array.from({ length: size }, (_, i) => {
    const [source, target] = pairs[i % pairs.length] as [string, string];
    const round = Math.floor(i / pairs.length);
    return newBead(
      ++lastId,
      sentences(round === 0 || source === '' ? source : `${source} (${round})`),
      sentences(target),
    );
  });
  const after: Bead[] = [];
  for (const bead of before) {
    const dice = next();
    if (dice >= 0.05) after.push(bead);
    else if (dice < 0.042) {
      const words = sideContent(bead, 'target').text.split(' ');
      words[Math.floor(next() * words.length)] = 'altered';
      if (next() < 0.5) words.splice(Math.floor(next() * words.length), 0, 'inserted', 'words');
      after.push({ ...bead, target: sentences(words.join(' ')), by: 'Anna' });
    } else if (dice < 0.046)
      after.push(bead, newBead(++lastId, sentences(`Nuova ${lastId}`), sentences(`New ${lastId}`)));
    else if (dice < 0.049) continue;
    else after.splice(Math.floor(after.length * next()), 0, bead);
  }
  // Through JSON, as they come from a store: nothing is known to be the same object.
  return { before, after: JSON.parse(JSON.stringify(after)) as Bead[] };
}

const snapshot = (beads: readonly Bead[], identity: string | null): Snapshot => ({
  sourceLang: 'it',
  targetLang: 'en',
  beads,
  identity,
  complete: identity !== null,
});

/** The median of some runs, in milliseconds; null when the program is not installed. */
function time(run: () => void): number | null {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now();
    try {
      run();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[RUNS >> 1] ?? null;
}

/** Runs a program that answers 1 when there are differences. */
function differ(program: string, args: readonly string[]): void {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 30 });
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bifronte-review-'));
const rows: string[][] = [];
try {
  for (const size of SIZES) {
    const { before, after } = states(size);
    const files = [before, after].map((beads, i) => {
      const file = join(folder, `${size}-${i}.txt`);
      writeFileSync(file, beads.map((bead) => `${sideContent(bead, 'target').text}\n`).join(''));
      return file;
    });
    let id = 1e9;
    const options = { nextId: () => id++ };
    const byIdentity = compare(snapshot(before, 'x'), snapshot(after, 'x'));
    const edition = after.flatMap((bead) => bead.source.map(({ id: _, ...sentence }) => sentence));
    const measures: [string, number | null][] = [
      ['compare, by identity', time(() => compare(snapshot(before, 'x'), snapshot(after, 'x')))],
      ['compare, by content (numbers lost)', time(() => compare(snapshot(before, null), snapshot(after, null)))],
      ['accept all changes', time(() => acceptChanges(byIdentity, () => true, options))],
      [
        'merge three ways',
        time(() => mergeThreeWay(snapshot(before, 'x'), snapshot(before, 'x'), snapshot(after, 'x'), options)),
      ],
      ['source update', time(() => updateSource(before, edition, { ...options, sourceLang: 'it', kind: 'alignment' }))],
      ['GNU wdiff, targets only', time(() => differ('wdiff', files))],
      [
        'git diff --word-diff, targets only',
        time(() => differ('git', ['diff', '--no-index', '--word-diff', '--unified=0', ...files])),
      ],
    ];
    const { kinds } = byIdentity.statistics;
    for (const [name, took] of measures) {
      rows.push([size.toLocaleString('en'), name, took === null ? 'not installed' : `${took.toFixed(0)} ms`]);
    }
    rows.push([
      '',
      `found: ${kinds.changed} changed, ${kinds.inserted} inserted, ${kinds.deleted} deleted, ${kinds.moved} moved`,
      '',
    ]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const table = [['beads', 'task', `median of ${RUNS}`], ...rows];
const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
for (const row of table) {
  process.stdout.write(
    `${row.map((cell, i) => (i === 1 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}\n`,
  );
}
