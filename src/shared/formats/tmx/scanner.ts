import type { Attributes } from '../bilingual/model.ts';
import { asciiString, utf8String } from './byte-text.ts';
import { TagCache, type Tag } from './tag-cache.ts';

/** Receives the elements of one unit; the same three calls that the XML parser makes. */
export interface ElementSink {
  open(name: string, attributes: Attributes): void;
  /** `ordinary` says that the text surely holds no private-use character. */
  text(text: string, ordinary?: boolean): void;
  close(name: string): void;
  /** False where white space between tags means nothing and need not be told. */
  readonly keepsSpace: boolean;
}

const NO_ATTRIBUTES: Attributes = Object.freeze({});

/** What is nested deeper is left to the strict parser, which has its own limit. */
const DEPTH_LIMIT = 900;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const AMPERSAND = 0x26;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const LT = 0x3c;
const EQUALS = 0x3d;
const GT = 0x3e;
const BRACKET = 0x5d;

/** What a byte of text calls for; ordinary ASCII calls for nothing. */
const Kind = {
  lt: 1,
  gt: 2,
  forbidden: 4,
  /** The first byte of U+F000 to U+FFFF, where the two non-characters are. */
  last: 8,
  reference: 16,
  return: 32,
  beyondAscii: 64,
  /** The first byte of a character that may be for private use (U+E000 to U+F8FF). */
  privateUse: 128,
  lineFeed: 256,
} as const;
const KINDS = new Uint16Array(256).map((_, byte) => {
  if (byte === LT) return Kind.lt;
  if (byte === GT) return Kind.gt;
  if (byte === AMPERSAND) return Kind.reference;
  if (byte === RETURN) return Kind.return;
  if (byte === LINE_FEED) return Kind.lineFeed;
  if (byte < SPACE && byte !== TAB) return Kind.forbidden;
  if (byte < 0x80) return 0;
  if (byte === 0xee) return Kind.beyondAscii | Kind.privateUse;
  return byte === 0xef ? Kind.beyondAscii | Kind.privateUse | Kind.last : Kind.beyondAscii;
});
const STOPS = Kind.lt | Kind.gt | Kind.forbidden | Kind.last;

/**
 * Scans elements in UTF-8 bytes, calling the sink for everything in them. It never judges what it does not know: the
 * caller then gives the same bytes to the strict parser, which accepts them or says what is wrong. What it accepts is
 * well-formed by XML 1.0.
 */
export class ElementScanner {
  readonly #sink: ElementSink;
  readonly #tags = new TagCache();
  readonly #open: string[] = [];
  /** The bytes last given, to read four at a time. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  #lineEnds = 0;
  /** True where there was a return alone, or a line end within a tag, which are not counted. */
  #uncounted = false;

  constructor(sink: ElementSink) {
    this.#sink = sink;
  }

  /** How many lines ended since the last call of {@link skipSpace} began; undefined when they were not counted. */
  get lineEnds(): number | undefined {
    return this.#uncounted ? undefined : this.#lineEnds;
  }

  /** The offset of the first byte from `from` on that is no white space, or the end. */
  skipSpace(bytes: Uint8Array, from: number): number {
    this.#lineEnds = 0;
    this.#uncounted = false;
    return this.#passSpace(bytes, from);
  }

  /**
   * The offset after the end tag of the element that begins at `from`; or -1 as soon as there is anything but plain
   * elements, attributes, text and references (a comment, a CDATA section, a processing instruction, a name beyond
   * ASCII, anything ill-formed or cut off).
   */
  scan(bytes: Uint8Array, from: number): number {
    const sink = this.#sink;
    const tags = this.#tags;
    const open = this.#open;
    const end = bytes.length;
    const view = this.#viewOf(bytes);
    let depth = 0;
    let at = from;
    for (;;) {
      // Here bytes[at] is '<'.
      const tag = tags.find(bytes, view, at) ?? this.#readTag(bytes, at);
      if (tag === undefined) return -1;
      const { kind, name } = tag;
      at += tag.length;
      if (kind === 'end') {
        if (depth === 0 || open[--depth] !== name) return -1;
        sink.close(name);
        if (depth === 0) return at;
      } else {
        sink.open(name, tag.attributes);
        if (kind === 'start') {
          open[depth++] = name;
          if (depth > DEPTH_LIMIT) return -1;
        } else {
          sink.close(name);
          if (depth === 0) return at;
        }
      }
      // Text up to the next tag.
      const start = at;
      const first = bytes[at];
      if (first === LINE_FEED || first === SPACE || first === RETURN || first === TAB) at = this.#passSpace(bytes, at);
      if (at >= end) return -1;
      if (bytes[at] === LT) {
        if (at > start && sink.keepsSpace) sink.text(withLineFeeds(asciiString(bytes, start, at)), true);
        continue;
      }
      at = this.#scanText(bytes, start, at);
      if (at < 0) return -1;
    }
  }

