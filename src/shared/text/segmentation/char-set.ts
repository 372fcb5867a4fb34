/**
 * Sets of characters: ICU's classes and escapes rewritten for JavaScript's `v` flag, which has the same set algebra
 * (union, intersection, difference, complement, nesting) under a stricter grammar.
 */
import { PatternError } from './pattern-error.ts';

interface Read {
  /** A class or escape for the `v` flag that stands for exactly one character. */
  readonly source: string;
  /** Offset after what was read. */
  readonly end: number;
}

/** ICU: \w = [\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d], \d = \p{Nd}, \s = [\t\n\f\r\p{Z}]. */
const SHORTHANDS: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  w: '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d]',
  W: '[^\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d]',
  s: '[\\t-\\r\\x85\\p{Z}]',
  S: '[^\\t-\\r\\x85\\p{Z}]',
  h: '[\\t\\p{Zs}]',
  H: '[^\\t\\p{Zs}]',
  v: '[\\n-\\r\\x85\\u2028\\u2029]',
  V: '[^\\n-\\r\\x85\\u2028\\u2029]',
  N: '[^\\n-\\r\\x85\\u2028\\u2029]',
};

const CONTROLS: Readonly<Record<string, number>> = { a: 7, e: 27, f: 12, n: 10, r: 13, t: 9 };

/** Names that POSIX, Java and ICU give to sets and JavaScript does not; keys without case, spaces, `_` and `-`. */
const NAMED: Readonly<Record<string, string>> = {
  alpha: '\\p{Alphabetic}',
  alnum: '[\\p{Alphabetic}\\p{Nd}]',
  upper: '\\p{Uppercase}',
  lower: '\\p{Lowercase}',
  javauppercase: '\\p{Uppercase}',
  javalowercase: '\\p{Lowercase}',
  javaletter: '\\p{L}',
  digit: '\\p{Nd}',
  xdigit: '[\\p{Nd}\\p{Hex_Digit}]',
  punct: '\\p{P}',
  space: '[\\t-\\r\\x85\\p{Z}]',
  whitespace: '\\p{White_Space}',
  blank: '[\\t\\p{Zs}]',
  cntrl: '\\p{Cc}',
  graph: '[^\\p{White_Space}\\p{Cc}\\p{Cs}\\p{Cn}]',
  print: '[[\\p{Zs}][^\\p{White_Space}\\p{Cc}\\p{Cs}\\p{Cn}]]',
  word: '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\u200c\\u200d]',
  ascii: '[\\x00-\\x7f]',
  any: '[\\s\\S]',
  assigned: '\\P{Cn}',
  inlatin1supplement: '[\\x80-\\xff]',
  inbasiclatin: '[\\x00-\\x7f]',
  ingreek: '[\\u0370-\\u03ff]',
  incyrillic: '[\\u0400-\\u04ff]',
  inarmenian: '[\\u0530-\\u058f]',
  inhebrew: '[\\u0590-\\u05ff]',
  inarabic: '[\\u0600-\\u06ff]',
  indevanagari: '[\\u0900-\\u097f]',
  inthai: '[\\u0e00-\\u0e7f]',
  inhiragana: '[\\u3040-\\u309f]',
  inkatakana: '[\\u30a0-\\u30ff]',
  incjkunifiedideographs: '[\\u4e00-\\u9fff]',
};

const MAX_DEPTH = 50;

/** Reads classes and escapes out of one pattern. */
export class CharSetReader {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** Reads the class that begins with `[` at `start`. */
  readSet(start: number): Read {
    const { source, end } = this.#readSet(start, 0);
    check(source, start);
    return { source, end };
  }

  /** Reads the escape that begins with `\` at `start`: a shorthand, a property, or one character. */
  readEscape(start: number): Read {
    const char = this.#source[start + 1];
    if (char === undefined) throw new PatternError('the pattern ends in a lone "\\"', start);
    if (char === 'N' && this.#source[start + 2] === '{') {
      throw new PatternError('characters by name, \\N{...}, are not supported; use \\x{...}', start);
    }
    const shorthand = SHORTHANDS[char];
    if (shorthand) return { source: shorthand, end: start + 2 };
    if (char === 'p' || char === 'P') return this.#readProperty(start, char === 'P');
    const { codePoint, end } = this.#readChar(start);
    return { source: literal(codePoint), end };
  }

