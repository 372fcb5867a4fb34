/**
 * Matches many patterns at once in time linear in the text, whatever the patterns are.
 *
 * Patterns become one nondeterministic automaton (Thompson 1968) that is made deterministic while it runs, state by
 * state, as the text asks for it (the lazy construction of RE2, Cox 2010). No pattern can backtrack, so none can hang.
 * Look-around is worked out first, innermost first, as a bit for every position (Barrière and Pit-Claudel 2024); word
 * and line boundaries are such bits too.
 */
import type { PatternNode, PlainAssertion } from './pattern.ts';
import { PatternError } from './pattern-error.ts';

/** For a before-break pattern the question is where a match ends, for an after-break pattern where one starts. */
type Direction = 'endingAt' | 'startingAt';

interface AutomatonPattern {
  readonly id: number;
  readonly tree: PatternNode;
}

/** The patterns that match at each position: `sets[at[position]]` lists their ids in ascending order. */
interface Hits {
  readonly at: Int32Array;
  readonly sets: readonly (readonly number[])[];
}

/** Nodes one pattern may grow to when its counted repetitions are written out. */
const MAX_PATTERN_NODES = 20_000;
/** Deterministic states kept before the cache starts afresh. */
const MAX_STATES = 3_000;
/** Work allowed for one text: far beyond what honest rules need, and a few seconds at most. */
const WORK_BASE = 20_000_000;
const WORK_PER_CHARACTER = 20_000;
/** Bits of an assertion vector. */
const MAX_ASSERTIONS = 30;

/** The rules cost more work on this text than is allowed. */
export class RulesTooCostlyError extends Error {
  constructor() {
    super('the segmentation rules are too costly: simplify counted repetitions such as {1,1000}');
    this.name = 'RulesTooCostlyError';
  }
}

const WORD = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]/u;
const LINE_ENDS = new Set([0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0x2028, 0x2029]);

type LookNode = Extract<PatternNode, { kind: 'look' }>;

interface Assertion {
  /** One bit a position, worked out for a whole text; look-around that was met before on the same text is reused. */
  readonly bits: (text: string) => Uint8Array;
}

/** Deterministic states before the assertions at a position are known. */
interface Kernel {
  readonly nodes: readonly number[];
  readonly closed: (State | undefined)[];
}

interface State {
  /** Index into the hit sets. */
  readonly hits: number;
  /** Character nodes to step from. */
  readonly nodes: readonly number[];
  readonly next: (Kernel | undefined)[];
}

/** Can all these patterns share one automaton? Each may bring look-around, and one holds a limited number. */
export function countAssertions(node: PatternNode): number {
  switch (node.kind) {
    case 'set':
      return 0;
    case 'assert':
    case 'look':
      return 1;
    case 'repeat':
      return countAssertions(node.item);
    default:
      return node.items.reduce((sum, item) => sum + countAssertions(item), 0);
  }
}

export const ASSERTIONS_PER_AUTOMATON = MAX_ASSERTIONS;

const CHARACTER = 0;
const SPLIT = 1;
const ASSERT = 2;
const ACCEPT = 3;

/** The nondeterministic automaton of the patterns, run deterministically over texts. */
export class Automaton {
  readonly #direction: Direction;
  // Node i: what it is, its argument (set, assertion or pattern) and where it leads.
  readonly #type: number[] = [];
  readonly #argument: number[] = [];
  readonly #first: number[] = [];
  readonly #second: number[] = [];
  readonly #starts: number[] = [];
  readonly #setTests: RegExp[] = [];
  readonly #setIds = new Map<string, number>();
  readonly #assertions: Assertion[] = [];
  readonly #assertionIds = new Map<string, number>();
  readonly #classes = new Map<string, number>();
  readonly #classMembers: boolean[][] = [];
  readonly #basicClass = new Int16Array(0x3100).fill(-1);
  readonly #otherClass = new Map<number, number>();
  readonly #hitSets: number[][] = [[]];
  readonly #hitIds = new Map<string, number>([['', 0]]);
  #kernels = new Map<string, Kernel>();
  #states = new Map<string, State>();
  #stateCount = 0;
  #start: Kernel;
  #mark: Int32Array;
  #marked = 0;
  #work = 0;
  #nodeLimit = 0;

