/** One-byte encodings: 256 bytes, each one character, so that decoding and encoding are exact inverses. */

/** Bytes 80-9F of windows-1252 (WHATWG Encoding Standard, index-windows-1252.txt); the gaps are C1 controls. */
const WINDOWS_1252_UPPER =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

/** What the table holds for a byte that means nothing in the encoding. */
const UNDEFINED_UNIT = 0xfffd;
const CHUNK = 8192;

export interface SingleByteTable {
  /** The UTF-16 unit of each byte; U+FFFD where the encoding leaves the byte undefined. */
  readonly units: Uint16Array;
  readonly bytes: ReadonlyMap<number, number>;
}

const tables = new Map<string, SingleByteTable | undefined>();

/**
 * The table of an encoding by its WHATWG name, or undefined when it is not a one-byte encoding.
 * `iso-8859-1` is the real one here (bytes 80-9F are C1 controls), not the WHATWG alias of windows-1252.
 */
export function singleByteTable(encoding: string): SingleByteTable | undefined {
  if (!tables.has(encoding)) tables.set(encoding, makeTable(encoding));
  return tables.get(encoding);
}

function makeTable(encoding: string): SingleByteTable | undefined {
  const units = new Uint16Array(256);
  if (encoding === 'iso-8859-1' || encoding === 'windows-1252') {
    // Written out, because some versions of Node decode windows-1252 as ISO-8859-1.
    for (let byte = 0; byte < 256; byte++) units[byte] = byte;
    if (encoding === 'windows-1252') {
      for (let i = 0; i < 32; i++) units[0x80 + i] = WINDOWS_1252_UPPER.charCodeAt(i);
    }
  } else {
    if (!/^(iso-8859-|windows-|koi8-|macintosh|x-mac-|ibm866)/.test(encoding)) return undefined;
    const decoder = new TextDecoder(encoding);
    for (let byte = 0; byte < 256; byte++) {
      const text = decoder.decode(Uint8Array.of(byte));
      if (text.length !== 1) return undefined;
      units[byte] = text.charCodeAt(0);
    }
  }
  const bytes = new Map<number, number>();
  units.forEach((unit, byte) => {
    if (unit !== UNDEFINED_UNIT) bytes.set(unit, byte);
  });
  return { units, bytes };
}

/** The position of the first byte that the encoding leaves undefined, or -1. */
export function firstUndefinedByte(bytes: Uint8Array, table: SingleByteTable): number {
  return bytes.findIndex((byte) => table.units[byte] === UNDEFINED_UNIT);
}

export function decodeSingleByte(bytes: Uint8Array, table: SingleByteTable): string {
  const parts: string[] = [];
  const units = new Uint16Array(CHUNK);
  for (let from = 0; from < bytes.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, bytes.length);
    for (let i = from; i < to; i++) units[i - from] = table.units[bytes[i] as number] as number;
    parts.push(String.fromCharCode(...units.subarray(0, to - from)));
  }
  return parts.join('');
}

/** The bytes of a text. Throws RangeError on a character the encoding cannot hold: check with `firstUnencodable`. */
export function encodeSingleByte(text: string, table: SingleByteTable): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const byte = table.bytes.get(text.charCodeAt(i));
    if (byte === undefined) throw new RangeError(`character ${text.charCodeAt(i)} is not in the encoding`);
    out[i] = byte;
  }
  return out;
}
