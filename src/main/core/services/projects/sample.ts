import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bead, BeadStatus } from '../../../../shared/bitext/bead.ts';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { markdownFormat } from '../../../../shared/formats/markdown/markdown-format.ts';
import type { Content } from '../../../../shared/text/content.ts';
import { concat, plain, visibleText } from '../../../../shared/text/content.ts';
import { normalise } from '../../../../shared/text/normalise.ts';
import { countUnits, insertBatch, insertUnit, nextGeneration } from '../../store/memory/units.ts';
import { readBeads } from '../../store/project/beads.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { runCommand } from '../bitext/run.ts';
import { storeDocument } from '../documents/documents.ts';
import { openDocumentFile } from '../documents/open-file.ts';
import { prepareDocument } from '../documents/prepare.ts';
import { sentencesOf } from '../documents/segment.ts';

/**
 * `corpus/sample.json`: the document that is shown first, with the work done on it, and what the memory holds besides
 * the corpus. Targets are written in Markdown, as the document is.
 */
interface Sample {
  /** The file of the document, below the corpus, and the name it gets. */
  readonly document: string;
  readonly name: string;
  /** The document of the corpus that is its earlier edition. */
  readonly earlier: string;
  /** Everything above this sentence is confirmed: by a row below, or else as the earlier edition had it. */
  readonly upTo: string;
  readonly rows: readonly {
    readonly source: string;
    readonly target: string;
    readonly status?: BeadStatus;
    readonly comment?: string;
  }[];
  readonly memory: readonly { readonly source: string; readonly target: string }[];
}

interface GoldSide {
  readonly file: string;
  readonly lang: string;
  readonly sentences: readonly { readonly unit: number; readonly text: string }[];
}

/** The gold alignment of a document of the corpus; see `corpus/README.md`. */
interface Gold {
  readonly source: GoldSide;
  readonly target: GoldSide;
  readonly beads: readonly (readonly [readonly number[], readonly number[]])[];
}

interface Pair {
  readonly source: Content;
  readonly target: Content;
}

const SPACE = plain(' ');

function read<T>(folder: string, file: string): T {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
  } catch {
    const path = join(folder, file);
    throw new CoreError('fileNotFound', `${path}: the sample documents are missing; install Bifronte again`, { path });
  }
}

/** The documents of the corpus with their names, in the order of their names. */
function readCorpus(folder: string): { name: string; gold: Gold }[] {
  const suffix = '.gold.json';
  return readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => ({ name: file.slice(0, -suffix.length), gold: read<Gold>(folder, file) }));
}

/** The sentences of a side with the inline codes of its file; as plain text where the file is cut otherwise. */
function withCodes(corpus: string, { file, lang, sentences }: GoldSide): Content[] {
  const { units } = openDocumentFile(join(corpus, file), undefined).parsed;
  let id = 0;
  const found = sentencesOf(
    units,
    lang,
    undefined,
    () => ++id,
    () => undefined,
  ).map(({ content }) => ({ content, text: normalise(visibleText(content)) }));
  let from = 0;
  return sentences.map(({ text }) => {
    const at = found.findIndex((sentence, i) => i >= from && sentence.text === normalise(text));
    if (at >= 0) from = at + 1;
    return found[at]?.content ?? plain(text);
  });
}

const asText = ({ sentences }: GoldSide): Content[] => sentences.map(({ text }) => plain(text));

function pairsOf(gold: Gold, source: readonly Content[], target: readonly Content[]): Pair[] {
  const joined = (sentences: readonly Content[], numbers: readonly number[]): Content =>
    concat(numbers.flatMap((number, i) => [...(i > 0 ? [SPACE] : []), sentences[number] ?? plain('')]));
  return gold.beads
    .filter((bead) => bead.every((numbers) => numbers.length > 0))
    .map(([from, to]) => ({ source: joined(source, from), target: joined(target, to) }));
}

/** A line of Markdown as content. */
function markdown(text: string): Content {
  return markdownFormat.read(new TextEncoder().encode(text)).units[0]?.content ?? plain(text);
}

