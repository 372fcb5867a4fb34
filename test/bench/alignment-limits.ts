import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../src/main/core/core.ts';
import type { Ports } from '../../src/main/core/ports/ports.ts';
import type { DocumentInfo } from '../../src/shared/contract/types.ts';
import { Client, directTransport, testPorts } from '../contract/harness.ts';
import { longDocument, readParallel } from './alignment-synthetic.ts';

/**
 * The limits of aligning through the door the window uses: files are read, cut into sentences, aligned and stored in a
 * project by the core. Each case runs in a process of its own, whose peak memory is printed with the time of each phase.
 *
 * `node test/bench/alignment-limits.ts [--only NAME] [--quick] [--bundled]`
 *
 * With `--bundled` the threads are those of `.vite/build`, as they are packaged: from source each of them also holds
 * what Node needs to read TypeScript.
 */

interface Material {
  readonly source: readonly string[];
  readonly target: readonly string[];
  /** Cancelled once this phase has come this far. */
  readonly cancel?: { readonly phase: string; readonly share: number };
}

let parallel: readonly [string, string][] = [];

function pairs(size: number): Material {
  const { source, target } = longDocument(parallel, size, 1);
  return { source, target };
}

/** Sentences without an end: one of `length` characters after the other. */
function endless(texts: readonly string[], count: number, length: number): string[] {
  const words = texts.map((text) => text.replace(/[.!?;:…\n]+/g, ' ')).join(' ');
  return Array.from({ length: count }, (_, k) => {
    const from = (k * length) % Math.max(1, words.length - length);
    return words.slice(from, from + length);
  });
}

const cases: Readonly<Record<string, { readonly quick: boolean; readonly make: () => Material }>> = {
  '10,000 sentences': { quick: true, make: () => pairs(10_000) },
  'one side empty': { quick: true, make: () => ({ source: pairs(20_000).source, target: [''] }) },
  'identical sides': {
    quick: true,
    make: () => ({ source: pairs(20_000).source, target: pairs(20_000).source }),
  },
  'sides exchanged': {
    quick: true,
    make: () => ({ source: pairs(20_000).target, target: pairs(20_000).source }),
  },
  'one side a hundred times longer': {
    quick: true,
    make: () => ({ source: pairs(300).source, target: pairs(30_000).target }),
  },
  'nothing in common': {
    quick: true,
    make: () => ({ source: pairs(10_000).source, target: pairs(20_000).target.slice(10_500) }),
  },
  'sentences of 50,000 characters': {
    quick: true,
    make: () => ({
      source: endless(pairs(20_000).source, 60, 50_000),
      target: endless(pairs(20_000).target, 60, 50_000),
    }),
  },
  'the same sentence 20,000 times': {
    quick: true,
    make: () => ({
      source: Array.from({ length: 20_000 }, () => 'Yes.'),
      target: Array.from({ length: 19_000 }, () => 'Sì.'),
    }),
  },
  'cancelled while reading': {
    quick: false,
    make: () => ({ ...pairs(300_000), cancel: { phase: 'job.reading', share: 0 } }),
  },
  'cancelled while aligning': {
    quick: false,
    make: () => ({ ...pairs(100_000), cancel: { phase: 'job.aligning', share: 0.3 } }),
  },
  'cancelled while storing': {
    quick: false,
    make: () => ({ ...pairs(100_000), cancel: { phase: 'job.saving', share: 0 } }),
  },
  '100,000 sentences': { quick: false, make: () => pairs(100_000) },
  '300,000 sentences': { quick: false, make: () => pairs(300_000) },
};

interface Outcome {
  readonly sentences: readonly [number, number];
  readonly outcome: string;
  readonly seconds: number;
  readonly phases: Readonly<Record<string, number>>;
  readonly megabytes: number;
  /** The longest time without a word about how far it is. */
  readonly silence: number;
}

const BUILD = join(import.meta.dirname, '../../.vite/build');

/** The threads as they are packaged. */
const bundle: NonNullable<Ports['bundle']> = {
  worker: (name) => join(BUILD, `${name}.js`),
  nativeBinding: join(BUILD, 'better_sqlite3.node'),
  kernel: join(BUILD, 'scan.wasm'),
};

