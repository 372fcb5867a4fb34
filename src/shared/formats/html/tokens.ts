import { type Token, type TokenHandler, Tokenizer, TokenizerMode } from 'parse5';
import { isForeign, RAW_TEXT, RCDATA } from './elements.ts';
import { decodeReference } from './entities.ts';

export interface TagStart {
  readonly name: string;
  readonly selfClosing: boolean;
  readonly attributes: readonly Token.Attribute[];
  readonly attributePlaces: Readonly<Record<string, Token.Location>>;
  readonly from: number;
  readonly to: number;
}

/** What is told of each token, with UTF-16 offsets. White space comes in tokens of its own. */
export interface HtmlTokenHandler {
  readonly start: (tag: TagStart) => void;
  readonly end: (name: string, from: number, to: number) => void;
  readonly text: (text: string, from: number, to: number) => void;
  /** A comment, a processing instruction or a declaration. */
  readonly comment: (from: number, to: number) => void;
}

/**
 * Reads HTML token by token (HTML Standard, section 13.2.5). No tree is built, because building one moves misplaced
 * text about and takes quadratic time on hostile input; the order of the document is what a translator needs.
 * `xml`: honour `<x/>` as XHTML does.
 */
export function tokenizeHtml(source: string, xml: boolean, handler: HtmlTokenHandler): void {
  const reader = new TokenReader(source, xml, handler);
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, reader);
  reader.tokenizer = tokenizer;
  tokenizer.write(source, true);
}

/** White space, a character reference, an end tag without a name, or other text. */
const PIECE = /[ \t\n\r\f]+|&(?:#\d+|#[xX][\dA-Fa-f]+|[A-Za-z][A-Za-z\d]*);?|<\/>|[^& \t\n\r\f<]+|[&<]/g;

class TokenReader implements TokenHandler {
  tokenizer: Tokenizer | undefined;
  readonly #source: string;
  readonly #xml: boolean;
  readonly #handler: HtmlTokenHandler;
  #foreign = 0;
  /** Whether the text now read is that of an element without tags, such as a title. */
  #literal = false;
  /** Where the last tag or comment ended, and how much text the tokenizer has seen since. */
  #textFrom = 0;
  #textLength = 0;

  constructor(source: string, xml: boolean, handler: HtmlTokenHandler) {
    this.#source = source;
    this.#xml = xml;
    this.#handler = handler;
  }

  onStartTag(token: Token.TagToken): void {
    const place = token.location as Token.LocationWithAttributes;
    const { tagName: name, selfClosing, attrs } = token;
    this.#text(place);
    if (isForeign(name)) this.#foreign += selfClosing ? 0 : 1;
    else if (this.#foreign === 0 && !(this.#xml && selfClosing)) {
      const mode = tokenizerMode(name);
      if (mode !== undefined && this.tokenizer) this.tokenizer.state = mode;
      this.#literal = mode !== undefined;
    }
    const { startOffset: from, endOffset: to } = place;
    this.#handler.start({ name, selfClosing, attributes: attrs, attributePlaces: place.attrs ?? {}, from, to });
  }

  onEndTag(token: Token.TagToken): void {
    const place = token.location as Token.Location;
    this.#text(place);
    this.#literal = false;
    if (isForeign(token.tagName) && this.#foreign > 0) this.#foreign--;
    this.#handler.end(token.tagName, place.startOffset, place.endOffset);
  }

  onComment(token: Token.CommentToken): void {
    const place = token.location as Token.Location;
    this.#text(place);
    this.#handler.comment(place.startOffset, place.endOffset);
  }

  onDoctype(token: Token.DoctypeToken): void {
    const place = token.location as Token.Location;
    this.#text(place);
    this.#handler.comment(place.startOffset, place.endOffset);
  }

  onCharacter(token: Token.CharacterToken): void {
    this.#textLength += token.chars.length;
  }

  onNullCharacter(token: Token.CharacterToken): void {
    this.#textLength += token.chars.length;
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.#textLength += token.chars.length;
  }

  onEof(): void {
    this.#text({ startOffset: this.#source.length, endOffset: this.#source.length });
  }

  /**
   * Tells of the text before a tag. It is read again from the source, piece by piece, because the tokenizer does not
   * say where character references stand. It may leave out the end of the source (a tag that is never finished).
   */
  #text(next: Pick<Token.Location, 'startOffset' | 'endOffset'>): void {
    let left = this.#textLength;
    PIECE.lastIndex = this.#textFrom;
    while (left > 0) {
      const from = PIECE.lastIndex;
      const piece = PIECE.exec(this.#source)?.[0] ?? '';
      const to = from + piece.length;
      if (piece === '</>' && !this.#literal) {
        this.#handler.comment(from, to);
        continue;
      }
      const text = piece.startsWith('&') ? decodeReference(piece) : piece;
      left -= text.replaceAll('\r\n', '\n').length;
      this.#handler.text(text, from, to);
    }
    this.#textFrom = next.endOffset;
    this.#textLength = 0;
  }
}

function tokenizerMode(name: string): (typeof TokenizerMode)[keyof typeof TokenizerMode] | undefined {
  if (name === 'script') return TokenizerMode.SCRIPT_DATA;
  if (name === 'plaintext') return TokenizerMode.PLAINTEXT;
  if (RAW_TEXT.has(name)) return TokenizerMode.RAWTEXT;
  return RCDATA.has(name) ? TokenizerMode.RCDATA : undefined;
}
