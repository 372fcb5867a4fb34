import { type InlineCode, plain } from '../../text/content.ts';
import type { Unit } from '../document-format.ts';
import { type InlineToken, inlineUnits, needsTranslation } from '../inline.ts';
import type { UnitSlot } from '../splice.ts';
import {
  codeType,
  endsParagraph,
  impliedEnd,
  isBlock,
  isForeign,
  isOpaque,
  isReadAttribute,
  isVoid,
  RCDATA,
  unitKind,
} from './elements.ts';
import { type TagStart, tokenizeHtml } from './tokens.ts';

/** A unit of HTML. `quote`: it is an attribute value, between these marks or none. */
export interface HtmlSlot extends UnitSlot {
  readonly html: 'text' | 'attribute';
  readonly quote?: '"' | "'" | '';
}

interface HtmlUnit {
  readonly unit: Omit<Unit, 'id'>;
  readonly slot: Omit<HtmlSlot, 'unit'>;
}

interface HtmlExtract {
  readonly units: readonly HtmlUnit[];
  /** The `lang` of the root element. */
  readonly language: string | undefined;
}

/** Browsers flatten what is nested deeper; here too, which also bounds every search through the open elements. */
const MAX_DEPTH = 512;

interface OpenElement {
  readonly name: string;
  readonly block: boolean;
  readonly translatable: boolean;
  /** The id of the code that stands for an inline element. */
  readonly id: string;
}

/** An element whose content is skipped: nothing for the translator, or one code within a unit. */
interface SkippedElement {
  readonly name: string;
  readonly from: number;
  readonly inline: boolean;
  depth: number;
  shown: string;
}

/**
 * The units of an HTML text, in order: one a block element, with inline elements as codes, and one a readable
 * attribute. `offset` is added to all places, for HTML inside another format.
 */
export function extractHtml(source: string, offset = 0): HtmlExtract {
  const masked = maskServerCode(source);
  const xml = /^\s*<\?xml\b/.test(source);
  const extractor = new Extractor(source, offset, xml);
  tokenizeHtml(masked, xml, extractor);
  return extractor.finish();
}

/** Program code of a server (`<?php … ?>`, `<% … %>`) as a bogus comment of the same length: it may contain any sign. */
function maskServerCode(source: string): string {
  const opening = /<\?(?:php\b|=)|<%/gi;
  const out: string[] = [];
  let at = 0;
  for (let match = opening.exec(source); match; match = opening.exec(source)) {
    const asp = match[0] === '<%';
    const close = source.indexOf(asp ? '%>' : '?>', match.index);
    if (close < 0 && asp) break;
    const end = close < 0 ? source.length : close + 2;
    out.push(source.slice(at, match.index), `<!${'x'.repeat(end - match.index - 3)}>`);
    at = end;
    opening.lastIndex = end;
  }
  return out.length === 0 ? source : out.join('') + source.slice(at);
}

class Extractor {
  readonly #source: string;
  readonly #offset: number;
  readonly #xml: boolean;
  readonly #open: OpenElement[] = [];
  readonly #units: HtmlUnit[] = [];
  #tokens: InlineToken[] = [];
  #skipped: SkippedElement | undefined;
  #codes = 0;
  #language: string | undefined;

  constructor(source: string, offset: number, xml: boolean) {
    this.#source = source;
    this.#offset = offset;
    this.#xml = xml;
  }

