import { type EncodingGuess, FormatError, type FormatWarning } from '../document-format.ts';
import { describePosition } from './position.ts';
import { scanUtf8 } from './utf8.ts';

export interface Detection {
  readonly guess: EncodingGuess;
  readonly warnings: readonly FormatWarning[];
}

/** File types that are often opened by mistake, by their first bytes. */
const SIGNATURES: readonly (readonly [string, readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['OLE (.doc, .xls)', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['GZIP', [0x1f, 0x8b, 0x08]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
];

/** How much of a file is looked at to tell UTF-16 without a mark and binary data. */
const SAMPLE = 65_536;
/** Italian and English in UTF-16 have a zero in nearly every other byte, and hardly any elsewhere. */
const UTF16_ZERO_SHARE = 0.6;
const UTF16_STRAY_SHARE = 0.02;
/** Above this share of control characters a file without zeros is not text either. */
const CONTROL_SHARE = 0.02;

/**
 * The encoding of a text file: byte order mark, then UTF-16 without a mark, then the declaration found in the file
 * (`declared`, a WHATWG label), then UTF-8, then a guess among one-byte encodings, to be confirmed by the user.
 * Valid UTF-8 with letters beyond ASCII beats a declaration that says otherwise: such declarations are mistakes.
 * Throws FormatError `format.binary` or `format.invalidBytes`.
 */
export function detectEncoding(bytes: Uint8Array, declared?: string): Detection {
  const marked = byteOrderMark(bytes);
  if (marked) return { guess: marked, warnings: [] };
  refuseKnownBinary(bytes);
  const utf16 = likelyUtf16(bytes);
  if (utf16) return { guess: { encoding: utf16, bom: false, certain: false }, warnings: [] };
  refuseControlBytes(bytes);

  const scan = scanUtf8(bytes);
  const name = declared === undefined ? undefined : canonicalEncoding(declared);
  const values = { declared: declared ?? '' };
  if (scan.firstInvalid < 0) {
    if (name === undefined || name === 'utf-8' || name.startsWith('utf-16')) {
      // A declaration readable as ASCII cannot stand in a UTF-16 file (HTML Standard, "prescan a byte stream").
      return { guess: { encoding: 'utf-8', bom: false, certain: true }, warnings: [] };
    }
    if (scan.multibyte === 0) return { guess: { encoding: name, bom: false, certain: true }, warnings: [] };
    const warnings = [{ key: 'format.warning.declaredEncodingWrong', values: { ...values, used: 'utf-8' } }];
    return { guess: { encoding: 'utf-8', bom: false, certain: false }, warnings };
  }
  if (name !== undefined && name !== 'utf-8' && !name.startsWith('utf-16')) {
    return { guess: { encoding: refineLatin1(name, bytes), bom: false, certain: true }, warnings: [] };
  }
  if (scan.multibyte > scan.invalid) {
    const where = describePosition(bytes, scan.firstInvalid);
    throw new FormatError(
      'format.invalidBytes',
      `byte ${where.byte} (line ${where.line}) is not valid UTF-8, although the rest is; choose another encoding or repair the file`,
      { line: where.line },
      { ...where, encoding: 'utf-8' },
    );
  }
  const encoding = guessSingleByte(bytes);
  const warnings =
    name === undefined ? [] : [{ key: 'format.warning.declaredEncodingWrong', values: { ...values, used: encoding } }];
  return { guess: { encoding, bom: false, certain: false }, warnings };
}

/** The WHATWG name of an encoding label; `iso-8859-1` and `utf-16` keep their own names. Undefined when unknown. */
export function canonicalEncoding(label: string): string | undefined {
  const wanted = label.trim().toLowerCase();
  if (/^(iso-?8859-?1|iso_8859-1|latin-?1|l1)$/.test(wanted)) return 'iso-8859-1';
  if (/^(us-)?ascii$/.test(wanted)) return 'utf-8';
  try {
    return new TextDecoder(wanted).encoding;
  } catch {
    return undefined;
  }
}

/** What the byte order mark says, if there is one. UTF-32 is refused: no web standard and no translation tool uses it. */
export function byteOrderMark(bytes: Uint8Array): EncodingGuess | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bom: true, certain: true };
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    throw unsupportedEncoding('utf-32');
  }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bom: true, certain: true };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bom: true, certain: true };
  return undefined;
}

export function unsupportedEncoding(encoding: string): FormatError {
  const message = `the encoding ${encoding} is not supported; save the file as UTF-8 and open it again`;
  return new FormatError('format.unsupportedEncoding', message, {}, { encoding });
}

/** A file declared ISO-8859-1 that uses bytes 80-9F is windows-1252: that is what every browser makes of it. */
export function refineLatin1(encoding: string, bytes: Uint8Array): string {
  if (encoding !== 'iso-8859-1') return encoding;
  return bytes.some((byte) => byte >= 0x80 && byte <= 0x9f) ? 'windows-1252' : 'iso-8859-1';
}

/** windows-1252 and ISO-8859-1 agree above 9F; bytes that neither defines speak for the old Macintosh encoding. */
function guessSingleByte(bytes: Uint8Array): string {
  const undefinedInWindows1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
  return bytes.some((byte) => undefinedInWindows1252.has(byte)) ? 'macintosh' : refineLatin1('iso-8859-1', bytes);
}

function likelyUtf16(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const pairs = Math.min(bytes.length, SAMPLE) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) even++;
    if (bytes[2 * i + 1] === 0) odd++;
  }
  if (odd > pairs * UTF16_ZERO_SHARE && even <= pairs * UTF16_STRAY_SHARE) return 'utf-16le';
  if (even > pairs * UTF16_ZERO_SHARE && odd <= pairs * UTF16_STRAY_SHARE) return 'utf-16be';
  return undefined;
}

function refuseKnownBinary(bytes: Uint8Array): void {
  const known = SIGNATURES.find(([, signature]) => signature.every((byte, i) => bytes[i] === byte));
  if (!known) return;
  const message = `this is a ${known[0]} file, not a text file; open it in its own program and save it as text`;
  throw new FormatError('format.binaryKnown', message, {}, { kind: known[0] });
}

function refuseControlBytes(bytes: Uint8Array): void {
  let controls = 0;
  let firstControl = -1;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    // Tab, line ends, form feed, the DOS end-of-file mark and escape occur in old text files.
    if (byte > 0x1f || (byte >= 0x08 && byte <= 0x0d) || byte === 0x1a || byte === 0x1b) continue;
    if (firstControl < 0) firstControl = i;
    if (byte === 0) throw binary(bytes, i);
    controls++;
  }
  if (controls > bytes.length * CONTROL_SHARE) throw binary(bytes, firstControl);
}

function binary(bytes: Uint8Array, at: number): FormatError {
  const where = describePosition(bytes, at);
  const message = `the file holds binary data (byte ${where.byte}, line ${where.line}), not text; check that it is the right file`;
  return new FormatError('format.binary', message, { line: where.line }, { ...where });
}
