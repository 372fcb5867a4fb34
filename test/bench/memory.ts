/**
 * Lookup in a translation memory: the scan kernel beside a naive scan and a full-text index, on generated text and on
 * ../shared/data/tm.
 *
 * Usage: npm run bench:memory -- [--quick]
 *
 * Times are CPU time of one thread. "naive" compares the query with every unit whose length does not rule it out, by
 * the package fastest-levenshtein. "FTS5" takes the 100 units with the best bm25 rank for any word of the query and
 * scores those. Recall counts the units that reach the threshold; the naive scan says which.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { distance } from 'fastest-levenshtein';
import { storeColumns } from '../../src/main/core/memory/column-store.ts';
import { columns as columnTable } from '../../src/main/core/store/migrations/memory/002-columns.ts';
import { ColumnIndex } from '../../src/main/core/memory/column-index.ts';
import { compileKernel } from '../../src/main/core/memory/kernel.ts';
import { openForReading, openForWriting } from '../../src/main/core/store/sqlite.ts';
import { matchText } from '../../src/shared/matching/normal.ts';
import { baseOf, baseScore } from '../../src/shared/matching/score.ts';
import { plain } from '../../src/shared/text/content.ts';
import { generateMemory, generateQueries, Sentences } from './memory-material.ts';

const quick = process.argv.includes('--quick');
const THRESHOLDS = [85, 75, 70];
const log = (): undefined => undefined;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Material {
  readonly name: string;
  readonly texts: readonly string[];
  readonly queries: readonly string[];
}

function generated(): Material {
  const size = quick ? 100_000 : 1_000_000;
  const sentences = new Sentences(2026);
  const texts = generateMemory(sentences, size);
  const queries = generateQueries(sentences, texts, quick ? 100 : 300);
  return { name: `generated, ${size.toLocaleString('en')} units`, texts, queries };
}

function real(): Material | undefined {
  const folder = new URL('../../../shared/data/tm/', import.meta.url);
  if (!existsSync(folder)) return undefined;
  const tmx = gunzipSync(readFileSync(new URL('tm-100k.tmx.gz', folder))).toString();
  const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  const texts = Array.from(tmx.matchAll(/xml:lang="en-US"><seg>(.*?)<\/seg>/gs), ([, seg = '']) => {
    const text = seg
      .replace(/<(ph|bpt|ept|it)\b[^>]*>.*?<\/\1>/gs, '\u0001')
      .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '');
    return matchText(plain(text)).replaceAll('\u0001', '\ue000');
  });
  const lines = readFileSync(new URL('queries.jsonl', folder), 'utf8').trimEnd().split('\n');
  const queries = lines
    .filter((_, i) => i % (quick ? 30 : 5) === 0)
    .map((line) => matchText(plain((JSON.parse(line) as { query: string }).query)));
  return { name: `software manuals, ${texts.length.toLocaleString('en')} units`, texts, queries };
}

function cpu<T>(action: () => T): { ms: number; value: T } {
  const start = process.cpuUsage();
  const value = action();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, value };
}

function percentile(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number).toFixed(2);
}

const key = (ids: readonly number[]): string => ids.toSorted((a, b) => a - b).join(' ');

function run({ name, texts, queries }: Material): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-memory-'));
  const path = join(folder, 'memory.db');
  const kernel = compileKernel();
  const read = (ids: readonly number[]): (string | undefined)[] => ids.map((id) => texts[id - 1]);
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  print(`\n## ${name}, ${(characters / texts.length).toFixed(0)} characters on average, ${queries.length} queries\n`);

  const built = new ColumnIndex(kernel, read);
  const building = cpu(() => built.build(texts.map((text, i) => ({ id: i + 1, text }))));
  new Database(path).exec(columnTable.sql).close();
  const writer = openForWriting(path, { log });
  const storing = cpu(() => storeColumns(writer, 'it', 1, built.columns));
  writer.close();
  const reader = openForReading(path, { log });
  const loadings = Array.from({ length: 5 }, () => {
    const index = new ColumnIndex(kernel, read);
    const started = performance.now();
    const { ms } = cpu(() => index.load(reader, 'it'));
    return { index, ms, elapsed: performance.now() - started };
  }).toSorted((a, b) => a.elapsed - b.elapsed);
  const { index, ms, elapsed } = loadings[2] as (typeof loadings)[number];
  print(
    `columns: built in ${building.ms.toFixed(0)} ms, stored in ${storing.ms.toFixed(0)} ms, loaded in ${ms.toFixed(0)} ms ` +
      `(${elapsed.toFixed(0)} ms elapsed, median of 5), ${(index.size / 1e6).toFixed(0)} MB\n`,
  );

  // The engine's optimising compiler needs a few calls before it replaces the first, quickly made code.
  for (const query of queries.slice(0, 20)) index.lookup(query, 70, Infinity);
  print(
    '| threshold | scan p50 ms | scan p95 ms | naive p50 ms | naive p95 ms | naive / scan (p50) | scan = naive | FTS5 p50 ms | FTS5 p95 ms | FTS5 recall |',
  );
  print('|---|---|---|---|---|---|---|---|---|---|');
  const sample = queries.filter((_, i) => i % Math.ceil(queries.length / (quick ? 12 : 30)) === 0);
  const fts = fullText(texts);
  for (const threshold of THRESHOLDS) {
    const times = queries.map((query) => cpu(() => index.lookup(query, threshold, Infinity)).ms);
    const naive = sample.map((query) => cpu(() => naiveScan(texts, query, threshold)));
    const candidates = sample.map((query) =>
      cpu(() => fts(query).filter((id) => baseScore(query, texts[id - 1] as string) >= threshold)),
    );
    let same = 0;
    let wanted = 0;
    let recalled = 0;
    sample.forEach((query, i) => {
      const truth = naive[i]?.value ?? [];
      const ids = index.lookup(query, threshold, Infinity).map(({ id }) => id);
      if (key(ids) === key(truth)) same++;
      wanted += truth.length;
      const known = new Set(candidates[i]?.value);
      recalled += truth.filter((id) => known.has(id)).length;
    });
    const naiveTimes = naive.map(({ ms }) => ms);
    const ftsTimes = candidates.map(({ ms }) => ms);
    const sampleTimes = sample.map((query) => cpu(() => index.lookup(query, threshold, Infinity)).ms);
    const ratio = Number(percentile(naiveTimes, 0.5)) / Number(percentile(sampleTimes, 0.5));
    print(
      `| ${threshold} % | ${percentile(times, 0.5)} | ${percentile(times, 0.95)} | ${percentile(naiveTimes, 0.5)} | ` +
        `${percentile(naiveTimes, 0.95)} | ${ratio.toFixed(0)} | ${same} of ${sample.length} | ${percentile(ftsTimes, 0.5)} | ` +
        `${percentile(ftsTimes, 0.95)} | ${recalled} of ${wanted} |`,
    );
  }
  reader.close();
  rmSync(folder, { recursive: true });
}

function naiveScan(texts: readonly string[], query: string, threshold: number): number[] {
  const ids: number[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] as string;
    const longest = Math.max(query.length, text.length);
    if (baseOf(Math.abs(query.length - text.length), longest) < threshold) continue;
    if (baseOf(distance(query, text), longest) >= threshold) ids.push(i + 1);
  }
  return ids;
}

/** Takes the 100 best-ranked units for any word of the query. */
function fullText(texts: readonly string[]): (query: string) => number[] {
  const database = new Database(':memory:');
  database.exec("CREATE VIRTUAL TABLE unit USING fts5(text, content = '', tokenize = 'unicode61 remove_diacritics 0')");
  const insert = database.prepare('INSERT INTO unit (rowid, text) VALUES (?, ?)');
  database.transaction(() => texts.forEach((text, i) => insert.run(i + 1, text)))();
  const select = database.prepare('SELECT rowid FROM unit WHERE unit MATCH ? ORDER BY rank LIMIT 100').pluck();
  return (query) => {
    const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.length === 0 ? [] : (select.all(words.map((word) => `"${word}"`).join(' OR ')) as number[]);
  };
}

print(`Node ${process.version}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}, one thread`);
run(generated());
const manuals = real();
if (manuals) run(manuals);
else print('\n../shared/data/tm is not here: the software manuals are left out.');