  finish(): HtmlExtract {
    if (this.#skipped) this.#endSkipped(this.#source.length);
    this.#flush();
    return { units: this.#units, language: this.#language };
  }

  readonly start = (tag: TagStart): void => {
    if (this.#continuesSkipped(tag)) return;
    const { name } = tag;
    const block = isBlock(name);
    if (block) {
      this.#flush();
      if (endsParagraph(name)) this.#closeParagraph();
      const implied = impliedEnd(name);
      if (implied) this.#closeImplied(implied.closes, implied.within);
    }
    const parent = this.#isTranslatable();
    const own = ownTranslatability(tag);
    const translatable = own ?? parent;
    if (name === 'html') this.#language = attribute(tag, 'lang') ?? attribute(tag, 'xml:lang') ?? this.#language;
    if (translatable) this.#readAttributes(tag);
    const empty = isVoid(name) || (tag.selfClosing && (this.#xml || isForeign(name)));
    if (isOpaque(name) || (!translatable && !block && parent)) {
      if (empty) this.#standalone(tag);
      else this.#skipped = { name, from: tag.from, inline: !block && parent, depth: 1, shown: '' };
    } else if (block) {
      if (!empty) this.#push({ name, block, translatable, id: '' });
    } else if (name === 'br') this.#lineBreak(tag.from, tag.to);
    else if (empty) this.#standalone(tag);
    else {
      const id = this.#nextId();
      this.#push({ name, block, translatable, id });
      if (translatable) this.#code({ kind: 'open', id, display: name, type: codeType(name) }, tag.from, tag.to);
    }
  };

  readonly end = (name: string, from: number, to: number): void => {
    if (this.#skipped) {
      if (name === this.#skipped.name) {
        this.#skipped.depth--;
        if (this.#skipped.depth === 0) this.#endSkipped(to);
        return;
      }
      if (!this.#breaksSkipped(name)) return;
      this.#endSkipped(from);
    }
    if (isBlock(name)) {
      this.#flush();
      const at = this.#open.findLastIndex((element) => element.name === name);
      if (at >= 0) this.#open.length = at;
      return;
    }
    if (isVoid(name)) return;
    const at = this.#open.findLastIndex((element) => element.block || element.name === name);
    const element = this.#open[at];
    if (element && !element.block) {
      this.#open.splice(at, 1);
      if (element.translatable) this.#code({ kind: 'close', id: element.id, display: name }, from, to);
    } else if (this.#isTranslatable()) {
      this.#code({ kind: 'standalone', id: this.#nextId(), display: name }, from, to);
    }
  };

  readonly text = (text: string, from: number, to: number): void => {
    if (this.#skipped) {
      this.#skipped.shown += text;
      return;
    }
    const top = this.#open.at(-1);
    if (!this.#isTranslatable()) return;
    // A text area keeps its white space; everywhere else a browser shows a run of it as one space.
    const blank = /^[ \t\n\r\f]/.test(text) && top?.name !== 'textarea';
    const last = this.#tokens.at(-1);
    if (blank && last && 'code' in last && last.code.display === 'br') this.#widenLineBreak(last, to);
    else this.#tokens.push({ text: blank ? ' ' : text, from: from + this.#offset, to: to + this.#offset });
  };

  readonly comment = (from: number, to: number): void => {
    if (this.#skipped || !this.#isTranslatable()) return;
    if (this.#tokens.length > 0) this.#code({ kind: 'standalone', id: this.#nextId(), display: '!' }, from, to);
  };

  #isTranslatable(): boolean {
    return this.#open.at(-1)?.translatable ?? true;
  }

  #push(element: OpenElement): void {
    if (this.#open.length < MAX_DEPTH) this.#open.push(element);
  }

  #nextId(): string {
    this.#codes++;
    return `${this.#codes}`;
  }

  #closeParagraph(): void {
    const at = this.#open.findLastIndex((element) => element.block);
    if (this.#open[at]?.name === 'p') this.#open.length = at;
  }

  #closeImplied(closes: ReadonlySet<string>, within: ReadonlySet<string>): void {
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const { name } = this.#open[i] as OpenElement;
      if (closes.has(name)) this.#open.length = i;
      else if (!within.has(name)) continue;
      return;
    }
  }

  /** Whether a start tag belongs to a skipped element; a block ends a skipped inline element that was never closed. */
  #continuesSkipped(tag: TagStart): boolean {
    if (!this.#skipped) return false;
    if (this.#breaksSkipped(tag.name)) {
      this.#endSkipped(tag.from);
      return false;
    }
    if (tag.name === this.#skipped.name && !tag.selfClosing) this.#skipped.depth++;
    return true;
  }

  #breaksSkipped(name: string): boolean {
    const skipped = this.#skipped as SkippedElement;
    return skipped.inline && isBlock(name) && !isForeign(skipped.name) && skipped.name !== 'object';
  }

  #endSkipped(to: number): void {
    const skipped = this.#skipped as SkippedElement;
    this.#skipped = undefined;
    if (!skipped.inline) return;
    const { name } = skipped;
    const equiv = /^(script|style|svg|math|object|iframe)$/.test(name) ? '' : skipped.shown.replace(/\s+/g, ' ');
    const code = { kind: 'standalone', id: this.#nextId(), display: name, type: codeType(name) } as const;
    this.#code(equiv === '' ? code : { ...code, equiv }, skipped.from, to);
  }

  #standalone(tag: TagStart): void {
    if (!this.#isTranslatable()) return;
    const { name, from, to } = tag;
    this.#code({ kind: 'standalone', id: this.#nextId(), display: name, type: codeType(name) }, from, to);
  }

  /** A forced line break, with the white space around it; two in a row end the unit as a paragraph would. */
  #lineBreak(from: number, to: number): void {
    if (!this.#isTranslatable()) return;
    let start = from;
    let last = this.#tokens.at(-1);
    if (last && 'text' in last && last.text === ' ') {
      start = last.from - this.#offset;
      this.#tokens.pop();
      last = this.#tokens.at(-1);
    }
    if (last && 'code' in last && last.code.display === 'br') this.#flush();
    else this.#code({ kind: 'standalone', id: this.#nextId(), display: 'br', equiv: '\n', type: 'fmt' }, start, to);
  }

  #widenLineBreak(last: InlineToken & { readonly code: InlineCode }, to: number): void {
    const end = to + this.#offset;
    const data = this.#source.slice(last.from - this.#offset, to);
    this.#tokens[this.#tokens.length - 1] = { ...last, to: end, code: { ...last.code, data } };
  }

  #code(code: Omit<InlineCode, 'data'>, from: number, to: number): void {
    const data = this.#source.slice(from, to);
    this.#tokens.push({ code: { ...code, data }, from: from + this.#offset, to: to + this.#offset });
  }

  #flush(): void {
    if (this.#tokens.length === 0) return;
    const tokens = this.#tokens;
    this.#tokens = [];
    const block = this.#open.findLast((element) => element.block)?.name ?? 'body';
    for (const { content, from, to, codes } of inlineUnits(tokens)) {
      // Server code within a title or a text area cannot be told from text once masked.
      if (RCDATA.has(block) && /<[?%]/.test(this.#source.slice(from - this.#offset, to - this.#offset))) continue;
      this.#units.push({
        unit: { kind: unitKind(block), content, context: block },
        slot: { from, to, codes, html: 'text' },
      });
    }
  }

  #readAttributes(tag: TagStart): void {
    for (const { name, value } of tag.attributes) {
      const place = tag.attributePlaces[name];
      if (!place || !isReadAttribute(tag.name, name, (other) => attribute(tag, other))) continue;
      const slot = attributeSlot(this.#source, place.startOffset, place.endOffset, this.#offset);
      const text = value.replace(/[ \t\n\r\f]+/g, ' ').trim();
      if (!slot || !needsTranslation(text) || /<[?%]/.test(this.#source.slice(place.startOffset, place.endOffset)))
        continue;
      const context = `${tag.name}@${name === 'content' ? (attribute(tag, 'name') ?? attribute(tag, 'property') ?? name) : name}`;
      this.#units.push({ unit: { kind: 'attribute', content: plain(text), context }, slot });
    }
  }
}

function attribute(tag: TagStart, name: string): string | undefined {
  return tag.attributes.find((attribute) => attribute.name === name)?.value;
}

/** What an element says of its own translation: the `translate` attribute, or the class search engines brought in. */
function ownTranslatability(tag: TagStart): boolean | undefined {
  const value = attribute(tag, 'translate')?.toLowerCase();
  if (value === 'no') return false;
  if (value === 'yes' || value === '') return true;
  return /(^|\s)notranslate(\s|$)/.test(attribute(tag, 'class') ?? '') ? false : undefined;
}

/** The place of the value in `name = "value"`, without white space at its ends. */
function attributeSlot(source: string, from: number, to: number, offset: number): Omit<HtmlSlot, 'unit'> | undefined {
  const match = /^[^=]+=[ \t\n\r\f]*(["']?)[ \t\n\r\f]*/.exec(source.slice(from, to));
  if (!match) return undefined;
  const quote = match[1] as '"' | "'" | '';
  const raw = source.slice(from + match[0].length, to - quote.length);
  const start = from + match[0].length + offset;
  return { from: start, to: start + raw.replace(/[ \t\n\r\f]+$/, '').length, codes: [], html: 'attribute', quote };
}
