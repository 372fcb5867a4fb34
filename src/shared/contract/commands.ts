import { z } from 'zod';
import { contentSchema, markSchema, originSchema, sideSchema, statusSchema } from './values.ts';

/**
 * Everything one can do to a bitext. Each command is one undoable step; the core turns it into a change
 * (`bitext/execute.ts`), stores both in one transaction and answers with the change.
 */

const bead = z.number().int();
const beads = z.array(bead).min(1).max(1_000_000);

export const commandSchema = z.discriminatedUnion('type', [
  /** Replaces the text of one side. `sentence` is the index within the side; without it the side becomes one sentence. */
  z.object({
    type: z.literal('edit'),
    bead,
    side: sideSchema,
    sentence: z.number().int().nonnegative().exactOptional(),
    content: contentSchema,
    origin: originSchema.exactOptional(),
    /** Edits of one bead that share a group (one visit of the editor) are undone together. */
    group: z.string().max(64).exactOptional(),
  }),
  z.object({ type: z.literal('copySource'), beads }),
  z.object({ type: z.literal('clearTarget'), beads }),
  z.object({ type: z.literal('setStatus'), beads, status: statusSchema }),
  /** Saves the text (when given) and confirms the bead, in one step. */
  z.object({
    type: z.literal('confirm'),
    bead,
    content: contentSchema.exactOptional(),
    origin: originSchema.exactOptional(),
  }),
  /** Confirms every bead from the start of the bitext up to and including this one, but for empty and locked ones. */
  z.object({ type: z.literal('confirmAbove'), bead }),
  z.object({ type: z.literal('mark'), beads, mark: markSchema, on: z.boolean() }),
  z.object({ type: z.literal('comment'), bead, text: z.string().min(1).max(100_000) }),
  z.object({
    type: z.literal('editComment'),
    bead,
    comment: z.number().int(),
    text: z.string().max(100_000).exactOptional(),
    resolved: z.boolean().exactOptional(),
  }),
  z.object({ type: z.literal('removeComment'), bead, comment: z.number().int() }),

  /** Joins neighbouring beads into one. In a translation they must come from one unit. */
  z.object({ type: z.literal('merge'), beads: z.array(bead).min(2).max(10_000) }),
  /**
   * Splits a bead in two: after source sentence `sentence` when the bead holds several, or within it at the UTF-16
   * offset `offset`; the target is cut at `targetOffset` of its joined text (by default all of it stays above).
   */
  z.object({
    type: z.literal('split'),
    bead,
    sentence: z.number().int().nonnegative(),
    offset: z.number().int().nonnegative().exactOptional(),
    targetOffset: z.number().int().nonnegative().exactOptional(),
  }),

  /** Sends what follows down to the next bead on one side: sentences from `sentence` on, cut at `offset` if given. */
  z.object({
    type: z.literal('moveDown'),
    bead,
    side: sideSchema,
    sentence: z.number().int().nonnegative(),
    offset: z.number().int().nonnegative().exactOptional(),
  }),
  /**
   * Pulls sentences up to and including `sentence` (default: all) to the end of the bead above, on one side; of that
   * sentence only what stands before `offset`, if given.
   */
  z.object({
    type: z.literal('moveUp'),
    bead,
    side: sideSchema,
    sentence: z.number().int().nonnegative().exactOptional(),
    offset: z.number().int().positive().exactOptional(),
  }),
  /**
   * Puts the targets of a bead into a bead of their own, below; the sources stay. With `confirm` the sources are
   * confirmed to have no counterpart, in the same step.
   */
  z.object({ type: z.literal('unlink'), bead, confirm: z.boolean().exactOptional() }),
  /** Joins a bead that has only sources with a bead that has only targets, wherever they stand. */
  z.object({ type: z.literal('link'), source: bead, target: bead }),
  /** Exchanges the contents of one side with the bead below. */
  z.object({ type: z.literal('swapDown'), bead, side: sideSchema }),
  /** Joins two sentences of one side of a bead into one sentence. */
  z.object({ type: z.literal('joinSentences'), bead, side: sideSchema, sentence: z.number().int().nonnegative() }),
  /** Cuts a sentence in two at a UTF-16 offset; both stay in the bead. */
  z.object({
    type: z.literal('splitSentence'),
    bead,
    side: sideSchema,
    sentence: z.number().int().nonnegative(),
    offset: z.number().int().positive(),
  }),
  /** Replaces a run of beads by others made of the same sentences, such as the aligner's new proposal. */
  z.object({
    type: z.literal('realign'),
    beads,
    into: z.array(
      z.object({
        source: z.array(z.number().int()),
        target: z.array(z.number().int()),
        confidence: z.number().nullable(),
        reasons: z.array(z.string()),
      }),
    ),
  }),
  /** Many edits as one step: replace all, pre-translation, accepted changes. */
  z.object({
    type: z.literal('batch'),
    label: z.enum(['replace', 'pretranslate', 'propagate', 'accept', 'reject', 'import']),
    edits: z
      .array(
        z.object({
          bead,
          side: sideSchema,
          content: contentSchema,
          status: statusSchema.exactOptional(),
          origin: originSchema.exactOptional(),
        }),
      )
      .min(1)
      .max(1_000_000),
  }),
]);

export type Command = z.infer<typeof commandSchema>;