  #viewOf(bytes: Uint8Array): DataView {
    const { buffer, byteOffset, length } = bytes;
    const last = this.#view;
    if (last.buffer !== buffer || last.byteOffset !== byteOffset || last.byteLength !== length)
      this.#view = new DataView(buffer, byteOffset, length);
    return this.#view;
  }

  #passSpace(bytes: Uint8Array, from: number): number {
    const end = bytes.length;
    let at = from;
    for (; at < end; at++) {
      const byte = bytes[at];
      if (byte === LINE_FEED) this.#lineEnds++;
      else if (byte === RETURN) this.#uncounted ||= bytes[at + 1] !== LINE_FEED;
      else if (byte !== SPACE && byte !== TAB) break;
    }
    return at;
  }

  /** Tells the text that begins at `start` and of which nothing before `from` is unusual; the offset of the `<` after it. */
  #scanText(bytes: Uint8Array, start: number, from: number): number {
    const end = bytes.length;
    const view = this.#view;
    let seen = 0;
    let at = from;
    for (; ; at++) {
      at = passOrdinary(view, at, end);
      while (at < end && KINDS[bytes[at] as number] === 0) at++;
      if (at >= end) return -1;
      const kind = KINDS[bytes[at] as number] as number;
      if ((kind & STOPS) !== 0) {
        if (kind === Kind.lt) break;
        if (kind === Kind.forbidden) return -1;
        if (kind === Kind.gt) {
          // A start tag came before the text, so both offsets are within the bytes.
          if (bytes[at - 1] === BRACKET && bytes[at - 2] === BRACKET) return -1;
          continue;
        }
        if (isNonCharacter(bytes, at)) return -1;
      }
      if (kind === Kind.lineFeed) this.#lineEnds++;
      seen |= kind;
    }
    let text: string | undefined;
    if ((seen & Kind.beyondAscii) === 0) text = asciiString(bytes, start, at);
    else {
      text = utf8String(bytes, start, at);
      if (text === undefined) return -1;
    }
    // White space before the first other character has not been looked at.
    if ((seen & Kind.return) !== 0) this.#uncounted = true;
    if ((seen & Kind.return) !== 0 || from > start) text = withLineFeeds(text);
    if ((seen & Kind.reference) !== 0) {
      text = decodeReferences(text);
      if (text === undefined) return -1;
      // A reference can stand for any character.
      seen |= Kind.privateUse;
    }
    this.#sink.text(text, (seen & Kind.privateUse) === 0);
    return at;
  }

  /** The tag that begins at `from`, or undefined. */
  #readTag(bytes: Uint8Array, from: number): Tag | undefined {
    const tag = bytes[from + 1] === SLASH ? readEndTag(bytes, from) : readStartTag(bytes, from);
    if (tag !== undefined && !this.#tags.add(bytes, from, tag)) this.#uncounted = true;
    return tag;
  }
}

function readEndTag(bytes: Uint8Array, from: number): Tag | undefined {
  const end = bytes.length;
  const nameEnd = scanName(bytes, from + 2, end);
  const at = skipSpace(bytes, nameEnd, end);
  if (nameEnd === from + 2 || at >= end || bytes[at] !== GT) return undefined;
  return { kind: 'end', name: nameAt(bytes, from + 2, nameEnd), attributes: NO_ATTRIBUTES, length: at + 1 - from };
}

function readStartTag(bytes: Uint8Array, from: number): Tag | undefined {
  const end = bytes.length;
  const nameEnd = scanName(bytes, from + 1, end);
  if (nameEnd === from + 1) return undefined;
  const name = nameAt(bytes, from + 1, nameEnd);
  let attributes: Record<string, string> | undefined;
  let at = nameEnd;
  for (;;) {
    const next = skipSpace(bytes, at, end);
    if (next >= end) return undefined;
    if (bytes[next] === GT)
      return { kind: 'start', name, attributes: attributes ?? NO_ATTRIBUTES, length: next + 1 - from };
    if (bytes[next] === SLASH) {
      if (next + 1 >= end || bytes[next + 1] !== GT) return undefined;
      return { kind: 'empty', name, attributes: attributes ?? NO_ATTRIBUTES, length: next + 2 - from };
    }
    if (next === at) return undefined;
    const keyEnd = scanName(bytes, next, end);
    if (keyEnd === next) return undefined;
    const key = nameAt(bytes, next, keyEnd);
    at = skipSpace(bytes, keyEnd, end);
    if (at >= end || bytes[at] !== EQUALS) return undefined;
    at = skipSpace(bytes, at + 1, end);
    const valueEnd = scanValue(bytes, at, end);
    if (valueEnd < 0) return undefined;
    const value = attributeValue(bytes, at + 1, valueEnd);
    attributes ??= {};
    if (value === undefined || attributes[key] !== undefined) return undefined;
    attributes[key] = value;
    at = valueEnd + 1;
  }
}

