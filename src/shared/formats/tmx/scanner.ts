import type { Attributes } from '../bilingual/model.ts';

/** Receives the elements of one unit; the same three calls that the XML parser makes. */
export interface ElementSink {
  open(name: string, attributes: Attributes): void;
  text(text: string): void;
  close(name: string): void;
}

const NO_ATTRIBUTES: Attributes = Object.freeze({});

const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

/**
 * Scans the element that begins at `from` in the text, calling the sink for everything in it, and returns the offset
 * after its end tag; or -1 as soon as it meets anything but plain elements, attributes, text and references (a comment,
 * a CDATA section, a processing instruction, a name beyond ASCII, anything ill-formed). It never judges what it does
 * not know: the caller then gives the same text to the strict parser, which accepts it or says what is wrong.
 *
 * The text must hold no character that XML forbids, no `]]>` and no carriage return: see {@link isPlainXml}. What
 * this function accepts is then well-formed by XML 1.0.
 */
export function scanElement(text: string, from: number, sink: ElementSink): number {
  const open: string[] = [];
  let at = from;
  for (;;) {
    // Here text[at] is '<'.
    const next = text.charCodeAt(at + 1);
    if (next === SLASH) {
      const name = open.pop();
      if (name === undefined || !text.startsWith(name, at + 2)) return -1;
      at = skipSpace(text, at + 2 + name.length);
      if (text.charCodeAt(at) !== GT) return -1;
      at++;
      sink.close(name);
      if (open.length === 0) return at;
    } else {
      const nameEnd = scanName(text, at + 1);
      if (nameEnd === at + 1) return -1;
      const name = text.slice(at + 1, nameEnd);
      at = nameEnd;
      let attributes: Record<string, string> | undefined;
      for (;;) {
        const afterSpace = skipSpace(text, at);
        const code = text.charCodeAt(afterSpace);
        if (code === GT) {
          at = afterSpace + 1;
          sink.open(name, attributes ?? NO_ATTRIBUTES);
          open.push(name);
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
        const attributeEnd = scanName(text, afterSpace);
        if (attributeEnd === afterSpace) return -1;
        const key = text.slice(afterSpace, attributeEnd);
        at = skipSpace(text, attributeEnd);
        if (text.charCodeAt(at) !== EQUALS) return -1;
        at = skipSpace(text, at + 1);
        const quote = text.charCodeAt(at);
        if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return -1;
        const valueEnd = text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", at + 1);
        if (valueEnd < 0) return -1;
        const value = attributeValue(text.slice(at + 1, valueEnd));
        attributes ??= {};
        if (value === undefined || attributes[key] !== undefined) return -1;
        attributes[key] = value;
        at = valueEnd + 1;
      }
    }
    const lt = text.indexOf('<', at);
    if (lt < 0) return -1;
    if (lt > at) {
      const run = text.slice(at, lt);
      if (run.includes('&')) {
        const decoded = decodeReferences(run);
        if (decoded === undefined) return -1;
        sink.text(decoded);
      } else sink.text(run);
      at = lt;
    }
    if (text.charCodeAt(at) !== LT) return -1;
  }
}

// Control characters and non-characters (XML 1.0, section 2.2), carriage returns, and the end mark of CDATA.
// oxlint-disable-next-line no-control-regex
const NOT_PLAIN = /[\0-\x08\x0b-\x1f\ufffe\uffff]|\]\]>/;

/** True when a text holds nothing that would need the strict parser to judge it character by character. */
export function isPlainXml(text: string): boolean {
  return !NOT_PLAIN.test(text) && text.isWellFormed();
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x09) return at;
    at++;
  }
}

/** The end of an ASCII name (letters, digits, `:_-.`; XML 1.0 names that begin with `_` are left to the parser). */
function scanName(text: string, from: number): number {
  const first = text.charCodeAt(from) | 0x20;
  if (!(first >= 0x61 && first <= 0x7a)) return from;
  let at = from + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    const letter = code | 0x20;
    if (
      (letter >= 0x61 && letter <= 0x7a) ||
      (code >= 0x30 && code <= 0x3a) ||
      code === 0x2d ||
      code === 0x2e ||
      code === 0x5f
    )
      at++;
    else return at;
  }
}

/** An attribute value with references decoded and white space normalised (XML 1.0, section 3.3.3). */
function attributeValue(raw: string): string | undefined {
  if (!/[<&\n\t]/.test(raw)) return raw;
  if (raw.includes('<')) return undefined;
  return decodeReferences(raw.replace(/[\n\t]/g, ' '));
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
