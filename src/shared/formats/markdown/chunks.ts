import { FormatError } from '../document-format.ts';
import { isBlock } from '../html/elements.ts';

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
/** Empty lines beyond this many in a row are passed over. */
const MANY_BLANKS = 100;
/** Deeper quotations and lists are the work of a machine, and slow to parse. */
const MAX_DEPTH = 100;
/** So many delimiters in one paragraph are no text; the time to pair them grows with their square. */
const MAX_DELIMITERS = 5000;
/** The time for the lines of one paragraph grows with their square, too. */
const MAX_LINES = 20_000;

const LINE = /[^\r\n]*(?:\r\n|\n|\r|$)/g;
const BLANK = /^[ \t]*$/;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const CONTAINER_MARKER = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
const BULLET = /^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]/;
const DELIMITER_ROW = /^[|:>-][ \t|:>-]*$/;
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
  let inHtml = false;
  let blanks = 0;
  /** What ends the code or HTML block now passed over, and whether the block is left out of the pieces. */
  let passing: { readonly ends: (line: string) => boolean; readonly leaveOut: boolean } | undefined;
  const cut = (at: number): void => {
    if (at > from) chunks.push({ from, to: at });
    from = at;
  };
  LINE.lastIndex = start;
  let lineNumber = countLines(text, start);
  while (LINE.lastIndex < text.length) {
    const at = LINE.lastIndex;
    const line = (LINE.exec(text)?.[0] ?? '').replace(/[\r\n]+$/, '');
    const next = LINE.lastIndex;
    lineNumber++;
    if (passing) {
      if (passing.ends(line)) {
        if (passing.leaveOut) from = next;
        passing = undefined;
      }
      continue;
    }
    const blank = BLANK.test(line);
    blanks = blank ? blanks + 1 : 0;
    if (blanks > MANY_BLANKS) {
      cut(at);
      from = next;
      continue;
    }
    // Written right below a footnote, a link definition is meant as one, whatever strict parsers say.
    const starts = (afterBlank && /^[^ \t]/.test(line)) || /^[-*+] \S/.test(line);
    if ((starts && at - from >= CHUNK_SIZE) || (afterFootnote && DEFINITION.test(line))) cut(at);
    afterFootnote = (afterBlank || afterFootnote || at === from) && FOOTNOTE_DEFINITION.test(line);
    guard.line(line, blank, lineNumber);
    // An HTML block of the usual kinds goes on to the next empty line, whatever stands in it.
    if (blank) inHtml = false;
    const ends = inHtml ? undefined : blockEnd(line);
    if (!ends) inHtml ||= startsHtmlBlock(line);
    afterBlank = blank;
    if (!ends) continue;
    passing = { ends, leaveOut: /^\S/.test(line) };
    // Without indentation the block is at the top level for sure; nothing within it needs parsing.
    if (passing.leaveOut) cut(next);
  }
  if (!passing?.leaveOut) cut(text.length);
  return chunks;
}

/** How a line ends the fenced code or the HTML block that another line begins; undefined when it begins none. */
function blockEnd(line: string): ((line: string) => boolean) | undefined {
  const fence = FENCE.exec(line)?.[1];
  if (fence !== undefined) return (line) => closesFence(line, fence);
  const html = HTML_BLOCKS.find(([begins]) => begins.test(line));
  if (!html) return undefined;
  const [begins, ends] = html;
  const rest = line.slice(begins.exec(line)?.[0].length ?? 0);
  return ends.test(rest) ? undefined : (line) => ends.test(line);
}

/**
 * Whether a line begins an HTML block of kind 6 or may begin one of kind 7, which it does not where a paragraph is open
 * (CommonMark 0.31.2, section 4.6).
 */
function startsHtmlBlock(line: string): boolean {
  const name = /^ {0,3}<\/?([A-Za-z][A-Za-z\d-]*)(?=[\s>/]|$)/.exec(line)?.[1]?.toLowerCase();
  if (name === undefined || /^(?:script|pre|style|textarea)$/.test(name)) return false;
  return isBlock(name) || /^ {0,3}<[^<>]*>[ \t]*$/.test(line);
}

function closesFence(line: string, fence: string): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return match !== undefined && match[0] === fence[0] && match.length >= fence.length;
}

function countLines(text: string, to: number): number {
  return text.slice(0, to).match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Refuses what would take the parser too long: deep containers, endless paragraphs, and paragraphs full of delimiters. */
class ComplexityGuard {
  #delimiters = 0;
  #lines = 0;
  #inTable = false;
  #previous = '';

  line(line: string, blank: boolean, lineNumber: number): void {
    CONTAINER_MARKER.lastIndex = 0;
    let depth = 0;
    while (CONTAINER_MARKER.test(line)) depth++;
    if (depth > MAX_DEPTH) throw tooMuch('format.tooDeep', lineNumber, MAX_DEPTH, 'levels of nesting');
    if (blank) this.#inTable = false;
    else if (this.#lines === 1 && DELIMITER_ROW.test(line.trim())) {
      this.#inTable = cellCount(line) === cellCount(this.#previous);
    }
    this.#previous = line;
    // The cells of a row and the items of a list are paragraphs of their own.
    if (blank || BULLET.test(line)) {
      this.#delimiters = 0;
      this.#lines = 0;
    } else if (this.#inTable) this.#delimiters = 0;
    if (blank) return;
    this.#lines++;
    this.#delimiters += line.match(/[*_~`[<]/g)?.length ?? 0;
    if (this.#delimiters > MAX_DELIMITERS) {
      throw tooMuch('format.tooComplex', lineNumber, MAX_DELIMITERS, 'formatting marks in one paragraph');
    }
    if (this.#lines > MAX_LINES)
      throw tooMuch('format.paragraphTooLong', lineNumber, MAX_LINES, 'lines in one paragraph or table');
  }
}

/** How many cells a table row has; a delimiter row makes a table only where the row above has as many. */
function cellCount(line: string): number {
  const row = line.trim().replace(/^\|/, '');
  return (row.endsWith('|') ? row.slice(0, -1) : row).replaceAll('\\|', '').split('|').length;
}

function tooMuch(key: string, line: number, limit: number, what: string): FormatError {
  const message = `line ${line}: the document has more than ${limit} ${what}; divide or simplify it and open it again`;
  return new FormatError(key, message, { line }, { line, limit });
}
