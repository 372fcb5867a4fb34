/**
 * How long it takes to compare two states of a bitext of which 5 % changed, beside GNU wdiff and `git diff --word-diff`
 * on the targets of the same two states (one line a bead), in the same run; the hard cases, in which nothing is equal;
 * and the same through the core, with a project on disk. Run it with `node test/bench/review.ts`.
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
import { startTestCore } from '../contract/harness.ts';
import { randomNumbers } from '../support/random.ts';

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000];
const RUNS = 3;

interface Gold {
  readonly source: { readonly sentences: readonly { readonly text: string }[] };
  readonly target: { readonly sentences: readonly { readonly text: string }[] };
  readonly beads: readonly (readonly [readonly number[], readonly number[]])[];
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
  const next = randomNumbers(7);
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

/** Every word of a text but each `keep`th exchanged for another of the corpus. */
function retyped(text: string, keep: number, next: () => number): string {
  const other = (): string => {
    const words = (pairs[Math.floor(next() * pairs.length)]?.[1] ?? '').split(' ');
    return words[Math.floor(next() * words.length)] ?? '';
  };
  return text
    .split(' ')
    .map((word, i) => (i % keep === keep - 1 ? other() : word))
    .join(' ');
}

/** Two states with nothing equal: all targets retyped, all sources changed a little, and texts that share nothing. */
function hardCases(before: readonly Bead[]): readonly (readonly [string, Bead[], string | null])[] {
  const next = randomNumbers(11);
  const changed = (side: 'source' | 'target', keep: number): Bead[] =>
    before.map((bead) => ({ ...bead, [side]: sentences(retyped(sideContent(bead, side).text, keep, next)) }));
  const shuffled = before.map((bead) => ({
    ...bead,
    source: sentences(retyped(sideContent(bead, 'source').text, 1, next)),
  }));
  return [
    ['compare, all targets retyped', changed('target', 1), 'x'],
    ['compare, every sixth word of the sources changed, numbers lost', changed('source', 6), null],
    ['compare, unrelated texts', shuffled, null],
  ];
}

/** The median times of a comparison in a project on disk: the first of the program, one after it, and a page of it. */
async function throughCore(size: number): Promise<[string, number | null][]> {
  const test = startTestCore();
  const { client } = test;
  const timed = async (run: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await run();
    return performance.now() - start;
  };
  try {
    const path = join(test.folder, 'documents', 'bench.bifronte');
    const made = await client.call('project.create', { path, name: 'B', sourceLang: 'it', targetLang: 'en' });
    const file = join(test.folder, 'bench.txt');
    writeFileSync(
      file,
      Array.from({ length: size }, (_, i) => `Questa è la riga numero ${i}, né più né meno.`).join('\n\n'),
    );
    let { project } = made;
    const document = (await client.run('document.add', { project, path: file })).id;
    const ids: number[] = [];
    for (let from = 0; from < size; from += 10_000) {
      ids.push(
        ...(await client.call('bitext.load', { project, document, from, count: 10_000 })).beads.map(({ id }) => id),
      );
    }
    const write = async (beads: readonly number[], text: (bead: number) => string): Promise<void> => {
      for (let from = 0; from < beads.length; from += 10_000) {
        const edits = beads
          .slice(from, from + 10_000)
          .map((bead) => ({ bead, side: 'target' as const, content: { text: text(bead), codes: [] } }));
        await client.call('bitext.run', { project, document, command: { type: 'batch', label: 'replace', edits } });
      }
    };
    await write(ids, (bead) => `This is line number ${bead}, neither more nor less.`);
    const { id } = await client.call('versions.create', { project, document, name: 'Draft' });
    await write(
      ids.filter((_, i) => i % 20 === 3),
      (bead) => `This is row number ${bead}, no more and no less.`,
    );
    const states = { a: { kind: 'version' as const, version: id }, b: { kind: 'current' as const } };
    const [first, again, page]: [number[], number[], number[]] = [[], [], []];
    for (let i = 0; i < RUNS; i++) {
      await client.call('project.close', { project });
      ({ project } = await client.call('project.open', { path }));
      first.push(await timed(() => client.call('review.compare', { project, document, ...states })));
      let handle = '';
      again.push(
        await timed(async () => {
          ({ handle } = await client.call('review.compare', { project, document, ...states }));
        }),
      );
      const asked = { project, handle, filter: {}, from: 0, count: 80 };
      page.push(await timed(() => client.call('review.changes', asked)));
    }
    const median = (times: number[]): number | null => times.sort((x, y) => x - y)[RUNS >> 1] ?? null;
    return [
      ['through the core: a version with the present state, just opened', median(first)],
      ['through the core: the same again', median(again)],
      ['through the core: the first page of the result', median(page)],
    ];
  } finally {
    await test.end();
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
      ...hardCases(before).map(([name, other, identity]): [string, number | null] => [
        name,
        time(() => compare(snapshot(before, identity), snapshot(other, identity))),
      ]),
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
    measures.push(...(await throughCore(size)));
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
