import { CoreError } from '../../contract/errors.ts';
import type { Command } from '../../contract/commands.ts';
import { isPinned } from '../aligned.ts';
import type { Bead, BeadStatus, Sentence } from '../bead.ts';
import { newBead } from '../bead.ts';
import type { Operation } from '../change.ts';
import { setFields } from '../change.ts';
import type { BitextReader, CommandContext, Outcome } from '../context.ts';
import { requireAlignment, requireNeighbours, requireOpen, requireRun } from '../context.ts';
import { cutRun, cutSentence, joinAll, joinTwo } from '../sentences.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

/** The status of a bead whose sentences were rearranged: it needs another look before it counts as confirmed. */
function statusAfterMove(context: CommandContext, target: readonly Sentence[]): BeadStatus {
  if (target.length === 0) return 'untranslated';
  return context.kind === 'alignment' ? 'translated' : 'draft';
}

/** A bead with other sentences; what the aligner said of the old pairing no longer holds. */
function rearranged(
  bead: Bead,
  sides: { source?: readonly Sentence[]; target?: readonly Sentence[] },
  context: CommandContext,
): Bead {
  const next = { ...bead, ...sides };
  return {
    ...next,
    status: statusAfterMove(context, next.target),
    confidence: null,
    reasons: [],
    by: context.who,
    at: context.now,
  };
}

function replace(bitext: BitextReader, remove: readonly Bead[], insert: readonly Bead[]): Operation {
  const first = remove[0];
  return { type: 'splice', after: first ? (bitext.previous(first.id)?.id ?? null) : null, remove, insert };
}

/** In a translation, sentences may be joined only within one unit: the document's structure stays as it is. */
function requireOneUnit(beads: readonly Bead[]): void {
  const units = new Set(beads.flatMap((bead) => bead.source.map((sentence) => sentence.unit)));
  if (units.size > 1) {
    throw new CoreError('badRequest', 'only sentences of the same paragraph can be merged in a translation', {
      key: 'mergeAcrossUnits',
    });
  }
}

export function merge(command: Of<'merge'>, bitext: BitextReader, context: CommandContext): Outcome {
  const beads = requireRun(bitext, command.beads);
  const [first] = beads;
  if (!first) return { change: [], label: 'merge', focus: null };
  if (context.kind === 'translation') requireOneUnit(beads);
  const targets = beads.flatMap((bead) => bead.target);
  const joined = joinAll(targets);
  const merged: Bead = {
    ...rearranged(
      first,
      {
        source: beads.flatMap((bead) => bead.source),
        target: context.kind === 'translation' ? (joined ? [joined] : []) : targets,
      },
      context,
    ),
    marks: first.marks.filter((mark) => beads.every((bead) => bead.marks.includes(mark))),
    comments: beads.flatMap((bead) => bead.comments),
    origin:
      beads.filter((bead) => bead.target.length > 0).length === 1
        ? (beads.find((bead) => bead.target.length > 0)?.origin ?? null)
        : null,
  };
  return { change: [replace(bitext, beads, [merged])], label: 'merge', focus: merged.id };
}

export function split(command: Of<'split'>, bitext: BitextReader, context: CommandContext): Outcome {
  const bead = requireOpen(bitext, command.bead);
  const [above, below] = cutSide(bead.source, command.sentence, command.offset, context.nextId);
  if (above.length === 0 || below.length === 0) {
    throw new CoreError('badRequest', 'a bead is split inside its source: nothing stands on one side of the cut', {
      key: 'splitAtEdge',
      bead: bead.id,
    });
  }
  const [stays, goes] =
    command.targetOffset === undefined ? [bead.target, []] : cutRun(bead.target, command.targetOffset, context.nextId);
  const upper = rearranged(bead, { source: above, target: stays }, context);
  const lower: Bead = {
    ...rearranged(newBead(context.nextId(), below, goes), {}, context),
    origin: goes.length > 0 ? bead.origin : null,
  };
  return { change: [replace(bitext, [bead], [upper, lower])], label: 'split', focus: upper.id };
}

/** Cuts the sentences of a side before `sentence` + 1, or within it at `offset`. */
function cutSide(
  sentences: readonly Sentence[],
  sentence: number,
  offset: number | undefined,
  nextId: () => number,
): [Sentence[], Sentence[]] {
  const at = sentences[sentence];
  if (!at) throw new CoreError('badRequest', `there is no sentence ${sentence} on this side`);
  if (offset === undefined) return [sentences.slice(0, sentence + 1), sentences.slice(sentence + 1)];
  const [left, right] = cutSentence(at, offset, nextId);
  return [
    [...sentences.slice(0, sentence), ...(left ? [left] : [])],
    [...(right ? [right] : []), ...sentences.slice(sentence + 1)],
  ];
}

