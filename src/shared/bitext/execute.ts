import type { Command } from '../contract/commands.ts';
import type { Change } from './change.ts';
import { comment, editComment, mark, removeComment } from './commands/notes.ts';
import {
  joinSentences,
  link,
  merge,
  moveDown,
  moveUp,
  realign,
  split,
  splitSentence,
  swapDown,
  unlink,
} from './commands/structure.ts';
import { batch, clearTarget, confirm, confirmAbove, copySource, edit, setStatus } from './commands/text.ts';
import type { BitextReader, CommandContext, Outcome } from './context.ts';

/**
 * Turns a command into a change, without applying it. Throws CoreError `locked` for a bead that refuses edits,
 * `notFound` for one that is not there, `badRequest` for a command that makes no sense where it was given.
 */
export function execute(command: Command, bitext: BitextReader, context: CommandContext): Outcome {
  switch (command.type) {
    case 'edit':
      return edit(command, bitext, context);
    case 'copySource':
      return copySource(command, bitext, context);
    case 'clearTarget':
      return clearTarget(command, bitext, context);
    case 'setStatus':
      return setStatus(command, bitext, context);
    case 'confirm':
      return confirm(command, bitext, context);
    case 'confirmAbove':
      return confirmAbove(command, bitext, context);
    case 'mark':
      return mark(command, bitext);
    case 'comment':
      return comment(command, bitext, context);
    case 'editComment':
      return editComment(command, bitext);
    case 'removeComment':
      return removeComment(command, bitext);
    case 'merge':
      return merge(command, bitext, context);
    case 'split':
      return split(command, bitext, context);
    case 'moveDown':
      return moveDown(command, bitext, context);
    case 'moveUp':
      return moveUp(command, bitext, context);
    case 'unlink':
      return unlink(command, bitext, context);
    case 'link':
      return link(command, bitext, context);
    case 'swapDown':
      return swapDown(command, bitext, context);
    case 'joinSentences':
      return joinSentences(command, bitext, context);
    case 'splitSentence':
      return splitSentence(command, bitext, context);
    case 'realign':
      return realign(command, bitext, context);
    case 'batch':
      return batch(command, bitext, context);
  }
}

/** The bead to look at after a change was applied by undo or redo: the first it touches, or null. */
export function focusOf(change: Change): number | null {
  for (const operation of change) {
    if (operation.type === 'set') return operation.bead;
    const first = operation.insert[0];
    if (first) return first.id;
    if (operation.after !== null) return operation.after;
  }
  return null;
}
