import type { TranslatedText } from '../../../../shared/alignment/learn-words.ts';
import { learnWordTable } from '../../../../shared/alignment/learn-words.ts';
import { wordEvidence } from '../../../../shared/alignment/word-evidence.ts';
import type { WordLink } from '../../../../shared/alignment/word-links.ts';
import { linkWords } from '../../../../shared/alignment/word-links.ts';
import { readCounter } from '../../store/meta.ts';
import type { ReadConnection } from '../../store/sqlite.ts';
import type { LanguagePair } from '../memory-edit/candidates.ts';
import { candidatesOf } from '../memory-edit/candidates.ts';
import type { Source } from './lookup.ts';

type Range = readonly [number, number];

export interface FoundText extends TranslatedText {
  /** Where the words that were looked for stand in the searched side, in UTF-16 units. */
  readonly ranges: readonly Range[];
}

/** Units read beside the hits, so that words that stand in every sentence are told from the translation. */
const SAMPLE = 600;
/** Longer texts are not linked word by word: that would take longer than reading them. */
const LONGEST = 2_000;
const KEPT = 16;
/** A counterpart has at least this share of the strength of the word's closest. */
const CLOSE = 0.7;

/** Samples by memory, languages and state of the memory. */
const samples = new Map<string, readonly TranslatedText[]>();

function sampleOf(memory: ReadConnection, pair: LanguagePair): readonly TranslatedText[] {
  const key = [memory.path, pair.sourceLang, pair.targetLang, readCounter(memory, 'generation')].join('\n');
  const known = samples.get(key);
  if (known) return known;
  const last = memory.get<{ id: number | null }>('SELECT max(id) AS id FROM unit')?.id ?? 0;
  const size = Math.min(SAMPLE, last);
  const spread = Array.from({ length: size }, (_, k) => 1 + Math.floor((k * last) / size));
  const texts = candidatesOf(memory, spread, pair).flatMap(({ source, target }) =>
    source && target && source.text.length <= LONGEST && target.text.length <= LONGEST
      ? [{ source: source.text, target: target.text }]
      : [],
  );
  if (samples.size >= KEPT) samples.clear();
  samples.set(key, texts);
  return texts;
}

/**
 * Where the found words are likely to be translated on the other side of each hit, learnt from the hits themselves and
 * a sample of the memories (see `learnWordTable`); no range where nothing is likely, or the memories are too small to tell.
 */
export function counterparts(
  hits: readonly FoundText[],
  { side, ...pair }: LanguagePair & { readonly side: 'source' | 'target' },
  sources: readonly Source[],
): Range[][] {
  const other = side === 'source' ? 'target' : 'source';
  const languages = [pair.sourceLang, pair.targetLang] as const;
  const usable = (hit: FoundText): boolean => hit.source.length <= LONGEST && hit.target.length <= LONGEST;
  const texts = [...hits.filter(usable), ...sources.flatMap(({ connection }) => sampleOf(connection, pair))];
  const table = learnWordTable(texts, languages);
  const evidence = wordEvidence(texts, languages);
  return hits.map((hit) => {
    if (!usable(hit)) return [];
    const all = linkWords(hit.source, hit.target, languages, [table]);
    const links = all.filter((link) => hit.ranges.some(([from, to]) => link[side].start < to && link[side].end > from));
    // Words that go with many others, such as articles, are linked to many and to none closely.
    const [closest, rivals] = [strongest(links, side), strongest(all, other)];
    const close = links.filter(
      ({ strength, ...link }) =>
        strength >= CLOSE * (closest.get(link[side].start) ?? 0) && strength >= (rivals.get(link[other].start) ?? 0),
    );
    const alike = looksOf(hit, languages);
    const sure = close.filter(({ source, target }) => {
      const [from, to] = [hit.source.slice(source.start, source.end), hit.target.slice(target.start, target.end)];
      return evidence(from, to) || alike.has(`${source.start} ${target.start}`);
    });
    const ranges = sure.map((link): Range => [link[other].start, link[other].end]).sort((a, b) => a[0] - b[0]);
    // Several words may have one counterpart.
    return ranges.filter(([from], i) => i === 0 || from >= (ranges[i - 1]?.[1] ?? 0));
  });
}

/** Where words stand that translate each other by their looks, whatever the memories say: names, numbers, cognates. */
function looksOf(hit: TranslatedText, languages: readonly [string, string]): ReadonlySet<string> {
  const links = linkWords(hit.source, hit.target, languages, []);
  return new Set(links.map(({ source, target }) => `${source.start} ${target.start}`));
}

/** The strength of the strongest link of each word of a side, by where the word stands. */
function strongest(links: readonly WordLink[], side: 'source' | 'target'): ReadonlyMap<number, number> {
  const out = new Map<number, number>();
  for (const link of links) out.set(link[side].start, Math.max(out.get(link[side].start) ?? 0, link.strength));
  return out;
}
