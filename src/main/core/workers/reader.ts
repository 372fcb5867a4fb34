import { BroadcastChannel, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { NamesOf, OutputOf, ParsedInputOf } from '../../../shared/contract/contract.ts';
import { primaryLanguage } from '../../../shared/formats/bilingual/language.ts';
import { beadLinks } from '../services/alignment/links.ts';
import { opinions } from '../services/alignment/opinions.ts';
import { pairFiles } from '../services/alignment/pair-files.ts';
import { previewAlignment } from '../services/alignment/preview.ts';
import { alignmentSummary } from '../services/alignment/summary.ts';
import { listWordLists } from '../services/alignment/word-lists.ts';
import { loadPage, readHistory } from '../services/bitext/read.ts';
import { listDocuments } from '../services/documents/documents.ts';
import { listFolder, readTextFile } from '../services/files.ts';
import { MemoryReaders } from '../services/memories/connections.ts';
import { concordance } from '../services/memories/concordance.ts';
import { counterparts } from '../services/memories/counterparts.ts';
import { listMemories } from '../services/memories/describe.ts';
import { scanIndexes } from '../services/memories/fuzzy-index.ts';
import { IndexCache } from '../services/memories/index-cache.ts';
import type { Source } from '../services/memories/lookup.ts';
import { lookup } from '../services/memories/lookup.ts';
import { lookupInFile } from '../services/memories/file-lookup.ts';
import { listBatches } from '../services/memories/batches.ts';
import { memoryStats } from '../services/memories/stats.ts';
import { TextSearch } from '../services/memories/text-search.ts';
import { WarmUp } from '../services/memories/warm-up.ts';
import { readProjectFacts } from '../services/projects/facts.ts';
import { readFacets } from '../services/memory-edit/facets.ts';
import { MemoryResults } from '../services/memory-edit/results.ts';
import { projectInfo } from '../services/projects/info.ts';
import { authorName, readSettings, recentProjects } from '../services/settings.ts';
import { requireDocument } from '../store/project/documents.ts';
import type { ReviewReader } from '../services/review/review-reader.ts';
import { listVersions } from '../services/versions/versions.ts';
import { listBackups } from '../store/backup.ts';
import { readProjectFile } from '../store/project-file.ts';
import type { ReadConnection } from '../store/sqlite.ts';
import type { WorkerConfig } from './protocol.ts';
import { cancelChannel, PLAN, RELEASE, STALE_COLUMNS } from './protocol.ts';
import { entryOf, report, serve, sqliteOptions } from './serve.ts';

/** A worker that answers questions; its connections cannot write. */

type Handlers = {
  readonly [K in NamesOf<'read'>]: (input: ParsedInputOf<K>) => OutputOf<K> | Promise<OutputOf<K>>;
};

const config = workerData as WorkerConfig;
const options = sqliteOptions(config);
const memories = new MemoryReaders(options);
const onStale = (memory: string): void => report({ type: 'event', event: STALE_COLUMNS, payload: memory });
const texts = new TextSearch(onStale);
const results = new MemoryResults(memories.open, texts);
const warmUp = new WarmUp({
  open: memories.open,
  texts,
  later: (action, delay) => void setTimeout(action, delay).unref(),
  now: () => performance.now(),
  log: options.log,
});
const indexes = new IndexCache(
  scanIndexes({ kernel: config.kernel, worker: entryOf(config.entries.scan), options }),
  onStale,
);
const projects = new Map<string, ReadConnection>();

/** The connection to a project; the main thread has made sure that the writer has it open. */
function read(project: string): ReadConnection {
  let connection = projects.get(project);
  if (!connection) {
    connection = readProjectFile(project, options);
    projects.set(project, connection);
  }
  return connection;
}

async function release(project: string): Promise<null> {
  const connection = projects.get(project);
  projects.delete(project);
  connection?.close();
  (await review)?.release(project);
  warmUp.stop();
  await indexes.releaseAll();
  memories.releaseAll();
  texts.clear();
  return null;
}

let review: Promise<ReviewReader> | undefined;

/** Tickets of comparisons that were given up, until these are over. */
function watchCancelled(): (ticket: string) => boolean {
  const cancelled = new Set<string>();
  const channel = new BroadcastChannel(cancelChannel(config.core));
  channel.unref();
  const note = (ticket: unknown): void => {
    // Those whose comparison was over already are never asked for; they must not pile up.
    if (cancelled.size >= 100) cancelled.clear();
    cancelled.add(String(ticket));
  };
  // Node documents that channels can be read like ports; its types do not say so.
  const port = channel as unknown as MessagePort;
  channel.onmessage = ({ data }) => note(data);
  return (ticket) => {
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) note(next.message);
    return cancelled.delete(ticket);
  };
}

