import type { InlineCode } from '../../text/content.ts';
import type { Unit, UnitKind } from '../document-format.ts';
import { isVoid } from '../html/elements.ts';
import { decodeReference } from '../html/entities.ts';
import { extractHtml } from '../html/extract.ts';
import { type InlineToken, inlineUnits } from '../inline.ts';
import type { UnitSlot } from '../splice.ts';
import { markdownChunks } from './chunks.ts';
import { readFrontMatter } from './front-matter.ts';
import { findLabels, type MarkdownEvent, parseMarkdown } from './parse.ts';

/** Where a unit of Markdown stands, which decides how its text is escaped. */
export interface MarkdownSlot extends UnitSlot {
  readonly markdown: 'text' | 'heading' | 'cell' | 'alt' | 'title' | 'setting' | 'html';
  /** The marks around the value, for a title, a setting or an attribute of HTML. */
  readonly quote?: '"' | "'" | '' | '(';
  /** For the description of an image that is also its label: the label, to be written out once they differ. */
  readonly label?: string;
  /** The labels of links whose text is also their label, by the id of their codes. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface MarkdownUnit {
  readonly unit: Omit<Unit, 'id'>;
  readonly slot: Omit<MarkdownSlot, 'unit'>;
}

/** The units of a Markdown text: front matter, headings, paragraphs, list items, cells, titles and image descriptions. */
export function extractMarkdown(text: string): MarkdownUnit[] {
  const { end, units } = readFrontMatter(text);
  const chunks = markdownChunks(text, end);
  const labels = findLabels(text, chunks);
  const found = [...units];
  for (const { from, to } of chunks) {
    const extractor = new Extractor(text);
    for (const event of parseMarkdown(text, from, to, labels)) extractor.event(event);
    found.push(...extractor.units);
  }
  return found;
}

/** The inline content of one host (a paragraph, a cell, the description of an image) while it is read. */
interface Host {
  readonly type: string;
  readonly from: number;
  readonly tokens: InlineToken[];
  readonly labels: Record<string, string>;
  /** Opening HTML tags that wait for their closing one, innermost last. */
  readonly openTags: { readonly name: string; readonly id: string }[];
  /** A line break met but not yet placed: its extent is known only when the next line begins. */
  lineBreak: { readonly from: number; readonly forced: boolean } | undefined;
  codes: number;
}

interface Span {
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly id: string;
  /** Whether its text has begun, and ended. */
  opened: boolean;
  closed: boolean;
}

const HOSTS: Readonly<Record<string, MarkdownSlot['markdown']>> = {
  paragraph: 'text',
  atxHeadingText: 'heading',
  setextHeadingText: 'text',
  tableContent: 'cell',
};
/** Constructs that are one code as a whole; nothing in them is read further. */
const ATOMS = new Set(['codeText', 'autolink', 'literalAutolink', 'htmlText', 'gfmFootnoteCall', 'taskListCheck']);
const SEQUENCES = new Set(['strongSequence', 'emphasisSequence', 'strikethroughSequence']);
const SPANS = new Set(['strong', 'emphasis', 'strikethrough', 'link', 'image']);
const ALERT = /^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?=[\r\n]|$)/i;

class Extractor {
  readonly units: MarkdownUnit[] = [];
  readonly #text: string;
  /** Containers and blocks that are open, outermost first. */
  readonly #blocks: string[] = [];
  readonly #hosts: Host[] = [];
  readonly #spans: Span[] = [];
  /** The end of the construct being passed over. */
  #skipTo = -1;
  #skipType = '';

  constructor(text: string) {
    this.#text = text;
  }

