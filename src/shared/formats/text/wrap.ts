/** Hard-wrapped text: paragraphs broken into lines of about one length by the program that wrote them. */

/** One line of a plain text, without its line end. */
export interface TextLine {
  readonly from: number;
  readonly to: number;
  /** The white space and mail quotation marks before the text. */
  readonly lead: string;
  /** The text without white space at its ends. */
  readonly text: string;
}

/** Lines of running text this short or this long are not the work of a wrapping program. */
const MIN_WIDTH = 40;
const MAX_WIDTH = 120;
/** How many of the breaks between adjoining lines must fall where a wrapping program would put them. */
const FULL_SHARE = 0.75;
/** How many of those must stand inside a sentence: lists and verse end most lines with punctuation or a new start. */
const INSIDE_SHARE = 0.5;

const SENTENCE_END = /[.!?…:;]["'”’»)\]]*$/u;
const LIST_MARKER = /^([-*+•·]|\d{1,3}[.)]|[a-z][.)])\s/u;

/**
 * The width a text is wrapped at, or undefined when its lines stand for themselves. A text counts as wrapped when
 * nearly all breaks inside its blocks are greedy (the first word of the next line would not have fitted) and at least
 * half of these do not end a sentence.
 */
export function wrapWidth(blocks: readonly (readonly TextLine[])[]): number | undefined {
  const many = blocks.filter((block) => block.length > 1);
  let width = 0;
  for (const block of many) for (const line of block) width = Math.max(width, lineLength(line));
  if (width < MIN_WIDTH || width > MAX_WIDTH) return undefined;
  let breaks = 0;
  let full = 0;
  let inside = 0;
  for (const block of many) {
    for (let i = 0; i + 1 < block.length; i++) {
      const line = block[i] as TextLine;
      const next = block[i + 1] as TextLine;
      breaks++;
      if (!isFull(line, next, width)) continue;
      full++;
      if (!SENTENCE_END.test(line.text)) inside++;
    }
  }
  return full > 0 && full >= breaks * FULL_SHARE && inside >= full * INSIDE_SHARE ? width : undefined;
}

/** Whether the next line goes on with the paragraph of this one. `isFirst`: this line starts the paragraph. */
export function continues(line: TextLine, next: TextLine, width: number, isFirst: boolean): boolean {
  if (!isFull(line, next, width) || LIST_MARKER.test(next.text)) return false;
  if (quoteDepth(line) !== quoteDepth(next)) return false;
  if (next.lead.length <= line.lead.length) return isFirst || next.lead === line.lead;
  return isFirst && LIST_MARKER.test(line.text);
}

/**
 * The text of wrapped lines as one line. A hyphen that a wrapping program put between two letters goes, unless
 * `isWord` knows the hyphenated form from elsewhere in the text.
 */
export function unwrap(lines: readonly string[], isWord: (word: string) => boolean): string {
  return lines.reduce((text, line) => {
    const head = /[\p{L}-]*\p{L}-$/u.exec(text)?.[0];
    const tail = /^\p{Ll}[\p{L}-]*/u.exec(line)?.[0];
    if (head === undefined || tail === undefined) return `${text} ${line}`;
    return isWord((head + tail).toLowerCase()) ? text + line : text.slice(0, -1) + line;
  });
}

/** A text broken into lines of at most `width` characters where it has spaces; the leads are those of the source. */
export function rewrap(text: string, width: number, firstLead: string, lead: string, lineEnd: string): string {
  const lines: string[] = [];
  let line = '';
  let length = columns(firstLead);
  for (const word of text.split(/[ \t\n\r]+/).filter((word) => word !== '')) {
    if (line !== '' && length + 1 + columns(word) > width) {
      lines.push(line);
      line = '';
      length = columns(lead);
    }
    length += columns(word) + (line === '' ? 0 : 1);
    line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.join(lineEnd + lead);
}

function isFull(line: TextLine, next: TextLine, width: number): boolean {
  const word = /^\S+/.exec(next.text)?.[0] ?? '';
  return lineLength(line) + 1 + columns(word) > width;
}

function lineLength(line: TextLine): number {
  return columns(line.lead) + columns(line.text);
}

/** Characters, a combining mark or half a pair not counted twice. */
function columns(text: string): number {
  return /^[\x20-\x7E]*$/.test(text) ? text.length : [...text.normalize('NFC')].length;
}

function quoteDepth(line: TextLine): number {
  return line.lead.replace(/[^>]/g, '').length;
}