  /** Throws PatternError when a pattern is too large to be written out. */
  constructor(patterns: readonly AutomatonPattern[], direction: Direction) {
    this.#direction = direction;
    for (const { id, tree } of patterns) {
      this.#nodeLimit = this.#type.length + MAX_PATTERN_NODES;
      const end = this.#node(ACCEPT, id, -1, -1);
      this.#starts.push(this.#build(tree, end));
    }
    this.#mark = new Int32Array(this.#type.length);
    this.#start = { nodes: [], closed: [] };
  }

  /** The patterns that match at every position of the text, surrogate pairs counted as one character. */
  run(text: string): Hits {
    this.#work = WORK_BASE + WORK_PER_CHARACTER * text.length;
    const at = new Int32Array(text.length + 1);
    const vectors = this.#vectors(text);
    const forward = this.#direction === 'endingAt';
    let position = forward ? 0 : text.length;
    let state = this.#close(this.#start, vectors ? (vectors[position] as number) : 0);
    at[position] = state.hits;
    const end = forward ? text.length : 0;
    while (position !== end) {
      let code: number;
      if (forward) {
        code = text.charCodeAt(position++);
        if (code >= 0xd800 && code < 0xdc00 && position < end) {
          const low = text.charCodeAt(position);
          if (low >= 0xdc00 && low < 0xe000) {
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            position++;
          }
        }
      } else {
        code = text.charCodeAt(--position);
        if (code >= 0xdc00 && code < 0xe000 && position > end) {
          const high = text.charCodeAt(position - 1);
          if (high >= 0xd800 && high < 0xdc00) {
            code = 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00);
            position--;
          }
        }
      }
      let group = code < 0x3100 ? (this.#basicClass[code] as number) : (this.#otherClass.get(code) ?? -1);
      if (group < 0) group = this.#classify(code);
      const kernel = state.next[group] ?? this.#step(state, group);
      const vector = vectors ? (vectors[position] as number) : 0;
      state = kernel.closed[vector] ?? this.#close(kernel, vector);
      at[position] = state.hits;
    }
    return { at, sets: this.#hitSets };
  }

  // Building

  #node(type: number, argument: number, first: number, second: number): number {
    if (this.#type.length >= this.#nodeLimit) {
      throw new PatternError('the pattern is too large when its repetitions are written out', 0);
    }
    this.#type.push(type);
    this.#argument.push(argument);
    this.#first.push(first);
    this.#second.push(second);
    return this.#type.length - 1;
  }

