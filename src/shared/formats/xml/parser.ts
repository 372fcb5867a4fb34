import { SaxesParser } from 'saxes';
import { exchangeError } from '../bilingual/notice.ts';
import type { Attributes } from '../bilingual/model.ts';

/** What the parser tells its user. CDATA sections come as text. An empty element gives `open` and then `close`. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: Attributes) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

interface XmlParserOptions {
  /** How deep elements may be nested. */
  readonly maxDepth?: number;
  /** Where a position of the text given to the parser stands in the file, when the parser is not given all of it. */
  readonly position?: (own: Position) => Position;
}

/** Both 1-based; the column counts characters. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Deep enough for every real file; an attacker's file of 100,000 levels is refused early. */
const MAX_DEPTH = 1_000;

/**
 * A strict push parser for XML text. A DOCTYPE is accepted and ignored: nothing is fetched and no entity but the five of
 * XML is known, so neither external entities nor expansion bombs can act. Names come as written, prefix included.
 * `write` and `close` throw FormatError with line and column at the first error.
 */
export class XmlParser {
  readonly #saxes: SaxesParser<{ xmlns: false; position: true }>;
  #depth = 0;
  #sawRoot = false;
  #lastEntity = '';
  #closing = false;
  readonly #map: (own: Position) => Position;

  constructor(handlers: XmlHandlers, options: XmlParserOptions = {}) {
    const maxDepth = options.maxDepth ?? MAX_DEPTH;
    this.#map = options.position ?? ((own) => own);
    const saxes = new SaxesParser({ xmlns: false, position: true } as const);
    this.#saxes = saxes;
    saxes.ENTITIES = rememberingEntities((name) => {
      this.#lastEntity = name;
    });
    saxes.on('error', (error) => {
      throw this.#translate(error.message);
    });
    saxes.on('opentag', (tag) => {
      this.#sawRoot = true;
      this.#depth++;
      if (this.#depth > maxDepth) throw exchangeError('xml.depth', { limit: maxDepth }, this.position);
      handlers.open?.(tag.name, tag.attributes);
    });
    saxes.on('closetag', (tag) => {
      this.#depth--;
      handlers.close?.(tag.name);
    });
    const text = handlers.text;
    if (text) {
      saxes.on('text', text);
      saxes.on('cdata', text);
    }
  }

  /** Where the next character stands in the file. */
  get position(): Position {
    return this.#map(this.ownPosition);
  }

  /** Where the next character stands in the text given to the parser. */
  get ownPosition(): Position {
    return { line: this.#saxes.line, column: this.#saxes.column + 1 };
  }

  write(text: string): void {
    this.#saxes.write(text);
  }

  close(): void {
    this.#closing = true;
    if (!this.#sawRoot && this.#saxes.position === 0) throw exchangeError('xml.empty', {}, { line: 1 });
    this.#saxes.close();
  }

  #translate(message: string): Error {
    // saxes puts the position in front: "12:34: what is wrong."
    const detail = message.replace(/^[^:]*?\d+:\d+: /, '').replace(/\.$/, '');
    if (detail === 'undefined entity')
      return exchangeError('xml.entity', { entity: `&${this.#lastEntity};` }, this.position);
    if (this.#closing) {
      if (!this.#sawRoot) return exchangeError('xml.empty', {}, this.position);
      return exchangeError('xml.truncated', { detail }, this.position);
    }
    return exchangeError('xml.notWellFormed', { detail }, this.position);
  }
}

/** Parses a whole text. */
export function parseXml(text: string, handlers: XmlHandlers, options?: XmlParserOptions): void {
  const parser = new XmlParser(handlers, options);
  parser.write(text);
  parser.close();
}

/** The five entities of XML, telling which name was looked up, so that a message can name it. */
function rememberingEntities(onLookup: (name: string) => void): Record<string, string> {
  const known = new Map([
    ['amp', '&'],
    ['lt', '<'],
    ['gt', '>'],
    ['quot', '"'],
    ['apos', "'"],
  ]);
  return new Proxy<Record<string, string>>(Object.create(null) as Record<string, string>, {
    get(_, name) {
      if (typeof name !== 'string') return undefined;
      onLookup(name);
      return known.get(name);
    },
  });
}
