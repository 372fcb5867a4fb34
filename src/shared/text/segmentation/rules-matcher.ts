/** Applies the rules of one language to a text: SRX 2.0, section 5 (the first rule that matches a position decides). */
import { ASSERTIONS_PER_AUTOMATON, Automaton, countAssertions } from './automaton.ts';
import { PatternError } from './pattern-error.ts';
import { parsePattern, type PatternNode } from './pattern.ts';
import type { RuleProblem, SrxRule } from './model.ts';

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

/** Rules made ready for use. Making them is slow and matching is fast: keep it. */
export class RulesMatcher {
  /** Rules that could not be used and are left out. */
  readonly problems: readonly RuleProblem[];
  readonly #rules: readonly PlacedRule[];
  readonly #before: readonly Automaton[];
  readonly #after: readonly Automaton[];
  readonly #winners = new Map<number, number>();

  constructor(rules: readonly PlacedRule[]) {
    const problems: RuleProblem[] = [];
    const before: Compiled[] = [];
    const after: Compiled[] = [];
    for (const [id, rule] of rules.entries()) {
      const compile = (side: Side): Compiled | undefined => {
        try {
          const tree = parsePattern(rule[side]);
          // Shows now, rule by rule, that the pattern can be built.
          new Automaton([{ id, tree }], direction(side));
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
    this.#before = pack(before, 'before');
    this.#after = pack(after, 'after');
  }

  /** The positions inside the text where a rule matched, with the first such rule. Linear in the text. */
  decisions(text: string): Decision[] {
    const out: Decision[] = [];
    if (text.length < 2) return out;
    const before = this.#before.map((automaton) => automaton.run(text));
    const after = this.#after.map((automaton) => automaton.run(text));
    for (let position = 1; position < text.length; position++) {
      if (isInsidePair(text, position)) continue;
      let best = -1;
      for (const [i, left] of before.entries()) {
        const leftSet = left.at[position] as number;
        if (leftSet === 0) continue;
        for (const [j, right] of after.entries()) {
          const rightSet = right.at[position] as number;
          if (rightSet === 0) continue;
          const winner = this.#winner(i, leftSet, j, rightSet, left.sets, right.sets);
          if (winner >= 0 && (best < 0 || winner < best)) best = winner;
        }
      }
      if (best >= 0) out.push({ position, rule: this.#rules[best] as PlacedRule });
    }
    return out;
  }

  /** The lowest rule number in both sets, or -1; the answer is kept, since few pairs of sets ever occur. */
  #winner(
    i: number,
    leftSet: number,
    j: number,
    rightSet: number,
    left: readonly (readonly number[])[],
    right: readonly (readonly number[])[],
  ): number {
    const key = ((i * 64 + j) * 0x10000 + leftSet) * 0x10000 + rightSet;
    let winner = this.#winners.get(key);
    if (winner === undefined) {
      const others = new Set(right[rightSet]);
      winner = left[leftSet]?.find((id) => others.has(id)) ?? -1;
      this.#winners.set(key, winner);
    }
    return winner;
  }
}

interface Compiled {
  readonly id: number;
  readonly tree: PatternNode;
}

function direction(side: Side): 'endingAt' | 'startingAt' {
  return side === 'before' ? 'endingAt' : 'startingAt';
}

/** As few automata as their limit on look-around allows. */
function pack(patterns: readonly Compiled[], side: Side): Automaton[] {
  const groups: Compiled[][] = [];
  let room = 0;
  for (const pattern of patterns) {
    const need = countAssertions(pattern.tree);
    if (groups.length === 0 || need > room) {
      groups.push([]);
      room = ASSERTIONS_PER_AUTOMATON;
    }
    room -= need;
    groups.at(-1)?.push(pattern);
  }
  return groups.map((group) => new Automaton(group, direction(side)));
}

function isInsidePair(text: string, position: number): boolean {
  const low = text.charCodeAt(position);
  if (low < 0xdc00 || low >= 0xe000) return false;
  const high = text.charCodeAt(position - 1);
  return high >= 0xd800 && high < 0xdc00;
}
