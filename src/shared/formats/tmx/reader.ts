import { exchangeError } from '../bilingual/notice.ts';
import { completeUtf8, concatBytes, copyOf, decodeUtf8, XmlByteRecoder } from '../xml/encoding.ts';
import { XmlParser, type Position } from '../xml/parser.ts';
import { TmxBuilder, type TmxSink } from './builder.ts';
import { countLines, LineCursor } from './line-cursor.ts';
import { ElementScanner, isSpace } from './scanner.ts';

/** A unit longer than this is read piece by piece instead of being waited for. */
const WAIT_LIMIT = 4 * 1024 * 1024;
/** How many times longer than what has arrived the rest of the buffer may be before it is moved. */
const PATIENCE = 64;

/** ASCII as bytes. */
const mark = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const UNIT_END = mark('</tu>');
const TAG_START = mark('<');
const TAG_END = mark('>');
/** What may stand in a body beside tags and text, with the mark that ends it. */
const SECTIONS = [
  { start: mark('<!--'), end: mark('-->') },
  { start: mark('<?'), end: mark('?>') },
  { start: mark('<![CDATA['), end: mark(']]>') },
];
/** The length of the longest mark that tells what begins in a body: `<![CDATA[`. */
const LONGEST_MARK = 9;
const LT = 0x3c;
const GT = 0x3e;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;
const RETURN = 0x0d;
const NOTHING = new Uint8Array(0);

/** What was read from a TMX file. */
export interface TmxReport {
  readonly version: string;
  readonly units: number;
  readonly rejected: number;
  readonly repaired: number;
}

/**
 * Reads a TMX file of any size as its bytes come, in constant memory, and hands header, units and notices to the sink.
 *
 * Two readers share the work. The strict XML parser reads everything outside the units, and every unit that holds
 * anything unusual; units made of plain elements, attributes and text only, which is nearly all of them, go through a
 * scanner several times faster that looks at the bytes and makes strings of nothing but what is wanted. Since a body is
 * a sequence of whole `tu` elements, a file is well-formed exactly if every scanned unit is and the file without them
 * is, so nothing is accepted that the strict parser would refuse.
 *
 * `push` and `end` throw FormatError with the line for a file that cannot be used; units handed over before that must
 * then be dropped by the caller. The bytes given to `push` may be overwritten afterwards.
 */
export class TmxReader {
  readonly #recoder: XmlByteRecoder;
  readonly #parser: XmlParser;
  readonly #builder: TmxBuilder;
  readonly #scanner: ElementScanner;
  readonly #lines = new LineCursor();
  /** What has come but is not in the buffer yet. */
  #arrived: Uint8Array = NOTHING;
  /** UTF-8 not yet consumed, from `#at` on. It never ends between a return and what follows, except at the very end. */
  #buffer: Uint8Array = NOTHING;
  #at = 0;
  /** Where to go on looking for the end of what is incomplete, so that nothing is searched twice. */
  #searched = 0;
  #heldReturn = false;
  /** Start and end tags the strict parser has told of. */
  #tags = 0;
  /** The mark that ends the part of a body of which the strict parser has got only the beginning. */
  #awaited: Uint8Array | undefined;
  /** Start and end tags before that part; a `>` that brings no tag stood within an attribute value. */
  #tagsBefore = 0;
  /** Where the bytes now given to the strict parser stand in the buffer, and where the parser itself then was. */
  #parseFrom = 0;
  #parserFrom: Position = { line: 1, column: 1 };
  #scanning = false;
  #unitAt = 0;
  /** Line of the unit the strict parser is in; its beginning may have left the buffer. */
  #unitLine = 0;

