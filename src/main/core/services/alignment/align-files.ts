import type { AlignmentInput } from '../../../../shared/alignment/align.ts';
import type { DictionaryEntry } from '../../../../shared/alignment/anchors.ts';
import { learnWordTable } from '../../../../shared/alignment/learn-words.ts';
import type { AlignedBead } from '../../../../shared/alignment/beads.ts';
import type { Bead, Sentence } from '../../../../shared/bitext/bead.ts';
import type { BilingualDocument } from '../../../../shared/formats/bilingual/model.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import { readMemoryFile } from '../../store/memory-file.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import type { SqliteOptions } from '../../store/sqlite.ts';
import { bilingualOf } from '../exchange/bilingual.ts';
import type { FilePairPaths, PreparedPair } from './file-pair.ts';
import { pairBeads, pairInput, preparePair } from './file-pair.ts';
import { memoryPairs } from './knowledge.ts';
import type { SegmentedFile } from './prepare-side.ts';
import { readSentenceLines, segmentFile } from './prepare-side.ts';
import { runAligner } from './run-aligner.ts';

export interface AlignFilesOptions extends LanguagePair {
  /** The files hold one sentence a line. */
  readonly presegmented: boolean;
  readonly encoding?: string | undefined;
  readonly srx?: unknown;
  /** Memories whose words are used. */
  readonly memories: readonly string[];
  readonly dictionary: readonly DictionaryEntry[];
  readonly sqlite: SqliteOptions;
  /** Told the share done, 0 to 1. */
  readonly progress: (share: number) => void;
}

/** Two files aligned, outside any project. */
export interface AlignedFiles extends PreparedPair<SegmentedFile> {
  readonly aligned: readonly AlignedBead[];
  readonly expectedWrong: number;
  readonly related: boolean;
  readonly bilingual: BilingualDocument;
  readonly beads: readonly Bead[];
}

const textsOf = ({ sentences }: SegmentedFile): string[] => sentences.map(({ content }) => visibleText(content));

function sentenceOf({ name, sentences }: SegmentedFile, k: number): Sentence {
  const sentence = sentences[k];
  if (!sentence) throw new Error(`${name}: the aligner named sentence ${k}, and there are ${sentences.length}`);
  return sentence;
}

/** Aligns pairs of files that learn from each other and from memories; nothing is stored. */
export async function alignFiles(pairs: readonly FilePairPaths[], options: AlignFilesOptions): Promise<AlignedFiles[]> {
  const { sourceLang, targetLang, encoding, srx } = options;
  const languages: LanguagePair = { sourceLang, targetLang };
  const prepared: PreparedPair<SegmentedFile>[] = [];
  for (const pair of pairs) {
    const read = (path: string, language: string): SegmentedFile =>
      options.presegmented ? readSentenceLines(path, encoding) : segmentFile(path, { language, encoding, srx });
    prepared.push(await preparePair(pair, languages, read, textsOf));
  }
  const input: AlignmentInput = {
    documents: prepared.map(pairInput),
    languages: [sourceLang, targetLang],
    tables: options.memories.map((path) => {
      const memory = readMemoryFile(path, options.sqlite);
      try {
        return learnWordTable(memoryPairs(memory, languages), [sourceLang, targetLang]);
      } finally {
        memory.close();
      }
    }),
    dictionary: options.dictionary,
  };
  const { documents } = await runAligner(input, options.progress);
  return prepared.map((pair, i) => {
    const document = documents[i];
    if (!document) throw new Error('the aligner lost a document');
    let numbers = 0;
    const counts = { source: pair.source.sentences.length, target: pair.target.sentences.length };
    const nextId = (): number => ++numbers;
    const beads = [...pairBeads(counts, document, nextId, (side, k, id) => ({ ...sentenceOf(pair[side], k), id }))];
    const row = { name: pair.source.name, kind: 'alignment', ...languages } as const;
    return {
      ...pair,
      aligned: document.beads,
      expectedWrong: document.expectedWrong,
      related: document.related,
      bilingual: bilingualOf(row, pair.source.units, beads, 'all'),
      beads,
    };
  });
}
