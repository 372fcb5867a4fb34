/**
 * Sentence segmentation against Intl.Segmenter and sentencex: share of cases whose segments are all equal, boundary F1
 * on treebanks (as tools/score_seg.py reckons it), and speed. Run: node test/bench/segmentation.ts
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { defaultSrx } from '../../src/shared/text/segmentation/default-srx.ts';
import { segmenter, type Segmenter } from '../../src/shared/text/segmentation/segmenter.ts';

/** The package has no types of its own. */
const sentencex = createRequire(import.meta.url)('sentencex') as {
  readonly segment: (language: string, text: string) => string[];
};

/** The package talks about its work on the console; the table is all that should stand there. */
function quietly<T>(action: () => T): T {
  const { log } = console;
  console.log = () => {};
  try {
    return action();
  } finally {
    console.log = log;
  }
}

const DATA = join(import.meta.dirname, '../../../shared/data');
const SEGMENTATION = join(DATA, 'segmentation');

if (!existsSync(SEGMENTATION)) {
  console.log(`no measurement: ${SEGMENTATION} is absent`);
  process.exit(0);
}

/** Offsets of the ends of sentences in a text. */
type System = (text: string, language: string) => number[];

const ours = new Map<string, Segmenter>();
const systems: Record<string, System> = {
  Bifronte: (text, language) => {
    const made = ours.get(language) ?? segmenter(defaultSrx(), language);
    ours.set(language, made);
    return made.breaks({ text, codes: [] });
  },
  'Intl.Segmenter': (text, language) => {
    const pieces = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
    return Array.from(pieces, ({ index, segment }) => index + segment.length);
  },
  sentencex: (text, language) => {
    const ends: number[] = [];
    let at = 0;
    for (const sentence of quietly(() => sentencex.segment(language, text))) {
      const found = text.indexOf(sentence.trim(), at);
      if (found < 0 || sentence.trim() === '') continue;
      at = found + sentence.trim().length;
      ends.push(at);
    }
    return ends;
  },
};

interface Case {
  readonly lang: string;
  readonly text: string;
  readonly segments: readonly string[];
}

function share(cases: readonly Case[], system: System): number {
  let equal = 0;
  for (const { lang, text, segments } of cases) {
    let from = 0;
    const got = system(text, lang).map((end) => {
      const piece = text.slice(from, end).trim();
      from = end;
      return piece;
    });
    const wanted = segments.map((piece) => piece.trim()).filter((piece) => piece !== '');
    if (JSON.stringify(got.filter((piece) => piece !== '')) === JSON.stringify(wanted)) equal++;
  }
  return (100 * equal) / cases.length;
}

interface Gold {
  readonly lang: string;
  readonly text: string;
  /** UTF-16 offsets. */
  readonly ends: readonly number[];
}

/** White space before an end does not count, nor does the end of the text. */
function inner(text: string, ends: readonly number[]): Set<number> {
  const out = new Set<number>();
  for (const end of ends) out.add(text.slice(0, end).trimEnd().length);
  out.delete(0);
  out.delete(text.trimEnd().length);
  return out;
}

function boundaryF1(golds: readonly Gold[], system: System): number {
  let both = 0;
  let found = 0;
  let wanted = 0;
  for (const { lang, text, ends } of golds) {
    const gold = inner(text, ends);
    const mine = inner(text, system(text, lang));
    found += mine.size;
    wanted += gold.size;
    for (const end of mine) if (gold.has(end)) both++;
  }
  return (200 * both) / (found + wanted);
}

/** The data count code points. */
function utf16Offsets(text: string): number[] {
  const offsets = [0];
  for (const char of text) offsets.push((offsets.at(-1) ?? 0) + char.length);
  return offsets;
}

const rows: { set: string; measure: string; values: number[] }[] = [];
const golds: Gold[] = [];
const all = Object.values(systems);

for (const file of readdirSync(join(SEGMENTATION, 'cases')).filter((name) => name.endsWith('.jsonl'))) {
  const lines = readFileSync(join(SEGMENTATION, 'cases', file), 'utf8')
    .trim()
    .split('\n');
  const cases = lines.map((line) => JSON.parse(line) as Case);
  const values = all.map((system) => share(cases, system));
  rows.push({ set: `${file.replace('.jsonl', '')} (${cases.length})`, measure: 'equal %', values });
}
for (const file of readdirSync(join(SEGMENTATION, 'ud'))) {
  const raw = JSON.parse(readFileSync(join(SEGMENTATION, 'ud', file), 'utf8')) as Gold & { name: string; n: number };
  const offsets = utf16Offsets(raw.text);
  const gold = { lang: raw.lang, text: raw.text, ends: raw.ends.map((end) => offsets[end] as number) };
  golds.push(gold);
  const values = all.map((system) => boundaryF1([gold], system));
  rows.push({ set: `${raw.name} (${raw.n})`, measure: 'boundary F1', values });
}
const aligned = join(DATA, 'alignment/it-en/partut.raw.json');
if (existsSync(aligned)) {
  interface Aligned {
    docs: { it: string; en: string; gold_spans: [[number, number], [number, number]][] }[];
  }
  const { docs } = JSON.parse(readFileSync(aligned, 'utf8')) as Aligned;
  for (const lang of ['it', 'en'] as const) {
    const paragraphs = docs.map((doc): Gold => {
      const offsets = utf16Offsets(doc[lang]);
      const ends = doc.gold_spans.map((bead) => offsets[bead[lang === 'en' ? 0 : 1][1]] as number);
      return { lang, text: doc[lang], ends };
    });
    const values = all.map((system) => boundaryF1(paragraphs, system));
    rows.push({ set: `partut with paragraphs, ${lang}`, measure: 'boundary F1', values });
  }
}
const speeds = all.map((system) => {
  let characters = 0;
  const started = performance.now();
  for (const { lang, text } of golds) {
    for (let from = 0; from < Math.min(text.length, 40_000); from += 1000) {
      const unit = text.slice(from, from + 1000);
      system(unit, lang);
      characters += unit.length;
    }
  }
  return characters / 1000 / (performance.now() - started);
});
rows.push({ set: 'speed, units of 1,000 characters', measure: 'MB/s', values: speeds });

console.log(['set'.padEnd(36), 'measure'.padEnd(12), ...Object.keys(systems).map((n) => n.padStart(15))].join(''));
for (const { set, measure, values } of rows) {
  console.log([set.padEnd(36), measure.padEnd(12), ...values.map((v) => v.toFixed(2).padStart(15))].join(''));
}