/** The target with the codes of the source where they are alike, so that both name them the same way. */
function withCodesOf(source: Content, target: Content): Content {
  const left = [...source.codes];
  const codes = target.codes.map((code) => {
    const at = left.findIndex(({ kind, data }) => kind === code.kind && data === code.data);
    return at < 0 ? code : (left.splice(at, 1)[0] ?? code);
  });
  return { text: target.text, codes };
}

/** Fills a new project: the sample document partly translated, the documents of the corpus, and a memory of theirs. */
export function fillSample(project: WriteConnection, memory: WriteConnection, corpus: string, author: Author): void {
  const sample = read<Sample>(corpus, 'sample.json');
  const documents = readCorpus(corpus).map(({ name, gold }) => {
    const codes = name === sample.earlier;
    const [source, target] = [gold.source, gold.target].map((side) => (codes ? withCodes(corpus, side) : asText(side)));
    return { name, gold, pairs: pairsOf(gold, source ?? [], target ?? []) };
  });
  const earlier = documents.find(({ name }) => name === sample.earlier)?.pairs ?? [];
  const add = (file: string, name?: string): number => {
    const prepared = prepareDocument(project, join(corpus, file), { name }, () => undefined);
    return storeDocument(project, prepared, author).id;
  };
  project.transaction(() => {
    const first = add(sample.document, sample.name);
    translate(project, first, sample, earlier, author);
    for (const { gold } of documents) add(gold.source.file);
  });
  const own = sample.memory.map(({ source, target }) => ({ source: markdown(source), target: markdown(target) }));
  memory.transaction(() => {
    for (const { gold, pairs } of documents) remember(memory, gold.source.file, pairs, author);
    for (const pair of own) remember(memory, sample.name, [pair], author);
  });
}

/** Does what the sample says was done on its document. */
function translate(
  project: WriteConnection,
  document: number,
  { rows, upTo }: Sample,
  earlier: readonly Pair[],
  author: Author,
): void {
  const key = (content: Content): string => normalise(visibleText(content));
  const known = new Map(earlier.map(({ source, target }) => [key(source), target]));
  const beads = readBeads(project, document, 0, Number.MAX_SAFE_INTEGER);
  const textOf = (bead: Bead): string => key(sideContent(bead, 'source'));
  const last = beads.findIndex((bead) => textOf(bead) === upTo);
  beads.forEach((bead, i) => {
    const row = rows.find(({ source }) => source === textOf(bead));
    const found = row ? markdown(row.target) : i < last ? known.get(textOf(bead)) : undefined;
    if (!found) return;
    const content = withCodesOf(sideContent(bead, 'source'), found);
    const status = row?.status ?? 'confirmed';
    if (status === 'confirmed') runCommand(project, document, { type: 'confirm', bead: bead.id, content }, author);
    else {
      runCommand(project, document, { type: 'edit', bead: bead.id, side: 'target', content }, author);
      if (status !== 'draft') runCommand(project, document, { type: 'setStatus', beads: [bead.id], status }, author);
    }
    if (row?.comment !== undefined) {
      runCommand(project, document, { type: 'comment', bead: bead.id, text: row.comment }, author);
    }
  });
}

function remember(memory: WriteConnection, file: string, pairs: readonly Pair[], author: Author): void {
  const batch = insertBatch(memory, { kind: 'import', name: file, at: author.now }, null);
  const generation = nextGeneration(memory);
  const texts = pairs.map(({ source }) => visibleText(source));
  pairs.forEach(({ source, target }, i) => {
    const variant = (lang: string, content: Content) => ({ lang, attributes: {}, annotations: [], content });
    insertUnit(memory, batch, generation, {
      unit: { attributes: {}, annotations: [], variants: [variant('it', source), variant('en', target)] },
      origin: null,
      document: file,
      previous: texts[i - 1] ?? null,
      next: texts[i + 1] ?? null,
      author: null,
      changedAt: author.now,
    });
  });
  countUnits(memory, batch, pairs.length);
}
