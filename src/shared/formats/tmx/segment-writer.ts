import { pieces, visibleText, type Content, type InlineCode, type Piece } from '../../text/content.ts';
import { isEscapedCharacter } from '../bilingual/codes.ts';
import type { XmlEscaper } from '../xml/escape.ts';
import { isCodeElement, type CodeElement } from './segment-builder.ts';

/** The attributes each inline element may have (tmx14.dtd). */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  bpt: ['i', 'x', 'type'],
  ept: ['i'],
  it: ['pos', 'x', 'type'],
  ph: ['x', 'assoc', 'type'],
  ut: ['x'],
  hi: ['x', 'type'],
  sub: ['datatype', 'type'],
};

/** An element of a TMX file kept by the reader, taken apart. */
interface KeptElement {
  readonly name: string;
  readonly attributes: Map<string, string>;
  /** What stands between its tags, as XML. */
  readonly inner: string;
}

interface Pair {
  readonly open: InlineCode;
  i?: string;
}

/**
 * The numbers that link the codes of the variants of one unit (`x`): equal ids get equal numbers. Numbers that kept
 * elements already use are never given to another code.
 */
export class CodeLinks {
  readonly #numbers = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** Reserves the numbers that the kept elements and the numeric ids of a content bring along. */
  reserve(content: Content): void {
    for (const code of content.codes) {
      const x = keptElement(code)?.attributes.get('x');
      if (x !== undefined) this.#taken.add(x);
    }
  }