  event(event: MarkdownEvent): void {
    if (this.#skipType !== '') {
      if (!event.enter && event.type === this.#skipType && event.to === this.#skipTo) this.#skipType = '';
      return;
    }
    if (event.enter) this.#enter(event);
    else this.#exit(event);
  }

  #enter(event: MarkdownEvent): void {
    const { type, from, to } = event;
    const host = this.#hosts.at(-1);
    if (!host) {
      if (type in HOSTS) this.#openHost(type, from);
      else if (type === 'htmlFlow') this.#html(from, to);
      else if (type === 'definitionTitleString') this.#title(from, to, 'definition@title');
      else this.#blocks.push(type);
      return;
    }
    if (type === 'lineEnding') {
      if (!this.#isAfterLabel(this.#spans.at(-1))) host.lineBreak ??= { from, forced: false };
      return;
    }
    if (type === 'hardBreakTrailing' || type === 'hardBreakEscape') {
      this.#placeBreak(host, from);
      host.lineBreak = { from, forced: true };
      this.#skip(event);
      return;
    }
    this.#inline(event, host);
  }

  #inline(event: MarkdownEvent, host: Host): void {
    const { type, from, to } = event;
    const span = this.#spans.at(-1);
    if (type === 'data' && !this.#isAfterLabel(span)) {
      this.#placeBreak(host, from);
      this.#data(host, from, to);
    } else if (type === 'characterEscape' || type === 'characterReference') {
      if (this.#isAfterLabel(span)) return;
      this.#placeBreak(host, from);
      this.#character(host, type, from, to);
      this.#skip(event);
    } else if (ATOMS.has(type)) {
      this.#placeBreak(host, from);
      this.#atom(host, type, from, to);
      this.#skip(event);
    } else if (SPANS.has(type)) {
      this.#placeBreak(host, from);
      this.#spans.push({ type, from, to, id: this.#nextId(host), opened: false, closed: false });
    } else if (SEQUENCES.has(type) && span) {
      this.#placeBreak(host, from);
      this.#code(
        host,
        { kind: span.opened ? 'close' : 'open', id: span.id, display: mark(span.type), type: 'fmt' },
        from,
        to,
      );
      span.opened = true;
    } else if (type === 'labelText' && span?.type === 'link') {
      span.opened = true;
      this.#code(host, { kind: 'open', id: span.id, display: 'a', type: 'link' }, span.from, from);
    } else if (type === 'labelText' && span?.type === 'image') {
      span.opened = true;
      this.#openHost(type, from);
    } else if (type === 'resourceTitleString') {
      this.#title(from, to, `${span?.type ?? 'link'}@title`);
      this.#skip(event);
    }
  }

  #exit({ type, to, from }: MarkdownEvent): void {
    const host = this.#hosts.at(-1);
    if (!host) {
      if (this.#blocks.at(-1) === type) this.#blocks.pop();
      return;
    }
    const span = this.#spans.at(-1);
    if (type === 'labelText' && span?.type === 'image') {
      this.#hosts.pop();
      span.closed = true;
      this.#closeImage(host, span, to);
    } else if (type === 'labelText' && span?.type === 'link') this.#closeLink(host, span, from, to);
    else if (span && span.type === type && span.to === to) {
      this.#spans.pop();
      // A link without text, and every image, is one code.
      if (type === 'image' || (type === 'link' && !span.closed)) {
        this.#code(host, { kind: 'standalone', id: span.id, display: mark(type), type }, span.from, span.to);
      }
    } else if (type === host.type) {
      this.#hosts.pop();
      this.#closeHost(host, type);
    }
  }

