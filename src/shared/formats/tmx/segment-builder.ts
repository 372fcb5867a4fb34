import {
  codeChar,
  CODE_LIMIT,
  pieces,
  plain,
  type Content,
  type InlineCode,
  type InlineCodeKind,
} from '../../text/content.ts';
import { displayLabel } from '../bilingual/codes.ts';
import type { Attributes } from '../bilingual/model.ts';
import { XmlEscaper } from '../xml/escape.ts';

const escaper = new XmlEscaper();
const NO_CODES: readonly InlineCode[] = Object.freeze([]);

/** The kinds of inline element that hold native code (TMX 1.4b, section 3.4). */
export type CodeElement = 'bpt' | 'ept' | 'ph' | 'it' | 'ut';

export function isCodeElement(name: string): name is CodeElement {
  return name === 'bpt' || name === 'ept' || name === 'ph' || name === 'it' || name === 'ut';
}

/** A code element that has been opened and whose content is being gathered. */
interface OpenCode {
  readonly element: CodeElement;
  readonly attributes: Attributes;
  /** The native code: all text, that of `sub` included. */
  data: string;
  /** The element so far as XML; undefined while there is nothing but text in it, which is written at the end. */
  xml: string | undefined;
}

/** How many code elements are remembered. */
const REMEMBERED = 1_000;

/** What is the same for all code elements with the same name, attributes and content. */
interface CodeShape {
  readonly element: CodeElement;
  readonly data: string;
  readonly display: string;
  readonly type: string | undefined;
  readonly exchange: string;
}

/**
 * Gathers the content of one `seg`. Codes keep their native code as `data` and their element as `exchange`, so that
 * attributes and `sub` survive. Ids come from `x` where there is one, because `x` is what links the variants; `i` only
 * pairs `bpt` with `ept`.
 */
export class SegmentBuilder {
  #text = '';
  #codes: InlineCode[] = [];
  /** Every id in use, and how often it was wanted. */
  #ids = new Map<string, number>();
  #openPairs = new Map<string, string[]>();
  #highlights: string[] = [];
  #foreign: number[] = [];
  #code: OpenCode | undefined;
  /** By attributes, of which the scanner gives the same frozen object for the same tag. */
  readonly #shapes = new Map<Attributes, CodeShape>();
  /** What could not be paired, as element names. */
  unpaired: string[] = [];

