/**
 * Reads the regular expressions of SRX rules, which are ICU's (SRX 2.0, appendix on regular expressions), into a tree.
 * Syntax: https://unicode-org.github.io/icu/userguide/strings/regexp.html; sets: UnicodeSet of UTS #18.
 *
 * A rule only asks whether some text ending or starting at a position matches. Greedy, lazy and possessive repetition
 * and atomic groups differ in which match is found, hardly ever in whether there is one, so they are read alike.
 */
import { CharSetReader } from './char-set.ts';
import { PatternError } from './pattern-error.ts';

export type PatternNode =
  /** One character: the source of a class for JavaScript's `v` flag, and whether case is ignored. */
  | { readonly kind: 'set'; readonly source: string; readonly ignoreCase: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly item: PatternNode; readonly min: number; readonly max: number }
  | { readonly kind: 'assert'; readonly what: PlainAssertion }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negative: boolean; readonly item: PatternNode };

export type PlainAssertion =
  | 'textStart'
  | 'textEnd'
  | 'textEndOrNewline'
  | 'lineStart'
  | 'lineEnd'
  | 'word'
  | 'notWord';

const MAX_LENGTH = 50_000;
const MAX_DEPTH = 100;
const LINE_END = '\\n\\v\\f\\r\\x85\\u2028\\u2029';
const EMPTY: PatternNode = { kind: 'sequence', items: [] };

interface Flags {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
  comments: boolean;
}

/** The tree of an ICU pattern. Throws PatternError, with the offset, for what cannot be read or is not supported. */
export function parsePattern(source: string): PatternNode {
  if (source.length > MAX_LENGTH) throw new PatternError(`the pattern is longer than ${MAX_LENGTH} characters`, 0);
  return new Parser(source).parse();
}

class Parser {
  readonly #source: string;
  readonly #sets: CharSetReader;
  #at = 0;
  #depth = 0;
  #flags: Flags = { ignoreCase: false, multiline: false, dotAll: false, comments: false };

  constructor(source: string) {
    this.#source = source;
    this.#sets = new CharSetReader(source);
  }

  parse(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#source.length) this.#fail('there is a ")" without "("');
    return node;
  }

