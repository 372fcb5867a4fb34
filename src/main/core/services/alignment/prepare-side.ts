import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Sentence } from '../../../../shared/bitext/bead.ts';
import { sentenceOf } from '../../../../shared/bitext/sentences.ts';
import type { Unit } from '../../../../shared/formats/document-format.ts';
import { openText } from '../../../../shared/formats/encoding/open-text.ts';
import { plain } from '../../../../shared/text/content.ts';
import type { OpenedFile } from '../documents/open-file.ts';
import { openDocumentFile } from '../documents/open-file.ts';
import { sentencesOf } from '../documents/segment.ts';
import { refuseLarge } from '../files.ts';
import { inFile } from '../in-file.ts';

/** A document file cut into sentences, numbered from 1. */
export interface SegmentedFile {
  readonly name: string;
  readonly units: readonly Unit[];
  readonly sentences: readonly Sentence[];
}

/** The same with the file it came from. */
export interface OpenedSegmented extends SegmentedFile {
  readonly file: OpenedFile;
}

interface SegmentOptions {
  readonly language: string;
  readonly encoding?: string | undefined;
  /** The user's own segmentation rules (the XML of an SRX file). */
  readonly srx?: unknown;
  /** Told how many of how many units are done; may throw to stop. */
  readonly progress?: (done: number, total: number) => void;
}

/** Opens a document file and cuts it into sentences. Throws what `openDocumentFile` throws. */
export function segmentFile(path: string, options: SegmentOptions): OpenedSegmented {
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
  return { name: basename(path), file, units, sentences };
}

const LINES_LIMIT = 200 * 1024 * 1024;

/**
 * A text file of one sentence a line; every line counts, empty ones too. The line feed at the end of the file ends the
 * last line.
 */
export function readSentenceLines(path: string, encoding: string | undefined): SegmentedFile {
  refuseLarge(path, LINES_LIMIT);
  const bytes = readFileSync(path);
  const lines = bytes.length === 0 ? [] : textOf(path, bytes, encoding).split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return {
    name: basename(path),
    units: [{ id: 'lines', kind: 'paragraph', content: plain('') }],
    sentences: lines.map((line, i) => sentenceOf(i + 1, 'lines', plain(line))),
  };
}

function textOf(path: string, bytes: Uint8Array, encoding: string | undefined): string {
  const options = { maxBytes: LINES_LIMIT, ...(encoding === undefined ? {} : { encoding }) };
  return inFile(path, () => openText(bytes, options).text);
}
