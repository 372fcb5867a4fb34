/**
 * Matches many patterns at once in time linear in the text, whatever the patterns are.
 *
 * Patterns become one nondeterministic automaton (Thompson 1968) that is made deterministic while it runs, state by
 * state, as the text asks for it (the lazy construction of RE2, Cox 2010). No pattern can backtrack, so none can hang.
 * Look-around is worked out first, innermost first, as a bit for every position (Barrière and Pit-Claudel 2024); word
 * and line boundaries are such bits too.
 */
import { characterTest } from './character-test.ts';
import { Grid } from './grid.ts';
import type { PatternNode, PlainAssertion } from './pattern.ts';

/** For a before-break pattern the question is where a match ends, for an after-break pattern where one starts. */
export type Direction = 'endingAt' | 'startingAt';

export interface AutomatonPattern {
  readonly id: number;
  readonly tree: PatternNode;
}

/**
 * The patterns that match at each position: `sets[at[position]]` lists their ids in ascending order. Good until the
 * automaton runs again, since the memory is used again.
 */
export interface Hits {
  readonly at: Int32Array;
  readonly sets: readonly (readonly number[])[];
  /** The positions where a pattern matches, in the order in which the text was read. */
  readonly positions: readonly number[];
}

/** Deterministic states, and nodes in them, that are kept before the cache starts afresh. */
const MAX_STATES = 5_000;
const MAX_KEPT_NODES = 500_000;
/** Steps of construction allowed for one text: far beyond what honest rules need, and a few seconds at most. */
const WORK_BASE = 10_000_000;
const WORK_PER_CHARACTER = 100;

/** The rules cost more work on this text than is allowed. */
class RulesTooCostlyError extends Error {
  constructor() {
    super('the segmentation rules are too costly: simplify counted repetitions such as {1,1000}');
    this.name = 'RulesTooCostlyError';
  }
}

/** The work that all automata together may still do on one text; counted in steps, so that no clock decides. */
export class WorkBudget {
  #left: number;

  constructor(text: string) {
    this.#left = WORK_BASE + WORK_PER_CHARACTER * text.length;
  }

  /** Throws RulesTooCostlyError when nothing is left. */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new RulesTooCostlyError();
  }
}

const WORD = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\u200c\u200d]/u;
const LINE_ENDS = new Set([0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0x2028, 0x2029]);

type LookNode = Extract<PatternNode, { kind: 'look' }>;

interface Assertion {
  /** Adds the bit to every position of the text at which the assertion holds. */
  readonly mark: (text: string, vectors: Int32Array, bit: number, budget: WorkBudget) => void;
}

