import { type EncodingGuess, FormatError, type FormatWarning, type ReadOptions } from '../document-format.ts';
import { decodeBytes } from './codec.ts';
import { byteOrderMark, canonicalEncoding, detectEncoding, refineLatin1, unsupportedEncoding } from './detect.ts';

/** The largest file read unless the caller says otherwise: far above any document, far below what memory holds. */
const DEFAULT_MAX_BYTES = 100 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

export interface OpenedText {
  readonly text: string;
  readonly encoding: EncodingGuess;
  readonly warnings: readonly FormatWarning[];
}

/**
 * The text of a file, in the encoding the user chose or the one detected. `findDeclared` looks for a declaration in
 * the first bytes read as Latin-1 and returns the label it states.
 * Throws FormatError: `format.empty`, `format.tooLarge`, `format.binary`, `format.invalidBytes`,
 * `format.unsupportedEncoding`.
 */
export function openText(
  bytes: Uint8Array,
  options: ReadOptions = {},
  findDeclared?: (head: string) => string | undefined,
): OpenedText {
  refuseSize(bytes, options.maxBytes ?? DEFAULT_MAX_BYTES);
  if (options.encoding !== undefined) {
    const encoding = chosenEncoding(bytes, options.encoding);
    return finish(bytes, encoding, []);
  }
  const declared = findDeclared?.(String.fromCharCode(...bytes.subarray(0, 4096)));
  const { guess, warnings } = detectEncoding(bytes, declared);
  return finish(bytes, guess, warnings);
}

function finish(bytes: Uint8Array, encoding: EncodingGuess, warnings: readonly FormatWarning[]): OpenedText {
  const text = decodeBytes(bytes, encoding);
  if (text === '') throw emptyFile();
  const guessed = { key: 'format.warning.guessedEncoding', values: { encoding: encoding.encoding } };
  return { text, encoding, warnings: encoding.certain ? warnings : [...warnings, guessed] };
}

function chosenEncoding(bytes: Uint8Array, label: string): EncodingGuess {
  const marked = byteOrderMark(bytes);
  if (marked) return marked;
  const encoding = canonicalEncoding(label);
  if (encoding === undefined) throw unsupportedEncoding(label);
  return { encoding: refineLatin1(encoding, bytes), bom: false, certain: true };
}

function refuseSize(bytes: Uint8Array, limit: number): void {
  if (bytes.length === 0) throw emptyFile();
  if (bytes.length <= limit) return;
  const values = { size: Math.ceil(bytes.length / MEGABYTE), limit: Math.floor(limit / MEGABYTE) };
  const message = `the file has ${values.size} MB and the limit is ${values.limit} MB; split it into smaller files`;
  throw new FormatError('format.tooLarge', message, {}, values);
}

function emptyFile(): FormatError {
  return new FormatError('format.empty', 'the file is empty; check that it is the right file');
}
