import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { align } from '../../../../shared/alignment/align.ts';
import type { FilePair, FilePairs } from '../../../../shared/contract/align.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import { documentFormats } from '../../../../shared/formats/registry.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { languageInName, stemOf } from './file-names.ts';
import { pairInput } from './file-pair.ts';
import type { SegmentedFile } from './prepare-side.ts';
import { segmentFile } from './prepare-side.ts';

/** Sentences at the beginning of two files by which it is judged whether they belong together. */
const GLANCE = 80;
/** Files of one side that are compared by content when their names say nothing. */
const COMPARED = 60;
/** Share of rarer words, numbers and names two texts must have in common to be tried as a pair. */
const ALIKE = 0.02;

const EXTENSIONS = new Set(documentFormats.flatMap(({ extensions }) => extensions.map((extension) => `.${extension}`)));

function documentsIn(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CoreError('fileNotFound', `${folder}: there is no such folder; check the name`, { path: folder });
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.') && EXTENSIONS.has(extname(entry.name).toLowerCase()),
    )
    .map(({ name }) => join(folder, name))
    .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}

/** Files read once, however often they are compared; null for those that cannot be read. */
class Glances {
  readonly #files = new Map<string, SegmentedFile | null>();
  readonly #srx: unknown;

  constructor(srx: unknown) {
    this.#srx = srx;
  }

  of(path: string, language: string): SegmentedFile | null {
    const known = this.#files.get(path);
    if (known !== undefined) return known;
    let file: SegmentedFile | null = null;
    try {
      file = segmentFile(path, { language, srx: this.#srx });
    } catch {
      // What is wrong with the file is told when it is opened.
    }
    this.#files.set(path, file);
    return file;
  }
}

/**
 * Whether the beginnings of two files look like translations of each other; null when one cannot be read, or has too
 * little in it to tell.
 */
function lookRelated(
  source: SegmentedFile | null,
  target: SegmentedFile | null,
  languages: LanguagePair,
): boolean | null {
  if (!source || !target) return null;
  const glance = (side: SegmentedFile): SegmentedFile => ({ ...side, sentences: side.sentences.slice(0, GLANCE) });
  const { documents } = align({
    documents: [pairInput({ source: glance(source), target: glance(target) })],
    languages: [languages.sourceLang, languages.targetLang],
  });
  const relation = documents[0]?.relation;
  return relation === 'undecided' ? null : relation === 'related';
}

/** Numbers and longer words of a text: what translations have in common, such as names, dates and amounts. */
function signature(file: SegmentedFile): Set<string> {
  const words = new Set<string>();
  for (const { content } of file.sentences) {
    for (const [word] of content.text.matchAll(/\p{N}[\p{N}.,]*\p{N}|\p{N}+|\p{Lu}[\p{L}\p{M}]{2,}/gu)) {
      words.add(word.toLowerCase());
    }
  }
  return words;
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common++;
  return common / Math.max(1, a.size + b.size - common);
}

/**
 * Proposes which documents of two folders belong together: those of one name but for the language, and among the rest
 * those whose contents agree. Both folders may be one: then the language in the names tells the sides apart.
 */
export function pairFiles(source: string, target: string, languages: LanguagePair, srx: unknown): FilePairs {
  const codes = [primaryLanguage(languages.sourceLang), primaryLanguage(languages.targetLang)];
  const inLanguage = (files: readonly string[], own: string | undefined): string[] =>
    files.filter((file) => {
      const named = languageInName(file, codes);
      return named === own || (named === null && source !== target);
    });
  const sources = inLanguage(documentsIn(source), codes[0]);
  const targets = inLanguage(documentsIn(target), codes[1]);
  const glances = new Glances(srx);
  const pairs: FilePair[] = [];
  const free = new Set(targets);
  const rest: string[] = [];
  const confirm = (a: string, b: string): boolean | null =>
    lookRelated(glances.of(a, languages.sourceLang), glances.of(b, languages.targetLang), languages);
  for (const file of sources) {
    const stem = stemOf(file, codes);
    const named = [...free].filter((other) => stemOf(other, codes) === stem);
    const match = named.find((other) => extname(other) === extname(file)) ?? named[0];
    if (match === undefined) {
      rest.push(file);
      continue;
    }
    free.delete(match);
    pairs.push({ source: file, target: match, by: 'name', confirmed: confirm(file, match) });
  }
  const alone = pairByContent(rest.slice(0, COMPARED), [...free].slice(0, COMPARED), glances, languages);
  for (const pair of alone) free.delete(pair.target);
  const paired = new Set(alone.map((pair) => pair.source));
  return {
    pairs: [...pairs, ...alone],
    alone: [...rest.filter((file) => !paired.has(file)), ...free],
  };
}

function pairByContent(
  sources: readonly string[],
  targets: readonly string[],
  glances: Glances,
  languages: LanguagePair,
): FilePair[] {
  const signed = (files: readonly string[], language: string): { path: string; words: Set<string> }[] =>
    files.flatMap((path) => {
      const file = glances.of(path, language);
      return file ? [{ path, words: signature(file) }] : [];
    });
  const others = signed(targets, languages.targetLang);
  const candidates = signed(sources, languages.sourceLang)
    .flatMap((a) => others.map((b) => ({ source: a.path, target: b.path, score: likeness(a.words, b.words) })))
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score);
  const pairs: FilePair[] = [];
  const used = new Set<string>();
  for (const { source, target } of candidates) {
    if (used.has(source) || used.has(target)) continue;
    const related = lookRelated(
      glances.of(source, languages.sourceLang),
      glances.of(target, languages.targetLang),
      languages,
    );
    if (related !== true) continue;
    used.add(source);
    used.add(target);
    pairs.push({ source, target, by: 'content', confirmed: true });
  }
  return pairs;
}