/** Loaded when first needed, as the grid's reader never does. */
function reviewer(): Promise<ReviewReader> {
  review ??= import('../services/review/review-reader.ts').then(
    (module) =>
      new module.ReviewReader({
        read,
        options,
        srx: () => readSettings(config.dataFolder)['srx'],
        author: () => ({ who: authorName(config.dataFolder), now: Date.now() }),
        isCancelled: watchCancelled(),
        progress: (ticket, done, total) =>
          report({ type: 'event', event: 'review.progress', payload: { ticket, done, total } }),
      }),
  );
  return review;
}

/** The readable memories of a project that can be used now, most important first. */
function sources(project: ReadConnection): Source[] {
  return listMemories(project, memories.open)
    .filter(({ readable, problem }) => readable && problem === null)
    .map(({ path, name, penalty }) => ({ connection: memories.open(path), name, penalty }));
}

function languagesOf(project: ReadConnection, document: number | null): { sourceLang: string; targetLang: string } {
  const { sourceLang, targetLang } = document === null ? readProjectFacts(project) : requireDocument(project, document);
  return { sourceLang, targetLang };
}

/** The user's own segmentation rules, if there are any. */
const userRules = (): unknown => readSettings(config.dataFolder)['srx'];

const handlers: Handlers = {
  'settings.get': () => readSettings(config.dataFolder),
  'files.list': ({ folder }) => listFolder(folder, config.documentsFolder),
  'files.readText': ({ path }) => readTextFile(path),

  'project.info': ({ project }) => projectInfo(read(project), memories.open),
  'project.backups': ({ path }) => listBackups(path),
  'project.recent': () => recentProjects(config.dataFolder),

  'document.preview': async ({ path, encoding }) => {
    // Loaded when first needed, so that the reader of the grid starts without the formats.
    const { previewDocument } = await import('../services/documents/prepare.ts');
    return previewDocument(path, encoding, readSettings(config.dataFolder)['srx']);
  },
  'document.list': ({ project }) => listDocuments(read(project)),

  'bitext.load': ({ project, document, from, count }) => loadPage(read(project), document, from, count),
  'bitext.history': ({ project, document, bead, limit }) => readHistory(read(project), document, bead, limit),

  'align.preview': ({ source, target, ...languages }) => previewAlignment(source, target, languages, userRules()),
  'align.pairs': ({ source, target, ...languages }) => pairFiles(source, target, languages, userRules()),
  'align.links': ({ project, document, source, target }) => beadLinks(read(project), document, source, target),
  'align.opinions': ({ project, document, beads }) => opinions(read(project), document, beads),
  'align.summary': ({ project, document }) => alignmentSummary(read(project), document),
  'align.wordLists': ({ project }) => listWordLists(read(project)),

  'versions.list': ({ project, document }) => listVersions(read(project), document),
  'versions.check': async ({ project, document }) => (await reviewer()).check(project, document),
  'review.compare': async (input) => (await reviewer()).compare(input),
  'versions.series': async ({ project, document }) => (await reviewer()).series(project, document),
  'review.documents': async ({ path }) => (await reviewer()).documents(path),
  'review.changes': async (input) => (await reviewer()).changes(input),
  'review.mergePreview': async (input) => (await reviewer()).mergePreview(input),
  'review.sourcePreview': async (input) => (await reviewer()).sourcePreview(input),
  'review.sourceNotes': async ({ project, document }) => (await reviewer()).sourceNotes(project, document),

  'memory.list': ({ project }) => listMemories(read(project), memories.open),
  'memory.lookup': ({ project, document, ...query }) => {
    const connection = read(project);
    return lookup({ ...query, ...languagesOf(connection, document) }, sources(connection), indexes);
  },
  'memory.concordance': ({ project, wholeWords = false, ...search }) => {
    const connection = read(project);
    return concordance({ ...search, wholeWords, ...languagesOf(connection, null) }, sources(connection), texts);
  },
  'memory.counterparts': ({ project, side, hits }) => {
    const connection = read(project);
    return counterparts(hits, { side, ...languagesOf(connection, null) }, sources(connection));
  },
  'memoryFile.lookup': ({ memory, ...input }) => lookupInFile(memories.open(memory), input, indexes),
  'memoryFile.batches': ({ memory }) => listBatches(memories.open(memory)),
  'memoryEdit.facets': ({ memory }) => readFacets(memories.open(memory)),
  'memoryEdit.fits': ({ memory, units, ...pair }) => results.fits(memory, units, pair),
  'memoryEdit.ids': (request) => results.ids(request),
  'memoryEdit.page': (request) => {
    const page = results.page(request);
    warmUp.begin(request.memory, [primaryLanguage(request.sourceLang), primaryLanguage(request.targetLang)]);
    return page;
  },
  'memory.stats': ({ path }) => memoryStats(memories.open(path)),
};

serve(async (method, input) => {
  if (method === PLAN) return (await reviewer()).plan(input as Parameters<ReviewReader['plan']>[0]);
  if (method === RELEASE) return release(input as string);
  const handler = handlers[method as NamesOf<'read'>] as ((input: unknown) => unknown) | undefined;
  if (!handler) throw new Error(`the reader does not know ${method}`);
  try {
    return await handler(input);
  } finally {
    warmUp.noteAnswer();
  }
});
