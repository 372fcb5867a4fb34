/** Applies the rules of one language to a text: SRX 2.0, section 5 (the first rule that matches a position decides). */
import { Automaton, WorkBudget, type AutomatonPattern, type Direction, type Hits } from './automaton.ts';
import { Grid } from './grid.ts';
import type { RuleProblem, SrxRule } from './model.ts';
import { PatternError } from './pattern-error.ts';
import { MAX_ASSERTIONS, checkPattern, countAssertions, isWide, neededSets } from './pattern-facts.ts';
import { parsePattern } from './pattern.ts';

/** A rule with the place it comes from. */
export interface PlacedRule extends SrxRule {
  readonly languageRules: string;
  /** Number within its language rules, from 0. */
  readonly index: number;
}

/** Which rule decided at a position where at least one rule matched. */
export interface Decision {
  /** UTF-16 offset. */
  readonly position: number;
  readonly rule: PlacedRule;
}

type Side = 'before' | 'after';

/** Automata of their own cost memory; honest rules need a few dozen. */
const MAX_WIDE = 200;

/** An automaton with what a text must hold for it to find anything. */
interface Scanner {
  readonly automaton: Automaton;
  readonly needed: readonly RegExp[];
}

/** Rules made ready for use. Making them is slow and matching is fast: keep it. */
export class RulesMatcher {
  /** Rules that could not be used and are left out. */
  readonly problems: readonly RuleProblem[];
  readonly #rules: readonly PlacedRule[];
  readonly #before: readonly Scanner[];
  readonly #after: readonly Scanner[];
  /** For each pair of automata: pair of hit sets to the rule that wins, plus one; 0 when they share none. */
  readonly #winners: Grid[] = [];

  constructor(rules: readonly PlacedRule[]) {
    const problems: RuleProblem[] = [];
    const before: AutomatonPattern[] = [];
    const after: AutomatonPattern[] = [];
    for (const [id, rule] of rules.entries()) {
      const compile = (side: Side): AutomatonPattern | undefined => {
        try {
          const tree = parsePattern(rule[side]);
          checkPattern(tree);
          return { id, tree };
        } catch (error) {
          if (!(error instanceof PatternError)) throw error;
          const { languageRules, index } = rule;
          problems.push({ languageRules, rule: index, side, pattern: rule[side], message: error.message });
          return undefined;
        }
      };
      const first = compile('before');
      const second = compile('after');
      if (first && second) {
        before.push(first);
        after.push(second);
      }
    }
    this.problems = problems;
    this.#rules = rules;
    this.#before = scanners(before, 'endingAt');
    this.#after = scanners(after, 'startingAt');
  }

  /**
   * The positions inside the text where a rule matched, with the first such rule. Takes time linear in the text.
   * Throws RulesTooCostlyError when the rules were written to take more than that.
   */
  decisions(text: string): Decision[] {
    const out: Decision[] = [];
    if (text.length < 2) return out;
    const budget = new WorkBudget(text);
    const before = runAll(this.#before, text, budget);
    const after = runAll(this.#after, text, budget);
    const touched = new Uint8Array(text.length + 1);
    for (const { hits } of before) for (const position of hits.positions) touched[position] = 1;
    for (const { hits } of after)
      for (const position of hits.positions) touched[position] = (touched[position] as number) | 2;
    for (let position = 1; position < text.length; position++) {
      if (touched[position] !== 3) continue;
      let best = -1;
      for (const left of before) {
        const leftSet = left.hits.at[position] as number;
        if (leftSet === 0) continue;
        for (const right of after) {
          const rightSet = right.hits.at[position] as number;
          if (rightSet === 0) continue;
          const winner = this.#winner(left, leftSet, right, rightSet);
          if (winner >= 0 && (best < 0 || winner < best)) best = winner;
        }
      }
      if (best >= 0 && !isInsidePair(text, position)) {
        out.push({ position, rule: this.#rules[best] as PlacedRule });
      }
    }
    return out;
  }

  /** The lowest rule number in both sets, or -1; the answer is kept, since few pairs of sets ever occur. */
  #winner(left: Run, leftSet: number, right: Run, rightSet: number): number {
    const pair = left.number * this.#after.length + right.number;
    const known = (this.#winners[pair] ??= new Grid(32, 32));
    let winner = known.get(leftSet, rightSet);
    if (winner < 0) {
      const others = new Set(right.hits.sets[rightSet]);
      winner = (left.hits.sets[leftSet]?.find((id) => others.has(id)) ?? -1) + 1;
      known.set(leftSet, rightSet, winner);
    }
    return winner - 1;
  }
}

interface Run {
  readonly number: number;
  readonly hits: Hits;
}

function runAll(all: readonly Scanner[], text: string, budget: WorkBudget): Run[] {
  const out: Run[] = [];
  for (const [number, { automaton, needed }] of all.entries()) {
    if (needed.every((set) => set.test(text))) out.push({ number, hits: automaton.run(text, budget) });
  }
  return out;
}

/** One automaton for all narrow patterns, as far as its limit on assertions allows, and one for each different wide pattern. */
function scanners(patterns: readonly AutomatonPattern[], direction: Direction): Scanner[] {
  const out: Scanner[] = [];
  const wide = new Map<string, AutomatonPattern[]>();
  let group: AutomatonPattern[] = [];
  let room = MAX_ASSERTIONS;
  const flush = () => {
    if (group.length > 0) out.push({ automaton: new Automaton(group, direction), needed: [] });
    group = [];
    room = MAX_ASSERTIONS;
  };
  for (const pattern of patterns) {
    const key = isWide(pattern.tree) ? JSON.stringify(pattern.tree) : undefined;
    if (key !== undefined && (wide.has(key) || wide.size < MAX_WIDE)) {
      wide.set(key, [...(wide.get(key) ?? []), pattern]);
      continue;
    }
    const need = countAssertions(pattern.tree);
    if (need > room) flush();
    room -= need;
    group.push(pattern);
  }
  flush();
  for (const same of wide.values()) {
    out.push({ automaton: new Automaton(same, direction), needed: neededSets((same[0] as AutomatonPattern).tree) });
  }
  return out;
}

function isInsidePair(text: string, position: number): boolean {
  const low = text.charCodeAt(position);
  if (low < 0xdc00 || low >= 0xe000) return false;
  const high = text.charCodeAt(position - 1);
  return high >= 0xd800 && high < 0xdc00;
}
