import { readFileSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { CoreError } from '../../../../shared/contract/errors.ts';
import type { DocumentFormat, ParsedDocument } from '../../../../shared/formats/document-format.ts';
import { detectFormat, documentFormats } from '../../../../shared/formats/registry.ts';
import type { Original } from '../../store/project/documents.ts';
import { refuseLarge } from '../files.ts';
import { inFile } from '../in-file.ts';
import { sha256 } from './compare-with-disk.ts';

const LIMIT = 100 * 1024 * 1024;

export interface OpenedFile {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedDocument;
  readonly original: Original;
}

/**
 * Reads a document file. Throws CoreError `fileNotFound`, `fileUnreadable`, `fileTooLarge`, `unknownFormat`, and
 * FormatError for what its format finds wrong; messages name the file.
 */
export function openDocumentFile(requested: string, encoding: string | undefined): OpenedFile {
  const path = resolve(requested);
  refuseLarge(path, LIMIT);
  const bytes = readFileSync(path);
  const format = detectFormat(basename(path), bytes);
  if (!format && bytes.length > 0) {
    throw new CoreError(
      'unknownFormat',
      `${path}: this kind of file cannot be opened as a document; known are ${extensions()}`,
      { path, extensions: extensions() },
    );
  }
  const parsed = parse(format ?? documentFormats[0], path, bytes, encoding);
  const { size, mtimeMs } = statSync(path);
  return {
    bytes,
    parsed,
    original: {
      path,
      format: parsed.skeleton.format,
      encoding: parsed.skeleton.encoding,
      size,
      modified: mtimeMs,
      sha256: sha256(bytes),
    },
  };
}

function parse(
  format: DocumentFormat | undefined,
  path: string,
  bytes: Uint8Array,
  encoding: string | undefined,
): ParsedDocument {
  if (!format) throw new CoreError('unknownFormat', `${path}: no document format is known`, { path });
  return inFile(path, () => format.read(bytes, encoding === undefined ? {} : { encoding }));
}

function extensions(): string {
  return documentFormats.flatMap((format) => format.extensions.map((extension) => `.${extension}`)).join(', ');
}