const isEmpty = (bead: Bead): boolean => bead.source.length === 0 && bead.target.length === 0;

export function moveDown(command: Of<'moveDown'>, bitext: BitextReader, context: CommandContext): Outcome {
  requireAlignment(context, 'moving sentences across beads');
  const { side } = command;
  const bead = requireOpen(bitext, command.bead);
  const [stays, goes] =
    command.offset === undefined
      ? [bead[side].slice(0, command.sentence), bead[side].slice(command.sentence)]
      : cutSide(bead[side], command.sentence, command.offset, context.nextId);
  if (goes.length === 0) return { change: [], label: 'moveDown', focus: bead.id };
  const below = bitext.next(bead.id);
  const lower = below ? requireOpen(bitext, below.id) : newBead(context.nextId(), [], []);
  const moved = rearranged(lower, { [side]: [...goes, ...lower[side]] }, context);
  const left = rearranged(bead, { [side]: stays }, context);
  const insert = isEmpty(left) ? [moved] : [left, moved];
  return { change: [replace(bitext, below ? [bead, below] : [bead], insert)], label: 'moveDown', focus: moved.id };
}

export function moveUp(command: Of<'moveUp'>, bitext: BitextReader, context: CommandContext): Outcome {
  requireAlignment(context, 'moving sentences across beads');
  const { side } = command;
  const bead = requireOpen(bitext, command.bead);
  const last = command.sentence ?? bead[side].length - 1;
  const [goes, stays] =
    command.offset === undefined
      ? [bead[side].slice(0, last + 1), bead[side].slice(last + 1)]
      : cutSide(bead[side], last, command.offset, context.nextId);
  if (goes.length === 0) return { change: [], label: 'moveUp', focus: bead.id };
  const above = bitext.previous(bead.id);
  const upper = above ? requireOpen(bitext, above.id) : newBead(context.nextId(), [], []);
  const moved = rearranged(upper, { [side]: [...upper[side], ...goes] }, context);
  const left = rearranged(bead, { [side]: stays }, context);
  const insert = isEmpty(left) ? [moved] : [moved, left];
  const focus = isEmpty(left) ? moved.id : left.id;
  return { change: [replace(bitext, above ? [above, bead] : [bead], insert)], label: 'moveUp', focus };
}

export function unlink(command: Of<'unlink'>, bitext: BitextReader, context: CommandContext): Outcome {
  requireAlignment(context, 'unlinking');
  const bead = requireOpen(bitext, command.bead);
  if (bead.source.length === 0 || bead.target.length === 0) return { change: [], label: 'unlink', focus: bead.id };
  const left: Bead = { ...rearranged(bead, { target: [] }, context), origin: null };
  const settled = command.confirm === true;
  const upper: Bead = settled ? { ...left, status: 'confirmed' } : left;
  const lower = rearranged(newBead(context.nextId(), [], bead.target), {}, context);
  const label = settled ? 'notTranslated' : 'unlink';
  return { change: [replace(bitext, [bead], [upper, lower])], label, focus: upper.id };
}

export function link(command: Of<'link'>, bitext: BitextReader, context: CommandContext): Outcome {
  requireAlignment(context, 'linking');
  const source = requireOpen(bitext, command.source);
  const target = requireOpen(bitext, command.target);
  if (source.id === target.id || source.target.length > 0 || target.source.length > 0) {
    throw new CoreError('badRequest', 'link joins a bead that has only sources with a bead that has only targets', {
      key: 'linkNeedsHalves',
    });
  }
  const linked: Bead = {
    ...rearranged(source, { target: target.target }, context),
    origin: target.origin,
    comments: [...source.comments, ...target.comments],
  };
  const remove = replace(bitext, [target], []);
  return { change: [remove, setFields(source, fieldsOf(linked))], label: 'link', focus: linked.id };
}

export function swapDown(command: Of<'swapDown'>, bitext: BitextReader, context: CommandContext): Outcome {
  requireAlignment(context, 'swapping');
  const { side } = command;
  const bead = requireOpen(bitext, command.bead);
  const below = bitext.next(bead.id);
  if (!below) return { change: [], label: 'swap', focus: bead.id };
  const lower = requireOpen(bitext, below.id);
  const change = [
    setFields(bead, fieldsOf(rearranged(bead, { [side]: lower[side] }, context))),
    setFields(lower, fieldsOf(rearranged(lower, { [side]: bead[side] }, context))),
  ];
  return { change, label: 'swap', focus: bead.id };
}

