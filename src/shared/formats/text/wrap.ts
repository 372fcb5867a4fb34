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

/** Shorter lines may be verse, longer ones are not the work of a wrapping program. */
const MIN_WIDTH = 55;
const MAX_WIDTH = 120;
/** Which line, in the order of length, shows the width: a few lines overrun it (addresses, long words). */
const WIDTH_QUANTILE = 0.95;
/** How far below the width people and programs still break a line. */
const SLACK = 0.85;
/** How many of the breaks between adjoining lines must fall where a wrapping program would put them. */
const FULL_SHARE = 0.75;
/** How many of those must stand inside a sentence: lists and verse end most lines with punctuation or a new start. */
const INSIDE_SHARE = 0.5;
/** A block with this many breaks speaks for itself, whatever the rest of the text is like. */
const TELLING_BREAKS = 2;

const SENTENCE_END = /[.!?…:;]["'”’»)\]]*$/u;
const LIST_MARKER = /^([-*+•·]|\d{1,3}[.)]|[a-z][.)])\s/u;

export interface Wrapping {
  /** Columns a line may have. */
  readonly width: number;
  readonly isWrapped: (block: readonly TextLine[]) => boolean;
}

/**
 * How a text is wrapped, or undefined when its lines stand for themselves. A block counts as wrapped when nearly all
 * its breaks are greedy (the first word of the next line would not have fitted) and at least half of these do not end
 * a sentence; a block of two lines needs the whole text to agree.
 */
export function findWrapping(blocks: readonly (readonly TextLine[])[]): Wrapping | undefined {
  const many = blocks.filter((block) => block.length > 1);
  const lengths = many.flatMap((block) => block.map(lineLength)).sort((a, b) => a - b);
  const width = lengths[Math.floor((lengths.length - 1) * WIDTH_QUANTILE)] ?? 0;
  if (width < MIN_WIDTH || width > MAX_WIDTH) return undefined;
  const everywhere = agrees(many.map((block) => countBreaks(block, width)).reduce(addCounts));
  const isWrapped = (block: readonly TextLine[]): boolean => {
    const counts = countBreaks(block, width);
    return agrees(counts) && (everywhere || counts.breaks >= TELLING_BREAKS);
  };
  return everywhere || many.some(isWrapped) ? { width, isWrapped } : undefined;
}

interface BreakCounts {
  readonly breaks: number;
  readonly full: number;
  readonly inside: number;
}

function countBreaks(block: readonly TextLine[], width: number): BreakCounts {
  let full = 0;
  let inside = 0;
  for (let i = 0; i + 1 < block.length; i++) {
    const line = block[i] as TextLine;
    if (!isFull(line, block[i + 1] as TextLine, width)) continue;
    full++;
    if (!SENTENCE_END.test(line.text)) inside++;
  }
  return { breaks: block.length - 1, full, inside };
}

function addCounts(a: BreakCounts, b: BreakCounts): BreakCounts {
  return { breaks: a.breaks + b.breaks, full: a.full + b.full, inside: a.inside + b.inside };
}

function agrees({ breaks, full, inside }: BreakCounts): boolean {
  return full > 0 && full >= breaks * FULL_SHARE && inside >= full * INSIDE_SHARE;
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
  return lineLength(line) + 1 + columns(word) > width * SLACK;
}

function lineLength(line: TextLine): number {
  return columns(line.lead) + columns(line.text);
}

/** Characters, a combining mark or half a pair not counted twice. */
function columns(text: string): number {
  return /^[\x20-\x7E]*$/.test(text) ? text.length : Array.from(text.normalize('NFC')).length;
}

function quoteDepth(line: TextLine): number {
  return line.lead.replace(/[^>]/g, '').length;
}
