const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/**
 * Counts lines over UTF-8 bytes that move through a buffer. A line ends with a line feed, a return or both (XML 1.0,
 * section 2.11); the caller keeps the two of them in one buffer.
 */
export class LineCursor {
  /** The line of `#offset`. */
  #line = 1;
  #offset = 0;
  /** The column of the beginning of the buffer. */
  #column = 1;

  /** The line of an offset of the buffer. */
  lineAt(buffer: Uint8Array, offset: number): number {
    if (offset >= this.#offset) this.#line += countLines(buffer.subarray(this.#offset, offset));
    else this.#line -= countLines(buffer.subarray(offset, this.#offset));
    this.#offset = offset;
    return this.#line;
  }

  /** The column of an offset of the buffer; in a long line this takes time. */
  columnAt(buffer: Uint8Array, offset: number): number {
    const before = buffer.subarray(0, offset);
    const afterFeed = before.lastIndexOf(LINE_FEED) + 1;
    const lineStart = afterFeed + before.subarray(afterFeed).lastIndexOf(RETURN) + 1;
    const length = textLength(before.subarray(lineStart));
    return lineStart === 0 ? this.#column + length : length + 1;
  }

  /** To be called by who has gone from one offset to another and may have counted the line ends. */
  pass(buffer: Uint8Array, from: number, to: number, lineEnds: number | undefined): void {
    // Asked about a place further on in between, the cursor has counted some of them itself.
    if (this.#offset !== from || lineEnds === undefined) return void this.lineAt(buffer, to);
    this.#line += lineEnds;
    this.#offset = to;
  }

  /** To be called before the first `by` bytes of the buffer are dropped. */
  drop(buffer: Uint8Array, by: number): void {
    if (by > this.#offset) this.#line += countLines(buffer.subarray(this.#offset, by));
    this.#column = this.columnAt(buffer, by);
    this.#offset = Math.max(0, this.#offset - by);
  }

  /** To be called when the buffer has been used up and the next begins `used` bytes before what follows. */
  replace(buffer: Uint8Array, next: Uint8Array, used: number): void {
    this.drop(buffer, buffer.length);
    this.#offset = used;
    // The bytes before stood in the last buffer too.
    this.#column -= textLength(next.subarray(0, used));
  }
}

/** How many lines end in these bytes. */
export function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1))
    if (bytes[at + 1] !== LINE_FEED) count++;
  return count;
}

/** How many UTF-16 units these bytes make. */
function textLength(bytes: Uint8Array): number {
  let length = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1;
  return length;
}
