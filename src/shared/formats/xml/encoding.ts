import { exchangeError, type Notice } from '../bilingual/notice.ts';

/** How far into the bytes an XML declaration is looked for. */
const DECLARATION_LIMIT = 1024;

export interface DecodeOptions {
  readonly onNotice?: (notice: Notice) => void;
  /** The line on which all text handed out so far ends, for error messages; asked for only then. */
  readonly line?: () => number;
}

interface Decoder {
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}

/** Holds back the beginning of a file until its XML declaration is complete, and tells the encoding. */
class Beginning {
  #head: Uint8Array = new Uint8Array(0);

  /** The encoding and the bytes so far without their mark, or undefined while more is needed and may come. */
  push(
    bytes: Uint8Array,
    last: boolean,
    options: DecodeOptions,
  ): { readonly label: string; readonly bytes: Uint8Array } | undefined {
    const joined = concatBytes(this.#head, bytes);
    if (!last && joined.length < DECLARATION_LIMIT && !hasDeclarationEnd(joined)) {
      this.#head = copyOf(joined);
      return undefined;
    }
    const { label, skip, notice } = detectXmlEncoding(joined);
    if (notice) options.onNotice?.(notice);
    return { label, bytes: joined.subarray(skip) };
  }
}

/** Decodes bytes in a known encoding as they come. */
class StrictDecoder {
  readonly #label: string;
  readonly #options: DecodeOptions;
  readonly #decoder: Decoder;
  /** The first bytes of a UTF-8 character whose end has not come yet. */
  #partial: Uint8Array = new Uint8Array(0);

  constructor(label: string, options: DecodeOptions) {
    this.#label = label;
    this.#options = options;
    // The mark has been skipped by hand; ignoreBOM keeps a second one from vanishing unseen.
    this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  }