  constructor(sink: TmxSink) {
    this.#builder = new TmxBuilder(
      sink,
      () => (this.#scanning ? this.#lines.lineAt(this.#buffer, this.#unitAt) : this.#parser.position.line),
      () => (this.#scanning ? this.#lines.lineAt(this.#buffer, this.#unitAt) : this.#unitLine),
    );
    const builder = this.#builder;
    this.#scanner = new ElementScanner(builder);
    this.#parser = new XmlParser(
      {
        open: (name, attributes) => {
          this.#tags++;
          builder.open(name, attributes);
        },
        text: (text) => builder.text(text),
        close: (name) => {
          this.#tags++;
          builder.close(name);
        },
      },
      { position: (own) => this.#inFile(own) },
    );
    this.#recoder = new XmlByteRecoder({
      onNotice: (notice) => sink.notice?.(notice),
      line: () => this.#lines.lineAt(this.#buffer, this.#buffer.length) + countLines(this.#arrived),
    });
  }

  push(bytes: Uint8Array): void {
    // One kind of array everywhere (Node's Buffer is another) lets the engine read bytes faster.
    const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#consume(this.#recoder.push(plain));
  }

  /** Ends the file. Throws FormatError when it is incomplete. */
  end(): TmxReport {
    this.#consume(this.#recoder.end(), true);
    this.#parse(this.#buffer.length);
    this.#parser.close();
    this.#builder.end();
    const { version, units, rejected, repaired } = this.#builder;
    return { version, units, rejected, repaired };
  }

  #consume(added: Uint8Array, last = false): void {
    const bytes = concatBytes(this.#arrived, this.#withHeldReturn(added, last));
    const rest = this.#buffer.length - this.#at;
    // Waits until enough has arrived to be worth moving what is left over, so that small pieces cost linear time.
    if (bytes.length === 0 || (!last && bytes.length * PATIENCE < rest)) {
      this.#arrived = copyOf(bytes);
      return;
    }
    this.#arrived = NOTHING;
    this.#take(bytes);
    this.#keepRest();
  }

  /** A return at the very end waits for what follows it. */
  #withHeldReturn(added: Uint8Array, last: boolean): Uint8Array {
    if (added.length === 0 && !last) return added;
    const bytes = this.#heldReturn ? concatBytes(Uint8Array.of(RETURN), added) : added;
    this.#heldReturn = !last && bytes.at(-1) === RETURN;
    return this.#heldReturn ? bytes.subarray(0, -1) : bytes;
  }

  #take(bytes: Uint8Array): void {
    let used = 0;
    if (this.#at < this.#buffer.length) {
      used = this.#builder.atBody ? indexAfter(bytes, UNIT_END, 0) : -1;
      // The unit that straddles the border is joined on its own, so that the bulk of the bytes is never copied.
      if (used < 0) return this.#append(bytes);
      this.#append(bytes.subarray(0, used));
      if (this.#at < this.#buffer.length) return this.#append(bytes.subarray(used));
    }
    this.#lines.replace(this.#buffer, bytes, used);
    this.#buffer = bytes;
    this.#at = used;
    this.#searched = 0;
    this.#run();
  }

  #append(bytes: Uint8Array): void {
    const rest = this.#buffer.subarray(this.#at);
    this.#dropUsed();
    this.#buffer = concatBytes(rest, bytes);
    this.#run();
  }

  /** What has not been consumed is copied, because the caller's bytes change. */
  #keepRest(): void {
    const rest = copyOf(this.#buffer.subarray(this.#at));
    this.#dropUsed();
    this.#buffer = rest;
  }

  #dropUsed(): void {
    this.#lines.drop(this.#buffer, this.#at);
    this.#searched = Math.max(0, this.#searched - this.#at);
    this.#at = 0;
  }

  #run(): void {
    while (this.#at < this.#buffer.length) if (!this.#step()) return;
  }

  /** Consumes one thing. False when more bytes are needed first. */
  #step(): boolean {
    if (this.#awaited) return this.#parseThrough(this.#awaited, this.#at);
    // Outside the body, and in a unit that the strict parser has begun, it goes on tag by tag.
    if (!this.#builder.atBody) return this.#parseThrough(TAG_END, this.#at);
    const buffer = this.#buffer;
    const before = this.#at;
    const at = this.#scanner.skipSpace(buffer, before);
    this.#at = at;
    if (at >= buffer.length) return false;
    // Stray text goes to the parser in one piece, so that what is said of it does not depend on how the bytes came.
    if (buffer[at] !== LT) {
      const next = this.#find(TAG_START, at) - 1;
      if (next < 0 && buffer.length - at <= WAIT_LIMIT) return false;
      return this.#parse(next < 0 ? this.#wholeCharacters() : next);
    }
    if (buffer.length - at < LONGEST_MARK) return false;
    if (isUnitStart(buffer, at)) return this.#readUnit(at, before);
    const section = SECTIONS.find(({ start }) => startsWith(buffer, start, at));
    if (!section) return this.#parseTag(at);
    this.#awaited = section.end;
    return this.#parseThrough(section.end, at + section.start.length);
  }

  /** `before` is where the white space before the unit begins. */
  #readUnit(at: number, before: number): boolean {
    const buffer = this.#buffer;
    this.#unitAt = at;
    this.#scanning = true;
    const after = this.#scanner.scan(buffer, at);
    this.#scanning = false;
    if (after >= 0) {
      this.#at = after;
      this.#lines.pass(buffer, before, after, this.#scanner.lineEnds);
      return true;
    }
    if (!this.#builder.atBody) this.#builder.abandonUnit();
    const end = this.#find(UNIT_END, at);
    if (end < 0 && buffer.length - at <= WAIT_LIMIT) return false;
    this.#unitLine = this.#lines.lineAt(buffer, at);
    if (end < 0) return this.#parsePartOfTag();
    return this.#parse(end);
  }

  /** Gives a tag of the body to the parser. */
  #parseTag(at: number): boolean {
    const end = tagEnd(this.#buffer, at);
    if (end < 0) return this.#buffer.length - at > WAIT_LIMIT ? this.#parsePartOfTag() : false;
    const before = this.#tags;
    this.#parse(end);
    if (this.#tags === before)
      throw exchangeError('xml.notWellFormed', { detail: 'unended tag' }, this.#parser.position);
    return true;
  }

  /** Gives all there is of a tag, and what follows it, to the parser; the end of the tag may not have come yet. */
  #parsePartOfTag(): true {
    this.#tagsBefore = this.#tags;
    this.#parse(this.#wholeCharacters());
    if (this.#tags === this.#tagsBefore) this.#awaited = TAG_END;
    return true;
  }

  /** Gives everything up to a mark to the parser; of what is too long to be waited for, all but the last bytes. */
  #parseThrough(wanted: Uint8Array, from: number): boolean {
    const end = this.#find(wanted, from);
    if (end < 0) {
      if (this.#buffer.length - this.#at <= WAIT_LIMIT) return false;
      return this.#parse(this.#wholeCharacters(wanted.length - 1));
    }
    this.#parse(end);
    if (wanted !== TAG_END || this.#tags > this.#tagsBefore) this.#awaited = undefined;
    return true;
  }

  /** The offset after the next mark, or -1 when it is not there yet. */
  #find(wanted: Uint8Array, from: number): number {
    const found = indexAfter(this.#buffer, wanted, Math.max(from, this.#searched));
    this.#searched = found < 0 ? Math.max(from, this.#buffer.length - wanted.length + 1) : 0;
    return found;
  }

  /** The end of the buffer, without so many bytes and a character that has only begun. */
  #wholeCharacters(without = 0): number {
    return this.#at + completeUtf8(this.#buffer.subarray(this.#at, this.#buffer.length - without));
  }

  /** Gives the bytes up to `to` to the strict parser. */
  #parse(to: number): true {
    const from = this.#at;
    this.#parseFrom = from;
    this.#parserFrom = this.#parser.ownPosition;
    const text = decodeUtf8(this.#buffer.subarray(from, to), () => this.#lines.lineAt(this.#buffer, from));
    this.#at = to;
    // XML 1.0, section 2.11: line ends become line feeds.
    this.#parser.write(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);
    return true;
  }

  #inFile(own: Position): Position {
    const buffer = this.#buffer;
    const from = this.#parseFrom;
    const { line, column } = this.#parserFrom;
    const lines = this.#lines;
    return {
      line: lines.lineAt(buffer, from) + own.line - line,
      // Most who ask want the line only, and in a long line the column takes time.
      get column() {
        return own.line === line ? lines.columnAt(buffer, from) + own.column - column : own.column;
      },
    };
  }
}

function isUnitStart(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] !== 0x74 || bytes[at + 2] !== 0x75) return false;
  const next = bytes[at + 3] as number;
  return next === 0x3e || isSpace(next);
}

/** The offset after the `>` that ends the tag at `at`, or after a `<` that cannot stand in it; -1 when neither has come. */
function tagEnd(bytes: Uint8Array, at: number): number {
  let quote = 0;
  for (let i = at + 1; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (quote !== 0) {
      if (byte === LT) return i + 1;
      if (byte === quote) quote = 0;
    } else if (byte === GT) return i + 1;
    else if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) quote = byte;
  }
  return -1;
}

function startsWith(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}

/** The offset after the next mark from `from` on, or -1. */
function indexAfter(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] as number;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1))
    if (startsWith(bytes, wanted, at)) return at + wanted.length;
  return -1;
}
