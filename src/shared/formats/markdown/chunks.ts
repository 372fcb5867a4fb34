import { FormatError } from '../document-format.ts';

/**
 * Markdown cut into pieces that can be parsed one by one. The parser's time and memory grow faster than its input, so a
 * long document must not reach it whole. A line without indentation after an empty line always starts a new block at
 * the top level, except inside fenced code and a few kinds of HTML block, which are looked out for here.
 */

export interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** A piece is closed at the first safe place after this many characters. */
const CHUNK_SIZE = 8192;
/** Deeper quotations and lists are the work of a machine, and slow to parse. */
const MAX_DEPTH = 100;
/** So many delimiters in one paragraph are no text; the time to pair them grows with their square. */
const MAX_DELIMITERS = 5000;

const LINE = /[^\r\n]*(?:\r\n|\n|\r|$)/g;
const BLANK = /^[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const CONTAINER_MARKER = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
const BULLET = /^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]/;
const DELIMITER_ROW = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:|-]*)?$/;
const FOOTNOTE_DEFINITION = /^ {0,3}\[\^[^\]]+\]:/;
const DEFINITION = /^ {0,3}\[(?!\^)[^\]]+\]:/;
/** How the HTML blocks that may hold empty lines begin and end (CommonMark 0.31.2, section 4.6, kinds 1 to 5). */
const HTML_BLOCKS: readonly (readonly [RegExp, RegExp])[] = [
  [/^ {0,3}<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^ {0,3}<!--/, /-->/],
  [/^ {0,3}<\?/, /\?>/],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/],
  [/^ {0,3}<![a-zA-Z]/, />/],
];

/**
 * The pieces of a Markdown text from an offset on, in order and without gaps.
 * Throws FormatError `format.tooDeep` or `format.tooComplex` with the line.
 */
export function markdownChunks(text: string, start: number): Chunk[] {
  const chunks: Chunk[] = [];
  const guard = new ComplexityGuard();
  let from = start;
  let afterBlank = false;
  let afterFootnote = false;
  let fence: string | undefined;
  let html: RegExp | undefined;
  LINE.lastIndex = start;
  let lineNumber = countLines(text, start);
  while (LINE.lastIndex < text.length) {
    const at = LINE.lastIndex;
    const raw = LINE.exec(text)?.[0] ?? '';
    const line = raw.replace(/[\r\n]+$/, '');
    lineNumber++;
    if (fence !== undefined) {
      if (closesFence(line, fence)) fence = undefined;
      continue;
    }
    if (html !== undefined) {
      if (html.test(line)) html = undefined;
      continue;
    }
    const blank = BLANK.test(line);
    // Written right below a footnote, a link definition is meant as one, whatever strict parsers say.
    const split = (afterBlank && /^[^ \t]/.test(line) && at - from >= CHUNK_SIZE) || (afterFootnote && DEFINITION.test(line));
    if (split && at > from) {
      chunks.push({ from, to: at });
      from = at;
    }
    afterFootnote = (afterBlank || afterFootnote || at === from) && FOOTNOTE_DEFINITION.test(line);
    afterBlank = blank;
    guard.line(line, blank, lineNumber);
    fence = FENCE.exec(line)?.[1];
    const block = HTML_BLOCKS.find(([begins]) => begins.test(line));
    if (block && !block[1].test(line.slice((/<[^>]*$|<[^>]*>/.exec(line)?.index ?? 0) + 2))) html = block[1];
  }
  chunks.push({ from, to: text.length });
  return chunks;
}

function closesFence(line: string, fence: string): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return match !== undefined && match[0] === fence[0] && match.length >= fence.length;
}

function countLines(text: string, to: number): number {
  return text.slice(0, to).match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Refuses what would take the parser too long: deep containers, and paragraphs full of delimiters. */
class ComplexityGuard {
  #delimiters = 0;
  #inTable = false;

  line(line: string, blank: boolean, lineNumber: number): void {
    CONTAINER_MARKER.lastIndex = 0;
    let depth = 0;
    while (CONTAINER_MARKER.test(line)) depth++;
    if (depth > MAX_DEPTH) {
      const message = `line ${lineNumber}: the document is nested more than ${MAX_DEPTH} levels deep; simplify it and open it again`;
      throw new FormatError('format.tooDeep', message, { line: lineNumber }, { line: lineNumber, limit: MAX_DEPTH });
    }
    if (blank) this.#inTable = false;
    else if (DELIMITER_ROW.test(line)) this.#inTable = true;
    // The cells of a row and the items of a list are paragraphs of their own.
    if (blank || this.#inTable || BULLET.test(line)) this.#delimiters = 0;
    this.#delimiters += line.match(/[*_~`[<]/g)?.length ?? 0;
    if (this.#delimiters <= MAX_DELIMITERS) return;
    const message = `line ${lineNumber}: the paragraph has more than ${MAX_DELIMITERS} formatting marks; divide it and open the file again`;
    throw new FormatError('format.tooComplex', message, { line: lineNumber }, { line: lineNumber, limit: MAX_DELIMITERS });
  }
}
