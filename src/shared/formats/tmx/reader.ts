import { exchangeError } from '../bilingual/notice.ts';
import { XmlByteDecoder } from '../xml/encoding.ts';
import { XmlParser, type Position } from '../xml/parser.ts';
import { TmxBuilder, type TmxSink } from './builder.ts';
import { scanElement } from './scanner.ts';

/** A unit longer than this is read piece by piece instead of being waited for. */
const WAIT_LIMIT = 4 * 1024 * 1024;
const UNIT_END = '</tu>';
/** How many times longer than what has arrived the rest of the buffer may be before it is moved. */
const PATIENCE = 64;
/** The longest mark that tells what begins in a body: `<![CDATA[`. */
const LONGEST_MARK = 9;

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
 * scanner several times faster. Since a body is a sequence of whole `tu` elements, a file is well-formed exactly if
 * every scanned unit is and the file without them is, so nothing is accepted that the strict parser would refuse.
 *
 * `push` and `end` throw FormatError with the line for a file that cannot be used; units handed over before that must
 * then be dropped by the caller.
 */
export class TmxReader {
  readonly #decoder: XmlByteDecoder;
  readonly #parser: XmlParser;
  readonly #builder: TmxBuilder;
  readonly #lines = new LineCursor();
  /** Text that has come but is not in the buffer yet. */
  #arrived = '';
  /** Text not yet consumed, from `#at` on. */
  #buffer = '';
  #at = 0;
  /** Where to go on looking for the end of what is incomplete, so that no text is searched twice. */
  #searched = 0;
  #heldReturn = false;
  /** Start and end tags the strict parser has told of. */
  #tags = 0;
  /** Where the text now given to the strict parser stands in the buffer, and where the parser itself then was. */
  #parseFrom = 0;
  #parserFrom: Position = { line: 1, column: 1 };
  #scanning = false;
  #unitAt = 0;
  /** Line of the unit the strict parser is in; its beginning may have left the buffer. */
  #unitLine = 0;

  constructor(sink: TmxSink) {
    this.#builder = new TmxBuilder(
      sink,
      () => (this.#scanning ? this.#lines.at(this.#buffer, this.#unitAt).line : this.#parser.position.line),
      () => (this.#scanning ? this.#lines.at(this.#buffer, this.#unitAt).line : this.#unitLine),
    );
    const builder = this.#builder;
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
    this.#decoder = new XmlByteDecoder({
      onNotice: (notice) => sink.notice?.(notice),
      line: () => this.#lines.at(this.#buffer, this.#buffer.length).line + countLines(this.#arrived),
    });
  }

  push(bytes: Uint8Array): void {
    this.#consume(this.#decoder.push(bytes));
  }

  /** Ends the file. Throws FormatError when it is incomplete. */
  end(): TmxReport {
    this.#consume(this.#decoder.end(), true);
    if (this.#heldReturn) this.#append('\n');
    this.#parse(this.#buffer.length);
    this.#parser.close();
    this.#builder.end();
    const { version, units, rejected, repaired } = this.#builder;
    return { version, units, rejected, repaired };
  }

  #consume(added: string, atEnd = false): void {
    this.#arrived += this.#normaliseReturns(added);
    // Waits until enough has arrived to be worth moving what is left over, so that small pieces cost linear time.
    if (this.#arrived === '' || (!atEnd && this.#arrived.length * PATIENCE < this.#buffer.length - this.#at)) return;
    const text = this.#arrived;
    this.#arrived = '';
    const end = this.#builder.atBody ? text.indexOf(UNIT_END) + UNIT_END.length : 0;
    // The unit that straddles the border is joined on its own, so that the bulk of the text is never copied.
    if (end < UNIT_END.length) return this.#append(text);
    this.#append(text.slice(0, end));
    if (this.#at < this.#buffer.length) return this.#append(text.slice(end));
    this.#lines.replace(this.#buffer, end);
    this.#buffer = text;
    this.#at = end;
    this.#searched = 0;
    this.#run();
  }

  #append(text: string): void {
    const rest = this.#buffer.slice(this.#at);
    this.#lines.shift(this.#buffer, this.#at);
    this.#searched = Math.max(0, this.#searched - this.#at);
    this.#buffer = rest + text;
    this.#at = 0;
    this.#run();
  }

  #run(): void {
    while (this.#at < this.#buffer.length) if (!this.#step()) return;
  }

  /** XML 1.0, section 2.11: line ends become line feeds. A return at the very end waits for what follows it. */
  #normaliseReturns(added: string): string {
    if (added === '') return '';
    let text = this.#heldReturn ? `\r${added}` : added;
    this.#heldReturn = text.endsWith('\r');
    if (this.#heldReturn) text = text.slice(0, -1);
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }

  /** Consumes one thing. False when more text is needed first. */
  #step(): boolean {
    // Outside the body, and in a unit that the strict parser has begun, it goes on tag by tag.
    if (!this.#builder.atBody) return this.#parseThrough('>', this.#at);
    const buffer = this.#buffer;
    const at = skipSpace(buffer, this.#at);
    this.#at = at;
    if (at >= buffer.length) return false;
    // Stray text goes to the parser in one piece, so that what is said of it does not depend on how the bytes came.
    if (buffer.charCodeAt(at) !== LT) {
      const next = this.#find('<', at) - 1;
      if (next < 0 && buffer.length - at <= WAIT_LIMIT) return false;
      return this.#parse(next < 0 ? buffer.length : next);
    }
    if (buffer.length - at < LONGEST_MARK) return false;
    if (isUnitStart(buffer, at)) return this.#readUnit(at);
    if (buffer.startsWith('<!--', at)) return this.#parseThrough('-->', at + 4);
    if (buffer.startsWith('<?', at)) return this.#parseThrough('?>', at + 2);
    if (buffer.startsWith('<![CDATA[', at)) return this.#parseThrough(']]>', at + 9);
    return this.#parseTag(at);
  }

  #readUnit(at: number): boolean {
    const buffer = this.#buffer;
    this.#unitAt = at;
    this.#scanning = true;
    const after = scanElement(buffer, at, this.#builder);
    this.#scanning = false;
    if (after >= 0) {
      this.#at = after;
      return true;
    }
    if (!this.#builder.atBody) this.#builder.abandonUnit();
    const end = this.#find(UNIT_END, at);
    if (end < 0 && buffer.length - at <= WAIT_LIMIT) return false;
    this.#unitLine = this.#lines.at(buffer, at).line;
    return this.#parse(end < 0 ? buffer.length : end);
  }

  /** Gives a tag to the parser; a `>` within an attribute value does not end it. */
  #parseTag(at: number): boolean {
    const before = this.#tags;
    let from = at;
    for (;;) {
      const end = this.#buffer.indexOf('>', from) + 1;
      if (end === 0) {
        if (from > at) throw exchangeError('xml.notWellFormed', { detail: 'unended tag' }, this.#parser.position);
        return this.#buffer.length - at > WAIT_LIMIT ? this.#parse(this.#buffer.length) : false;
      }
      this.#parse(end);
      if (this.#tags > before) return true;
      from = end;
    }
  }

  #parseThrough(mark: string, from: number): boolean {
    const end = this.#find(mark, from);
    if (end < 0 && this.#buffer.length - this.#at <= WAIT_LIMIT) return false;
    return this.#parse(end < 0 ? this.#buffer.length : end);
  }

  /** The offset after the next `mark`, or -1 when it is not there yet. */
  #find(mark: string, from: number): number {
    const found = this.#buffer.indexOf(mark, Math.max(from, this.#searched));
    this.#searched = found < 0 ? Math.max(from, this.#buffer.length - mark.length + 1) : 0;
    return found < 0 ? -1 : found + mark.length;
  }

  /** Gives the text up to `to` to the strict parser. */
  #parse(to: number): true {
    this.#parseFrom = this.#at;
    this.#parserFrom = this.#parser.ownPosition;
    const text = this.#buffer.slice(this.#at, to);
    this.#at = to;
    this.#parser.write(text);
    return true;
  }

  #inFile(own: Position): Position {
    const start = this.#lines.at(this.#buffer, this.#parseFrom);
    const line = start.line + own.line - this.#parserFrom.line;
    const column =
      own.line === this.#parserFrom.line ? start.column + own.column - this.#parserFrom.column : own.column;
    return { line, column };
  }
}

