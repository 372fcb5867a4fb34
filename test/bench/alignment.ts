import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { align } from '../../src/shared/alignment/align.ts';
import type { AlignedBead } from '../../src/shared/alignment/beads.ts';
import { alignByLength } from './alignment-baseline.ts';
import type { Score } from './alignment-score.ts';
import { scoreAlignments, scoreConfidence } from './alignment-score.ts';
import type { GoldBead, GoldDocument, GoldSet } from './alignment-sets.ts';
import { SETS_FOLDER, readGoldSets } from './alignment-sets.ts';
import { longDocument, readParallel } from './alignment-synthetic.ts';

/**
 * Quality, speed and memory of the aligner on the sets of `../shared/data`, beside a baseline by length alone.
 * `--quick` leaves out the long documents; `--only NAME` takes the sets whose name contains it.
 */
const args = process.argv.slice(2);
const quick = args.includes('--quick');
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const percent = (value: number): string => (100 * value).toFixed(1);
const cells = (score: Score): string => `${percent(score.precision)} ${percent(score.recall)} ${percent(score.f1)}`;

interface Run {
  readonly found: readonly (readonly AlignedBead[])[];
  readonly seconds: number;
}

function alignAlone(set: GoldSet): Run {
  const started = performance.now();
  const found = set.documents.map((document) => alignTogether([document], set.languages)[0]!);
  return { found, seconds: (performance.now() - started) / 1000 };
}

function alignTogether(
  documents: readonly GoldDocument[],
  languages: readonly [string, string],
): (readonly AlignedBead[])[] {
  return align({
    documents: documents.map(({ source, target }) => ({
      source: { sentences: source },
      target: { sentences: target },
    })),
    languages,
  }).documents.map((document) => document.beads);
}

function alignPooled(set: GoldSet): Run {
  const started = performance.now();
  const found = alignTogether(set.documents, set.languages);
  return { found, seconds: (performance.now() - started) / 1000 };
}

/** Whether each bead is in the gold; a deletion is right when the gold leaves its sentence without counterpart. */
function judge(gold: readonly GoldBead[], found: readonly AlignedBead[]): { confidence: number; right: boolean }[] {
  const key = (bead: GoldBead): string => `${bead.source.join(',')}:${bead.target.join(',')}`;
  const right = new Set(gold.map(key));
  for (const bead of gold) {
    if (bead.source.length === 0) for (const k of bead.target) right.add(`:${k}`);
    if (bead.target.length === 0) for (const k of bead.source) right.add(`${k}:`);
  }
  return found.map((bead) => ({ confidence: bead.confidence, right: right.has(key(bead)) }));
}

function report(
  name: string,
  way: string,
  set: GoldSet,
  found: readonly (readonly GoldBead[])[],
  seconds: number,
): void {
  const { strict, lax } = scoreAlignments(set.documents.map(({ gold }, k) => ({ gold, found: found[k]! })));
  print(`| ${name} | ${way} | ${cells(strict)} | ${cells(lax)} | ${seconds.toFixed(2)} |`);
}

const sets = readGoldSets();
if (sets === undefined) {
  print(`The alignment sets are not here (${SETS_FOLDER}); nothing to measure.`);
  process.exit(0);
}
const chosen = sets.filter((set) => only === undefined || set.name.includes(only));

print('| set | way | strict P R F1 | lax P R F1 | seconds |');
print('|---|---|---|---|---|');
const judged = new Map<string, { confidence: number; right: boolean }[]>();
for (const set of chosen) {
  const name = `${set.name} (${set.documents.length})`;
  if (Math.max(...set.documents.map((document) => document.source.length)) <= 6_000) {
    const started = performance.now();
    const baseline = set.documents.map((document) => alignByLength(document.source, document.target));
    report(name, 'length only', set, baseline, (performance.now() - started) / 1000);
  }
  const alone = alignAlone(set);
  report(name, 'alone', set, alone.found, alone.seconds);
  judged.set(
    set.name,
    set.documents.flatMap((document, k) => judge(document.gold, alone.found[k]!)),
  );
  if (set.documents.length > 1) {
    const pooled = alignPooled(set);
    report(name, 'pooled', set, pooled.found, pooled.seconds);
  }
}
print(`\nMemory of this process at its largest: ${Math.round(process.resourceUsage().maxRSS / 1000)} MB\n`);

print('| set, each document alone | calibration error | beads >= .9 | of them right |');
print('|---|---|---|---|');
for (const [name, beads] of judged) {
  const { calibrationError, sureShare, sureAccuracy } = scoreConfidence(beads);
  print(`| ${name} | ${calibrationError.toFixed(3)} | ${percent(sureShare)} % | ${percent(sureAccuracy)} % |`);
}

const articles = chosen.find((set) => set.name === 'europarl.n2m');
if (articles !== undefined) {
  const times = articles.documents.map((document) => {
    const started = performance.now();
    alignTogether([document], articles.languages);
    return performance.now() - started;
  });
  times.sort((a, b) => a - b);
  const at = (share: number): string => times[Math.floor(share * (times.length - 1))]!.toFixed(0);
  print(`\nTwo articles of 50 sentences: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`);
}

const pairs = quick || only !== undefined ? undefined : readParallel();
if (pairs !== undefined) {
  print('\n| long documents | workers | strict F1 | seconds | MB of the process |');
  print('|---|---|---|---|---|');
  const folder = mkdtempSync(join(tmpdir(), 'alignment-'));
  try {
    for (const [size, workers] of [
      [10_000, 1],
      [10_000, 2],
      [20_000, 2],
      [100_000, 2],
    ] as const) {
      const document = longDocument(pairs, size, 7);
      const source = join(folder, 'source.txt');
      const target = join(folder, 'target.txt');
      writeFileSync(source, document.source.join('\n'));
      writeFileSync(target, document.target.join('\n'));
      const script = fileURLToPath(new URL('alignment-run.ts', import.meta.url));
      const output = execFileSync(process.execPath, [script, source, target, 'en-it', String(workers)], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      const [head = '', ...lines] = output.trimEnd().split('\n');
      const { seconds, megabytes } = JSON.parse(head) as { seconds: number; megabytes: number };
      const numbers = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
      const found = lines.map((line) => {
        const [left = '', right = ''] = line.split(':');
        return { source: numbers(left), target: numbers(right) };
      });
      const { strict } = scoreAlignments([{ gold: document.gold, found }]);
      print(
        `| ${document.source.length} x ${document.target.length} | ${workers} | ${percent(strict.f1)} | ` +
          `${seconds.toFixed(1)} | ${Math.round(megabytes)} |`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
