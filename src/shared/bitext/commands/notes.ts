import { CoreError } from '../../contract/errors.ts';
import type { Command } from '../../contract/commands.ts';
import type { Bead, Comment, Mark } from '../bead.ts';
import type { Operation } from '../change.ts';
import { setFields } from '../change.ts';
import type { BitextReader, CommandContext, Outcome } from '../context.ts';
import { requireBead } from '../context.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

const order: readonly Mark[] = ['locked', 'excluded', 'bookmarked'];

/** Marks and comments may be set on locked beads too: they say something about the bead, they do not change it. */
export function mark(command: Of<'mark'>, bitext: BitextReader): Outcome {
  const change: Operation[] = [];
  for (const id of command.beads) {
    const bead = requireBead(bitext, id);
    if (bead.marks.includes(command.mark) === command.on) continue;
    const marks = order.filter((item) => (item === command.mark ? command.on : bead.marks.includes(item)));
    change.push(setFields(bead, { marks }));
  }
  const label = `mark.${command.mark}.${command.on ? 'on' : 'off'}`;
  return { change, label, focus: command.beads[0] ?? null };
}

export function comment(command: Of<'comment'>, bitext: BitextReader, context: CommandContext): Outcome {
  const bead = requireBead(bitext, command.bead);
  const added: Comment = { id: context.nextId(), text: command.text, author: context.who, at: context.now };
  return { change: [setFields(bead, { comments: [...bead.comments, added] })], label: 'comment', focus: bead.id };
}

export function editComment(command: Of<'editComment'>, bitext: BitextReader): Outcome {
  const bead = requireBead(bitext, command.bead);
  const old = requireComment(bead, command.comment);
  const next: Comment = {
    ...old,
    ...(command.text === undefined ? {} : { text: command.text }),
    ...(command.resolved === undefined ? {} : { resolved: command.resolved }),
  };
  const comments = bead.comments.map((item) => (item === old ? next : item));
  return { change: [setFields(bead, { comments })], label: 'editComment', focus: bead.id };
}

export function removeComment(command: Of<'removeComment'>, bitext: BitextReader): Outcome {
  const bead = requireBead(bitext, command.bead);
  const old = requireComment(bead, command.comment);
  const comments = bead.comments.filter((item) => item !== old);
  return { change: [setFields(bead, { comments })], label: 'removeComment', focus: bead.id };
}

function requireComment(bead: Bead, id: number): Comment {
  const found = bead.comments.find((item) => item.id === id);
  if (!found) throw new CoreError('notFound', `bead ${bead.id} has no comment ${id}`, { bead: bead.id });
  return found;
}