/** What the beginnings of all patterns contribute to every state under one vector of assertions. */
interface Origin {
  /** Character nodes to step from. */
  readonly nodes: readonly number[];
  /** 1 for every node reached. */
  readonly reached: Uint8Array;
  readonly accepted: readonly number[];
}

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
  // Deterministic, made as texts ask for it. A kernel is a set of nodes just stepped to; with the assertions that hold
  // at a position it becomes a state.
  #kernels: (readonly number[])[] = [];
  #kernelIds = new Map<string, number>();
  #states: { readonly nodes: readonly number[]; readonly vector: number }[] = [];
  #stateHits: number[] = [];
  #stateIds = new Map<string, number>();
  /** State and character class to kernel. */
  #steps = new Grid(32, 64);
  /** Kernel and assertion vector to state. */
  #closed = new Grid(1, 64);
  readonly #origins: Origin[] = [];
  readonly #vectorIds = new Map<number, number>();
  readonly #vectorBits: number[] = [];
  readonly #mark: Int32Array;
  #marked = 0;
  /** True when the only assertion is the beginning of the text, and the text is read from there. */
  #anchored = false;
  #kept = 0;
  #at = new Int32Array(0);
  #vector = new Int32Array(0);
  #budget = new WorkBudget('');

  /** The patterns must have passed {@link checkPattern}. */
  constructor(patterns: readonly AutomatonPattern[], direction: Direction) {
    this.#direction = direction;
    for (const { id, tree } of patterns) {
      const end = this.#node(ACCEPT, id, -1, -1);
      this.#starts.push(this.#build(tree, end));
    }
    this.#mark = new Int32Array(this.#type.length);
    this.#anchored =
      direction === 'endingAt' && this.#assertions.length === 1 && this.#assertionIds.has('plain textStart');
    this.#forget();
  }

  /** The patterns that match at every position of the text, surrogate pairs counted as one character. */
  run(text: string, budget: WorkBudget): Hits {
    this.#budget = budget;
    if (this.#at.length <= text.length) this.#at = new Int32Array(text.length * 2 + 1);
    const at = this.#at;
    const positions: number[] = [];
    const vectors = this.#vectors(text);
    const forward = this.#direction === 'endingAt';
    let position = forward ? 0 : text.length;
    let state = this.#stateFor(0, vectors ? (vectors[position] as number) : 0);
    let hits = this.#stateHits[state] as number;
    at[position] = hits;
    if (hits !== 0) positions.push(position);
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
      if (this.#states.length >= MAX_STATES || this.#kept > MAX_KEPT_NODES) state = this.#restart(state);
      let kernel = this.#steps.get(state, group);
      if (kernel < 0) kernel = this.#step(state, group);
      const vector = vectors ? (vectors[position] as number) : 0;
      state = this.#closed.get(kernel, vector);
      if (state < 0) state = this.#stateFor(kernel, vector);
      hits = this.#stateHits[state] as number;
      at[position] = hits;
      if (hits !== 0) positions.push(position);
      else if (this.#anchored && this.#isDead(state)) {
        at.fill(0, position, end + 1);
        break;
      }
    }
    return { at, sets: this.#hitSets, positions };
  }

  /** Can nothing match from here on? Asked only of patterns that begin at the beginning of a text. */
  #isDead(state: number): boolean {
    const { nodes, vector } = this.#states[state] as { nodes: readonly number[]; vector: number };
    return nodes.length === 0 && this.#originFor(vector).nodes.length === 0;
  }

  // Building

  #node(type: number, argument: number, first: number, second: number): number {
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
      id = this.#setTests.push(characterTest(source, ignoreCase)) - 1;
      this.#setIds.set(key, id);
    }
    return id;
  }

  #assertionId(key: string, make: () => Assertion): number {
    let id = this.#assertionIds.get(key);
    if (id === undefined) {
      id = this.#assertions.push(make()) - 1;
      this.#assertionIds.set(key, id);
    }
    return id;
  }

  // Running

  /** For each position the number of the combination of assertions that hold there. */
  #vectors(text: string): Int32Array | undefined {
    if (this.#assertions.length === 0) return undefined;
    const length = text.length + 1;
    if (this.#vector.length < length) this.#vector = new Int32Array(length * 2);
    const out = this.#vector.fill(0, 0, length);
    for (const [k, assertion] of this.#assertions.entries()) assertion.mark(text, out, 1 << k, this.#budget);
    let lastBits = -1;
    let lastId = -1;
    for (let i = 0; i < length; i++) {
      const bits = out[i] as number;
      if (bits !== lastBits) {
        lastBits = bits;
        lastId = this.#vectorIds.get(bits) ?? -1;
        if (lastId < 0) {
          lastId = this.#vectorBits.push(bits) - 1;
          this.#vectorIds.set(bits, lastId);
        }
      }
      out[i] = lastId;
    }
    return out;
  }

  /** Characters that no set of the patterns tells apart share a class. */
  #classify(code: number): number {
    const char = String.fromCodePoint(code);
    const members = this.#setTests.map((set) => set.test(char));
    this.#budget.spend(members.length);
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

  #step(state: number, group: number): number {
    const members = this.#classMembers[group] as boolean[];
    const { nodes, vector } = this.#states[state] as { nodes: readonly number[]; vector: number };
    const origin = this.#originFor(vector);
    const reached = new Set<number>();
    for (const node of nodes) if (members[this.#argument[node] as number]) reached.add(this.#first[node] as number);
    for (const node of origin.nodes) {
      if (members[this.#argument[node] as number]) reached.add(this.#first[node] as number);
    }
    this.#budget.spend(nodes.length + origin.nodes.length + 1);
    const kernel = this.#kernelFor(Array.from(reached).sort((a, b) => a - b));
    this.#steps.set(state, group, kernel);
    return kernel;
  }

  #kernelFor(nodes: readonly number[]): number {
    const key = nodes.join();
    let kernel = this.#kernelIds.get(key);
    if (kernel === undefined) {
      kernel = this.#kernels.push(nodes) - 1;
      this.#kept += nodes.length;
      this.#kernelIds.set(key, kernel);
    }
    return kernel;
  }

  #stateFor(kernel: number, vector: number): number {
    const origin = this.#originFor(vector);
    const { nodes, accepted } = this.#reach(this.#kernels[kernel] as readonly number[], vector, origin.reached);
    for (const id of origin.accepted) accepted.add(id);
    const hits = this.#hitId(Array.from(accepted).sort((a, b) => a - b));
    const key = `${vector}:${hits}:${nodes.join()}`;
    let state = this.#stateIds.get(key);
    if (state === undefined) {
      state = this.#states.push({ nodes, vector }) - 1;
      this.#kept += nodes.length;
      this.#stateHits.push(hits);
      this.#stateIds.set(key, state);
    }
    this.#closed.set(kernel, vector, state);
    return state;
  }

  #originFor(vector: number): Origin {
    let origin = this.#origins[vector];
    if (!origin) {
      const reached = new Uint8Array(this.#type.length);
      const { nodes, accepted, visited } = this.#reach(this.#starts, vector, reached);
      for (const node of visited) reached[node] = 1;
      origin = { nodes, reached, accepted: Array.from(accepted) };
      this.#origins[vector] = origin;
    }
    return origin;
  }

  /** The character nodes and patterns that can be reached without reading, but not through nodes known already. */
  #reach(
    from: readonly number[],
    vector: number,
    known: Uint8Array,
  ): { nodes: number[]; accepted: Set<number>; visited: number[] } {
    const bits = this.#vectorBits[vector] ?? 0;
    this.#marked++;
    const mark = this.#mark;
    const stack = Array.from(from);
    const nodes: number[] = [];
    const visited: number[] = [];
    const accepted = new Set<number>();
    while (stack.length > 0) {
      const node = stack.pop() as number;
      if (known[node] === 1 || mark[node] === this.#marked) continue;
      mark[node] = this.#marked;
      visited.push(node);
      const type = this.#type[node];
      if (type === CHARACTER) nodes.push(node);
      else if (type === ACCEPT) accepted.add(this.#argument[node] as number);
      else if (type === SPLIT) stack.push(this.#second[node] as number, this.#first[node] as number);
      else if ((bits >> (this.#argument[node] as number)) & 1) stack.push(this.#first[node] as number);
    }
    this.#budget.spend(from.length + visited.length + 1);
    return { nodes: nodes.sort((a, b) => a - b), accepted, visited };
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

  /** Empties the cache; kernel 0 is the beginning of a text. */
  #forget(): void {
    this.#kept = 0;
    this.#kernels = [];
    this.#kernelIds = new Map();
    this.#states = [];
    this.#stateHits = [];
    this.#stateIds = new Map();
    this.#steps = new Grid(32, 64);
    this.#closed = new Grid(1, 64);
    this.#kernelFor([]);
  }

  /** Empties the cache but for one state, and returns its new number. */
  #restart(state: number): number {
    const kept = this.#states[state] as { nodes: readonly number[]; vector: number };
    const hits = this.#stateHits[state] as number;
    this.#forget();
    this.#stateHits.push(hits);
    this.#stateIds.set(`${kept.vector}:${hits}:${kept.nodes.join()}`, 0);
    return this.#states.push(kept) - 1;
  }
}

function plainAssertion(what: PlainAssertion): Assertion {
  return {
    mark: (text, vectors, bit) => {
      const n = text.length;
      const add = (position: number) => {
        vectors[position] = (vectors[position] as number) | bit;
      };
      switch (what) {
        case 'textStart':
          add(0);
          break;
        case 'textEnd':
          add(n);
          break;
        case 'textEndOrNewline':
          add(n);
          if (n > 0 && LINE_ENDS.has(text.charCodeAt(n - 1))) add(text.endsWith('\r\n') ? n - 2 : n - 1);
          break;
        case 'lineStart':
        case 'lineEnd':
          for (let i = 0; i <= n; i++) if (atLineEdge(text, i, what === 'lineStart')) add(i);
          break;
        case 'word':
        case 'notWord': {
          let before = false;
          for (let i = 0; i <= n;) {
            const code = text.codePointAt(i);
            const after = code !== undefined && isWord(code);
            if ((before !== after) === (what === 'word')) add(i);
            before = after;
            i += code !== undefined && code > 0xffff ? 2 : 1;
          }
          break;
        }
      }
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
  return {
    mark: (text, vectors, bit, budget) => {
      const { positions } = automaton.run(text, budget);
      if (look.negative) for (let i = 0; i <= text.length; i++) vectors[i] = (vectors[i] as number) ^ bit;
      for (const position of positions) vectors[position] = (vectors[position] as number) ^ bit;
    },
  };
}
