import type { AlignmentInput } from '../../../../shared/alignment/align.ts';
import type { AlignDocument } from '../../../../shared/alignment/documents.ts';
import { learnWordTable } from '../../../../shared/alignment/learn-words.ts';
import type { TranslatedText } from '../../../../shared/alignment/learn-words.ts';
import type { WordTable } from '../../../../shared/alignment/word-table.ts';
import { SURE, isOneSided } from '../../../../shared/bitext/aligned.ts';
import { isMarked, sideContent } from '../../../../shared/bitext/bead.ts';
import { primaryLanguage } from '../../../../shared/formats/bilingual/language.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { readCounter } from '../../store/meta.ts';
import type { LanguagePair, WordTableRow } from '../../store/project/alignment.ts';
import {
  putWordTable,
  readAlignment,
  readWordTable,
  readWordTables,
  removeWordTable,
} from '../../store/project/alignment.ts';
import { iterateBeads } from '../../store/project/beads.ts';
import { lastSeq } from '../../store/project/changes.ts';
import { readDocuments } from '../../store/project/documents.ts';
import { readAttachments } from '../../store/project/memories.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import { dictionaryFor } from './dictionary.ts';

/**
 * What a project knows about the words of two languages (ALIGNMENT section 3.5, pooling): one table for each document
 * and each memory, renewed when what it was learnt from has changed, and added up when a document is aligned.
 */

const originOfDocument = (document: number): string => `document:${document}`;
const originOfMemory = (path: string): string => `memory:${path}`;

/** Units of a memory that are read to learn its words. */
const MEMORY_UNITS = 40_000;
/** Beads or units with fewer than this teach nothing worth a table of its own. */
const FEW = 5;

/** Tables by project file and number, so that a word that is pointed at does not read them all again. */
const cache = new Map<string, WordTable>();
const CACHED = 64;

function cachedTable(project: ReadConnection, { id, origin, stamp }: WordTableRow): WordTable[] {
  const key = [project.path, id, origin, stamp].join('\n');
  const known = cache.get(key);
  if (known) return [known];
  const table = readWordTable(project, id);
  if (!table) return [];
  if (cache.size >= CACHED) cache.clear();
  cache.set(key, table);
  return [table];
}

/** All word tables of a pair of languages but that of document `without`. */
export function wordTables(project: ReadConnection, languages: LanguagePair, without?: number): WordTable[] {
  const excluded = without === undefined ? undefined : originOfDocument(without);
  const removed = new Set(
    project.all<{ id: number }>('SELECT id FROM document WHERE removed = 1').map(({ id }) => originOfDocument(id)),
  );
  return readWordTables(project, languages)
    .filter(({ origin }) => origin !== excluded && !removed.has(origin))
    .flatMap((row) => cachedTable(project, row));
}

/** Documents and what the project knows about their words, but for what it knows from document `without` itself. */
export function alignmentInput(
  project: ReadConnection,
  languages: LanguagePair,
  documents: readonly AlignDocument[],
  without?: number,
): AlignmentInput {
  return {
    documents,
    languages: [languages.sourceLang, languages.targetLang],
    tables: wordTables(project, languages, without),
    dictionary: dictionaryFor(project, languages, documents),
  };
}

/** Keeps what the alignment of a document has taught. */
export function keepTable(project: WriteConnection, languages: LanguagePair, document: number, table: WordTable): void {
  putWordTable(project, languages, originOfDocument(document), String(lastSeq(project, document)), table);
}

/**
 * Pairs of a document that are right as far as anybody knows: confirmed, or as sure as the aligner gets, which means
 * nothing where the texts as a whole do not look like translations of each other.
 */
function rightPairs(project: ReadConnection, document: number): TranslatedText[] {
  const related = readAlignment(project, document)?.related ?? true;
  const pairs: TranslatedText[] = [];
  for (const bead of iterateBeads(project, document)) {
    if (isOneSided(bead) || isMarked(bead, 'excluded')) continue;
    const sure = related && bead.confidence !== null && bead.confidence >= SURE;
    if (bead.status !== 'confirmed' && !sure) continue;
    pairs.push({ source: visibleText(sideContent(bead, 'source')), target: visibleText(sideContent(bead, 'target')) });
  }
  return pairs;
}

/** Source and target texts of a memory in two languages, thinned out evenly when it is large. */
export function memoryPairs(memory: ReadConnection, { sourceLang, targetLang }: LanguagePair): TranslatedText[] {
  const units = readCounter(memory, 'units');
  const every = Math.max(1, Math.ceil(units / MEMORY_UNITS));
  return memory.all<TranslatedText>(
    `SELECT s.text AS source, t.text AS target FROM variant AS s JOIN variant AS t ON t.unit = s.unit
     WHERE s.language = ? AND t.language = ? AND s.id <> t.id AND s.unit % ? = 0`,
    primaryLanguage(sourceLang),
    primaryLanguage(targetLang),
    every,
  );
}

/**
 * Learns again from what has changed since: aligned documents with beads confirmed or repaired, and the readable
 * memories. `progress` is told how many of how many are done; it may throw to stop.
 */
export function refreshTables(
  project: WriteConnection,
  languages: LanguagePair,
  openMemory: (path: string) => ReadConnection,
  progress: (done: number, total: number) => void,
): void {
  const known = new Map(readWordTables(project, languages).map(({ origin, stamp }) => [origin, stamp]));
  const due: (() => void)[] = [];
  const learn = (origin: string, stamp: string, pairs: () => TranslatedText[]): void => {
    if (known.get(origin) === stamp) return;
    due.push(() => {
      const texts = pairs();
      if (texts.length < FEW) {
        project.transaction(() => removeWordTable(project, languages, origin));
        return;
      }
      const table = learnWordTable(texts, [languages.sourceLang, languages.targetLang]);
      project.transaction(() => putWordTable(project, languages, origin, stamp, table));
    });
  };
  for (const document of readDocuments(project)) {
    const { id, kind, sourceLang, targetLang } = document;
    if (sourceLang !== languages.sourceLang || targetLang !== languages.targetLang) continue;
    if (kind !== 'alignment') continue;
    learn(originOfDocument(id), String(lastSeq(project, id)), () => rightPairs(project, id));
  }
  for (const { path, readable } of readAttachments(project)) {
    if (!readable) continue;
    const memory = openedOrNull(openMemory, path);
    if (memory === null || readCounter(memory, 'units') === 0) continue;
    learn(originOfMemory(path), String(readCounter(memory, 'generation')), () => memoryPairs(memory, languages));
  }
  due.forEach((run, i) => {
    progress(i, due.length);
    run();
  });
}

/** A memory that is missing or damaged teaches nothing; that is told where memories are shown. */
function openedOrNull(open: (path: string) => ReadConnection, path: string): ReadConnection | null {
  try {
    return open(path);
  } catch {
    return null;
  }
}
