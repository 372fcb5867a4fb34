import { type EncodingGuess, FormatError } from '../document-format.ts';
import { describePosition } from './position.ts';
import { unsupportedEncoding } from './detect.ts';
import { decodeSingleByte, encodeSingleByte, firstUndefinedByte, singleByteTable } from './single-byte.ts';
import { scanUtf8 } from './utf8.ts';

const BOM_LENGTH: Readonly<Record<string, number>> = { 'utf-8': 3, 'utf-16le': 2, 'utf-16be': 2 };
const UTF8_BOM = [0xef, 0xbb, 0xbf];

/**
 * The text of a file without its byte order mark. Exact: encoding it again with the same guess returns the same bytes.
 * Throws FormatError `format.invalidBytes` with the position, or `format.unsupportedEncoding`.
 */
export function decodeBytes(bytes: Uint8Array, guess: EncodingGuess): string {
  const { encoding } = guess;
  const body = guess.bom ? bytes.subarray(BOM_LENGTH[encoding] ?? 0) : bytes;
  const skipped = bytes.length - body.length;
  if (encoding === 'utf-8') {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    } catch (error) {
      // A file too large for one string fails here too, with valid bytes.
      const at = scanUtf8(body).firstInvalid;
      if (at < 0) throw error;
      throw invalidBytes(bytes, at + skipped, encoding);
    }
  }
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const at = firstInvalidUtf16(body, encoding === 'utf-16be');
    if (at >= 0) throw invalidBytes(bytes, at + skipped, encoding);
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body);
  }
  const table = singleByteTable(encoding);
  if (!table) throw unsupportedEncoding(encoding);
  const at = firstUndefinedByte(body, table);
  if (at >= 0) throw invalidBytes(bytes, at, encoding);
  return decodeSingleByte(body, table);
}

/**
 * The bytes of a text, with the byte order mark the guess asks for.
 * Throws RangeError on a character the encoding cannot hold: writers check with {@link firstUnencodable} first.
 */
export function encodeText(text: string, guess: EncodingGuess): Uint8Array {
  if (guess.encoding === 'utf-8') {
    const body = new TextEncoder().encode(text);
    return guess.bom ? withMark(UTF8_BOM, body) : body;
  }
  if (guess.encoding === 'utf-16le' || guess.encoding === 'utf-16be') {
    return encodeUtf16(text, guess.encoding === 'utf-16be', guess.bom);
  }
  const table = singleByteTable(guess.encoding);
  if (!table) throw unsupportedEncoding(guess.encoding);
  return encodeSingleByte(text, table);
}

/** The first character of a text that an encoding cannot hold, or undefined. Half a surrogate pair fits nowhere. */
export function firstUnencodable(text: string, encoding: string): string | undefined {
  if (encoding.startsWith('utf-')) {
    return text.isWellFormed() ? undefined : text.match(/\p{Surrogate}/u)?.[0];
  }
  const table = singleByteTable(encoding);
  for (const char of text) {
    if (char.length > 1 || !table?.bytes.has(char.charCodeAt(0))) return char;
  }
  return undefined;
}

function withMark(mark: readonly number[], body: Uint8Array): Uint8Array {
  const out = new Uint8Array(mark.length + body.length);
  out.set(mark);
  out.set(body, mark.length);
  return out;
}

function encodeUtf16(text: string, bigEndian: boolean, bom: boolean): Uint8Array {
  const offset = bom ? 2 : 0;
  const out = new Uint8Array(offset + 2 * text.length);
  const high = bigEndian ? 0 : 1;
  if (bom) {
    out[high] = 0xfe;
    out[1 - high] = 0xff;
  }
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    out[offset + 2 * i + high] = unit >> 8;
    out[offset + 2 * i + 1 - high] = unit & 0xff;
  }
  return out;
}

/** The position of the first byte of a lone surrogate or of half a code unit, or -1. */
function firstInvalidUtf16(bytes: Uint8Array, bigEndian: boolean): number {
  const high = bigEndian ? 0 : 1;
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const top = (bytes[i + high] as number) & 0xfc;
    if (top === 0xdc) return i;
    if (top !== 0xd8) continue;
    const next = bytes[i + 2 + high];
    if (next === undefined || i + 3 >= bytes.length || (next & 0xfc) !== 0xdc) return i;
    i += 2;
  }
  return bytes.length % 2 === 0 ? -1 : bytes.length - 1;
}

function invalidBytes(bytes: Uint8Array, at: number, encoding: string): FormatError {
  const where = describePosition(bytes, at);
  return new FormatError(
    'format.invalidBytes',
    `byte ${where.byte} (line ${where.line}) is not valid ${encoding}; choose another encoding or repair the file`,
    { line: where.line },
    { ...where, encoding },
  );
}
