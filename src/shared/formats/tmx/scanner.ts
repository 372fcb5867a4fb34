import type { Attributes } from '../bilingual/model.ts';

/** Receives the elements of one unit; the same three calls that the XML parser makes. */
export interface ElementSink {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

const NO_ATTRIBUTES: Attributes = Object.freeze({});

/** What is nested deeper is left to the strict parser, which has its own limit. */
const DEPTH_LIMIT = 900;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const AMPERSAND = 0x26;
const SINGLE_QUOTE = 0x27;
const SLASH = 0x2f;
const LT = 0x3c;
const EQUALS = 0x3d;
const GT = 0x3e;

/**
 * Scans the element that begins at `from` in the text, calling the sink for everything in it, and returns the offset
 * after its end tag; or -1 as soon as it meets anything but plain elements, attributes, text and references (a comment,
 * a CDATA section, a processing instruction, a name beyond ASCII, anything ill-formed or cut off). It never judges what
 * it does not know: the caller then gives the same text to the strict parser, which accepts it or says what is wrong.
 *
 * What this function accepts is well-formed by XML 1.0, provided that the text is well-formed UTF-16 and holds no
 * carriage return. It goes through the text one character at a time, because on strings beyond Latin-1 every call of a
 * search method costs more than the few characters it would skip.
 */
export function scanElement(text: string, from: number, sink: ElementSink): number {
  const open: string[] = [];
  let at = from;
  for (;;) {
    // Here text[at] is '<'.
    if (text.charCodeAt(at + 1) === SLASH) {
      const name = open.pop();
      if (name === undefined) return -1;
      at += 2;
      for (let i = 0; i < name.length; i++, at++) if (text.charCodeAt(at) !== name.charCodeAt(i)) return -1;
      at = skipSpace(text, at);
      if (text.charCodeAt(at) !== GT) return -1;
      at++;
      sink.close(name);
      if (open.length === 0) return at;
    } else {
      const nameEnd = scanName(text, at + 1);
      if (nameEnd === at + 1) return -1;
      const name = nameAt(text, at + 1, nameEnd);
      at = nameEnd;
      let attributes: Record<string, string> | undefined;
      for (;;) {
        const afterSpace = skipSpace(text, at);
        const code = text.charCodeAt(afterSpace);
        if (code === GT) {
          at = afterSpace + 1;
          sink.open(name, attributes ?? NO_ATTRIBUTES);
          if (open.push(name) > DEPTH_LIMIT) return -1;
          break;
        }
        if (code === SLASH) {
          if (text.charCodeAt(afterSpace + 1) !== GT) return -1;
          at = afterSpace + 2;
          sink.open(name, attributes ?? NO_ATTRIBUTES);
          sink.close(name);
          if (open.length === 0) return at;
          break;
        }
        if (afterSpace === at) return -1;
        const keyEnd = scanName(text, afterSpace);
        if (keyEnd === afterSpace) return -1;
        const key = nameAt(text, afterSpace, keyEnd);
        at = skipSpace(text, keyEnd);
        if (text.charCodeAt(at) !== EQUALS) return -1;
        at = skipSpace(text, at + 1);
        const valueEnd = scanValue(text, at);
        if (valueEnd < 0) return -1;
        const value = attributeValue(text, at + 1, valueEnd);
        attributes ??= {};
        if (value === undefined || attributes[key] !== undefined) return -1;
        attributes[key] = value;
        at = valueEnd + 1;
      }
    }
    // Text up to the next tag.
    const start = at;
    let references = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === LT) break;
      if (code === AMPERSAND) references = true;
      else if (code === GT) {
        if (text.charCodeAt(at - 1) === 0x5d && text.charCodeAt(at - 2) === 0x5d) return -1;
      } else if (!(code >= SPACE && code < 0xfffe) && code !== LINE_FEED && code !== TAB) return -1;
      at++;
    }
    if (at > start) {
      const run = references ? decodeReferences(text.slice(start, at)) : text.slice(start, at);
      if (run === undefined) return -1;
      sink.text(run);
    }
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== LINE_FEED && code !== TAB) return at;
    at++;
  }
}

/** The end of an ASCII name (letters, digits, `:_-.`; XML 1.0 names that begin with `_` or `:` are left to the parser). */
function scanName(text: string, from: number): number {
  const first = text.charCodeAt(from) | 0x20;
  if (!(first >= 0x61 && first <= 0x7a)) return from;
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    const letter = code | 0x20;
    const inName =
      (letter >= 0x61 && letter <= 0x7a) ||
      (code >= 0x30 && code <= 0x3a) ||
      code === 0x2d ||
      code === 0x2e ||
      code === 0x5f;
    if (!inName) return at;
    at++;
  }
}

const NAME_SLOTS = 256;
const names: string[] = Array.from({ length: NAME_SLOTS }, () => '');

/** The name between two offsets; the same few come a million times, so they are not cut out anew each time. */
function nameAt(text: string, from: number, to: number): string {
  const slot =
    (text.charCodeAt(from) * 7 + text.charCodeAt(to - 1) * 31 + text.charCodeAt((from + to) >> 1) + to - from) &
    (NAME_SLOTS - 1);
  const known = names[slot] as string;
  if (known.length === to - from) {
    let i = 0;
    while (i < known.length && known.charCodeAt(i) === text.charCodeAt(from + i)) i++;
    if (i === known.length) return known;
  }
  const name = text.slice(from, to);
  if (name.length <= 40) names[slot] = name;
  return name;
}

/** The offset of the quotation mark that ends the value beginning at `from`, or -1. */
function scanValue(text: string, from: number): number {
  const quote = text.charCodeAt(from);
  if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return -1;
  for (let at = from + 1; ; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === LT || (!(code >= SPACE && code < 0xfffe) && code !== LINE_FEED && code !== TAB)) return -1;
  }
}

/** An attribute value with references decoded and white space normalised (XML 1.0, section 3.3.3). */
function attributeValue(text: string, from: number, to: number): string | undefined {
  const raw = text.slice(from, to);
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code === AMPERSAND || code < SPACE) return decodeReferences(raw.replace(/[\n\t]/g, ' '));
  }
  return raw;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeReferences(raw: string): string | undefined {
  let out = '';
  let from = 0;
  for (let at = raw.indexOf('&'); at >= 0; at = raw.indexOf('&', from)) {
    const end = raw.indexOf(';', at + 1);
    if (end < 0 || end - at > 10) return undefined;
    const name = raw.slice(at + 1, end);
    const char = Object.hasOwn(NAMED, name) ? NAMED[name] : characterReference(name);
    if (char === undefined) return undefined;
    out += raw.slice(from, at) + char;
    from = end + 1;
  }
  return out + raw.slice(from);
}

function characterReference(name: string): string | undefined {
  const match = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
  if (!match) return undefined;
  const code = match[1] === undefined ? Number.parseInt(match[2] as string, 10) : Number.parseInt(match[1], 16);
  const valid =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return valid ? String.fromCodePoint(code) : undefined;
}