/**
 * Passes over four bytes at a time as long as all are ordinary ASCII: none below the space, none beyond ASCII, no `&`,
 * `<` or `>`. Subtracting sets the highest bit of a byte that was smaller (or zero, where 1 is taken from it).
 */
function passOrdinary(view: DataView, from: number, end: number): number {
  let at = from;
  for (; at + 4 <= end; at += 4) {
    const four = view.getInt32(at, true);
    const controls = (four - 0x20202020) | 0;
    const ampersands = ((four ^ 0x26262626) - 0x01010101) | 0;
    const angles = (((four | 0x02020202) ^ 0x3e3e3e3e) - 0x01010101) | 0;
    if (((four | controls | ampersands | angles) & 0x80808080) !== 0) break;
  }
  return at;
}

export function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LINE_FEED || byte === TAB || byte === RETURN;
}

function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(bytes[at] as number)) at++;
  return at;
}

/** U+FFFE and U+FFFF, which XML 1.0 leaves out (section 2.2), begin at this offset. */
function isNonCharacter(bytes: Uint8Array, at: number): boolean {
  return at + 2 < bytes.length && bytes[at + 1] === 0xbf && (bytes[at + 2] as number) >= 0xbe;
}

/** The end of an ASCII name (letters, digits, `:_-.`; XML 1.0 names that begin with `_` or `:` are left to the parser). */
function scanName(bytes: Uint8Array, from: number, end: number): number {
  if (from >= end) return from;
  const first = (bytes[from] as number) | 0x20;
  if (!(first >= 0x61 && first <= 0x7a)) return from;
  let at = from + 1;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    const letter = byte | 0x20;
    const inName =
      (letter >= 0x61 && letter <= 0x7a) ||
      (byte >= 0x30 && byte <= 0x3a) ||
      byte === 0x2d ||
      byte === 0x2e ||
      byte === 0x5f;
    if (!inName) break;
  }
  return at;
}

const NAME_SLOTS = 256;
const names: string[] = Array.from({ length: NAME_SLOTS }, () => '');

/** The name between two offsets; the same few come a million times, so they are not made anew each time. */
function nameAt(bytes: Uint8Array, from: number, to: number): string {
  const slot =
    ((bytes[from] as number) * 7 + (bytes[to - 1] as number) * 31 + (bytes[(from + to) >> 1] as number) + to - from) &
    (NAME_SLOTS - 1);
  const known = names[slot] as string;
  if (known.length === to - from) {
    let i = 0;
    while (i < known.length && known.charCodeAt(i) === bytes[from + i]) i++;
    if (i === known.length) return known;
  }
  const name = asciiString(bytes, from, to);
  if (name.length <= 40) names[slot] = name;
  return name;
}

/** The offset of the quotation mark that ends the value beginning at `from`, or -1. */
function scanValue(bytes: Uint8Array, from: number, end: number): number {
  if (from >= end) return -1;
  const quote = bytes[from] as number;
  if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return -1;
  for (let at = from + 1; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) return at;
    const kind = KINDS[byte] as number;
    if ((kind & (Kind.lt | Kind.forbidden)) !== 0) return -1;
    if ((kind & Kind.last) !== 0 && isNonCharacter(bytes, at)) return -1;
  }
  return -1;
}

/** An attribute value with references decoded and white space normalised (XML 1.0, section 3.3.3). */
function attributeValue(bytes: Uint8Array, from: number, to: number): string | undefined {
  let ascii = true;
  let special = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80) ascii = false;
    else if (byte === AMPERSAND || byte < SPACE) special = true;
  }
  const raw = ascii ? asciiString(bytes, from, to) : utf8String(bytes, from, to);
  if (!special || raw === undefined) return raw;
  return decodeReferences(withLineFeeds(raw).replace(/[\n\t]/g, ' '));
}

/** XML 1.0, section 2.11: line ends become line feeds. */
function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeReferences(raw: string): string | undefined {
  let out = '';
  let from = 0;
  for (let at = raw.indexOf('&'); at >= 0; at = raw.indexOf('&', from)) {
    const end = raw.indexOf(';', at + 1);
    if (end < 0 || end - at > 10) return undefined;
    const name = raw.slice(at + 1, end);
    const char = Object.hasOwn(NAMED, name) ? NAMED[name] : characterReference(name);
    if (char === undefined) return undefined;
    out += raw.slice(from, at) + char;
    from = end + 1;
  }
  return out + raw.slice(from);
}

function characterReference(name: string): string | undefined {
  const match = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
  if (!match) return undefined;
  const code = match[1] === undefined ? Number.parseInt(match[2] as string, 10) : Number.parseInt(match[1], 16);
  const valid =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return valid ? String.fromCodePoint(code) : undefined;
}
