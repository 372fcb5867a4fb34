/** What can be known of a pattern before it is run. */
import { characterTest } from './character-test.ts';
import { PatternError } from './pattern-error.ts';
import type { PatternNode } from './pattern.ts';

/** Nodes one pattern may grow to when its counted repetitions are written out. */
const MAX_NODES = 20_000;
/** Boundaries and look-arounds in one automaton: they share the bits of an integer. */
export const MAX_ASSERTIONS = 30;

/** Throws PatternError when a pattern cannot become an automaton of reasonable size. */
export function checkPattern(tree: PatternNode): void {
  if (size(tree) > MAX_NODES) {
    throw new PatternError('the pattern is too large when its repetitions are written out', 0);
  }
  if (countAssertions(tree) > MAX_ASSERTIONS) {
    throw new PatternError(`the pattern has more than ${MAX_ASSERTIONS} boundaries and look-arounds`, 0);
  }
}

/** How many nodes the automaton of a pattern has. */
function size(tree: PatternNode): number {
  switch (tree.kind) {
    case 'set':
    case 'assert':
      return 1;
    case 'look':
      return 1 + size(tree.item);
    case 'repeat': {
      const copies = tree.max === Infinity ? tree.min + 1 : tree.max;
      return copies * (1 + size(tree.item));
    }
    default:
      return tree.items.reduce((sum, item) => sum + 1 + size(item), 0);
  }
}

/** How many boundaries and look-arounds a pattern has, not counting those inside a look-around. */
export function countAssertions(tree: PatternNode): number {
  switch (tree.kind) {
    case 'set':
      return 0;
    case 'assert':
    case 'look':
      return 1;
    case 'repeat':
      return countAssertions(tree.item);
    default:
      return tree.items.reduce((sum, item) => sum + countAssertions(item), 0);
  }
}

/**
 * Does the pattern repeat words, spaces included? Such patterns follow the text over whole sentences; joined in one
 * automaton, their states would multiply.
 */
export function isWide(tree: PatternNode): boolean {
  switch (tree.kind) {
    case 'set':
    case 'assert':
    case 'look':
      return false;
    case 'repeat':
      return (tree.max > 4 && takes(tree.item, ['a', 'A', 'x']) && takes(tree.item, [' '])) || isWide(tree.item);
    default:
      return tree.items.some(isWide);
  }
}

/** Does a set in the tree take one of the characters? */
function takes(tree: PatternNode, characters: readonly string[]): boolean {
  switch (tree.kind) {
    case 'set': {
      const test = characterTest(tree.source, tree.ignoreCase);
      return characters.some((character) => test.test(character));
    }
    case 'assert':
    case 'look':
      return false;
    case 'repeat':
      return takes(tree.item, characters);
    default:
      return tree.items.some((item) => takes(item, characters));
  }
}

/** Sets of which a text must hold a character for the pattern to match anywhere in it. */
export function neededSets(tree: PatternNode): RegExp[] {
  switch (tree.kind) {
    case 'set':
      return [new RegExp(tree.source, tree.ignoreCase ? 'vi' : 'v')];
    case 'sequence':
      return tree.items.flatMap(neededSets);
    case 'repeat':
      return tree.min > 0 ? neededSets(tree.item) : [];
    default:
      return [];
  }
}