/** Aligns the two files of a folder through a core of its own there. */
async function run(folder: string, cancel: Material['cancel'], bundled: boolean): Promise<Omit<Outcome, 'sentences'>> {
  const core = createCore({ ...testPorts(folder), ...(bundled ? { bundle } : {}) });
  const client = new Client(directTransport(core));
  try {
    const { project } = await client.call('project.create', {
      path: null,
      name: 'Limits',
      sourceLang: 'en',
      targetLang: 'it',
    });
    const phases: Record<string, number> = {};
    const started = performance.now();
    let last = started;
    let silence = 0;
    let cancelled = 0;
    const { job } = (await client.call('align.add', { project, pairs: [files(folder)] })) as { job: string };
    client.transport.on('job.progress', ({ phase, done, total }) => {
      const now = performance.now();
      silence = Math.max(silence, now - last);
      phases[phase] = (phases[phase] ?? 0) + (now - last);
      last = now;
      if (cancel?.phase !== phase || cancelled > 0 || done / (total ?? 1) < cancel.share) return;
      cancelled = now;
      void client.call('job.cancel', { job });
    });
    let outcome: string;
    try {
      const [added] = (await client.outcome(job)) as DocumentInfo[];
      const summary = await client.call('align.summary', { project, document: added!.id });
      const findings = summary.findings.map(({ kind }) => kind).join(' ');
      outcome = `${summary.beads} beads${summary.related ? '' : ', unrelated'}${findings && `, ${findings}`}`;
    } catch (error) {
      outcome = error instanceof Error ? error.message.slice(0, 60) : String(error);
      if (cancelled > 0) outcome = `stopped after ${((performance.now() - cancelled) / 1000).toFixed(1)} s`;
    }
    const ended = performance.now();
    phases['end'] = ended - last;
    return {
      outcome,
      seconds: (ended - started) / 1000,
      phases,
      megabytes: process.resourceUsage().maxRSS / 1000,
      silence: Math.max(silence, ended - last) / 1000,
    };
  } finally {
    await core.close();
  }
}

const files = (folder: string): { source: string; target: string } => ({
  source: join(folder, 'a.en.txt'),
  target: join(folder, 'a.it.txt'),
});

async function inOwnProcess(name: string, bundled: boolean): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'bifronte-limits-'));
  try {
    const { source, target, cancel } = cases[name]!.make();
    const { source: left, target: right } = files(folder);
    writeFileSync(left, source.join('\n\n'));
    writeFileSync(right, target.join('\n\n'));
    const outcome = await new Promise<Omit<Outcome, 'sentences'>>((done, failed) => {
      const child = fork(import.meta.filename, ['--case', folder, JSON.stringify({ cancel, bundled })]);
      child.on('message', (message) => done(message as Outcome));
      child.on('exit', (code) => failed(new Error(`${name}: the process ended with ${code}`)));
    });
    return { ...outcome, sentences: [source.length, target.length] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PHASES = ['job.reading', 'job.learning', 'job.aligning', 'job.saving', 'end'];

const bundled = process.argv.includes('--bundled');
const [option, value, detail = '{}'] = process.argv.slice(2).filter((argument) => argument !== '--bundled');
if (option === '--case' && value !== undefined) {
  const child = JSON.parse(detail) as { readonly cancel?: Material['cancel']; readonly bundled: boolean };
  process.send?.(await run(value, child.cancel, child.bundled));
} else {
  parallel = readParallel() ?? [];
  if (parallel.length === 0) throw new Error('../shared/data/parallel is needed for this benchmark');
  const only = option === '--only' ? value : undefined;
  console.log(
    '| case | sentences | outcome | s | reading, learning, aligning, storing, end | longest silence | peak MB |',
  );
  console.log('|---|--:|---|--:|---|--:|--:|');
  for (const [name, { quick }] of Object.entries(cases)) {
    if (only === undefined ? option === '--quick' && !quick : !name.includes(only)) continue;
    const { sentences, outcome, seconds, phases, megabytes, silence } = await inOwnProcess(name, bundled);
    const parts = PHASES.map((phase) => ((phases[phase] ?? 0) / 1000).toFixed(1)).join(' + ');
    console.log(
      `| ${name} | ${sentences.join(' + ')} | ${outcome} | ${seconds.toFixed(1)} | ${parts} | ${silence.toFixed(1)} s | ${megabytes.toFixed(0)} |`,
    );
  }
}