  reset(): void {
    this.#text = '';
    if (this.#codes.length > 0) {
      this.#codes = [];
      this.#ids.clear();
      this.#openPairs.clear();
    }
    // Nearly always these are empty already, and a million new lists cost time.
    if (this.#highlights.length > 0) this.#highlights = [];
    if (this.#foreign.length > 0) this.#foreign = [];
    if (this.unpaired.length > 0) this.unpaired = [];
    this.#code = undefined;
  }

  /** `ordinary` says that the text surely holds no private-use character. */
  text(value: string, ordinary: boolean): void {
    if (ordinary || !/[\uE000-\uF8FF]/.test(value)) {
      this.#text += value;
      return;
    }
    for (const piece of pieces(plain(value))) {
      if ('text' in piece) this.#text += piece.text;
      else this.#push({ ...piece.code, id: this.#unique(`pua${this.#codes.length}`) });
    }
  }

  openCode(element: CodeElement, attributes: Attributes): void {
    this.#code = { element, attributes, data: '', xml: undefined };
  }

  /** Text inside the code element that is open, at any depth. */
  codeText(value: string): void {
    const code = this.#code as OpenCode;
    code.data += value;
    if (code.xml !== undefined) code.xml += escaper.text(value);
  }

  /** An element (`sub`, or a code within it) inside the code element that is open. */
  codeInnerOpen(name: string, attributes: Attributes): void {
    const code = this.#code as OpenCode;
    code.xml = (code.xml ?? textXml(code)) + startTag(name, attributes);
  }

  codeInnerClose(name: string): void {
    (this.#code as OpenCode).xml += `</${name}>`;
  }

  closeCode(): void {
    const code = this.#code as OpenCode;
    this.#code = undefined;
    const { kind, id } = this.#identify(code.element, code.attributes);
    const { data, display, type, exchange } = code.xml === undefined ? this.#shape(code) : shape(code, code.xml);
    this.#push({ kind, id, data, display, ...(type === undefined ? {} : { type }), exchange });
  }

  /** The shape of a code element with nothing but text in it; the same few come again and again in a memory. */
  #shape(code: OpenCode): CodeShape {
    const { element, attributes, data } = code;
    const known = this.#shapes.get(attributes);
    if (known?.data === data && known.element === element) return known;
    const made = shape(code, textXml(code));
    if (this.#shapes.size === REMEMBERED) this.#shapes.clear();
    if (Object.isFrozen(attributes)) this.#shapes.set(attributes, made);
    return made;
  }

  openHighlight(attributes: Attributes): void {
    const id = this.#unique(attributes['x'] ?? `h${this.#codes.length + 1}`);
    this.#highlights.push(id);
    this.#push({ kind: 'open', id, data: '', display: 'hi', exchange: startTag('hi', attributes) });
  }

  closeHighlight(): void {
    const id = this.#highlights.pop() as string;
    this.#push({ kind: 'close', id, data: '', display: 'hi', exchange: '</hi>' });
  }

  /** An element TMX does not know, such as raw HTML: kept as a code whose data is the tag. */
  openForeign(name: string, attributes: Attributes): void {
    this.#foreign.push(this.#codes.length);
    const id = this.#unique(`f${this.#codes.length + 1}`);
    this.#push({ kind: 'open', id, data: startTag(name, attributes), display: name });
  }

  closeForeign(name: string): void {
    const index = this.#foreign.pop() as number;
    const open = this.#codes[index] as InlineCode;
    if (index === this.#codes.length - 1 && this.#text.endsWith(codeChar(index))) {
      this.#codes[index] = { ...open, kind: 'standalone', data: `${open.data.slice(0, -1)}/>` };
      return;
    }
    this.#push({ kind: 'close', id: open.id, data: `</${name}>`, display: name });
  }

  get codeCount(): number {
    return this.#codes.length;
  }

  get tooManyCodes(): boolean {
    return this.#codes.length >= CODE_LIMIT;
  }

  build(): Content {
    for (const [, ids] of this.#openPairs) for (const id of ids) this.unpaired.push(`bpt ${id}`);
    // The list in hand goes on being used while it is empty, so it must not be given away before.
    return { text: this.#text, codes: this.#codes.length === 0 ? NO_CODES : this.#codes };
  }

  #push(code: InlineCode): void {
    if (this.tooManyCodes) return;
    this.#text += codeChar(this.#codes.length);
    this.#codes.push(code);
  }

  #identify(element: CodeElement, attributes: Attributes): { kind: InlineCodeKind; id: string } {
    const number = this.#codes.length + 1;
    const x = attributes['x'];
    if (element === 'bpt') {
      const i = attributes['i'] ?? '';
      const id = this.#unique(x ?? `i${i}`);
      const waiting = this.#openPairs.get(i);
      if (waiting) waiting.push(id);
      else this.#openPairs.set(i, [id]);
      return { kind: 'open', id };
    }
    if (element === 'ept') {
      const i = attributes['i'] ?? '';
      const waiting = this.#openPairs.get(i);
      const id = waiting?.pop();
      if (waiting?.length === 0) this.#openPairs.delete(i);
      if (id !== undefined) return { kind: 'close', id };
      this.unpaired.push(`ept ${i}`);
      return { kind: 'close', id: this.#unique(`e${number}`) };
    }
    if (element === 'it') {
      const kind = attributes['pos'] === 'end' ? 'close' : 'open';
      return { kind, id: this.#unique(x ?? `t${number}`) };
    }
    return { kind: 'standalone', id: this.#unique(x ?? `p${number}`) };
  }

  #unique(wanted: string): string {
    const times = this.#ids.get(wanted);
    this.#ids.set(wanted, (times ?? 0) + 1);
    return times === undefined ? wanted : this.#unique(`${wanted}_${times + 1}`);
  }
}

/** A code element with nothing but text in it so far as XML, without its end. */
function textXml({ element, attributes, data }: OpenCode): string {
  return startTag(element, attributes) + escaper.text(data);
}

function shape({ element, attributes, data }: OpenCode, xml: string): CodeShape {
  const type = attributes['type'];
  return {
    element,
    data,
    display: displayLabel(data, type ?? element),
    type: type === undefined ? undefined : xliffType(type),
    exchange: `${xml}</${element}>`,
  };
}

/** A start tag as XML. */
function startTag(name: string, attributes: Attributes): string {
  let out = `<${name}`;
  for (const key in attributes) out += ` ${key}="${escaper.attribute(attributes[key] as string)}"`;
  return `${out}>`;
}

const TYPES: Readonly<Record<string, string>> = {
  bold: 'fmt',
  italic: 'fmt',
  ulined: 'fmt',
  dulined: 'fmt',
  color: 'fmt',
  font: 'fmt',
  scap: 'fmt',
  link: 'link',
  image: 'image',
};

/** The XLIFF 2 type for one of the types TMX 1.4b recommends for `bpt`, `it` and `ph`. */
function xliffType(type: string): string {
  return TYPES[type] ?? 'other';
}