  /** The character at `start`, which may be written as an escape. */
  #readChar(start: number): { codePoint: number; end: number } {
    const source = this.#source;
    if (source[start] !== '\\') {
      const codePoint = source.codePointAt(start) as number;
      return { codePoint, end: start + (codePoint > 0xffff ? 2 : 1) };
    }
    const hex = /\\(?:x\{([0-9A-Fa-f]{1,8})\}|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|0([0-7]{1,3}))/y;
    hex.lastIndex = start;
    const match = hex.exec(source);
    if (match) {
      const digits = match[1] ?? match[2] ?? match[3] ?? match[4];
      const codePoint = digits === undefined ? Number.parseInt(match[5] as string, 8) : Number.parseInt(digits, 16);
      if (codePoint > 0x10ffff) throw new PatternError('there is no such character', start);
      const low = /\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})/y;
      low.lastIndex = hex.lastIndex;
      const second = match[3] && codePoint >= 0xd800 && codePoint < 0xdc00 ? low.exec(source) : null;
      if (!second) return { codePoint, end: start + match[0].length };
      const full = 0x10000 + ((codePoint - 0xd800) << 10) + (Number.parseInt(second[1] as string, 16) - 0xdc00);
      return { codePoint: full, end: start + match[0].length + second[0].length };
    }
    const char = source[start + 1];
    if (char === undefined) throw new PatternError('the pattern ends in a lone "\\"', start);
    const control = CONTROLS[char];
    if (control !== undefined) return { codePoint: control, end: start + 2 };
    if (char === 'c' && start + 2 < source.length) {
      return { codePoint: source.charCodeAt(start + 2) & 0x1f, end: start + 3 };
    }
    if (/[A-Za-z0-9]/.test(char)) throw new PatternError(`"\\${char}" is not supported`, start);
    const codePoint = source.codePointAt(start + 1) as number;
    return { codePoint, end: start + 1 + (codePoint > 0xffff ? 2 : 1) };
  }

  #readProperty(start: number, complement: boolean): Read {
    const match = /[pP](?:\{(\^?)\s*([^{}]{1,80}?)\s*\}|([A-Za-z]))/y;
    match.lastIndex = start + 1;
    const found = match.exec(this.#source);
    if (!found) throw new PatternError('a property such as \\p{Lu} is expected', start);
    const negative = complement !== (found[1] === '^');
    const source = property(found[2] ?? (found[3] as string), start);
    return { source: negative ? `[^${source}]` : source, end: start + 1 + found[0].length };
  }

  #readPosix(start: number): Read | undefined {
    const match = /\[:(\^?)([A-Za-z][A-Za-z0-9_ =-]{0,60}):\]/y;
    match.lastIndex = start;
    const found = match.exec(this.#source);
    if (!found) return undefined;
    const source = property(found[2] as string, start);
    return { source: found[1] ? `[^${source}]` : source, end: start + found[0].length };
  }

  #readSet(start: number, depth: number): Read {
    if (depth > MAX_DEPTH) throw new PatternError(`classes are nested deeper than ${MAX_DEPTH}`, start);
    const posix = this.#readPosix(start);
    if (posix) return posix;
    const source = this.#source;
    let at = start + 1;
    const negative = source[at] === '^';
    if (negative) at++;
    // What was read so far; an operator joins it with the operand that follows.
    let left: string | undefined;
    let operator = '';
    let union: string[] = [];
    const close = () => {
      const right = `[${union.join('')}]`;
      left = left === undefined ? right : `[${left}${operator}${right}]`;
      union = [];
    };
    for (let first = true; ; first = false) {
      const char = source[at];
      if (char === undefined) throw new PatternError('a class "[" is not closed', start);
      if (char === ']' && !first) break;
      if (char === '[') {
        const inner = this.#readSet(at, depth + 1);
        union.push(inner.source);
        at = inner.end;
        continue;
      }
      if (char === '&' && (source[at + 1] === '&' || source[at + 1] === '[')) {
        close();
        operator = '&&';
        at += source[at + 1] === '&' ? 2 : 1;
        continue;
      }
      if (char === '-' && !first && (source[at + 1] === '-' || source[at + 1] === '[')) {
        close();
        operator = '--';
        at += source[at + 1] === '-' ? 2 : 1;
        continue;
      }
      if (char === '\\' && /[dDwWsShHvVNpP]/.test(source[at + 1] ?? '')) {
        const inner = this.readEscape(at);
        union.push(inner.source);
        at = inner.end;
        continue;
      }
      if (char === '\\' && source[at + 1] === 'Q') {
        const end = source.indexOf('\\E', at + 2);
        const text = source.slice(at + 2, end < 0 ? undefined : end);
        for (const c of text) union.push(literal(c.codePointAt(0) as number));
        at = end < 0 ? source.length : end + 2;
        continue;
      }
      const from = this.#readChar(at);
      at = from.end;
      if (source[at] === '-' && source[at + 1] !== ']' && source[at + 1] !== '[' && source[at + 1] !== '-') {
        const to = this.#readChar(at + 1);
        if (to.codePoint < from.codePoint) throw new PatternError('a range ends before it begins', at);
        union.push(`${literal(from.codePoint)}-${literal(to.codePoint)}`);
        at = to.end;
      } else union.push(literal(from.codePoint));
    }
    close();
    return { source: negative ? `[^${left as string}]` : (left as string), end: at + 1 };
  }
}

function literal(codePoint: number): string {
  return `\\u{${codePoint.toString(16)}}`;
}

/** A property name as ICU, Java or POSIX write it, in JavaScript's spelling. */
function property(name: string, offset: number): string {
  const loose = name.toLowerCase().replace(/[\s_-]/g, '');
  const named = NAMED[loose] ?? NAMED[loose.replace(/^is/, '')];
  if (named) return named;
  const bare = name.replace(/^[Ii]s(?=[A-Z])/, '').replace(/\s/g, '_');
  const value = bare.replace(/^(?:gc|sc|scx|script|general_?category|block)\s*[=:]\s*/i, '');
  const titled = value.toLowerCase().replace(/(^|_)([a-z])/g, (_, line: string, c: string) => line + c.toUpperCase());
  const candidates = [bare, value, titled, ...[value, titled].map((v) => `Script=${v}`)];
  for (const candidate of candidates) {
    if (!/^[A-Za-z0-9_=]+$/.test(candidate)) continue;
    const source = `\\p{${candidate}}`;
    if (compiles(source)) return source;
  }
  throw new PatternError(`the property "${name}" is not known`, offset);
}

function compiles(source: string): boolean {
  try {
    return new RegExp(source, 'v') instanceof RegExp;
  } catch {
    return false;
  }
}

function check(source: string, offset: number): void {
  if (!compiles(source)) throw new PatternError('the class cannot be read', offset);
}