const LT = 0x3c;

function isUnitStart(text: string, at: number): boolean {
  if (!text.startsWith('<tu', at)) return false;
  const next = text.charCodeAt(at + 3);
  return next === 0x3e || next === 0x20 || next === 0x0a || next === 0x09;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x09) return at;
    at++;
  }
}

/**
 * Counts lines on demand over a buffer that moves through a file: each character is passed over once, forwards, and only
 * when somebody asks.
 */
class LineCursor {
  #offset = 0;
  #position: Position = { line: 1, column: 1 };

  /** The position of an offset of the buffer. */
  at(buffer: string, offset: number): Position {
    if (offset < this.#offset) return this.#back(buffer, offset);
    let { line, column } = this.#position;
    let lineStart = -1;
    for (let i = buffer.indexOf('\n', this.#offset); i >= 0 && i < offset; i = buffer.indexOf('\n', i + 1)) {
      line++;
      lineStart = i + 1;
    }
    column = lineStart < 0 ? column + offset - this.#offset : offset - lineStart + 1;
    this.#offset = offset;
    this.#position = { line, column };
    return this.#position;
  }

  /** To be called before the first `by` characters of the buffer are dropped. */
  shift(buffer: string, by: number): void {
    this.at(buffer, Math.max(by, this.#offset));
    this.#offset -= by;
  }

  /** To be called when the whole buffer has been used and the next begins `used` characters before what follows. */
  replace(buffer: string, used: number): void {
    this.at(buffer, buffer.length);
    this.#offset = used;
  }

  #back(buffer: string, offset: number): Position {
    let { line } = this.#position;
    for (let i = buffer.lastIndexOf('\n', this.#offset - 1); i >= offset; i = buffer.lastIndexOf('\n', i - 1)) {
      line--;
      if (i === 0) break;
    }
    const lineStart = offset === 0 ? -1 : buffer.lastIndexOf('\n', offset - 1);
    return { line, column: offset - lineStart };
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) count++;
  return count;
}
