/**
 * Inline content: the text of a sentence or unit with its inline codes.
 *
 * Code number k of a content stands in the text as the single private-use character U+E000 + k, so a text can be
 * edited, cut and joined as a plain string without losing track of its codes. Private-use characters that belong to
 * the document itself never stand in `text` as such: {@link plain} turns each into a standalone code that carries it.
 * The meaning of the fields follows XLIFF 2.1, section 4.2.3 (inline elements).
 */
export type InlineCodeKind = 'open' | 'close' | 'standalone';

export interface InlineCode {
  readonly kind: InlineCodeKind;
  /** Pairs an opening with its closing code; unique among the codes of a content otherwise. */
  readonly id: string;
  /** The original markup, exactly as it stood in the document. */
  readonly data: string;
  /** A short label for the chip that shows the code, such as `b`, `a`, `br`. */
  readonly display?: string;
  /** The plain text the code stands for, such as a line feed for a forced break. */
  readonly equiv?: string;
  /** What it is, in XLIFF 2 vocabulary: fmt, ui, quote, link, image, other. */
  readonly type?: string;
  readonly canCopy?: boolean;
  readonly canDelete?: boolean;
  readonly canReorder?: boolean;
  /**
   * The element of the exchange file (TMX, XLIFF) the code came from, in XML, where `data` alone would not write it
   * again unchanged. Only readers and writers of that format look into it.
   */
  readonly exchange?: string;
}

export interface Content {
  readonly text: string;
  readonly codes: readonly InlineCode[];
}

/** The first private-use character; code k stands in the text as U+E000 + k. */
export const CODE_BASE = 0xe000;
/** How many codes one content can hold: the size of the basic private-use area. */
export const CODE_LIMIT = 0xf8ff - CODE_BASE + 1;

export const EMPTY: Content = { text: '', codes: [] };

/** The character that stands for code number `index`. Throws RangeError when a content would hold too many codes. */
export function codeChar(index: number): string {
  if (index < 0 || index >= CODE_LIMIT) throw new RangeError(`a content holds at most ${CODE_LIMIT} inline codes`);
  return String.fromCharCode(CODE_BASE + index);
}

/** The code number that a UTF-16 unit stands for, or -1 when it is ordinary text. */
export function codeIndex(charCode: number): number {
  return charCode >= CODE_BASE && charCode < CODE_BASE + CODE_LIMIT ? charCode - CODE_BASE : -1;
}

/** Content without codes; private-use characters of the text become standalone codes, so that none is confused. */
export function plain(text: string): Content {
  if (!/[\uE000-\uF8FF]/.test(text)) return { text, codes: [] };
  const builder = new ContentBuilder();
  builder.text(text);
  return builder.build();
}

/** Builds a content piece by piece, numbering the codes as they come. */
export class ContentBuilder {
  #text = '';
  readonly #codes: InlineCode[] = [];

  /** Appends plain text, escaping private-use characters. */
  text(value: string): this {
    let from = 0;
    for (let i = 0; i < value.length; i++) {
      if (codeIndex(value.charCodeAt(i)) < 0) continue;
      this.#text += value.slice(from, i);
      const char = value[i] as string;
      this.code({ kind: 'standalone', id: `pua${this.#codes.length}`, data: char, equiv: char, type: 'other' });
      from = i + 1;
    }
    this.#text += value.slice(from);
    return this;
  }

  code(code: InlineCode): this {
    this.#text += codeChar(this.#codes.length);
    this.#codes.push(code);
    return this;
  }

  get isEmpty(): boolean {
    return this.#text === '';
  }

  build(): Content {
    return { text: this.#text, codes: this.#codes.slice() };
  }
}

/** One run of a content: either text or a code. */
export type Piece = { readonly text: string } | { readonly code: InlineCode; readonly index: number };

/** The runs of a content in order; a code character without a code is dropped. */
export function pieces(content: Content): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  const { text, codes } = content;
  for (let i = 0; i < text.length; i++) {
    const index = codeIndex(text.charCodeAt(i));
    if (index < 0) continue;
    if (i > from) out.push({ text: text.slice(from, i) });
    const code = codes[index];
    if (code) out.push({ code, index });
    from = i + 1;
  }
  if (from < text.length) out.push({ text: text.slice(from) });
  return out;
}

/** The part of a content between two UTF-16 offsets, with its codes renumbered from 0. */
export function slice(content: Content, from: number, to: number = content.text.length): Content {
  return compact({ text: content.text.slice(from, to), codes: content.codes });
}

/** The same content with only the codes its text uses, numbered in order of appearance. */
export function compact(content: Content): Content {
  if (content.codes.length === 0 && !/[\uE000-\uF8FF]/.test(content.text)) return content;
  return concat([content]);
}

/** The contents one after another as one content. */
export function concat(contents: readonly Content[]): Content {
  let text = '';
  const codes: InlineCode[] = [];
  for (const content of contents) {
    for (const piece of pieces(content)) {
      if ('text' in piece) text += piece.text;
      else {
        text += codeChar(codes.length);
        codes.push(piece.code);
      }
    }
  }
  return { text, codes };
}

/** What a reader sees: the text with each code replaced by its equivalent text, or by nothing. */
export function visibleText(content: Content): string {
  let out = '';
  for (const piece of pieces(content)) out += 'text' in piece ? piece.text : (piece.code.equiv ?? '');
  return out;
}

/** True when both read alike: same text, same codes (kind, id and original data) in the same places. */
export function sameContent(a: Content, b: Content): boolean {
  const left = compact(a);
  const right = compact(b);
  if (left.text !== right.text || left.codes.length !== right.codes.length) return false;
  return left.codes.every((code, i) => {
    const other = right.codes[i];
    return other !== undefined && code.kind === other.kind && code.id === other.id && code.data === other.data;
  });
}