  #skip({ type, to }: MarkdownEvent): void {
    this.#skipType = type;
    this.#skipTo = to;
  }

  /** Whether a link or image is outside its text: the rest up to its end is its target. */
  #isAfterLabel(span: Span | undefined): boolean {
    return span !== undefined && (span.type === 'link' || span.type === 'image') && (!span.opened || span.closed);
  }

  #openHost(type: string, from: number): void {
    this.#hosts.push({ type, from, tokens: [], labels: {}, openTags: [], lineBreak: undefined, codes: 0 });
  }

  #nextId(host: Host): string {
    host.codes++;
    return `${host.codes}`;
  }

  #placeBreak(host: Host, to: number): void {
    const { lineBreak } = host;
    if (!lineBreak) return;
    host.lineBreak = undefined;
    if (lineBreak.forced) {
      const code = { kind: 'standalone', id: this.#nextId(host), display: 'br', equiv: '\n', type: 'fmt' } as const;
      this.#code(host, code, lineBreak.from, to);
    } else host.tokens.push({ text: ' ', from: lineBreak.from, to });
  }

  /** Text without markup; white space at its ends comes apart, so that it can be left out of the unit. */
  #data(host: Host, from: number, to: number): void {
    const raw = this.#text.slice(from, to);
    const lead = /^[ \t]*/.exec(raw)?.[0].length ?? 0;
    let tail = 0;
    while (tail < raw.length - lead && /[ \t]/.test(raw[raw.length - 1 - tail] as string)) tail++;
    for (const [start, end] of [
      [from, from + lead],
      [from + lead, to - tail],
      [to - tail, to],
    ] as const) {
      if (end > start) host.tokens.push({ text: this.#text.slice(start, end), from: start, to: end });
    }
  }

  #character(host: Host, type: string, from: number, to: number): void {
    const raw = this.#text.slice(from, to);
    const text = type === 'characterEscape' ? raw.slice(1) : decodeReference(raw);
    // A line feed or tab given as a reference would be lost as a bare character.
    if (!/^[\n\r\t]$/.test(text)) host.tokens.push({ text, from, to });
    else
      this.#code(
        host,
        { kind: 'standalone', id: this.#nextId(host), display: raw, equiv: text, type: 'other' },
        from,
        to,
      );
  }

  #code(host: Host, code: Omit<InlineCode, 'data'>, from: number, to: number): void {
    host.tokens.push({ code: { ...code, data: this.#text.slice(from, to) }, from, to });
  }

  #atom(host: Host, type: string, from: number, to: number): void {
    const raw = this.#text.slice(from, to);
    if (type === 'htmlText') {
      this.#tag(host, raw, from, to);
      return;
    }
    const id = this.#nextId(host);
    if (type === 'codeText') {
      const equiv = raw.replace(/^`+ ?| ?`+$/g, '').replace(/\s+/g, ' ');
      this.#code(host, { kind: 'standalone', id, display: 'code', equiv, type: 'other' }, from, to);
    } else if (type === 'autolink' || type === 'literalAutolink') {
      this.#code(
        host,
        { kind: 'standalone', id, display: 'url', equiv: raw.replace(/^<|>$/g, ''), type: 'link' },
        from,
        to,
      );
    } else {
      this.#code(
        host,
        { kind: 'standalone', id, display: type === 'taskListCheck' ? 'x' : 'fn', type: 'other' },
        from,
        to,
      );
    }
  }

  #tag(host: Host, raw: string, from: number, to: number): void {
    const [, slash, tagName] = /^<(\/?)([A-Za-z][\w-]*)/.exec(raw) ?? [];
    const name = tagName?.toLowerCase();
    if (name === undefined || isVoid(name) || raw.endsWith('/>')) {
      const code = { kind: 'standalone', id: this.#nextId(host), display: name ?? '!', type: 'other' } as const;
      this.#code(host, name === 'br' ? { ...code, equiv: '\n', type: 'fmt' } : code, from, to);
      return;
    }
    if (slash === '') {
      const id = this.#nextId(host);
      host.openTags.push({ name, id });
      this.#code(host, { kind: 'open', id, display: name, type: 'other' }, from, to);
      return;
    }
    const at = host.openTags.findLastIndex((tag) => tag.name === name);
    const id = host.openTags[at]?.id ?? this.#nextId(host);
    if (at >= 0) host.openTags.length = at;
    this.#code(host, { kind: 'close', id, display: name, type: 'other' }, from, to);
  }

  #closeLink(host: Host, span: Span, from: number, to: number): void {
    this.#placeBreak(host, to);
    this.#code(host, { kind: 'close', id: span.id, display: 'a', type: 'link' }, to, span.to);
    span.closed = true;
    if (/^\](?:\[\])?$/.test(this.#text.slice(to, span.to))) host.labels[span.id] = this.#text.slice(from, to);
  }

  #closeImage(host: Host, span: Span, to: number): void {
    const rest = this.#text.slice(to, span.to);
    const units = inlineUnits(host.tokens);
    const [first] = units;
    if (units.length !== 1 || !first) return;
    const unit = { kind: 'attribute', content: first.content, context: 'image@alt' } as const;
    const slot = { from: first.from, to: first.to, codes: first.codes, markdown: 'alt' } as const;
    if (!/^\](?:\[\])?$/.test(rest)) this.units.push({ unit, slot });
    // `![text]` or `![text][]`: the description is also the label, so the slot takes the place of both.
    else
      this.units.push({
        unit,
        slot: { ...slot, from: host.from, to: span.to - 1, label: this.#text.slice(host.from, to) },
      });
  }

  #closeHost(host: Host, type: string): void {
    const kind = this.#kind(type);
    const tokens = this.#withoutAlert(host);
    const labels = Object.keys(host.labels).length > 0 ? { labels: host.labels } : {};
    for (const { content, from, to, codes } of inlineUnits(tokens)) {
      const slot = { from, to, codes, markdown: HOSTS[type] as MarkdownSlot['markdown'], ...labels };
      this.units.push({ unit: { kind, content, context: kind }, slot });
    }
  }

  /** The first line of a GitHub alert names its kind and is not for translation. */
  #withoutAlert(host: Host): InlineToken[] {
    if (host.type !== 'paragraph' || !this.#blocks.includes('blockQuote')) return host.tokens;
    const alert = ALERT.exec(this.#text.slice(host.from, host.from + 40));
    if (!alert) return host.tokens;
    return host.tokens.filter((token) => token.from >= host.from + alert[0].length);
  }

  #kind(type: string): UnitKind {
    if (type === 'atxHeadingText' || type === 'setextHeadingText') return 'heading';
    if (type === 'tableContent') return 'cell';
    const container = this.#blocks.findLast((block) => /^(?:blockQuote|list(?:Un)?[oO]rdered)$/.test(block));
    return container === undefined || container === 'blockQuote' ? 'paragraph' : 'listItem';
  }

  #html(from: number, to: number): void {
    this.#blocks.push('htmlFlow');
    // In a quotation every line has a mark of its own, which an HTML reader would take for text.
    if (this.#blocks.includes('blockQuote') && /[\r\n]/.test(this.#text.slice(from, to))) return;
    for (const { unit, slot } of extractHtml(this.#text.slice(from, to), from).units) {
      const { html: _, ...place } = slot;
      this.units.push({ unit, slot: { ...place, markdown: 'html' } });
    }
  }

  #title(from: number, to: number, context: string): void {
    const raw = this.#text.slice(from, to);
    const quote = this.#text[from - 1] as '"' | "'" | '(';
    const text = decodeString(raw);
    const tokens: InlineToken[] = [
      { text: text.trim(), from: from + (raw.length - raw.trimStart().length), to: from + raw.trimEnd().length },
    ];
    for (const found of inlineUnits(tokens)) {
      const slot = { from: found.from, to: found.to, codes: [], markdown: 'title', quote } as const;
      this.units.push({ unit: { kind: 'attribute', content: found.content, context }, slot });
    }
  }
}

/** A string with escapes and references read (CommonMark 0.31.2, sections 2.4 and 2.5), on one line. */
function decodeString(raw: string): string {
  return raw
    .replace(/\\([!-/:-@[-`{-~])|&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]*);/g, (match, escaped?: string) =>
      escaped === undefined ? decodeReference(match) : escaped,
    )
    .replace(/[ \t]*(?:\r\n|\n|\r)[ \t]*/g, ' ');
}

function mark(type: string): string {
  return { strong: 'b', emphasis: 'i', strikethrough: 's', link: 'a', image: 'img' }[type] ?? type;
}
