import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sideContent } from '../../../../shared/bitext/bead.ts';
import type { Bead } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { plain, visibleText } from '../../../../shared/text/content.ts';
import { normalise } from '../../../../shared/text/normalise.ts';
import { countUnits, insertBatch, insertUnit, nextGeneration } from '../../store/memory/units.ts';
import { readBeads } from '../../store/project/beads.ts';
import type { WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { runCommand } from '../bitext/run.ts';
import { storeDocument } from '../documents/documents.ts';
import { prepareDocument } from '../documents/prepare.ts';

/** The document that is shown first, partly translated. */
const SHOWN = 'news';

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

/** A pair of the corpus: neighbouring source sentences as one text, and their translation. */
interface GoldPair {
  readonly source: readonly string[];
  readonly target: string;
}

function pairsOf(gold: Gold): GoldPair[] {
  return gold.beads
    .map(([source, target]) => ({
      source: source.map((i) => gold.source.sentences[i]?.text ?? ''),
      target: target.map((i) => gold.target.sentences[i]?.text ?? '').join(' '),
    }))
    .filter(({ source, target }) => source.length > 0 && target !== '');
}

function readCorpus(folder: string): { name: string; gold: Gold }[] {
  const suffix = '.gold.json';
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith(suffix))
        .map((file) => file.slice(0, -suffix.length))
    : [];
  if (!names.includes(SHOWN)) {
    throw new CoreError('fileNotFound', `${folder}: the sample documents are missing; install Bifronte again`, {
      path: folder,
    });
  }
  names.sort((a, b) => Number(b === SHOWN) - Number(a === SHOWN) || a.localeCompare(b));
  return names.map((name) => ({
    name,
    gold: JSON.parse(readFileSync(join(folder, `${name}${suffix}`), 'utf8')) as Gold,
  }));
}

/**
 * Fills a new project with the documents of the corpus: the first partly translated, the others as they are, and a
 * memory of what the others and the rest of the first have in translation.
 */
export function fillSample(project: WriteConnection, memory: WriteConnection, corpus: string, author: Author): void {
  const documents = readCorpus(corpus);
  project.transaction(() => {
    for (const { name, gold } of documents) {
      const prepared = prepareDocument(project, join(corpus, gold.source.file), {}, () => undefined);
      const { id } = storeDocument(project, prepared, author);
      if (name === SHOWN) translateBeginning(project, id, pairsOf(gold), author);
    }
  });
  memory.transaction(() => {
    for (const { name, gold } of documents) {
      const pairs = pairsOf(gold);
      const kept = name === SHOWN ? earlierEdition(pairs.slice(Math.ceil(pairs.length / 3))) : pairs;
      remember(memory, gold, kept, author);
    }
  });
}

/** Translates the first third as a translator would leave it: most confirmed, some only translated, a few drafts. */
function translateBeginning(
  project: WriteConnection,
  document: number,
  pairs: readonly GoldPair[],
  author: Author,
): void {
  const beads = readBeads(project, document, 0, Number.MAX_SAFE_INTEGER);
  const some = pairs.slice(0, Math.ceil(pairs.length / 3));
  some.forEach((pair, i) => {
    const run = beadsOf(beads, pair.source);
    const first = run[0];
    if (!first) return;
    if (run.length > 1) {
      runCommand(project, document, { type: 'merge', beads: run.map(({ id }) => id) }, author);
    }
    const bead = readBeads(project, document, 0, Number.MAX_SAFE_INTEGER).find(
      ({ source }) => source[0]?.id === first.source[0]?.id,
    );
    if (!bead) return;
    const content = plain(pair.target);
    if (i % 7 < 5) runCommand(project, document, { type: 'confirm', bead: bead.id, content }, author);
    else {
      runCommand(project, document, { type: 'edit', bead: bead.id, side: 'target', content }, author);
      if (i % 7 === 5) {
        runCommand(project, document, { type: 'setStatus', beads: [bead.id], status: 'translated' }, author);
      }
    }
  });
}

/** The neighbouring beads whose sentences are the given ones; empty when the document was segmented otherwise. */
function beadsOf(beads: readonly Bead[], sentences: readonly string[]): Bead[] {
  const text = (bead: Bead | undefined): string => (bead ? normalise(visibleText(sideContent(bead, 'source'))) : '');
  const start = beads.findIndex((_, at) =>
    sentences.every((sentence, i) => text(beads[at + i]) === normalise(sentence)),
  );
  return start < 0 ? [] : beads.slice(start, start + sentences.length);
}

/** What an earlier report on the same matter had: some sentences word for word, others with other figures. */
function earlierEdition(pairs: readonly GoldPair[]): GoldPair[] {
  return pairs.flatMap((pair, i) => {
    if (i % 4 === 0) return [pair];
    const figure = pair.source
      .join(' ')
      .match(/\b\d{1,4}\b/g)
      ?.find((number) => pair.target.includes(number));
    if (figure === undefined) return [];
    const other = String(Number(figure) + 1);
    const change = (text: string): string => text.replaceAll(new RegExp(`\\b${figure}\\b`, 'g'), other);
    return [{ source: pair.source.map(change), target: change(pair.target) }];
  });
}

function remember(memory: WriteConnection, gold: Gold, pairs: readonly GoldPair[], author: Author): void {
  const { file, lang } = gold.source;
  const batch = insertBatch(memory, { kind: 'import', name: file, at: author.now }, null);
  const generation = nextGeneration(memory);
  const texts = pairs.map(({ source }) => source.join(' '));
  pairs.forEach(({ target }, i) => {
    const variant = (language: string, text: string) => ({
      lang: language,
      attributes: {},
      annotations: [],
      content: plain(text),
    });
    insertUnit(memory, batch, generation, {
      unit: {
        attributes: {},
        annotations: [],
        variants: [variant(lang, texts[i] ?? ''), variant(gold.target.lang, target)],
      },
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
