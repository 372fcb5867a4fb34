import { parse, postprocess, preprocess } from 'micromark';
import { gfm } from 'micromark-extension-gfm';
import type { Chunk } from './chunks.ts';

/** One end of a construct, with UTF-16 offsets into the document. */
export interface MarkdownEvent {
  readonly enter: boolean;
  readonly type: string;
  readonly from: number;
  readonly to: number;
}

/** The labels that links, images and footnotes can refer to, as CommonMark compares them. */
export interface Labels {
  readonly links: ReadonlySet<string>;
  readonly footnotes: ReadonlySet<string>;
}

/** A label in the form in which two of them are compared (CommonMark 0.31.2, section 4.7: case is folded). */
export function normalLabel(label: string): string {
  return label
    .replace(/[\t\n\r ]+/g, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase();
}

const EXTENSIONS = [gfm()];
const DEFINITION_LIKE = /\[(?:[^[\]\\\r\n]|\\.)+\]:/;
const NO_LABELS: Labels = { links: new Set(), footnotes: new Set() };

/**
 * The labels defined in a document, whose pieces are parsed one by one: a link may come long before its definition.
 * Only the pieces that may hold a definition are parsed for it.
 */
export function findLabels(text: string, chunks: readonly Chunk[]): Labels {
  const links = new Set<string>();
  const footnotes = new Set<string>();
  for (const { from, to } of chunks) {
    if (!DEFINITION_LIKE.test(text.slice(from, to))) continue;
    for (const event of parseMarkdown(text, from, to, NO_LABELS)) {
      const label = normalLabel(text.slice(event.from, event.to));
      if (event.type === 'definitionLabelString') links.add(label);
      else if (event.type === 'gfmFootnoteDefinitionLabelString') footnotes.add(label);
    }
  }
  return { links, footnotes };
}

/** The events of CommonMark with the GFM extensions, in document order, for the piece of a text between two offsets. */
export function parseMarkdown(text: string, from: number, to: number, labels: Labels): MarkdownEvent[] {
  // The parser drops a byte order mark at the start of its input and would then count one character too few.
  const offset = text[from] === '\uFEFF' ? from + 1 : from;
  const parser = parse({ extensions: EXTENSIONS });
  parser.defined.push(...labels.links);
  Object.assign(parser, { gfmFootnotes: [...labels.footnotes] });
  const events = postprocess(parser.document().write(preprocess()(text.slice(offset, to), undefined, true)));
  return events.map(([kind, token]) => ({
    enter: kind === 'enter',
    type: token.type,
    from: token.start.offset + offset,
    to: token.end.offset + offset,
  }));
}
