import { parse, postprocess, preprocess } from 'micromark';
import { gfm } from 'micromark-extension-gfm';

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

/** The labels defined anywhere in a document, since a link may come before its definition. */
export function findLabels(text: string): Labels {
  const links = new Set<string>();
  const footnotes = new Set<string>();
  for (const match of text.matchAll(/^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*\[(\^?)((?:[^[\]\\\r\n]|\\.)+)\]:/gm)) {
    (match[1] === '^' ? footnotes : links).add(normalLabel(match[2] as string));
  }
  return { links, footnotes };
}

/** The events of CommonMark with the GFM extensions, in document order, for the piece of a text between two offsets. */
export function parseMarkdown(text: string, from: number, to: number, labels: Labels): MarkdownEvent[] {
  // The parser drops a byte order mark at the start of its input and would then count one character too few.
  const offset = text[from] === '\uFEFF' ? from + 1 : from;
  const parser = parse({ extensions: [gfm()] });
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
