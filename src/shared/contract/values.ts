import { z } from 'zod';

/** Schemas of the values that several methods share. */

export const codeSchema = z.object({
  kind: z.enum(['open', 'close', 'standalone']),
  id: z.string(),
  data: z.string(),
  display: z.string().exactOptional(),
  equiv: z.string().exactOptional(),
  type: z.string().exactOptional(),
  canCopy: z.boolean().exactOptional(),
  canDelete: z.boolean().exactOptional(),
  canReorder: z.boolean().exactOptional(),
  exchange: z.string().exactOptional(),
});

export const contentSchema = z.object({ text: z.string().max(5_000_000), codes: z.array(codeSchema).readonly() });

export const sentenceSchema = z.object({
  id: z.number().int(),
  unit: z.string().nullable(),
  lead: z.string(),
  content: contentSchema,
  trail: z.string(),
});

export const statusSchema = z.enum(['untranslated', 'draft', 'translated', 'confirmed']);
export const markSchema = z.enum(['locked', 'excluded', 'bookmarked']);
export const sideSchema = z.enum(['source', 'target']);

export const originSchema = z.object({
  kind: z.enum(['typed', 'copied', 'match', 'repaired', 'aligned', 'imported', 'propagated', 'replaced']),
  score: z.number().exactOptional(),
  from: z.string().exactOptional(),
});

export const commentSchema = z.object({
  id: z.number().int(),
  text: z.string(),
  author: z.string(),
  at: z.number(),
  resolved: z.boolean().exactOptional(),
});

export const beadSchema = z.object({
  id: z.number().int(),
  source: z.array(sentenceSchema),
  target: z.array(sentenceSchema),
  status: statusSchema,
  marks: z.array(markSchema),
  origin: originSchema.nullable(),
  confidence: z.number().nullable(),
  reasons: z.array(z.string()),
  comments: z.array(commentSchema),
  by: z.string().nullable(),
  at: z.number().nullable(),
});

export const operationSchema = z.union([
  z.object({
    type: z.literal('set'),
    bead: z.number().int(),
    before: beadSchema.omit({ id: true }).partial(),
    after: beadSchema.omit({ id: true }).partial(),
  }),
  z.object({
    type: z.literal('splice'),
    after: z.number().int().nullable(),
    remove: z.array(beadSchema),
    insert: z.array(beadSchema),
  }),
]);

/** A BCP 47 language tag, such as `it` or `en-GB`. */
export const languageSchema = z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/);

export const pathSchema = z.string().min(1).max(4096);
