import { CoreError } from '../../contract/errors.ts';
import type { Command } from '../../contract/commands.ts';
import type { Content } from '../../text/content.ts';
import { compact, sameContent } from '../../text/content.ts';
import type { Bead, BeadStatus, Origin, Side } from '../bead.ts';
import { sideContent } from '../bead.ts';
import type { BeadFields, Operation } from '../change.ts';
import { setFields } from '../change.ts';
import type { BitextReader, CommandContext, Outcome } from '../context.ts';
import { requireAlignment, requireBead, requireOpen } from '../context.ts';
import { sentenceOf } from '../sentences.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** The sentences of one side after its text, or the text of one of its sentences, was replaced. */
function withText(
  bead: Bead,
  side: Side,
  content: Content,
  sentence: number | undefined,
  nextId: () => number,
): Bead[Side] {
  const sentences = bead[side];
  const text = compact(content);
  if (sentence !== undefined && sentences.length > 1) {
    if (!sentences[sentence]) {
      throw new CoreError('badRequest', `bead ${bead.id} has no sentence ${sentence} on its ${side} side`);
    }
    if (text.text === '') return sentences.filter((_, i) => i !== sentence);
    return sentences.map((old, i) => (i === sentence ? { ...old, content: text } : old));
  }
  if (text.text === '') return [];
  const first = sentences[0];
  if (!first) return [sentenceOf(nextId(), bead.source[0]?.unit ?? null, text)];
  return [{ ...first, content: text, trail: sentences.at(-1)?.trail ?? '' }];
}

/** The status a bead has once its target was changed by hand: never confirmed by accident. */
function statusAfterEdit(context: CommandContext, bead: Bead, target: Bead['target']): BeadStatus {
  if (target.length === 0) return 'untranslated';
  if (context.kind === 'alignment') return bead.status === 'confirmed' ? 'confirmed' : 'translated';
  return 'draft';
}

interface TextEdit {
  readonly side: Side;
  readonly content: Content;
  readonly sentence?: number | undefined;
  readonly origin?: Origin | undefined;
  readonly status?: BeadStatus | undefined;
}

/** The operation that gives one side of a bead a new text, or null when nothing would change. */
function editOperation(bead: Bead, edit: TextEdit, context: CommandContext): Operation | null {
  const { side, content } = edit;
  const present = edit.sentence === undefined ? sideContent(bead, side) : bead[side][edit.sentence]?.content;
  const same = present !== undefined && sameContent(present, content);
  if (same && (edit.status === undefined || edit.status === bead.status)) return null;
  const sentences = same ? bead[side] : withText(bead, side, content, edit.sentence, context.nextId);
  const fields: BeadFields = { [side]: sentences, by: context.who, at: context.now };
  if (side === 'source') return setFields(bead, fields);
  const status =
    sentences.length === 0 && context.kind === 'translation'
      ? 'untranslated'
      : (edit.status ?? statusAfterEdit(context, bead, sentences));
  const origin: Origin | null =
    sentences.length === 0 ? null : (edit.origin ?? (same ? bead.origin : { kind: 'typed' }));
  return setFields(bead, { ...fields, status, origin });
}

export function edit(command: Of<'edit'>, bitext: BitextReader, context: CommandContext): Outcome {
  if (command.side === 'source') requireAlignment(context, 'editing the source');
  const bead = requireOpen(bitext, command.bead);
  const operation = editOperation(bead, command, context);
  return { change: operation ? [operation] : [], label: 'edit', focus: bead.id };
}

export function copySource(command: Of<'copySource'>, bitext: BitextReader, context: CommandContext): Outcome {
  const change: Operation[] = [];
  for (const id of command.beads) {
    const bead = requireOpen(bitext, id);
    const content = sideContent(bead, 'source');
    const operation = editOperation(
      bead,
      { side: 'target', content, origin: { kind: 'copied' }, status: 'draft' },
      context,
    );
    if (operation) change.push(operation);
  }
  return { change, label: 'copySource', focus: command.beads[0] ?? null };
}

export function clearTarget(command: Of<'clearTarget'>, bitext: BitextReader, context: CommandContext): Outcome {
  const change: Operation[] = [];
  for (const id of command.beads) {
    const bead = requireOpen(bitext, id);
    const operation = editOperation(bead, { side: 'target', content: { text: '', codes: [] } }, context);
    if (operation) change.push(operation);
  }
  return { change, label: 'clearTarget', focus: command.beads[0] ?? null };
}

export function batch(command: Of<'batch'>, bitext: BitextReader, context: CommandContext): Outcome {
  const change: Operation[] = [];
  const seen = new Set<string>();
  for (const item of command.edits) {
    const key = `${item.bead}.${item.side}`;
    if (seen.has(key)) throw new CoreError('badRequest', `bead ${item.bead} is edited twice in one batch`);
    seen.add(key);
    if (item.side === 'source') requireAlignment(context, 'editing the source');
    const bead = requireOpen(bitext, item.bead);
    const operation = editOperation(bead, item, context);
    if (operation) change.push(operation);
  }
  return { change, label: command.label, focus: null };
}

/** A translation's bead is finished only when it says something; an alignment may confirm that a side is missing. */
function canBeFinished(bead: Bead, context: CommandContext): boolean {
  return context.kind === 'alignment' || bead.target.length > 0 || bead.source.length === 0;
}

export function confirm(command: Of<'confirm'>, bitext: BitextReader, context: CommandContext): Outcome {
  const bead = requireOpen(bitext, command.bead);
  const focus = bitext.nextOpen(bead.id);
  const content = command.content ?? sideContent(bead, 'target');
  if (context.kind === 'translation' && content.text.trim() === '') {
    throw new CoreError('badRequest', `bead ${bead.id} has no translation yet; type one before you confirm it`, {
      key: 'emptyTarget',
      bead: bead.id,
    });
  }
  const unchanged = sameContent(content, sideContent(bead, 'target'));
  const operation = unchanged
    ? bead.status === 'confirmed'
      ? null
      : setFields(bead, { status: 'confirmed', by: context.who, at: context.now })
    : editOperation(bead, { side: 'target', content, origin: command.origin, status: 'confirmed' }, context);
  return { change: operation ? [operation] : [], label: 'confirm', focus };
}

export function confirmAbove(command: Of<'confirmAbove'>, bitext: BitextReader, context: CommandContext): Outcome {
  requireBead(bitext, command.bead);
  const change: Operation[] = [];
  for (const bead of bitext.above(command.bead)) {
    if (bead.status === 'confirmed' || bead.marks.includes('locked') || !canBeFinished(bead, context)) continue;
    change.push(setFields(bead, { status: 'confirmed', by: context.who, at: context.now }));
  }
  return { change, label: 'confirmAbove', focus: command.bead };
}

export function setStatus(command: Of<'setStatus'>, bitext: BitextReader, context: CommandContext): Outcome {
  const change: Operation[] = [];
  for (const id of command.beads) {
    const bead = requireOpen(bitext, id);
    if (bead.status === command.status) continue;
    const finishing = command.status === 'translated' || command.status === 'confirmed';
    if (finishing && !canBeFinished(bead, context)) continue;
    change.push(setFields(bead, { status: command.status, by: context.who, at: context.now }));
  }
  return { change, label: 'setStatus', focus: command.beads[0] ?? null };
}