  #fail(message: string, at = this.#at): never {
    throw new PatternError(message, at);
  }

  #choice(): PatternNode {
    if (++this.#depth > MAX_DEPTH) this.#fail(`groups are nested deeper than ${MAX_DEPTH}`);
    const items = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      items.push(this.#sequence());
    }
    this.#depth--;
    return items.length === 1 ? (items[0] as PatternNode) : { kind: 'choice', items };
  }

  #sequence(): PatternNode {
    const items: PatternNode[] = [];
    for (;;) {
      if (this.#flags.comments) this.#skipComments();
      const char = this.#source[this.#at];
      if (char === undefined || char === '|' || char === ')') break;
      const atom = this.#atom(char);
      if (atom) items.push(this.#repeats(atom));
    }
    return items.length === 1 ? (items[0] as PatternNode) : { kind: 'sequence', items };
  }

  #skipComments(): void {
    for (;;) {
      const char = this.#source[this.#at];
      if (char !== undefined && /\s/.test(char)) this.#at++;
      else if (char === '#') {
        while (this.#at < this.#source.length && !/[\n\r]/.test(this.#source[this.#at] as string)) this.#at++;
      } else return;
    }
  }

  #atom(char: string): PatternNode | undefined {
    switch (char) {
      case '(':
        return this.#group();
      case '[': {
        const { source, end } = this.#sets.readSet(this.#at);
        this.#at = end;
        return this.#set(source);
      }
      case '\\':
        return this.#escape();
      case '.':
        this.#at++;
        return this.#set(this.#flags.dotAll ? '[\\s\\S]' : `[^${LINE_END}]`);
      case '^':
        this.#at++;
        return { kind: 'assert', what: this.#flags.multiline ? 'lineStart' : 'textStart' };
      case '$':
        this.#at++;
        return { kind: 'assert', what: this.#flags.multiline ? 'lineEnd' : 'textEndOrNewline' };
      case '*':
      case '+':
      case '?':
        return this.#fail(`"${char}" has nothing to repeat`);
      default: {
        const codePoint = this.#source.codePointAt(this.#at) as number;
        this.#at += codePoint > 0xffff ? 2 : 1;
        return this.#literal(codePoint);
      }
    }
  }

  #set(source: string): PatternNode {
    return { kind: 'set', source, ignoreCase: this.#flags.ignoreCase };
  }

  #literal(codePoint: number): PatternNode {
    return this.#set(`\\u{${codePoint.toString(16)}}`);
  }

  #repeats(atom: PatternNode): PatternNode {
    let node = atom;
    for (;;) {
      if (this.#flags.comments) this.#skipComments();
      const char = this.#source[this.#at];
      let min: number;
      let max: number;
      if (char === '*') [min, max] = [0, Infinity];
      else if (char === '+') [min, max] = [1, Infinity];
      else if (char === '?') [min, max] = [0, 1];
      else if (char === '{') {
        const counted = /\{\s*(\d{1,6})\s*(,\s*(\d{1,6})?\s*)?\}/y;
        counted.lastIndex = this.#at;
        const match = counted.exec(this.#source);
        if (!match) return this.#fail('"{" does not begin a repetition such as {2,5}; write \\{ for the character');
        min = Number(match[1]);
        max = match[2] === undefined ? min : match[3] === undefined ? Infinity : Number(match[3]);
        if (max < min) this.#fail('the repetition ends below its beginning');
        this.#at += match[0].length - 1;
      } else return node;
      this.#at++;
      const suffix = this.#source[this.#at];
      if (suffix === '?' || suffix === '+') this.#at++;
      node = { kind: 'repeat', item: node, min, max };
    }
  }

  #group(): PatternNode | undefined {
    const open = this.#at;
    const before = this.#flags;
    this.#at++;
    let look: { ahead: boolean; negative: boolean } | undefined;
    if (this.#source[this.#at] === '?') {
      const rest = this.#source.slice(this.#at + 1, this.#at + 60);
      const lookMatch = /^(<?)([=!])/.exec(rest);
      const plain = /^(?::|>|<[A-Za-z][A-Za-z0-9]*>)/.exec(rest);
      const flags = /^([imsxwud]*)(?:-([imsxwud]*))?([:)])/.exec(rest);
      if (rest.startsWith('#')) {
        const end = this.#source.indexOf(')', this.#at);
        if (end < 0) this.#fail('a comment "(?#" is not closed', open);
        this.#at = end + 1;
        return undefined;
      }
      if (lookMatch) {
        look = { ahead: lookMatch[1] === '', negative: lookMatch[2] === '!' };
        this.#at += 1 + lookMatch[0].length;
      } else if (plain) this.#at += 1 + plain[0].length;
      else if (flags) {
        this.#at += 1 + flags[0].length;
        const set = withFlags(before, flags[1] ?? '', flags[2] ?? '');
        this.#flags = set;
        // `(?i)` holds to the end of the group it stands in, so it is not undone here.
        if (flags[3] === ')') return undefined;
      } else this.#fail('this kind of group is not supported', open);
    }
    if (this.#flags === before) this.#flags = { ...before };
    const item = this.#choice();
    if (this.#source[this.#at] !== ')') this.#fail('a group "(" is not closed', open);
    this.#at++;
    this.#flags = before;
    return look ? { kind: 'look', ...look, item } : item;
  }

  #escape(): PatternNode {
    const start = this.#at;
    const char = this.#source[start + 1];
    if (char === undefined) this.#fail('the pattern ends in a lone "\\"');
    switch (char) {
      case 'Q': {
        const end = this.#source.indexOf('\\E', start + 2);
        const text = this.#source.slice(start + 2, end < 0 ? undefined : end);
        this.#at = end < 0 ? this.#source.length : end + 2;
        const items = Array.from(text, (c) => this.#literal(c.codePointAt(0) as number));
        // A repetition after \E belongs to the last character only.
        const last = items.pop();
        return last ? { kind: 'sequence', items: [...items, this.#repeats(last)] } : EMPTY;
      }
      case 'E':
        this.#at += 2;
        return EMPTY;
      case 'A':
      case 'z':
      case 'Z':
      case 'b':
      case 'B': {
        this.#at += 2;
        const what = { A: 'textStart', z: 'textEnd', Z: 'textEndOrNewline', b: 'word', B: 'notWord' } as const;
        return { kind: 'assert', what: what[char] };
      }
      case 'G':
        return this.#fail('\\G is not supported');
      case 'R': {
        this.#at += 2;
        const pair: PatternNode = { kind: 'sequence', items: [this.#literal(13), this.#literal(10)] };
        return { kind: 'choice', items: [pair, this.#set(`[${LINE_END}]`)] };
      }
      case 'X': {
        this.#at += 2;
        const marks: PatternNode = { kind: 'repeat', item: this.#set('\\p{M}'), min: 0, max: Infinity };
        return { kind: 'sequence', items: [this.#set('[\\s\\S]'), marks] };
      }
      case 'k':
        return this.#fail('back-references are not supported');
      default:
        if (/[1-9]/.test(char)) this.#fail('back-references are not supported');
        const { source, end } = this.#sets.readEscape(start);
        this.#at = end;
        return this.#set(source);
    }
  }
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const value = (letter: string, now: boolean) => (off.includes(letter) ? false : on.includes(letter) || now);
  return {
    ignoreCase: value('i', flags.ignoreCase),
    multiline: value('m', flags.multiline),
    dotAll: value('s', flags.dotAll),
    comments: value('x', flags.comments),
  };
}
