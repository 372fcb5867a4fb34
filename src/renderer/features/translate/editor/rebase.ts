import { ChangeSet } from '@codemirror/state';

/** The smallest single replacement that turns one text into another; null when they are equal. */
export function replacement(before: string, after: string): { from: number; to: number; insert: string } | null {
  if (before === after) return null;
  let start = 0;
  const shortest = Math.min(before.length, after.length);
  while (start < shortest && before[start] === after[start]) start++;
  let end = 0;
  while (end < shortest - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

/**
 * The change to bring an editor's text up to date when the stored text went from `before` to `after` while the editor
 * had come from `before` to `current`: what was typed meanwhile is kept.
 */
export function rebased(before: string, after: string, current: string): ChangeSet {
  const theirs = replacement(before, after);
  const ours = replacement(before, current);
  const change = ChangeSet.of(theirs ? [theirs] : [], before.length);
  return ours ? change.map(ChangeSet.of([ours], before.length)) : change;
}