  decode(bytes: Uint8Array, last: boolean): string {
    if (this.#label !== 'utf-8') return this.#attempt(() => this.#decoder.decode(bytes, { stream: !last }));
    // Cutting at a character border by hand is faster than the decoder's own streaming.
    const joined = concatBytes(this.#partial, bytes);
    const cut = last ? joined.length : completeUtf8(joined);
    this.#partial = copyOf(joined.subarray(cut));
    return decodeUtf8(joined.subarray(0, cut), () => this.#options.line?.() ?? 1);
  }

  #attempt(decode: () => string): string {
    try {
      return decode();
    } catch {
      const line = this.#options.line?.() ?? 1;
      throw exchangeError('xml.encodingInvalid', { encoding: this.#label.toUpperCase() }, { line });
    }
  }
}

/**
 * Decodes the bytes of an XML file as they come. The encoding is that of the byte order mark, else that of the XML
 * declaration, else UTF-8 (XML 1.0, appendix F). Wrong bytes are an error, never a replacement character.
 */
export class XmlByteDecoder {
  readonly #beginning = new Beginning();
  #decoder: StrictDecoder | undefined;
  readonly #options: DecodeOptions;

  constructor(options: DecodeOptions = {}) {
    this.#options = options;
  }

  /** The text of these bytes, as far as it is complete. Throws FormatError for bytes that cannot be read. */
  push(bytes: Uint8Array): string {
    return this.#decode(bytes, false);
  }

  /** The rest of the text. Throws FormatError when the bytes end within a character. */
  end(): string {
    return this.#decode(new Uint8Array(0), true);
  }

  #decode(bytes: Uint8Array, last: boolean): string {
    if (this.#decoder) return this.#decoder.decode(bytes, last);
    const start = this.#beginning.push(bytes, last, this.#options);
    if (!start) return '';
    this.#decoder = new StrictDecoder(start.label, this.#options);
    return this.#decoder.decode(start.bytes, last);
  }
}

/**
 * Gives the bytes of an XML file as UTF-8 as they come, without a byte order mark. The encoding is found as by
 * {@link XmlByteDecoder}. What is UTF-8 already passes unchecked, without being copied: its user decodes it with
 * {@link decodeUtf8}.
 */
export class XmlByteRecoder {
  readonly #beginning = new Beginning();
  #recode: ((bytes: Uint8Array, last: boolean) => Uint8Array) | undefined;
  readonly #options: DecodeOptions;

  constructor(options: DecodeOptions = {}) {
    this.#options = options;
  }

  /** These bytes as UTF-8, as far as they are complete. Throws FormatError for bytes that cannot be read. */
  push(bytes: Uint8Array): Uint8Array {
    return this.#next(bytes, false);
  }

  /** The rest of the bytes. Throws FormatError when they end within a character. */
  end(): Uint8Array {
    return this.#next(new Uint8Array(0), true);
  }

  #next(bytes: Uint8Array, last: boolean): Uint8Array {
    if (this.#recode) return this.#recode(bytes, last);
    const start = this.#beginning.push(bytes, last, this.#options);
    if (!start) return new Uint8Array(0);
    this.#recode = this.#recoder(start.label);
    return this.#recode(start.bytes, last);
  }

  #recoder(label: string): (bytes: Uint8Array, last: boolean) => Uint8Array {
    if (label === 'utf-8') return (bytes) => bytes;
    const decoder = new StrictDecoder(label, this.#options);
    const encoder = new TextEncoder();
    return (bytes, last) => encoder.encode(decoder.decode(bytes, last));
  }
}

/**
 * The text of UTF-8 bytes. Throws FormatError with the line of the first wrong byte; `line` tells the one on which the
 * bytes begin.
 */
export function decodeUtf8(bytes: Uint8Array, line: () => number): string {
  try {
    return utf8.decode(bytes);
  } catch {
    const values = { encoding: 'UTF-8' };
    throw exchangeError('xml.encodingInvalid', values, { line: line() + linesBeforeBadUtf8(bytes) });
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The whole text of an XML file. Throws FormatError as {@link XmlByteDecoder} does. */
export function decodeXml(bytes: Uint8Array, onNotice: (notice: Notice) => void = () => {}): string {
  const decoder = new XmlByteDecoder({ onNotice });
  return decoder.push(bytes) + decoder.end();
}

function detectXmlEncoding(bytes: Uint8Array): { label: string; skip: number; notice?: Notice } {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    throw exchangeError('xml.encodingUnknown', { encoding: 'UTF-32' }, { line: 1 });
  const kind = binaryKind(bytes);
  if (kind !== undefined) throw exchangeError('xml.notText', { kind }, { line: 1 });
  const bom =
    a === 0xef && b === 0xbb && c === 0xbf
      ? { label: 'utf-8', skip: 3 }
      : a === 0xff && b === 0xfe
        ? { label: 'utf-16le', skip: 2 }
        : a === 0xfe && b === 0xff
          ? { label: 'utf-16be', skip: 2 }
          : undefined;
  const shape =
    bom ??
    (a === 0x3c && b === 0
      ? { label: 'utf-16le', skip: 0 }
      : a === 0 && b === 0x3c
        ? { label: 'utf-16be', skip: 0 }
        : undefined);
  const declared = declaredEncoding(bytes, shape?.label);
  if (shape) {
    if (declared !== undefined && !agrees(declared, shape.label)) {
      const values = { declared, actual: shape.label.toUpperCase() };
      return { ...shape, notice: { kind: 'warning', key: 'xml.encodingConflict', values, line: 1 } };
    }
    return shape;
  }
  if (declared === undefined) return { label: 'utf-8', skip: 0 };
  const label = knownLabel(declared);
  if (label === undefined) throw exchangeError('xml.encodingUnknown', { encoding: declared }, { line: 1 });
  if (label.startsWith('utf-16')) {
    // The declaration itself was readable byte by byte, so the file cannot be UTF-16.
    const values = { declared, actual: 'UTF-8' };
    return { label: 'utf-8', skip: 0, notice: { kind: 'warning', key: 'xml.encodingConflict', values, line: 1 } };
  }
  return { label, skip: 0 };
}

/** The name of a well-known binary format, so that the message can say what the file is. */
function binaryKind(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && (c === 3 || c === 5)) return 'ZIP';
  if (a === 0x1f && b === 0x8b) return 'gzip';
  if (a === 0x25 && b === 0x50 && c === 0x44 && d === 0x46) return 'PDF';
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0) return 'Microsoft Office 97-2003';
  return undefined;
}

function declaredEncoding(bytes: Uint8Array, shape: string | undefined): string | undefined {
  const wide = shape?.startsWith('utf-16') ?? false;
  const low = shape === 'utf-16be' ? 1 : 0;
  let head = '';
  const limit = Math.min(bytes.length, wide ? 2 * DECLARATION_LIMIT : DECLARATION_LIMIT);
  for (let i = wide ? low : 0; i < limit; i += wide ? 2 : 1) head += String.fromCharCode(bytes[i] as number);
  const match = /^(?:\xef\xbb\xbf|[\xfe\xff])?<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(head);
  return match?.[1];
}

function agrees(declared: string, actual: string): boolean {
  const name = declared.toLowerCase();
  return (
    name === actual || (name === 'utf-16' && actual.startsWith('utf-16')) || (name === 'utf8' && actual === 'utf-8')
  );
}

function knownLabel(name: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(name);
    return encoding === 'replacement' || encoding === 'x-user-defined' ? undefined : encoding;
  } catch {
    return undefined;
  }
}

function hasDeclarationEnd(bytes: Uint8Array): boolean {
  return bytes.includes(0x3e);
}

/** A copy: whoever reads a file fills its buffer anew, and `slice` of some kinds of bytes (Node's Buffer) is only a view. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}

/** Both after one another; the second itself when the first is empty. */
export function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

/** How many of these bytes make whole UTF-8 characters, leaving out one that has only begun at the end. */
export function completeUtf8(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return size > back ? length - back : length;
  }
  return length;
}

/** How many lines stand before the first byte sequence that is not UTF-8 (found by decoding line by line). */
function linesBeforeBadUtf8(bytes: Uint8Array): number {
  let line = 0;
  let from = 0;
  while (from < bytes.length) {
    const next = bytes.indexOf(10, from);
    const to = next < 0 ? bytes.length : next + 1;
    // A character never spans a line feed, so every line decodes on its own.
    if (!isUtf8(bytes.subarray(from, to))) return line;
    line++;
    from = to;
  }
  return line;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
