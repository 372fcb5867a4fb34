import { basename } from 'node:path';
import type { Sentence } from '../../../../shared/bitext/bead.ts';
import { sentencesOf } from '../documents/segment.ts';
import type { OpenedFile } from '../documents/open-file.ts';
import { openDocumentFile } from '../documents/open-file.ts';

/** A document file opened and cut into sentences, numbered from 1. */
export interface SegmentedFile {
  readonly name: string;
  readonly file: OpenedFile;
  readonly sentences: readonly Sentence[];
}

export interface SegmentOptions {
  readonly language: string;
  readonly encoding?: string | undefined;
  /** The user's own segmentation rules (the XML of an SRX file). */
  readonly srx?: unknown;
  /** Told how many of how many units are done; may throw to stop. */
  readonly progress?: (done: number, total: number) => void;
}

/** Opens a document file and cuts it into sentences. Throws what `openDocumentFile` throws. */
export function segmentFile(path: string, options: SegmentOptions): SegmentedFile {
  const file = openDocumentFile(path, options.encoding);
  const { units } = file.parsed;
  let numbers = 0;
  const sentences = sentencesOf(
    units,
    options.language,
    options.srx,
    () => ++numbers,
    (done) => options.progress?.(done, units.length),
  );
  return { name: basename(path), file, sentences };
}
