import { basename, extname } from 'node:path';
import type { AlignedDocument } from '../../../../shared/alignment/align.ts';
import type { AlignDocument } from '../../../../shared/alignment/documents.ts';
import type { LanguageFinding } from '../../../../shared/alignment/language-check.ts';
import { checkLanguages } from '../../../../shared/alignment/language-check.ts';
import { describeAligned } from '../../../../shared/bitext/aligned.ts';
import type { Bead, Sentence, Side } from '../../../../shared/bitext/bead.ts';
import { newBead } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { stemOf } from './file-names.ts';
import type { SegmentedFile } from './prepare-side.ts';
import { sideInput } from './sides.ts';

export interface FilePairPaths {
  readonly source: string;
  readonly target: string;
}

/** Two files cut into sentences, and what is odd about their languages. */
export interface PreparedPair<Side> {
  /** What to call the alignment. */
  readonly name: string;
  readonly source: Side;
  readonly target: Side;
  readonly findings: readonly LanguageFinding[];
}

type SegmentedPair = PreparedPair<SegmentedFile>;

/**
 * Cuts two files into sentences by `read`, each by the rules of the language it was said to be in, or of the one it
 * clearly is in. Throws CoreError `badRequest` when neither holds any, and whatever reading them throws.
 */
export async function preparePair<Side extends { readonly name: string }>(
  paths: FilePairPaths,
  languages: LanguagePair,
  read: (path: string, language: string) => Side | Promise<Side>,
  textsOf: (side: Side) => readonly string[],
): Promise<PreparedPair<Side>> {
  const { sourceLang, targetLang } = languages;
  let source = await read(paths.source, sourceLang);
  let target = await read(paths.target, targetLang);
  const findings = checkTexts(paths.source, textsOf(source), textsOf(target), languages);
  // A text is cut by the rules of the language it is in; by those of another its sentences would not fit.
  for (const finding of findings) {
    if (finding.kind === 'swapped') {
      source = await read(paths.source, targetLang);
      target = await read(paths.target, sourceLang);
    } else if (finding.side === 'source') source = await read(paths.source, finding.found);
    else target = await read(paths.target, finding.found);
  }
  return { name: pairName(source.name, target.name), source, target, findings };
}

/** What is odd about the languages of two texts. Throws CoreError `badRequest` when there is no text at all. */
function checkTexts(
  path: string,
  source: readonly string[],
  target: readonly string[],
  { sourceLang, targetLang }: LanguagePair,
): LanguageFinding[] {
  if (source.length === 0 && target.length === 0) {
    throw new CoreError('badRequest', `${path}: neither this file nor its counterpart holds any text; choose others`, {
      path,
      key: 'nothingToAlign',
    });
  }
  return checkLanguages(source, target, [sourceLang, targetLang]);
}

/** `news` for `news.it.txt` and `news.en.txt`; both names where they have nothing in common. */
function pairName(source: string, target: string): string {
  const stem = stemOf(source);
  const at = source.toLowerCase().indexOf(stem);
  if (stem !== '' && stem === stemOf(target)) return source.slice(at, at + stem.length);
  return `${basename(source, extname(source))} – ${basename(target)}`;
}

/** A pair as the aligner takes it. */
export function pairInput({ source, target }: Pick<SegmentedPair, 'source' | 'target'>): AlignDocument {
  return { source: sideInput(source), target: sideInput(target) };
}

/**
 * The beads of an aligned pair, made one by one. Sentences are numbered first, then beads, so that a sentence split off
 * later can be told by its number. `sentence` gives sentence `k` (0-based) of a side with its number.
 */
export function* pairBeads(
  counts: Readonly<Record<Side, number>>,
  aligned: AlignedDocument,
  nextId: () => number,
  sentence: (side: Side, k: number, id: number) => Sentence,
): IterableIterator<Bead> {
  const number = (count: number): number[] => Array.from({ length: count }, nextId);
  const ids = { source: number(counts.source), target: number(counts.target) };
  const taken = (side: Side, places: readonly number[]): Sentence[] =>
    places.flatMap((k) => {
      const id = ids[side][k];
      return id === undefined ? [] : [sentence(side, k, id)];
    });
  for (const bead of aligned.beads) {
    yield {
      ...newBead(nextId(), taken('source', bead.source), taken('target', bead.target)),
      origin: { kind: 'aligned' },
      ...describeAligned(bead),
    };
  }
}
