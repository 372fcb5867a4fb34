import { basename, extname } from 'node:path';
import type { AlignedDocument } from '../../../../shared/alignment/align.ts';
import type { AlignDocument } from '../../../../shared/alignment/documents.ts';
import type { LanguageFinding } from '../../../../shared/alignment/language-check.ts';
import { checkLanguages } from '../../../../shared/alignment/language-check.ts';
import { describeAligned } from '../../../../shared/bitext/aligned.ts';
import type { Bead, Sentence } from '../../../../shared/bitext/bead.ts';
import { newBead } from '../../../../shared/bitext/bead.ts';
import { CoreError } from '../../../../shared/contract/errors.ts';
import { visibleText } from '../../../../shared/text/content.ts';
import type { LanguagePair } from '../../store/project/alignment.ts';
import { stemOf } from './file-names.ts';
import type { SegmentedFile } from './prepare-side.ts';
import { alignSide } from './sides.ts';

export interface FilePairPaths {
  readonly source: string;
  readonly target: string;
}

/** Two files cut into sentences, and what is odd about their languages. */
export interface PreparedPair<Side extends SegmentedFile = SegmentedFile> {
  /** What to call the alignment. */
  readonly name: string;
  readonly source: Side;
  readonly target: Side;
  readonly findings: readonly LanguageFinding[];
}

/**
 * Cuts two files into sentences by `read`, each by the rules of the language it was said to be in, or of the one it
 * clearly is in. Throws CoreError `badRequest` when neither holds any, and whatever reading
 * them throws.
 */
export function preparePair<Side extends SegmentedFile>(
  paths: FilePairPaths,
  languages: LanguagePair,
  read: (path: string, language: string) => Side,
): PreparedPair<Side> {
  const { sourceLang, targetLang } = languages;
  let source = read(paths.source, sourceLang);
  let target = read(paths.target, targetLang);
  if (source.sentences.length === 0 && target.sentences.length === 0) {
    const path = paths.source;
    throw new CoreError('badRequest', `${path}: neither this file nor its counterpart holds any text; choose others`, {
      path,
      key: 'nothingToAlign',
    });
  }
  const texts = (side: SegmentedFile): string[] => side.sentences.map(({ content }) => visibleText(content));
  const findings = checkLanguages(texts(source), texts(target), [sourceLang, targetLang]);
  // A text is cut by the rules of the language it is in; by those of another its sentences would not fit.
  for (const finding of findings) {
    if (finding.kind === 'swapped') {
      source = read(paths.source, targetLang);
      target = read(paths.target, sourceLang);
    } else if (finding.side === 'source') source = read(paths.source, finding.found);
    else target = read(paths.target, finding.found);
  }
  return { name: pairName(source.name, target.name), source, target, findings };
}

/** `news` for `news.it.txt` and `news.en.txt`; both names where they have nothing in common. */
function pairName(source: string, target: string): string {
  const stem = stemOf(source);
  const at = source.toLowerCase().indexOf(stem);
  if (stem !== '' && stem === stemOf(target)) return source.slice(at, at + stem.length);
  return `${basename(source, extname(source))} – ${basename(target)}`;
}

function sideInput({ sentences, units }: SegmentedFile): ReturnType<typeof alignSide> {
  return alignSide(sentences, new Map(units.map(({ id, kind }) => [id, kind])));
}

/** A pair as the aligner takes it. */
export function pairInput({ source, target }: Pick<PreparedPair, 'source' | 'target'>): AlignDocument {
  return { source: sideInput(source), target: sideInput(target) };
}

/** The beads of an aligned pair, with fresh numbers for them and their sentences. */
export function pairBeads(pair: PreparedPair, aligned: AlignedDocument, nextId: () => number): Bead[] {
  const renumbered = (side: SegmentedFile): Sentence[] =>
    side.sentences.map((sentence) => ({ ...sentence, id: nextId() }));
  const source = renumbered(pair.source);
  const target = renumbered(pair.target);
  return aligned.beads.map((bead) => ({
    ...newBead(
      nextId(),
      bead.source.flatMap((k) => source[k] ?? []),
      bead.target.flatMap((k) => target[k] ?? []),
    ),
    origin: { kind: 'aligned' },
    ...describeAligned(bead),
  }));
}
