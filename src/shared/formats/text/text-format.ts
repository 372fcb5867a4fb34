import { plain } from '../../text/content.ts';
import type { DocumentFormat, Unit } from '../document-format.ts';
import { openText } from '../encoding/open-text.ts';
import { needsTranslation } from '../inline.ts';
import { parsedDocument, type RenderContext, type RenderTarget, type UnitSlot, writeDocument } from '../splice.ts';
import { continues, findWrapping, rewrap, type TextLine, unwrap } from './wrap.ts';

/** A unit of plain text; `wrap` when it stands on several lines. */
interface TextSlot extends UnitSlot {
  readonly wrap?: {
    readonly width: number;
    readonly firstLead: string;
    readonly lead: string;
    readonly lineEnd: string;
    /** What the lines were read as: writing the same again keeps them as they are. */
    readonly read: string;
  };
}

/**
 * Plain text. A line is a unit, except where the text is hard-wrapped: there a paragraph is one, and its translation
 * is wrapped at the same width. White space at both ends of a line, line ends and lines with nothing to translate
 * stay in the skeleton.
 */
export const textFormat: DocumentFormat = {
  id: 'text',
  extensions: ['txt', 'text'],
  read(bytes, options) {
    const { text, encoding, warnings } = openText(bytes, options);
    const blocks = textBlocks(text);
    const wrapping = findWrapping(blocks);
    const words = wrapping ? hyphenatedWords(text) : new Set<string>();
    const found = blocks.flatMap((block) => {
      const width = wrapping?.isWrapped(block) ? wrapping.width : undefined;
      return paragraphs(block, width).flatMap((lines) => unitOf(text, lines, width, words));
    });
    return parsedDocument<TextSlot>(textFormat.id, encoding, found, { warnings });
  },
  write(original, skeleton, targets, options) {
    return writeDocument<TextSlot>(original, skeleton, targets, options, textRenderer);
  },
};

/** The lines with text, grouped by the empty lines between them. */
function textBlocks(text: string): TextLine[][] {
  const blocks: TextLine[][] = [];
  let block: TextLine[] = [];
  const lineEnd = /\r\n|\n|\r/g;
  for (let from = 0; from <= text.length;) {
    const end = lineEnd.exec(text);
    const to = end ? end.index : text.length;
    const line = textLine(text, from, to);
    if (line) block.push(line);
    else if (block.length > 0) {
      blocks.push(block);
      block = [];
    }
    from = end ? lineEnd.lastIndex : text.length + 1;
  }
  if (block.length > 0) blocks.push(block);
  return blocks;
}

function textLine(text: string, from: number, to: number): TextLine | undefined {
  const raw = text.slice(from, to);
  const lead = /^(?:[ \t\f\v\u00A0\u3000]|>)*/.exec(raw)?.[0] ?? '';
  const body = raw.slice(lead.length).trimEnd();
  if (body === '') return undefined;
  const start = from + lead.length;
  return { from: start, to: start + body.length, lead, text: body };
}

/** A block cut into runs of lines that make one unit each. */
function paragraphs(block: readonly TextLine[], width: number | undefined): TextLine[][] {
  const out: TextLine[][] = [];
  for (const line of block) {
    const current = out.at(-1);
    const last = current?.at(-1);
    if (width !== undefined && current && last && continues(last, line, width, current.length === 1))
      current.push(line);
    else out.push([line]);
  }
  return out;
}

function unitOf(
  source: string,
  lines: readonly TextLine[],
  width: number | undefined,
  words: ReadonlySet<string>,
): { unit: Omit<Unit, 'id'>; slot: Omit<TextSlot, 'unit'> }[] {
  const first = lines[0] as TextLine;
  const last = lines.at(-1) as TextLine;
  const text = unwrap(
    lines.map((line) => line.text),
    (word) => words.has(word),
  );
  if (!needsTranslation(text)) return [];
  const slot = { from: first.from, to: last.to, codes: [] };
  if (lines.length === 1 || width === undefined) return [{ unit: { kind: 'line', content: plain(text) }, slot }];
  const second = lines[1] as TextLine;
  const lineEnd = /\r\n|\n|\r/.exec(source.slice(first.to, second.from))?.[0] ?? '\n';
  const wrap = { width, firstLead: first.lead, lead: second.lead, lineEnd, read: text };
  return [{ unit: { kind: 'paragraph', content: plain(text) }, slot: { ...slot, wrap } }];
}

/** Words with a hyphen inside a line, in lower case: a hyphen at a line end may be one of these. */
function hyphenatedWords(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/\p{L}+(?:-\p{L}+)+/gu), (match) => match[0].toLowerCase()));
}

/** A target must not add lines of its own, since each line of the file is a unit. */
function textRenderer({ source }: RenderContext): RenderTarget<TextSlot> {
  return (slot, runs) => {
    const text = runs.map((run) => run.text ?? '').join('');
    if (!slot.wrap) return text.replace(/\s*[\r\n]+\s*/g, ' ');
    const { width, firstLead, lead, lineEnd, read } = slot.wrap;
    return text === read ? source.slice(slot.from, slot.to) : rewrap(text, width, firstLead, lead, lineEnd);
  };
}
