import type { AlignedDocument, AlignmentResult } from '../../../../shared/alignment/align.ts';
import { align } from '../../../../shared/alignment/align.ts';
import type { AlignDocument, AlignSide } from '../../../../shared/alignment/documents.ts';
import type { DocumentInfo } from '../../../../shared/contract/types.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { putAlignment } from '../../store/project/alignment.ts';
import { insertFirstBeads } from '../../store/project/beads.ts';
import { insertDocument, insertPackedOriginal } from '../../store/project/documents.ts';
import { withFreshIds } from '../../store/project/ids.ts';
import { countingProgress } from '../../store/project/progress.ts';
import type { ReadConnection, WriteConnection } from '../../store/sqlite.ts';
import type { Author } from '../bitext/run.ts';
import { documentInfo } from '../documents/documents.ts';
import { readProjectFacts, readProjectSettings } from '../projects/facts.ts';
import { recordProjectStep } from '../projects/history.ts';
import { takeVersion } from '../versions/take.ts';
import type { FilePairPaths, PreparedPair } from './file-pair.ts';
import { pairBeads, preparePair } from './file-pair.ts';
import { alignmentInput, keepTable, refreshTables } from './knowledge.ts';
import type { PackedSide } from './packed-side.ts';
import { packedInput, sentenceAt, textsOf, unitsOf } from './packed-side.ts';
import { readSide } from './read-side.ts';
import { runAligner } from './run-aligner.ts';

export interface AddContext {
  readonly author: () => Author;
  readonly openMemory: (path: string) => ReadConnection;
  /** Told how far a phase is; may throw to stop: nothing is changed then. */
  readonly progress: (phase: string, done: number, total: number | null) => void;
  readonly encoding?: string | undefined;
  /** The user's own segmentation rules, for projects without any. */
  readonly srx?: unknown;
}

/** Aligns pairs of files together and adds each pair as a document, all as one undoable step of the project. */
export async function addAlignments(
  project: WriteConnection,
  pairs: readonly FilePairPaths[],
  context: AddContext,
): Promise<DocumentInfo[]> {
  const { sourceLang, targetLang } = readProjectFacts(project);
  const languages: LanguagePair = { sourceLang, targetLang };
  const { progress } = context;
  const srx = readProjectSettings(project)['srx'] ?? context.srx;
  const prepared: PreparedPair<PackedSide>[] = [];
  for (const [i, pair] of pairs.entries()) {
    const reading = (): void => progress('job.reading', i, pairs.length);
    const read = (path: string, language: string): Promise<PackedSide> =>
      readSide({ path, language, encoding: context.encoding, srx }, reading);
    const texts = (side: PackedSide): string[] => {
      reading();
      return textsOf(side);
    };
    prepared.push(await preparePair(pair, languages, read, texts));
  }
  refreshTables(project, languages, context.openMemory, (done, total) => progress('job.learning', done, total));
  const result = await alignPairs(project, languages, prepared, progress);
  const saving = savingProgress(prepared, result.documents, progress);
  return project.transaction(() => {
    const added = prepared.map((pair, i) => {
      const aligned = result.documents[i];
      if (!aligned) throw new Error('the aligner lost a document');
      return store(project, pair, aligned, { languages, result, author: context.author(), saving });
    });
    keepLearnt(project, languages, prepared, result, added);
    recordProjectStep(
      project,
      context.author(),
      'addDocument',
      added.map((document) => ({ document, before: { removed: true }, after: { removed: false } })),
    );
    return added.map((document) => documentInfo(project, document));
  });
}

/** A packed pair as the aligner takes it. `told` is called before each side. */
function pairInput({ source, target }: PreparedPair<PackedSide>, told: () => void = () => undefined): AlignDocument {
  const side = (packed: PackedSide): AlignSide => {
    told();
    return packedInput(packed);
  };
  return { source: side(source), target: side(target) };
}

/** Not an async function, which would hold the texts for as long as the aligner works. */
function alignPairs(
  project: WriteConnection,
  languages: LanguagePair,
  pairs: readonly PreparedPair<PackedSide>[],
  progress: AddContext['progress'],
): Promise<AlignmentResult> {
  const aligning = (share: number): void => progress('job.aligning', Math.round(share * 100), 100);
  const documents = pairs.map((pair) => pairInput(pair, () => aligning(0)));
  return runAligner(alignmentInput(project, languages, documents), aligning);
}

interface StoreContext {
  readonly languages: LanguagePair;
  readonly result: AlignmentResult;
  readonly author: Author;
  /** Told after each unit, each bead, and each bead of the first version. */
  readonly saving: () => void;
}

/** Returns what to call for each row that is stored, so that long alignments tell how far they are and can be stopped. */
function savingProgress(
  pairs: readonly PreparedPair<PackedSide>[],
  documents: readonly AlignedDocument[],
  progress: AddContext['progress'],
): () => void {
  const units = pairs.reduce((sum, { source, target }) => sum + source.units.end.length + target.units.end.length, 0);
  const total = documents.reduce((sum, { beads }) => sum + 2 * beads.length, units);
  let done = 0;
  progress('job.saving', 0, total);
  return () => {
    if (++done % 500 === 0) progress('job.saving', done, total);
  };
}

function* telling<T>(items: Iterable<T>, told: () => void): Generator<T> {
  for (const item of items) {
    yield item;
    told();
  }
}

/** Stores an aligned pair; returns the number of the new document. */
function store(
  project: WriteConnection,
  pair: PreparedPair<PackedSide>,
  aligned: AlignedDocument,
  context: StoreContext,
): number {
  const { languages, result, author, saving } = context;
  return withFreshIds(project, (nextId) => {
    const document = nextId();
    insertDocument(project, { id: document, name: pair.name, kind: 'alignment', ...languages, addedAt: author.now });
    for (const side of ['source', 'target'] as const) {
      const { original, content } = pair[side];
      insertPackedOriginal(project, document, side, original, content, telling(unitsOf(pair[side]), saving));
    }
    const counts = { source: pair.source.sentences.end.length, target: pair.target.sentences.end.length };
    const beads = pairBeads(counts, aligned, nextId, (side, k, id) => sentenceAt(pair[side], k, id));
    insertFirstBeads(project, document, telling(countingProgress(project, document, beads), saving));
    takeVersion(project, document, { kind: 'import', ...author }, saving);
    putAlignment(project, document, {
      related: aligned.related,
      findings: pair.findings,
      parameters: result.parameters,
    });
    return document;
  });
}

/**
 * What the pairs have taught: one table for one pair. Of several, each gets the words of its own beads, so that it can
 * be replaced when the document is edited or removed. Texts that are no translations of each other teach nothing.
 */
function keepLearnt(
  project: WriteConnection,
  languages: LanguagePair,
  pairs: readonly PreparedPair<PackedSide>[],
  result: AlignmentResult,
  documents: readonly number[],
): void {
  documents.forEach((document, i) => {
    const aligned = result.documents[i];
    const pair = pairs[i];
    if (!aligned?.related || !pair) return;
    const table =
      pairs.length === 1
        ? result.table
        : align({
            documents: [{ ...pairInput(pair), locks: aligned.beads }],
            languages: [languages.sourceLang, languages.targetLang],
            tables: [result.table],
            passes: 1,
          }).table;
    keepTable(project, languages, document, table);
  });
}