  /** Adds the nodes of a tree that lead to `next`; returns the entry. Run backwards, sequences are built reversed. */
  #build(tree: PatternNode, next: number): number {
    switch (tree.kind) {
      case 'set':
        return this.#node(CHARACTER, this.#setId(tree.source, tree.ignoreCase), next, -1);
      case 'sequence': {
        let entry = next;
        const items = this.#direction === 'endingAt' ? tree.items.toReversed() : tree.items;
        for (const item of items) entry = this.#build(item, entry);
        return entry;
      }
      case 'choice': {
        let entry = this.#build(tree.items.at(-1) as PatternNode, next);
        for (const item of tree.items.slice(0, -1).reverse()) {
          entry = this.#node(SPLIT, 0, this.#build(item, next), entry);
        }
        return entry;
      }
      case 'repeat':
        return this.#buildRepeat(tree.item, tree.min, tree.max, next);
      case 'assert':
        return this.#node(
          ASSERT,
          this.#assertionId(`plain ${tree.what}`, () => plainAssertion(tree.what)),
          next,
          -1,
        );
      case 'look': {
        const id = this.#assertionId(JSON.stringify(tree), () => lookAssertion(tree));
        return this.#node(ASSERT, id, next, -1);
      }
    }
  }

  #buildRepeat(item: PatternNode, min: number, max: number, next: number): number {
    let entry = next;
    if (max === Infinity) {
      entry = this.#node(SPLIT, 0, -1, next);
      this.#first[entry] = this.#build(item, entry);
    } else {
      for (let i = min; i < max; i++) entry = this.#node(SPLIT, 0, this.#build(item, entry), next);
    }
    for (let i = 0; i < min; i++) entry = this.#build(item, entry);
    return entry;
  }

  #setId(source: string, ignoreCase: boolean): number {
    const key = (ignoreCase ? 'i ' : '- ') + source;
    let id = this.#setIds.get(key);
    if (id === undefined) {
      id = this.#setTests.push(new RegExp(`^${source}$`, ignoreCase ? 'vi' : 'v')) - 1;
      this.#setIds.set(key, id);
    }
    return id;
  }

  #assertionId(key: string, make: () => Assertion): number {
    let id = this.#assertionIds.get(key);
    if (id === undefined) {
      id = this.#assertions.push(make()) - 1;
      if (id >= MAX_ASSERTIONS) throw new PatternError(`more than ${MAX_ASSERTIONS} look-arounds in one pattern`, 0);
      this.#assertionIds.set(key, id);
    }
    return id;
  }

  // Running

  #spend(work: number): void {
    this.#work -= work;
    if (this.#work < 0) throw new RulesTooCostlyError();
  }

  #vectors(text: string): Int32Array | undefined {
    if (this.#assertions.length === 0) return undefined;
    const out = new Int32Array(text.length + 1);
    for (const [k, assertion] of this.#assertions.entries()) {
      const bits = assertion.bits(text);
      for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) | ((bits[i] as number) << k);
    }
    // Vectors index arrays of states, so they are numbered as they come instead of used as bit sets.
    return this.#numberVectors(out);
  }

  readonly #vectorIds = new Map<number, number>();
  readonly #vectorBits: number[] = [];

  #numberVectors(vectors: Int32Array): Int32Array {
    for (let i = 0; i < vectors.length; i++) {
      const bits = vectors[i] as number;
      let id = this.#vectorIds.get(bits);
      if (id === undefined) {
        id = this.#vectorBits.push(bits) - 1;
        this.#vectorIds.set(bits, id);
      }
      vectors[i] = id;
    }
    return vectors;
  }

  /** Characters that no set of the patterns tells apart share a class. */
  #classify(code: number): number {
    const char = String.fromCodePoint(code);
    const members = this.#setTests.map((set) => set.test(char));
    this.#spend(members.length);
    const key = members.map(Number).join('');
    let group = this.#classes.get(key);
    if (group === undefined) {
      group = this.#classMembers.push(members) - 1;
      this.#classes.set(key, group);
    }
    if (code < 0x3100) this.#basicClass[code] = group;
    else this.#otherClass.set(code, group);
    return group;
  }

  #step(state: State, group: number): Kernel {
    const members = this.#classMembers[group] as boolean[];
    const reached = new Set<number>();
    for (const node of state.nodes) {
      if (members[this.#argument[node] as number]) reached.add(this.#first[node] as number);
    }
    this.#spend(state.nodes.length + 1);
    const nodes = Array.from(reached).sort((a, b) => a - b);
    const key = nodes.join();
    let kernel = this.#kernels.get(key);
    if (!kernel) {
      kernel = { nodes, closed: [] };
      this.#kernels.set(key, kernel);
    }
    state.next[group] = kernel;
    return kernel;
  }

  #close(kernel: Kernel, vector: number): State {
    const known = kernel.closed[vector];
    if (known) return known;
    if (this.#stateCount >= MAX_STATES) this.#forget();
    const bits = this.#vectorBits[vector] ?? 0;
    this.#marked++;
    const mark = this.#mark;
    const stack: number[] = [...this.#starts, ...kernel.nodes];
    const characters: number[] = [];
    const accepted = new Set<number>();
    let work = 1;
    while (stack.length > 0) {
      const node = stack.pop() as number;
      work++;
      if (mark[node] === this.#marked) continue;
      mark[node] = this.#marked;
      const type = this.#type[node];
      if (type === CHARACTER) characters.push(node);
      else if (type === ACCEPT) accepted.add(this.#argument[node] as number);
      else if (type === SPLIT) stack.push(this.#second[node] as number, this.#first[node] as number);
      else if ((bits >> (this.#argument[node] as number)) & 1) stack.push(this.#first[node] as number);
    }
    this.#spend(work);
    characters.sort((a, b) => a - b);
    const hits = this.#hitId(Array.from(accepted).sort((a, b) => a - b));
    const key = `${hits}:${characters.join()}`;
    let state = this.#states.get(key);
    if (!state) {
      state = { hits, nodes: characters, next: [] };
      this.#states.set(key, state);
      this.#stateCount++;
    }
    kernel.closed[vector] = state;
    return state;
  }

  #hitId(ids: number[]): number {
    const key = ids.join();
    let id = this.#hitIds.get(key);
    if (id === undefined) {
      id = this.#hitSets.push(ids) - 1;
      this.#hitIds.set(key, id);
    }
    return id;
  }

  #forget(): void {
    this.#kernels = new Map();
    this.#states = new Map();
    this.#start = { nodes: [], closed: [] };
    this.#stateCount = 0;
  }
}

function plainAssertion(what: PlainAssertion): Assertion {
  return {
    bits: (text) => {
      const n = text.length;
      const out = new Uint8Array(n + 1);
      switch (what) {
        case 'textStart':
          out[0] = 1;
          break;
        case 'textEnd':
          out[n] = 1;
          break;
        case 'textEndOrNewline':
          out[n] = 1;
          if (n > 0 && LINE_ENDS.has(text.charCodeAt(n - 1))) out[text.endsWith('\r\n') ? n - 2 : n - 1] = 1;
          break;
        case 'lineStart':
        case 'lineEnd':
          for (let i = 0; i <= n; i++) out[i] = Number(atLineEdge(text, i, what === 'lineStart'));
          break;
        case 'word':
        case 'notWord': {
          let before = false;
          for (let i = 0; i <= n;) {
            const code = text.codePointAt(i);
            const after = code !== undefined && isWord(code);
            out[i] = Number((before !== after) === (what === 'word'));
            before = after;
            i += code !== undefined && code > 0xffff ? 2 : 1;
          }
          break;
        }
      }
      return out;
    },
  };
}

const ASCII_WORD = new Uint8Array(128).map((_, code) => Number(WORD.test(String.fromCharCode(code))));

function isWord(code: number): boolean {
  return code < 128 ? ASCII_WORD[code] === 1 : WORD.test(String.fromCodePoint(code));
}

function atLineEdge(text: string, position: number, start: boolean): boolean {
  if (start ? position === 0 : position === text.length) return true;
  const inPair = position > 0 && text[position - 1] === '\r' && text[position] === '\n';
  return !inPair && LINE_ENDS.has(text.charCodeAt(start ? position - 1 : position));
}

function lookAssertion(look: LookNode): Assertion {
  const automaton = new Automaton([{ id: 0, tree: look.item }], look.ahead ? 'startingAt' : 'endingAt');
  const wanted = look.negative ? 0 : 1;
  return {
    bits: (text) => {
      const { at, sets } = automaton.run(text);
      return Uint8Array.from(at, (set) => Number((sets[set] as readonly number[]).length === wanted));
    },
  };
}
