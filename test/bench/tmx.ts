/* oxlint-disable no-console -- a benchmark prints its table */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { createMemoryFile } from '../../src/main/core/store/memory-file.ts';
import type { TranslationUnit } from '../../src/shared/formats/bilingual/model.ts';
import { tmxHeader } from '../../src/shared/formats/tmx/bilingual.ts';
import { TmxReader } from '../../src/shared/formats/tmx/reader.ts';
import { TmxWriter } from '../../src/shared/formats/tmx/writer.ts';
import { XmlByteDecoder } from '../../src/shared/formats/xml/encoding.ts';

// How fast TMX is read, written and imported into a memory, beside the bare XML parser and, where it is installed, xmllint.
// Usage: node test/bench/tmx.ts [UNITS [RUNS]]
// Of each reader the quickest of so many runs is shown, taken in turn, so that a busy machine is unfair to none.

const units = Number(process.argv[2] ?? 100_000);
const runs = Number(process.argv[3] ?? 3);
const folder = mkdtempSync(join(tmpdir(), 'bifronte-bench-'));
const path = join(folder, 'memory.tmx');
const CHUNK = 1 << 18;

/** A reproducible unit of about thirteen words a side, one in eight with codes, one in ten with a prop and a note. */
function makeUnit(number: number): TranslationUnit {
  let seed = (number + 1) * 2_654_435_761;
  const word = (lexicon: readonly string[]): string => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return lexicon[seed % lexicon.length] as string;
  };
  const it = 'il gatto città è già la macchina premere pulsante rosso per avviare contratto articolo perché'.split(' ');
  const en = 'the cat city is already machine press red button to start contract article because “quoted”'.split(' ');
  const sentence = (lexicon: readonly string[]): string => Array.from({ length: 13 }, () => word(lexicon)).join(' ');
  const codes = number % 8 === 0;
  const side = (lang: string, lexicon: readonly string[]): TranslationUnit['variants'][number] => ({
    lang,
    attributes: { creationdate: '20260101T101500Z', creationid: 'ANNA' },
    annotations: [],
    content: codes
      ? {
          text: `\ue000${sentence(lexicon)}\ue001 ${number}`,
          codes: [
            { kind: 'open', id: '1', data: '<b>' },
            { kind: 'close', id: '1', data: '</b>' },
          ],
        }
      : { text: `${sentence(lexicon)} ${number}`, codes: [] },
  });
  return {
    attributes: { tuid: String(number) },
    annotations:
      number % 10 === 0
        ? [
            { kind: 'prop', attributes: { type: 'x-project' }, text: 'P1' },
            { kind: 'note', attributes: {}, text: 'to be checked' },
          ]
        : [],
    variants: [side('it', it), side('en', en)],
  };
}

function writeFile(): number {
  const writer = new TmxWriter();
  const file = openSync(path, 'w');
  let spent = 0;
  let batch = writer.begin(tmxHeader('it', { tool: 'bench', version: '1' }));
  for (let i = 0; i < units; i++) {
    const unit = makeUnit(i);
    const start = performance.now();
    batch += writer.unit(unit);
    spent += performance.now() - start;
    if (batch.length > CHUNK) {
      writeSync(file, batch);
      batch = '';
    }
  }
  writeSync(file, batch + writer.end());
  closeSync(file);
  return spent;
}

function eachChunk(use: (bytes: Uint8Array) => void): void {
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(CHUNK);
  for (let n = readSync(file, buffer); n > 0; n = readSync(file, buffer)) use(buffer.subarray(0, n));
  closeSync(file);
}

/** Imports the file in a process of its own, as the command line does, until everything is on the disk. */
async function importing(): Promise<number> {
  const memory = join(folder, 'memory.bmem');
  (await createMemoryFile(memory, 'bench', { log: () => undefined })).close();
  const script = join(import.meta.dirname, 'tmx-import.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder, memory, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const { ms, peak } = JSON.parse(stdout) as { ms: number; peak: number };
  row('memory import (read, normalise, index, durable)', ms);
  return peak;
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const rows: { what: string; ms: number; microsecondsPerUnit: string; mbPerSecond: string; xmllint: string }[] = [];
const row = (what: string, ms: number, reference = Number.NaN): void => {
  const mb = statSync(path).size / 1e6;
  rows.push({
    what,
    ms: Math.round(ms),
    microsecondsPerUnit: ((ms * 1000) / units).toFixed(2),
    mbPerSecond: ((mb / ms) * 1000).toFixed(0),
    xmllint: Number.isNaN(reference) ? '' : `x ${(ms / reference).toFixed(2)}`,
  });
};

try {
  row('TmxWriter', writeFile());
  let seen = 0;
  let peak = 0;
  const contenders = {
    'xmllint --stream --noout': () => void spawnSync('xmllint', ['--stream', '--noout', path]),
    TmxReader: () => {
      const reader = new TmxReader({ unit: () => seen++ });
      eachChunk((bytes) => {
        reader.push(bytes);
        peak = Math.max(peak, process.memoryUsage.rss());
      });
      reader.end();
    },
    'decoding alone': () => {
      const decoder = new XmlByteDecoder();
      eachChunk((bytes) => decoder.push(bytes));
      decoder.end();
    },
    'saxes alone, no handlers': () => {
      const parser = new SaxesParser({ xmlns: false });
      const decoder = new XmlByteDecoder();
      eachChunk((bytes) => parser.write(decoder.push(bytes)));
      parser.write(decoder.end()).close();
    },
  };
  const best = new Map<string, number>();
  const hasXmllint = !spawnSync('xmllint', ['--version']).error;
  for (let run = 0; run < runs; run++)
    for (const [what, contend] of Object.entries(contenders))
      if (hasXmllint || !what.startsWith('xmllint'))
        best.set(what, Math.min(timed(contend), best.get(what) ?? Number.POSITIVE_INFINITY));
  for (const [what, ms] of best) row(what, ms, best.get('xmllint --stream --noout'));
  if (!hasXmllint) console.log('xmllint is not installed here: no row for it');
  const importPeak = await importing();
  console.log(
    `${units} units, ${(statSync(path).size / 1e6).toFixed(0)} MB, ${seen / runs} read, reading at most ${Math.round(peak / 1e6)} MB, importing at most ${Math.round(importPeak / 1e6)} MB`,
  );
  console.table(rows);
} finally {
  rmSync(folder, { recursive: true });
}