  numberOf(id: string): string {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    let number = /^[1-9]\d{0,8}$/.test(id) ? id : String(this.#taken.size + 1);
    for (let n = this.#taken.size + 1; this.#taken.has(number); n++) number = String(n);
    this.#taken.add(number);
    this.#numbers.set(id, number);
    return number;
  }
}

/**
 * A content as the inside of a `seg`. Codes read from TMX are written as they were; other codes become `bpt`/`ept` when
 * paired, `it` when their partner is elsewhere, `ph` when they stand alone. Whatever was edited in between, every `bpt`
 * has its `ept`, every `i` is used once, and `hi` is well nested (TMX 1.4b, sections 3.4 and 4).
 */
export function writeSegment(content: Content, links: CodeLinks, escaper: XmlEscaper): string {
  if (content.codes.length === 0) return escaper.text(content.text);
  const run = pieces(content);
  const pairs = findPairs(run);
  numberPairs(pairs);
  const highlights = wellNestedHighlights(run);
  let out = '';
  for (const piece of run) {
    if ('text' in piece) out += escaper.text(piece.text);
    else if (isEscapedCharacter(piece.code)) out += escaper.text(piece.code.data);
    else out += writeCode(piece.code, pairs.get(piece.index), highlights.has(piece.index), links, escaper);
  }
  return out;
}

/** A content without codes, for TMX level 1: each code gives the text it stands for. */
export function writePlainSegment(content: Content, escaper: XmlEscaper): string {
  return escaper.text(visibleText(content));
}

function writeCode(
  code: InlineCode,
  pair: Pair | undefined,
  highlighted: boolean,
  links: CodeLinks,
  escaper: XmlEscaper,
): string {
  const kept = keptElement(code);
  if (kept?.name === 'hi')
    return highlighted ? (code.kind === 'open' ? tag('hi', kept.attributes, escaper) : '</hi>') : '';
  const element = elementFor(code, kept, pair);
  const attributes = new Map<string, string>();
  const keptAttributes = kept?.attributes;
  if (element === 'bpt' || element === 'ept') attributes.set('i', pair?.i as string);
  if (element === 'it') attributes.set('pos', code.kind === 'close' ? 'end' : 'begin');
  if (keptAttributes) {
    for (const [name, value] of keptAttributes)
      if (!attributes.has(name) && ALLOWED[element]?.includes(name)) attributes.set(name, value);
  } else if (element !== 'ept') {
    attributes.set('x', links.numberOf(code.id));
    if (code.type !== undefined) attributes.set('type', code.type);
  }
  const inner = kept ? allowedInner(kept.inner, escaper) : escaper.text(code.data);
  return `${tag(element, attributes, escaper)}${inner}</${element}>`;
}

function elementFor(code: InlineCode, kept: KeptElement | undefined, pair: Pair | undefined): CodeElement {
  if (code.kind === 'standalone') return kept?.name === 'ut' ? 'ut' : 'ph';
  if (pair === undefined || kept?.name === 'it') return 'it';
  return code.kind === 'open' ? 'bpt' : 'ept';
}

/** The pairs of opening and closing codes in the same content, under the index of either code. */
function findPairs(run: readonly Piece[]): Map<number, Pair> {
  const pairs = new Map<number, Pair>();
  const waiting = new Map<string, { index: number; code: InlineCode }>();
  for (const piece of run) {
    if (!('code' in piece)) continue;
    const { code, index } = piece;
    const kept = keptElement(code)?.name;
    if (kept === 'it' || kept === 'hi') continue;
    if (code.kind === 'open') waiting.set(code.id, { index, code });
    else if (code.kind === 'close') {
      const open = waiting.get(code.id);
      if (!open) continue;
      waiting.delete(code.id);
      const pair: Pair = { open: open.code };
      pairs.set(open.index, pair);
      pairs.set(index, pair);
    }
  }
  return pairs;
}

/** Gives every pair its own `i`: the one it had where it is still free. */
function numberPairs(pairs: ReadonlyMap<number, Pair>): void {
  const used = new Set<string>();
  const open = new Set<Pair>();
  for (const pair of pairs.values()) {
    if (pair.i !== undefined || open.has(pair)) continue;
    const wanted =
      keptElement(pair.open)?.attributes.get('i') ?? (/^[1-9]\d{0,8}$/.test(pair.open.id) ? pair.open.id : undefined);
    if (wanted === undefined || used.has(wanted)) open.add(pair);
    else {
      pair.i = wanted;
      used.add(wanted);
    }
  }
  let next = 1;
  for (const pair of open) {
    while (used.has(String(next))) next++;
    pair.i = String(next);
    used.add(pair.i);
  }
}

/** The indexes of the `hi` codes that nest well among themselves. */
function wellNestedHighlights(run: readonly Piece[]): Set<number> {
  const good = new Set<number>();
  const stack: { index: number; id: string }[] = [];
  for (const piece of run) {
    if (!('code' in piece) || keptElement(piece.code)?.name !== 'hi') continue;
    if (piece.code.kind === 'open') stack.push({ index: piece.index, id: piece.code.id });
    else {
      const at = stack.findLastIndex((entry) => entry.id === piece.code.id);
      if (at < 0) continue;
      good.add((stack[at] as { index: number }).index).add(piece.index);
      stack.length = at;
    }
  }
  return good;
}

const TAG = /<(\/?)([A-Za-z][\w:.-]*)((?: [\w:.-]+="[^"<>]*")*)>/y;
const ATTRIBUTE = / ([\w:.-]+)="([^"<>]*)"/g;

/** The TMX element a code was read from; undefined for codes from elsewhere. */
function keptElement(code: InlineCode): KeptElement | undefined {
  const { exchange } = code;
  if (exchange === undefined) return undefined;
  if (exchange === '</hi>') return { name: 'hi', attributes: new Map(), inner: '' };
  TAG.lastIndex = 0;
  const match = TAG.exec(exchange);
  if (!match || match[1] !== '') return undefined;
  const name = match[2] as string;
  const attributes = readAttributes(match[3] as string);
  if (name === 'hi') return { name, attributes, inner: '' };
  const end = `</${name}>`;
  if (!isCodeElement(name) || !exchange.endsWith(end)) return undefined;
  const inner = exchange.slice(match[0].length, -end.length);
  return wellFormedInner(inner) ? { name, attributes, inner } : undefined;
}

function readAttributes(source: string): Map<string, string> {
  const out = new Map<string, string>();
  for (const [, name, value] of source.matchAll(ATTRIBUTE)) out.set(name as string, unescape(value as string));
  return out;
}

function unescape(value: string): string {
  return value
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

/** Guards against anything but text and balanced elements in what a store handed back. */
function wellFormedInner(inner: string): boolean {
  if (!/[<&]/.test(inner)) return true;
  const open: string[] = [];
  let at = 0;
  while (at < inner.length) {
    const lt = inner.indexOf('<', at);
    const text = inner.slice(at, lt < 0 ? inner.length : lt);
    if (/&(?!(?:lt|gt|amp|quot|apos|#\d+);)/.test(text)) return false;
    if (lt < 0) break;
    TAG.lastIndex = lt;
    const match = TAG.exec(inner);
    if (!match) return false;
    if (match[1] === '') open.push(match[2] as string);
    else if (open.pop() !== match[2]) return false;
    at = TAG.lastIndex;
  }
  return open.length === 0;
}

/** What stands in a code element, with only what the DTD allows there: text and `sub`, and codes within `sub`. */
function allowedInner(inner: string, escaper: XmlEscaper): string {
  if (!inner.includes('<')) return escaper.valid(inner);
  return escaper.valid(
    inner.replace(
      /<(\/?)([A-Za-z][\w:.-]*)((?: [\w:.-]+="[^"<>]*")*)>/g,
      (_, slash: string, name: string, source: string) => {
        const allowed = ALLOWED[name];
        if (allowed === undefined) return '';
        if (slash !== '') return `</${name}>`;
        const attributes = readAttributes(source);
        for (const key of attributes.keys()) if (!allowed.includes(key)) attributes.delete(key);
        return tag(name, attributes, escaper);
      },
    ),
  );
}

function tag(name: string, attributes: ReadonlyMap<string, string>, escaper: XmlEscaper): string {
  let out = `<${name}`;
  for (const [key, value] of attributes)
    if (ALLOWED[name]?.includes(key)) out += ` ${key}="${escaper.attribute(value)}"`;
  return `${out}>`;
}