export function joinSentences(command: Of<'joinSentences'>, bitext: BitextReader, context: CommandContext): Outcome {
  if (command.side === 'source') requireAlignment(context, 'joining source sentences');
  const bead = requireOpen(bitext, command.bead);
  const sentences = bead[command.side];
  const left = sentences[command.sentence];
  const right = sentences[command.sentence + 1];
  if (!left || !right) return { change: [], label: 'joinSentences', focus: bead.id };
  const joined = [
    ...sentences.slice(0, command.sentence),
    joinTwo(left, right),
    ...sentences.slice(command.sentence + 2),
  ];
  const change = [setFields(bead, { [command.side]: joined, by: context.who, at: context.now })];
  return { change, label: 'joinSentences', focus: bead.id };
}

export function splitSentence(command: Of<'splitSentence'>, bitext: BitextReader, context: CommandContext): Outcome {
  requireAlignment(context, 'splitting sentences');
  const bead = requireOpen(bitext, command.bead);
  const sentence = bead[command.side][command.sentence];
  const [left, right] = sentence ? cutSentence(sentence, command.offset, context.nextId) : [null, null];
  if (!left || !right) return { change: [], label: 'splitSentence', focus: bead.id };
  const sentences = bead[command.side].toSpliced(command.sentence, 1, left, right);
  const change = [setFields(bead, { [command.side]: sentences, by: context.who, at: context.now })];
  return { change, label: 'splitSentence', focus: bead.id };
}

export function realign(command: Of<'realign'>, bitext: BitextReader, context: CommandContext): Outcome {
  requireAlignment(context, 'aligning again');
  if (command.beads.length === 0 && command.into.length === 0) return { change: [], label: 'realign', focus: null };
  const beads = requireNeighbours(bitext, command.beads);
  const sentences = { source: new Map<number, Sentence>(), target: new Map<number, Sentence>() };
  const home = new Map<number, Bead>();
  for (const bead of beads) {
    for (const side of ['source', 'target'] as const) {
      for (const sentence of bead[side]) {
        sentences[side].set(sentence.id, sentence);
        home.set(sentence.id, bead);
      }
    }
  }
  const take = (side: 'source' | 'target', id: number): Sentence => {
    const sentence = sentences[side].get(id);
    if (!sentence) throw new CoreError('badRequest', `sentence ${id} is not in these beads, or is paired twice`);
    sentences[side].delete(id);
    return sentence;
  };
  const used = new Set<number>();
  const insert = command.into.map((pair): Bead => {
    const source = pair.source.map((id) => take('source', id));
    const target = pair.target.map((id) => take('target', id));
    const first = source[0] ?? target[0];
    const old = first ? home.get(first.id) : undefined;
    const reuse = old && !used.has(old.id) ? old : undefined;
    if (reuse) used.add(reuse.id);
    const unchanged = reuse && sameIds(reuse.source, source) && sameIds(reuse.target, target);
    if (unchanged && isPinned(reuse)) return reuse;
    const base = reuse ?? newBead(context.nextId(), [], []);
    const status = unchanged ? reuse.status : statusAfterMove(context, target);
    return {
      ...base,
      source,
      target,
      status,
      confidence: pair.confidence,
      reasons: pair.reasons,
      origin: { kind: 'aligned' },
    };
  });
  if (sentences.source.size + sentences.target.size > 0) {
    throw new CoreError('badRequest', 'an alignment must place every sentence of the beads it replaces');
  }
  const lost = beads.find((bead) => isPinned(bead) && !insert.includes(bead));
  if (lost) {
    throw new CoreError('locked', `bead ${lost.id} is confirmed or locked and cannot be paired anew`, {
      bead: lost.id,
    });
  }
  for (const bead of beads) {
    if (used.has(bead.id) || bead.comments.length === 0) continue;
    // What was said of a bead that is gone goes to where its first sentence is now.
    const first = bead.source[0] ?? bead.target[0];
    const at = Math.max(
      0,
      insert.findIndex(({ source, target }) => [...source, ...target].some(({ id }) => id === first?.id)),
    );
    const now = insert[at];
    if (now) insert[at] = { ...now, comments: [...now.comments, ...bead.comments] };
  }
  return { change: [replace(bitext, beads, insert)], label: 'realign', focus: insert[0]?.id ?? null };
}

function sameIds(a: readonly Sentence[], b: readonly Sentence[]): boolean {
  return a.length === b.length && a.every((sentence, i) => sentence.id === b[i]?.id);
}

function fieldsOf(bead: Bead): Omit<Bead, 'id'> {
  const { id: _, ...fields } = bead;
  return fields;
}
